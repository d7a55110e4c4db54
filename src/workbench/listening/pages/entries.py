"""Entries by hand: what waits for me, what was entered, and one entry with its next steps."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.listening.entries import EntryFacts
from workbench.accounts.models import Person, Role
from workbench.core.labels import date_words, yes_no
from workbench.core.paging import Paging, paging, part
from workbench.core.words import open_words
from workbench.listening import access
from workbench.listening.actions.entries import CITY_DESK, facts_of
from workbench.listening.entry_forms import EntryForm
from workbench.listening.forms import ReturnForm
from workbench.listening.models import HandEntry
from workbench.listening.pages.labels import Labels, city_labels

State = HandEntry.State


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One entry in a list."""

    entry: HandEntry
    address: str
    what: str
    where: str
    happened: str
    author: str
    entered: str
    state: str
    state_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesPage:
    """What entries.html may use."""

    lede: str
    waiting: tuple[EntryLine, ...]
    lines: tuple[EntryLine, ...]
    shown: Paging
    only_organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFormPage:
    """What entry_form.html may use."""

    heading: str
    form: EntryForm
    entry: HandEntry | None
    corrects: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """What entry.html may use."""

    line: EntryLine
    facts: tuple[tuple[str, str], ...]
    has_words: bool
    may_read_words: bool
    words: str | None
    reason: str
    corrects: str
    is_own: bool
    may_change: bool
    may_check: bool
    may_correct: bool
    why_not_check: str
    return_form: ReturnForm
    record_address: str


def entries_page(person: Person, *, asked: str | None) -> EntriesPage:
    """What waits for this person first, then everything that they may see."""
    labels = city_labels()
    waiting = tuple(entry_line(entry, labels) for entry in access.waiting_for(person))
    entries = access.entries_for(person)
    shown = paging(entries.count(), asked=asked, query={})
    return EntriesPage(
        lede=_lede(len(waiting)),
        waiting=waiting,
        lines=tuple(entry_line(entry, labels) for entry in part(entries, shown)),
        shown=shown,
        only_organisation=person.organisation if person.role == Role.PARTNER_EDITOR else "",
    )


def entry_page(
    person: Person,
    entry: HandEntry,
    *,
    words: str | None = None,
    return_form: ReturnForm | None = None,
) -> EntryPage:
    """One entry as this person may see it; `words` only where they were just opened."""
    labels = city_labels()
    own = access.is_own(person, entry)
    may_check = access.may_check_entry(person, entry)
    shows_reason = entry.sealed_reason and (own or person.role in access.CHECKS_ENTRIES)
    accepted = entry.state == State.ACCEPTED
    sees_records = person.role in access.SEES_RECORDS
    return EntryPage(
        line=entry_line(entry, labels),
        facts=tuple(_facts(facts_of(entry), entry, labels)),
        has_words=bool(entry.sealed_words),
        may_read_words=access.may_read_words(person, entry),
        words=words,
        reason=open_words(entry.sealed_reason) if shows_reason else "",
        corrects=entry.record_key if not accepted else "",
        is_own=own,
        may_change=own and entry.state in (State.DRAFT, State.RETURNED),
        may_check=may_check,
        may_correct=accepted and access.may_read_words(person, entry),
        why_not_check=_why_not_check(person, entry, own=own),
        return_form=return_form or ReturnForm(),
        record_address=reverse("listening-incident", args=[CITY_DESK, entry.record_key])
        if accepted and sees_records
        else "",
    )


def entry_line(entry: HandEntry, labels: Labels) -> EntryLine:
    """One entry in words."""
    return EntryLine(
        entry=entry,
        address=reverse("listening-entry", args=[entry.pk]),
        what=", ".join(labels.group(key) for key in entry.groups) or _("not said yet"),
        where=labels.where(entry.area, entry.place),
        happened=date_words(entry.occurred_on) if entry.occurred_on else "–",
        author=str(entry.entered_by),
        entered=date_words(timezone.localdate(entry.entered_at).isoformat()),
        state=str(entry.state),
        state_words=entry.get_state_display(),
    )


def _facts(facts: EntryFacts, entry: HandEntry, labels: Labels) -> list[tuple[str, str]]:
    kinds = ", ".join(labels.kind(key) for key in facts.kinds)
    groups = ", ".join(labels.group(key) for key in facts.groups)
    return [
        (_("Happened"), labels.value("occurred_on", facts.occurred_on)),
        (_("Reached us"), labels.value("reported_on", facts.reported_on)),
        (_("Where"), labels.where(facts.area, facts.place)),
        (_("Aimed at"), groups or "–"),
        (_("Kind"), kinds or "–"),
        (
            _("Setting"),
            labels.value("setting", facts.setting) if facts.setting else _("not stated"),
        ),
        (_("Perceived as biased"), _answer(facts.perceived, facts.perceived_on)),
        (_("Recorded by a body"), _answer(facts.recorded, facts.recorded_on)),
        (
            _("Checked by a second person"),
            _answer(entry.state == State.ACCEPTED, entry.verified_on),
        ),
        (_("Definition"), facts.definition or "–"),
    ]


def _answer(answer: bool | None, on: str) -> str:
    if answer is None or not on:
        return yes_no(answer)
    return _("%(answer)s, %(day)s") % {"answer": yes_no(answer), "day": date_words(on)}


def _lede(waiting: int) -> str:
    if waiting == 0:
        return _("Nothing waits for you. An entry is counted once a second person has checked it.")
    return ngettext("One entry waits for you.", "%(count)s entries wait for you.", waiting) % {
        "count": waiting
    }


def _why_not_check(person: Person, entry: HandEntry, *, own: bool) -> str:
    if entry.state != State.WAITING or person.role not in access.CHECKS_ENTRIES or not own:
        return ""
    return _("You entered this yourself, so a second person has to check it.")
