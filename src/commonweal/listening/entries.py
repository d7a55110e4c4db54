"""An incident entered by hand: what it must say, and who may check it, as pure functions.

Read `faults` and `may_check` first. An entry is counted only after a second person has looked at
it (S003-C12: perceived, recorded and verified are three different things). What a person saw as
bias, what a body recorded and what was checked here stay apart, each with its date.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from commonweal.core.periods import DAY_LENGTH, MONTH_LENGTH, first_day, last_day
from commonweal.core.tables import INCIDENTS

_ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
SETTINGS = ("offline", "online")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """What an entry says, in codes; never the words of the report.

    Dates are ISO text of day, month or year precision, or empty. `place` is `area`, `city` or
    `unknown`, as in the table of incidents. None stands for “not known”.
    """

    occurred_on: str = ""
    reported_on: str = ""
    area: str = ""
    place: str = "unknown"
    groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    setting: str = ""
    perceived: bool | None = None
    perceived_on: str = ""
    recorded: bool | None = None
    recorded_on: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What keeps an entry from being sent: the field, a stable code, and the same in words."""

    field: str
    code: str
    sentence: str


class CheckReason(StrEnum):
    """Why a person may or may not check an entry."""

    SECOND_PERSON = "second-person"
    OWN_ENTRY = "own-entry"
    NOT_WAITING = "not-waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDecision:
    """Whether this person may check this entry, and why."""

    allowed: bool
    reason: CheckReason
    sentence: str


def may_check(*, entered_by: int, checked_by: int, waiting: bool) -> CheckDecision:
    """Whether the person `checked_by` may accept or return what `entered_by` entered."""
    if not waiting:
        return CheckDecision(
            allowed=False,
            reason=CheckReason.NOT_WAITING,
            sentence="This entry does not wait for a check.",
        )
    if entered_by == checked_by:
        return CheckDecision(
            allowed=False,
            reason=CheckReason.OWN_ENTRY,
            sentence="You entered this yourself; a second person has to check it.",
        )
    return CheckDecision(
        allowed=True, reason=CheckReason.SECOND_PERSON, sentence="You are a second person."
    )


def faults(
    facts: EntryFacts,
    *,
    today: date,
    groups: Collection[str],
    kinds: Collection[str],
    areas: Collection[str],
) -> list[Fault]:
    """All that must be mended before the entry can be sent for its check; empty when complete."""
    return [
        *_date_faults(facts, today=today),
        *_place_faults(facts, areas=areas),
        *_label_faults("groups", facts.groups, groups, what="group"),
        *_label_faults("kinds", facts.kinds, kinds, what="kind"),
        *_statement_faults(facts),
    ]


def as_incident(facts: EntryFacts, *, incident_id: str, verified_on: date) -> pl.DataFrame:
    """The entry, accepted on `verified_on`, as a table of one incident (`INCIDENTS`)."""
    row = {
        "incident_id": incident_id,
        "occurred_on": facts.occurred_on or None,
        "reported_on": facts.reported_on or None,
        "publisher_year": None,
        "area": facts.area or None,
        "place": facts.place,
        "lat": None,
        "lon": None,
        "groups": sorted(set(facts.groups)),
        "kinds": sorted(set(facts.kinds)),
        "setting": facts.setting or None,
        "perceived": facts.perceived,
        "perceived_on": facts.perceived_on or None,
        "recorded": facts.recorded,
        "recorded_on": facts.recorded_on or None,
        "verified": True,
        "verified_on": verified_on.isoformat(),
        "definition": facts.definition or None,
        "status": None,
        "n": 1,
    }
    return INCIDENTS.check(pl.DataFrame([row], schema=INCIDENTS.schema))


def _date_faults(facts: EntryFacts, *, today: date) -> list[Fault]:
    found = []
    if not facts.reported_on:
        found.append(_fault("reported_on", "missing", "Say when this reached you."))
    if not facts.occurred_on:
        found.append(_fault("occurred_on", "missing", "Say when it happened, if only the year."))
    for field in ("occurred_on", "reported_on", "perceived_on", "recorded_on"):
        text = getattr(facts, field)
        if not text:
            continue
        span = _span(text)
        if span is None:
            found.append(_fault(field, "no-date", f"“{text}” is no date."))
        elif span[0] > today:
            found.append(_fault(field, "future", "This lies in the future."))
    if not found and _span(facts.reported_on)[1] < _span(facts.occurred_on)[0]:  # type: ignore[index]  # both are dates here
        found.append(_fault("reported_on", "before-it-happened", "It was told before it happened."))
    return found


def _span(text: str) -> tuple[date, date] | None:
    """The first and last day the text may mean; None where it is no date."""
    if not _ISO_DATE.fullmatch(text):
        return None
    both = pl.select(
        first_day(pl.lit(text, dtype=pl.String)).alias("first"),
        last_day(pl.lit(text, dtype=pl.String)).alias("last"),
    ).row(0)
    return None if None in both else (both[0], both[1])


def _place_faults(facts: EntryFacts, *, areas: Collection[str]) -> list[Fault]:
    if facts.place == "area" and facts.area not in areas:
        return [_fault("area", "unknown-area", "Choose the area, or say that it is not known.")]
    if facts.place not in {"area", "city", "unknown"}:
        return [_fault("area", "missing", "Say where, or that it is not known.")]
    return []


def _label_faults(
    field: str, chosen: Collection[str], known: Collection[str], *, what: str
) -> list[Fault]:
    if not chosen:
        return [_fault(field, "missing", f"Choose at least one {what}.")]
    return [
        _fault(field, "not-offered", f"“{key}” is not a {what} of this city.")
        for key in chosen
        if key not in known
    ]


def _statement_faults(facts: EntryFacts) -> list[Fault]:
    found = []
    if not facts.definition.strip():
        found.append(_fault("definition", "missing", "State the definition you went by."))
    if facts.setting and facts.setting not in SETTINGS:
        found.append(_fault("setting", "not-offered", "Choose online or offline."))
    if facts.perceived_on and facts.perceived is None:
        found.append(_fault("perceived", "missing", "There is a date, but no answer."))
    if facts.recorded_on and facts.recorded is None:
        found.append(_fault("recorded", "missing", "There is a date, but no answer."))
    if facts.perceived is not True and facts.recorded is not True:
        found.append(
            _fault(
                "perceived",
                "nobody-saw-bias",
                "Somebody must have seen bias in it: the person targeted, a witness, or a body "
                "that recorded it.",
            )
        )
    return found


def _fault(field: str, code: str, sentence: str) -> Fault:
    return Fault(field=field, code=code, sentence=sentence)


def precision_of(text: str) -> str:
    """`day`, `month`, `year`, or the empty text."""
    return {DAY_LENGTH: "day", MONTH_LENGTH: "month", 4: "year"}.get(len(text), "")
