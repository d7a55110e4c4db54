"""Entries by hand: enter, change, send, check, correct. Every write is an action."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.listening.entries import Fault
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.labels import choices, group_choices
from workbench.core.requests import sent
from workbench.listening import access
from workbench.listening.actions import entries as acts
from workbench.listening.entry_forms import EntryForm, initial_of
from workbench.listening.forms import ReturnForm
from workbench.listening.models import HandEntry
from workbench.listening.pages.entries import EntryFormPage, entries_page, entry_page
from workbench.listening.pages.labels import city_labels
from workbench.listening.views.showing import show

ENTERS = ("coordinator", "analyst", "partner_editor")


@require_safe
@role_required(*ENTERS)
def entries(request: SignedInRequest) -> HttpResponse:
    """What waits for me, and everything that I may see."""
    page = entries_page(request.user, asked=request.GET.get("page"))
    return show(request, "entries.html", page, here="entries")


@never_cache
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*ENTERS)
def new_entry(request: SignedInRequest) -> HttpResponse:
    """Enter an incident: save it as a draft, or save and send it for its check."""
    return _answer_form(request, None)


@never_cache
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*ENTERS)
def edit_entry(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Change a draft or a returned entry of one's own."""
    entry = access.entry_for(request.user, entry_id)
    access.refuse_unless_own(request.user, entry)
    acts.refuse_unless_open(entry)
    return _answer_form(request, entry)


@never_cache
@require_safe
@role_required(*ENTERS)
def entry(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """One entry and its next steps; its words stay sealed."""
    found = access.entry_for(request.user, entry_id)
    return show(request, "entry.html", entry_page(request.user, found), here="entries")


@never_cache
@require_POST
@role_required(*ENTERS)
def words(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Open the words of a report for somebody who may read them; the log says so."""
    found = access.entry_for(request.user, entry_id)
    opened = acts.read_words(found, acting_person=request.user)
    page = entry_page(request.user, found, words=opened)
    return show(request, "entry.html", page, here="entries")


@require_POST
@role_required(*ENTERS)
def send(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Hand a complete entry to a second person."""
    found = access.entry_for(request.user, entry_id)
    try:
        acts.send_for_check(found, acting_person=request.user, today=timezone.localdate())
    except acts.IncompleteEntry as fault:
        messages.warning(request, str(fault))
        return HttpResponseRedirect(reverse("listening-entry-edit", args=[entry_id]))
    messages.success(request, _("Sent. It is counted once a second person has accepted it."))
    return HttpResponseRedirect(reverse("listening-entry", args=[entry_id]))


@require_POST
@role_required("coordinator", "analyst")
def accept(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Count an entry that somebody else entered."""
    found = access.entry_for(request.user, entry_id)
    acts.accept_entry(found, acting_person=request.user, today=timezone.localdate())
    messages.success(request, _("Accepted. It stands in the register now."))
    return HttpResponseRedirect(reverse("listening-entries"))


@never_cache
@sensitive_post_parameters("reason")
@require_POST
@role_required("coordinator", "analyst")
def give_back(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Return an entry to its author with the reason."""
    found = access.entry_for(request.user, entry_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        page = entry_page(request.user, found, return_form=form)
        return show(request, "entry.html", page, here="entries", status=400)
    acts.return_entry(found, reason=form.cleaned_data["reason"], acting_person=request.user)
    messages.success(request, _("Returned. The author reads the reason."))
    return HttpResponseRedirect(reverse("listening-entries"))


@require_POST
@role_required(*ENTERS)
def correct(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Begin a correction of an accepted entry."""
    found = access.entry_for(request.user, entry_id)
    draft = acts.correct_entry(found, acting_person=request.user)
    return HttpResponseRedirect(reverse("listening-entry-edit", args=[draft.pk]))


@require_POST
@role_required(*ENTERS)
def drop(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Remove a draft of one's own."""
    acts.drop_entry(access.entry_for(request.user, entry_id), acting_person=request.user)
    messages.success(request, _("The draft is removed, its words with it."))
    return HttpResponseRedirect(reverse("listening-entries"))


def _answer_form(request: SignedInRequest, known: HandEntry | None) -> HttpResponse:
    form = _form(request, known)
    if request.method == "POST" and form.is_valid():
        saved = _save(form, known, request)
        if "send" not in request.POST:
            messages.success(request, _("Saved as a draft. Only you can change it."))
            return HttpResponseRedirect(reverse("listening-entry", args=[saved.pk]))
        try:
            acts.send_for_check(saved, acting_person=request.user, today=timezone.localdate())
        except acts.IncompleteEntry as fault:
            known = saved
            form = _form(request, saved)
            form.is_valid()
            form.add_faults([Fault(**one) for one in fault.fields["faults"]])
        else:
            messages.success(
                request, _("Sent. It is counted once a second person has accepted it.")
            )
            return HttpResponseRedirect(reverse("listening-entry", args=[saved.pk]))
    heading = _("Enter an incident") if known is None else _heading(known)
    page = EntryFormPage(
        heading=heading, form=form, entry=known, corrects=known.record_key if known else ""
    )
    status = 400 if form.is_bound and form.errors else 200
    return show(request, "entry_form.html", page, here="entries", status=status)


def _heading(known: HandEntry) -> str:
    return _("Correct an entry") if known.record_key else _("Change your entry")


def _form(request: SignedInRequest, known: HandEntry | None) -> EntryForm:
    labels = city_labels()
    initial: dict[str, Any] = initial_of(acts.facts_of(known)) if known else {}
    if known is None:
        initial["reported_on"] = timezone.localdate().isoformat()
    return EntryForm(
        sent(request),
        initial=initial,
        groups=group_choices(labels.groups),
        kinds=[(key, labels.kind(key)) for key in labels.kinds.keys],
        areas=choices(
            (area.area, area.name) for area in labels.areas.at_level(labels.areas.finest)
        ),
        keeps_words=bool(known and known.sealed_words),
    )


def _save(form: EntryForm, known: HandEntry | None, request: SignedInRequest) -> HandEntry:
    words = form.words_given()
    if known is None:
        return acts.enter_incident(form.facts(), words=words or "", acting_person=request.user)
    return acts.change_entry(known, form.facts(), words=words, acting_person=request.user)
