"""Relations for tests: the least valid one, and short words for what was said and done."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from commonweal.files.knowledge import shipped_relation_knowledge
from commonweal.mapping.process import (
    Adversity,
    Answer,
    Community,
    HistoricAct,
    Navigation,
    Negotiation,
    Offer,
    Provider,
    Reading,
    Records,
    Relation,
    reading,
)

KNOWLEDGE = shipped_relation_knowledge()
TODAY = date(2026, 6, 30)
STRUCK = "2026-02-01"
WISH_AND_MEANS = ("C1", "C4")


def relation(*, first_incident: str = "") -> Relation:
    return Relation(
        id="harbour-youth",
        community=Community(id="harbour", name="Harbour families"),
        provider=Provider(id="youth", name="Youth office"),
        adversity=Adversity(name="Hostility", first_incident=first_incident),
    )


def said(condition: str, value: Any = "met", side: Any = "community", **facts: Any) -> Answer:
    """An answer; `on` is 1 March 2026 unless given."""
    told = {"on": date(2026, 3, 1), "evidence": "minutes", **facts}
    return Answer(condition=condition, value=value, judged_by=side, **told)


def wanted() -> tuple[Answer, ...]:
    """The community wants to, and has leaders of its own."""
    return tuple(said(key) for key in WISH_AND_MEANS)


def talk(outcome: Any = "agreed", **facts: Any) -> Negotiation:
    told = {"on": date(2026, 4, 1), "subject": "evenings", "minutes_by": "both", **facts}
    return Negotiation(outcome=outcome, **told)


def offer(**facts: Any) -> Offer:
    return Offer(**{"on": date(2026, 4, 15), "what": "evenings", **facts})


def used(uses: int | None = 30, voluntary: Any = "voluntary", **facts: Any) -> Navigation:
    told = {"since": date(2026, 4, 15), "until": date(2026, 5, 31), "what": "evenings", **facts}
    return Navigation(uses=uses, voluntary=voluntary, **told)


def helped(on: str, what: str = "lent a hall") -> HistoricAct:
    return HistoricAct(on=on, what=what, apart=True)


def read(
    answers: Iterable[Answer] = (),
    *,
    on: date = TODAY,
    first_incident: str = "",
    **records: Any,
) -> Reading:
    """The reading on `on` of what is given, with the shipped conditions and warnings."""
    return reading(
        relation(first_incident=first_incident), answers, Records(**records), KNOWLEDGE, on
    )


def rules(told: Reading) -> list[str]:
    """The rules by which it is blocked, the earliest in the chain first."""
    return [block.rule for block in told.blocks]


def state(told: Reading, key: str) -> str:
    """How one condition stands."""
    standings = [one for link in told.links for one in link.standings]
    return next(one.state for one in standings if one.row.key == key)


def warning(told: Reading, key: str) -> Any:
    return next(one for one in told.warnings if one.key == key)
