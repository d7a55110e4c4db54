"""The record of a decision as it is read: inside, on paper, and what is missing before adopting.

Read `record_parts` first: it puts the plain values of a record into words, and all three readings
are made from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.assessment_words import FULL, SCREENING
from workbench.accounts.models import Person
from workbench.core.knowledge import said
from workbench.core.labels import CityNames, city_names, date_words, in_a_row
from workbench.core.numbers import whole
from workbench.weighing import words
from workbench.weighing.access import decisions as ad
from workbench.weighing.access.gates import Missing, missing_of
from workbench.weighing.models import AssessmentAnswer, Decision, Dissent, Proposal
from workbench.weighing.record import content_of

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One question with its answer."""

    text: str
    answer: str
    words: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayLine:
    """One way that was weighed."""

    name: str
    words: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionLine:
    """Something taken for granted."""

    words: str
    mark: str
    evidence: str
    assumption_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DissentLine:
    """Who sees it otherwise."""

    whose: str
    words: str
    when: str
    in_public: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionLine:
    """Under what it was decided."""

    words: str
    until: str
    responsible: str
    met: str
    condition_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordParts:
    """A record in words."""

    title: str
    question: str
    words: str
    outcome: str
    facts: Facts
    looked_at: Facts
    ways: tuple[WayLine, ...]
    screening: tuple[AnswerLine, ...]
    called_for: tuple[str, ...]
    families: tuple[tuple[str, tuple[AnswerLine, ...]], ...]
    assumptions: tuple[AssumptionLine, ...]
    dissents: tuple[DissentLine, ...]
    conditions: tuple[ConditionLine, ...]
    watches: tuple[str, ...]
    amendments: tuple[tuple[str, str], ...]
    adopted: str
    signed: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPage:
    """What decision.html may use."""

    proposal_id: int
    record: RecordParts
    screening_told: str
    full_told: str
    missing: tuple[Missing, ...]
    is_draft: bool
    is_open: bool
    may_sign: bool
    waits_for: str
    public_address: str
    concern_address: str


def decision_page(person: Person, proposal: Proposal) -> DecisionPage:
    """The record of a proposal, begun or not."""
    decision = ad.decision_of(proposal) or Decision(proposal=proposal)
    is_draft = decision.state == Decision.State.DRAFT
    signed = hasattr(decision, "signature")
    return DecisionPage(
        proposal_id=proposal.pk,
        record=record_parts(decision),
        screening_told=_part_told(decision, SCREENING),
        full_told=_part_told(decision, FULL),
        missing=missing_of(proposal, decision.option) if is_draft else (),
        is_draft=is_draft,
        is_open=proposal.state == Proposal.State.OPEN,
        may_sign=not is_draft and not signed and decision.responsible_id == person.pk,
        waits_for="" if signed or decision.responsible is None else decision.responsible.name,
        public_address=reverse("open-decision", args=[decision.pk])
        if decision.published_at
        else "",
        concern_address=reverse("open-concern") + f"?about={proposal.pk}",
    )


def record_parts(decision: Decision) -> RecordParts:
    """The record in the reader's words; raises `BrokenRecord`."""
    content, names = content_of(decision), city_names()
    one = content["proposal"]
    return RecordParts(
        title=one["title"],
        question=one["question"],
        words=one["words"],
        outcome=outcome_words(content),
        facts=_facts(content),
        looked_at=looked_at(one, names),
        ways=tuple(way_line(option, names) for option in content["options"]),
        screening=tuple(answer_line(row) for row in content[SCREENING]),
        called_for=tuple(said(text) for text in content["called_for"]),
        families=families_of(content),
        assumptions=_assumptions(decision, content),
        dissents=dissent_lines(decision, content, public=False),
        conditions=condition_lines(decision, content),
        watches=watch_lines(content),
        amendments=amendment_lines(decision),
        adopted=_adopted(decision),
        signed=_signed(decision),
        fingerprint=decision.sha256,
    )


def outcome_words(content: Mapping[str, Any]) -> str:
    """What was decided, with the way that was taken."""
    if not content["outcome"]:
        return _("Nothing has been decided yet.")
    said = str(Decision.Outcome(content["outcome"]).label)
    way = content["option"]
    return f"{said[:1].upper()}{said[1:]}" + (f": {way}" if way else ".")


def looked_at(one: Mapping[str, Any], names: CityNames) -> Facts:
    """What was looked at, for whom."""
    left = names.groups.beyond(one["groups"])
    told = (
        (_("Policy area"), words.policy_area(one["policy_area"])),
        (_("Department"), one["department"]),
        (_("What may change"), in_a_row(words.factor_names(one["factors"]))),
        (_("For whom"), groups_looked_at(one["groups"], names)),
        (_("Not looked at"), in_a_row([names.group(key) for key in left]) if left else ""),
    )
    return tuple(pair for pair in told if pair[1])


def groups_looked_at(keys: Sequence[str], names: CityNames) -> str:
    """Their names; said in one go where it is every group of the city's list."""
    if set(names.groups.keys) <= set(keys):
        return _("every group of the city's list, the majority among them")
    return in_a_row([names.group(key) for key in keys])


def way_line(option: Mapping[str, Any], names: CityNames) -> WayLine:
    """One way that was weighed."""
    groups = in_a_row([names.group(key) for key in option["groups"]])
    areas = in_a_row([names.area(key) for key in option["areas"]])
    return WayLine(
        name=option["name"],
        words=option["words"],
        facts=(
            (_("For whom it is meant"), groups if option["groups"] else _("everybody")),
            (_("Where"), areas if option["areas"] else _("the whole city")),
        ),
    )


