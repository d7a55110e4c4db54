"""Bring in a list in the browser: send it, look at what it holds and would change, confirm."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.numbers import whole
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.core.uploads import Upload
from workbench.mapping import access, tasks
from workbench.mapping.actions import uploads
from workbench.mapping.actions.tie_lists import LookedTies, look_at_ties, take_ties
from workbench.mapping.files_out import refused_file_of
from workbench.mapping.list_forms import BringInListForm, TieFileForm, WhoIsMeantForm
from workbench.mapping.pages.bringing_in import (
    bring_in_page,
    look_page,
    look_ties_page,
    profiles_offered,
    sources_offered,
    unusable_page,
    upload_page,
)
from workbench.mapping.pages.showing import FormPage
from workbench.mapping.views.showing import show
from workbench.mapping.views.taking_out import handed_out

HERE = "bring-in"


@require_http_methods(FORM_METHODS)
@role_required(*access.KEEPS)
def bring_in(request: SignedInRequest) -> HttpResponse:
    """Choose a list, its profile and whose it is; it is kept aside and looked at."""
    form = BringInListForm(
        sent(request),
        _files(request),
        profiles=profiles_offered(),
        sources=sources_offered(),
        initial={"profile": request.GET.get("profile"), "source": request.GET.get("source")},
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        file = given.pop("file")
        upload = _kept(form, uploads.keep_list, request, file, **given)
        if upload is not None:
            return go_to("mapping-look", upload.token)
    status = 400 if form.is_bound else 200
    return show(
        request, "bring_in.html", bring_in_page(request.user, form), here=HERE, status=status
    )


def _files(request: SignedInRequest) -> Any:
    return request.FILES if request.method == "POST" else None


def _kept(
    form: BaseForm, keep: Any, request: SignedInRequest, file: Any, **given: str
) -> Upload | None:
    """The file put aside; where it cannot be, the form says why."""
    try:
        kept: Upload = keep(
            file.chunks(),
            file_name=file.name,
            acting_person=request.user,
            now=timezone.now(),
            **given,
        )
    except CommonwealError as fault:
        form.add_error("file", str(fault))
        return None
    return kept


@require_safe
@role_required(*access.KEEPS)
def look(request: SignedInRequest, token: str) -> HttpResponse:
    """What the list holds and would change; nothing is stored yet."""
    upload = uploads.list_for(request.user, token)
    if upload.state != "kept":
        return go_to("mapping-upload", token)
    try:
        looked = uploads.look_at(upload, today=timezone.localdate())
    except CommonwealError as fault:
        page = unusable_page(upload, fault, back="mapping-bring-in", drop="mapping-look-drop")
        return show(request, "unusable.html", page, here=HERE, status=fault.status)
    return show(request, "look.html", look_page(upload, looked), here=HERE)


@require_POST
@role_required(*access.KEEPS)
def confirm(request: SignedInRequest, token: str) -> HttpResponse:
    """Bring the list in, in the background."""
    upload = uploads.list_for(request.user, token)
    uploads.mark_waiting(upload, acting_person=request.user)
    tasks.bring_in.enqueue(token, request.user.pk)
    return go_to("mapping-upload", token)


@require_POST
@role_required(*access.KEEPS)
def drop(request: SignedInRequest, token: str) -> HttpResponse:
    """Remove a list that was not brought in."""
    return _dropped(request, uploads.list_for(request.user, token), "mapping-bring-in")


@require_POST
@role_required(*access.KEEPS)
def drop_ties(request: SignedInRequest, token: str) -> HttpResponse:
    """Remove a file of ties that was not brought in."""
    return _dropped(request, uploads.ties_for(request.user, token), "mapping-bring-in-ties")


def _dropped(request: SignedInRequest, upload: Upload, back: str) -> HttpResponse:
    uploads.drop_upload(upload, acting_person=request.user)
    messages.success(request, _("The file is removed. Nothing of it was stored."))
    return go_to(back)


@require_safe
@role_required(*access.KEEPS)
def upload(request: SignedInRequest, token: str) -> HttpResponse:
    """How far the list is; asked for again and again while it moves."""
    page = upload_page(uploads.list_for(request.user, token))
    by_script = getattr(request, "htmx", False)
    if page.upload.state == "done" and page.upload.delivery:
        address = reverse("mapping-list", args=[page.upload.delivery])
        if not by_script:
            return HttpResponseRedirect(address)
        moved = HttpResponse()
        moved["HX-Redirect"] = address
        return moved
    if by_script:
        return render(request, "mapping/_upload.html", {"page": page})
    return show(request, "upload.html", page, here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.KEEPS)
def bring_in_ties(request: SignedInRequest) -> HttpResponse:
    """Choose a file of ties; it is kept aside and looked at."""
    form = TieFileForm(sent(request), _files(request))
    if form.is_valid():
        upload = _kept(form, uploads.keep_ties, request, form.cleaned_data["file"])
        if upload is not None:
            return go_to("mapping-look-ties", upload.token)
    page = FormPage(
        heading=_("Bring in ties"),
        lede=_("First you see whom the file names. Nothing is stored before you say so."),
        form=form,
        back=reverse("mapping-ties"),
        back_words=_("Ties"),
        submit=_("Look at the file"),
        note=_(
            "Whoever keeps a file is a third party: each tie is told of, and confirmed by nobody "
            "until one of its sides does. Nobody but the two and the desk sees it before."
        ),
    )
    return show(request, "form.html", page, here=HERE, status=400 if form.errors else 200)


@require_http_methods(FORM_METHODS)
@role_required(*access.KEEPS)
def look_ties(request: SignedInRequest, token: str) -> HttpResponse:
    """Whom the file names, and what would be told; with the answers it is told."""
    upload = uploads.ties_for(request.user, token)
    try:
        looked = look_at_ties(upload.path)
    except CommonwealError as fault:
        page = unusable_page(
            upload, fault, back="mapping-bring-in-ties", drop="mapping-look-ties-drop"
        )
        return show(request, "unusable.html", page, here=HERE, status=fault.status)
    form = WhoIsMeantForm(sent(request), asked=looked.asked)
    if form.is_valid():
        return _told(request, upload, form)
    return show(
        request,
        "look_ties.html",
        look_ties_page(upload, looked, form),
        here=HERE,
        status=400 if form.is_bound else 200,
    )


@require_safe
@role_required(*access.KEEPS)
def refused_ties(request: SignedInRequest, token: str) -> HttpResponse:
    """All refused rows of a file of ties, each with its reason."""
    upload = uploads.ties_for(request.user, token)
    return handed_out(refused_file_of(look_at_ties(upload.path)))


def _told(request: SignedInRequest, upload: Upload, form: WhoIsMeantForm) -> HttpResponse:
    done: LookedTies = take_ties(
        upload.path, answers=form.answers, acting_person=request.user, now=timezone.now()
    )
    uploads.drop_upload(upload, acting_person=request.user)
    count = len(done.ties)
    said = ngettext("%(count)s tie is told of.", "%(count)s ties are told of.", count)
    messages.success(request, said % {"count": whole(count)})
    return go_to("mapping-ties")
