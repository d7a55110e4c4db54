"""The list of groups, and the city's own changes to it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.errors import InvalidKnowledge
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.accounts.models import Role
from workbench.core.city import current_city
from workbench.core.knowledge import groups_in_words
from workbench.core.requests import sent
from workbench.listening.actions.groups import add_group, change_group
from workbench.listening.forms import GroupForm, NewGroupForm
from workbench.listening.pages.groups import GroupPage, group_line, groups_page
from workbench.listening.views.showing import show


@require_safe
@role_required(*Role.values)
def groups(request: SignedInRequest) -> HttpResponse:
    """Every group with its labels in other systems."""
    return show(request, "groups.html", groups_page(request.user), here="groups")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required("coordinator")
def group(request: SignedInRequest, key: str) -> HttpResponse:
    """Rename, note, retire one group, or place it under others."""
    pack = current_city().groups()
    if key not in pack:
        raise Http404
    spoken = groups_in_words(pack)
    form = GroupForm(sent(request), group=pack.groups[key], pack=spoken)
    if request.method == "POST" and form.is_valid():
        try:
            change_group(key, acting_person=request.user, **form.facts())
        except InvalidKnowledge as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("The change is kept."))
            return HttpResponseRedirect(reverse("listening-groups"))
    page = GroupPage(
        heading=spoken.name(key), line=group_line(spoken.groups[key], spoken), form=form
    )
    return show(request, "group.html", page, here="groups", status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required("coordinator")
def new_group(request: SignedInRequest) -> HttpResponse:
    """Add a group of the city's own."""
    form = NewGroupForm(sent(request), pack=groups_in_words(current_city().groups()))
    if request.method == "POST" and form.is_valid():
        try:
            add_group(acting_person=request.user, **form.facts())
        except InvalidKnowledge as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("The group is added."))
            return HttpResponseRedirect(reverse("listening-groups"))
    page = GroupPage(heading=_("Add a group"), line=None, form=form)
    return show(request, "group.html", page, here="groups", status=_status(form))


def _status(form: GroupForm | NewGroupForm) -> int:
    return 400 if form.is_bound and form.errors else 200