def answer_line(row: Mapping[str, str]) -> AnswerLine:
    """One answer; a shipped question in the reader's words."""
    return AnswerLine(
        text=said(row["text"]),
        answer=str(AssessmentAnswer.Answer(row["answer"]).label),
        words=row["words"],
        source=row["source"],
    )


def families_of(content: Mapping[str, Any]) -> tuple[tuple[str, tuple[AnswerLine, ...]], ...]:
    """The answers of the full assessment under their families."""
    found: dict[str, list[AnswerLine]] = {}
    for row in content[FULL]:
        found.setdefault(said(row["family"]), []).append(answer_line(row))
    return tuple((family, tuple(rows)) for family, rows in found.items())


def dissent_lines(
    decision: Decision, content: Mapping[str, Any], *, public: bool
) -> tuple[DissentLine, ...]:
    """Who sees it otherwise: what was frozen, and what came later, in the words of the record."""
    if not decision.pk:
        return ()
    frozen = {one["id"]: one for one in content["dissents"]}
    return tuple(
        _dissent_line(one, frozen.get(one.pk), decision, public=public)
        for one in ad.dissents_of(decision, public=public)
    )


def condition_lines(decision: Decision, content: Mapping[str, Any]) -> tuple[ConditionLine, ...]:
    """Conditions as they were set, with the day on which each was met."""
    met = dict(decision.conditions.values_list("pk", "met_on")) if decision.pk else {}
    return tuple(
        ConditionLine(
            words=one["words"],
            until=date_words(one["until"]) if one["until"] else "",
            responsible=one["responsible"],
            met=_("met on %(day)s") % {"day": date_words(day.isoformat())}
            if (day := met.get(one["id"]))
            else "",
            condition_id=one["id"],
        )
        for one in content["conditions"]
    )


def watch_lines(content: Mapping[str, Any]) -> tuple[str, ...]:
    """What is watched, from when on; where else than it is meant, too."""
    return tuple(
        ngettext(
            "%(name)s, from %(period)s on, where it is meant and in %(n)s more place",
            "%(name)s, from %(period)s on, where it is meant and in %(n)s more places",
            len(one["watched"]),
        )
        % {"name": one["name"], "period": one["adopted"], "n": whole(len(one["watched"]))}
        for one in content["watches"]
    )


def amendment_lines(decision: Decision) -> tuple[tuple[str, str], ...]:
    """What changed since, each with its day and who entered it."""
    if not decision.pk:
        return ()
    rows = decision.amendments.select_related("entered_by")
    return tuple((f"{moment(one.entered_at)} · {one.entered_by.name}", one.words) for one in rows)


def moment(at: Any) -> str:
    """A day and an hour as they are read."""
    return date_format(localtime(at), "DATETIME_FORMAT")


def _dissent_line(
    one: Dissent, frozen: Mapping[str, Any] | None, decision: Decision, *, public: bool
) -> DissentLine:
    whose = frozen["whose"] if frozen else one.whose
    if public and one.in_public != Dissent.InPublic.NAMED:
        whose = _("Somebody who was asked") if one.of == Dissent.Of.RATER else _("One body")
    late = decision.adopted_at is not None and frozen is None
    day = date_words(localtime(one.entered_at).date().isoformat())
    return DissentLine(
        whose=whose,
        words=frozen["words"] if frozen else one.words,
        when=_("entered after the decision, on %(day)s") % {"day": day} if late else day,
        in_public=str(one.get_in_public_display()),
    )


def _facts(content: Mapping[str, Any]) -> Facts:
    review = content["review_on"]
    told = (
        (_("Why"), content["why"]),
        (_("Who may lose by it"), content["who_may_lose"]),
        (_("Whose resilience is meant"), content["resilience_of_whom"]),
        (_("Resilience to what"), content["resilience_to_what"]),
        (_("Which wanted change could it block"), content["could_block"]),
        (_("Why nothing is watched afterwards"), content["why_no_watch"]),
        (_("Who answers for it"), content["responsible"]),
        (_("To be looked at again on"), date_words(review) if review else ""),
        (_("In plain words, for everybody"), content["public_summary"]),
    )
    return tuple(pair for pair in told if pair[1])


def _assumptions(decision: Decision, content: Mapping[str, Any]) -> tuple[AssumptionLine, ...]:
    ids = list(decision.assumptions.values_list("pk", flat=True)) if decision.pk else []
    numbered = zip(ids, content["assumptions"], strict=False)
    return tuple(
        AssumptionLine(
            words=one["words"],
            mark=_("disputed") if one["disputed"] else "",
            evidence=one["evidence"],
            assumption_id=number,
        )
        for number, one in numbered
    )


def _adopted(decision: Decision) -> str:
    if decision.adopted_at is None or decision.adopted_by is None:
        return ""
    return _("Adopted on %(when)s by %(who)s") % {
        "when": moment(decision.adopted_at),
        "who": decision.adopted_by.name,
    }


def _signed(decision: Decision) -> str:
    if not hasattr(decision, "signature"):
        return ""
    return _("Signed by %(who)s, signed in as themselves, on %(when)s") % {
        "who": decision.signature.person.name,
        "when": moment(decision.signature.signed_at),
    }


def _part_told(decision: Decision, part: str) -> str:
    row = decision if decision.pk else None
    if part == FULL and not ad.needs_full(row):
        return _("The screening calls for nothing more.") if ad.is_screened(row) else ""
    left = ad.unanswered(row, part)
    if left == 0:
        return _("Every question is answered.")
    said = ngettext(
        "%(n)s question is not answered yet.", "%(n)s questions are not answered yet.", left
    )
    return said % {"n": whole(left)}
