"""What passed between the two sides: words, talks, offers, use and earlier help, each written down
in a form of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.accounts.models import Person
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.mapping import access, relation_forms
from workbench.mapping.actions import relation_records as acts
from workbench.mapping.actions.relations import say_of_record, say_what_it_is
from workbench.mapping.models import Relation
from workbench.mapping.pages.showing import FormPage
from workbench.mapping.views.showing import show_form

HERE = "relations"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """One sort of record: its form, what keeps it, and how it is introduced."""

    form: type[forms.Form]
    keep: Callable[..., object]
    heading: str | Promise
    lede: str | Promise


def _keep_words(
    relation: Relation, values: dict[str, Any], *, acting_person: Person, now: datetime
) -> object:
    """Keep a side's own words for the problem."""
    side = access.side_in(acting_person, relation)
    return say_what_it_is(relation, side=side, **values, acting_person=acting_person, now=now)


KINDS: dict[str, RecordKind] = {
    "words": RecordKind(
        form=relation_forms.OwnWordsForm,
        keep=_keep_words,
        heading=gettext_lazy("Your words for the problem"),
        lede=gettext_lazy("They stand beside the other side’s. Earlier words stay on record."),
    ),
    "talk": RecordKind(
        form=relation_forms.TalkForm,
        keep=acts.enter_talk,
        heading=gettext_lazy("Write down a talk"),
        lede=gettext_lazy("Each side then says for itself whether this record is right."),
    ),
    "offer": RecordKind(
        form=relation_forms.RelationOfferForm,
        keep=acts.enter_offer,
        heading=gettext_lazy("Write down an offer"),
        lede=gettext_lazy("What people can come to, and from when."),
    ),
    "use": RecordKind(
        form=relation_forms.UseForm,
        keep=acts.enter_use,
        heading=gettext_lazy("Write down how it was used"),
        lede=gettext_lazy(
            "Many who take part are not yet many who want to: say how voluntary it was. People are "
            "counted, never named."
        ),
    ),
    "act": RecordKind(
        form=relation_forms.ActForm,
        keep=acts.enter_act,
        heading=gettext_lazy("Write down earlier help"),
        lede=gettext_lazy("Something the provider did for the community, long before or lately."),
    ),
}


@require_http_methods(FORM_METHODS)
@role_required("coordinator", "partner_editor")
def add_record(request: SignedInRequest, relation_id: int, what: str) -> HttpResponse:
    """Write down one record of a relation."""
    found = access.relation_for(request.user, relation_id)
    kind = KINDS.get(what)
    if kind is None or (what == "words" and not access.side_in(request.user, found)):
        raise Http404
    today = timezone.localdate()
    form = kind.form(sent(request), initial={"said_on": today})
    if form.is_valid():
        try:
            kind.keep(found, form.cleaned_data, acting_person=request.user, now=timezone.now())
        except CommonwealError as fault:
            field = fault.fields.get("field")
            form.add_error(field if field in form.fields else None, str(fault))
        else:
            messages.success(request, _("It is on record."))
            return go_to("mapping-relation", relation_id)
    page = FormPage(
        heading=str(kind.heading),
        lede=str(kind.lede),
        form=form,
        back=reverse("mapping-relation", args=[relation_id]),
        back_words=str(found.community.name),
        submit=_("Keep it"),
    )
    return show_form(request, page, here=HERE)


@require_POST
@role_required("coordinator", "partner_editor")
def say_of_talk(request: SignedInRequest, relation_id: int, record_id: int) -> HttpResponse:
    """One side says whether the record of a talk is right."""
    found = access.relation_for(request.user, relation_id)
    record = access.negotiation_for(request.user, found, record_id)
    is_right = "right" in request.POST
    say_of_record(record, is_right=is_right, acting_person=request.user, today=timezone.localdate())
    messages.success(request, _("What you say of this record is kept."))
    return go_to("mapping-relation", relation_id)
