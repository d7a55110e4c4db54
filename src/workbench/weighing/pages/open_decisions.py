"""Decisions for everybody: what was asked, weighed and adopted, who may lose, who sees otherwise.

Made from the frozen record alone. Nobody who was asked for a judgement is named, and the impact
assessment's notes stay inside; dissent stands here as those who dissent agreed.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.core.labels import city_names, date_words
from workbench.core.numbers import whole
from workbench.core.paging import Paging, paging, part
from workbench.weighing.access import decisions as ad
from workbench.weighing.models import Decision
from workbench.weighing.pages.concerns import counts_told
from workbench.weighing.pages.decisions import (
    ConditionLine,
    DissentLine,
    Facts,
    WayLine,
    condition_lines,
    dissent_lines,
    looked_at,
    outcome_words,
    watch_lines,
    way_line,
)
from workbench.weighing.record import content_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDecisionLine:
    """One decision in the public list."""

    address: str
    title: str
    question: str
    outcome: str
    adopted: str
    review: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDecisionsPage:
    """What open/decisions.html may use."""

    lede: str
    lines: tuple[OpenDecisionLine, ...]
    shown: Paging
    concerns: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDecisionPage:
    """What open/decision.html may use."""

    line: OpenDecisionLine
    summary: str
    facts: Facts
    ways: tuple[WayLine, ...]
    looked_at: Facts
    assumptions: tuple[tuple[str, str], ...]
    dissents: tuple[DissentLine, ...]
    conditions: tuple[ConditionLine, ...]
    watches: tuple[str, ...]
    amendments: tuple[tuple[str, str], ...]
    fingerprint: str
    concern_about: int


def open_decisions_page(*, asked: str | None) -> OpenDecisionsPage:
    """Every public decision, the newest first."""
    rows = ad.public_decisions()
    shown = paging(rows.count(), asked=asked, query={})
    told = ngettext("%(n)s decision.", "%(n)s decisions.", shown.total)
    return OpenDecisionsPage(
        lede=told % {"n": whole(shown.total)},
        lines=tuple(_line(one) for one in part(rows, shown)),
        shown=shown,
        concerns=counts_told(today=timezone.localdate()),
    )


def open_decision_page(decision: Decision) -> OpenDecisionPage:
    """One decision for everybody."""
    content, names = content_of(decision), city_names()
    return OpenDecisionPage(
        line=_line(decision),
        summary=content["public_summary"],
        facts=_facts(content),
        ways=tuple(way_line(option, names) for option in content["options"]),
        looked_at=looked_at(content["proposal"], names),
        assumptions=tuple(
            (one["words"], one["evidence"]) for one in content["assumptions"] if one["disputed"]
        ),
        dissents=dissent_lines(decision, content, public=True),
        conditions=condition_lines(decision, content),
        watches=watch_lines(content),
        amendments=tuple(
            (date_words(localtime(one.entered_at).date().isoformat()), one.words)
            for one in decision.amendments.all()
        ),
        fingerprint=decision.sha256,
        concern_about=decision.proposal_id,
    )


def _line(decision: Decision) -> OpenDecisionLine:
    content = content_of(decision)
    adopted = localtime(decision.adopted_at).date() if decision.adopted_at else None
    return OpenDecisionLine(
        address=reverse("open-decision", args=[decision.pk]),
        title=content["proposal"]["title"],
        question=content["proposal"]["question"],
        outcome=outcome_words(content),
        adopted=date_words(adopted.isoformat()) if adopted else "",
        review=date_words(content["review_on"]),
    )


def _facts(content: dict[str, str]) -> Facts:
    told = (
        (_("Why"), content["why"]),
        (_("Who may lose by it"), content["who_may_lose"]),
        (_("Whose resilience is meant"), content["resilience_of_whom"]),
        (_("Resilience to what"), content["resilience_to_what"]),
        (_("Which wanted change could it block"), content["could_block"]),
    )
    return tuple(pair for pair in told if pair[1])
