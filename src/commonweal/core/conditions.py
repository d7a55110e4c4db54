"""What a resilience relation is asked about: conditions C1–C29 and warnings W1–W17, as rows.

Read `Condition` and `RelationKnowledge` first. The rows are data
(`knowledge/relation_conditions.toml`, `relation_warnings.toml`), read by
`commonweal.files.knowledge`; what they mean for a relation is told by `commonweal.mapping.process`.
Source: Cole & Habashi's process model (S001-8) and their list of criticisms (S001-32).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.keys import check_row
from commonweal.core.nearest import listed, nearest_first

LINKS: Mapping[str, str] = {
    "capability": "What the community has and wants",
    "provider": "Who offers help, and whether they are known and trusted",
    "negotiation": "What both sides agreed",
    "navigation": "Whether people come of their own will",
    "framing": "What surrounds it",
}
"""The links of the chain in their order, with the words in which they are told."""
ASKED = ("community", "provider", "both")
STOP_WHEN = ("not met", "falling")
STOP_IS = ("stop", "warning")
RECORD_RULES = (
    "willingness-used",
    "community-changed-it",
    "kept-by-both",
    "how-voluntary",
    "two-definitions",
    "capabilities-before-offer",
    "contact-before-incident",
    "provider-spoke-alone",
)
"""What records can tell about a warning; the rules stand in `mapping.process.record_rules`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of the process, with the words in which each side is asked about it.

    `answered_by` says who is asked. On a `starred` one only the community's answer counts. `stop`
    says in words what ends the process here, `stop_when` at which answer: “not met”, or “falling”
    where an answer is lower than the one before it; `stop_is` whether that is a stop or a warning.
    """

    key: str
    name: str
    link: str
    answered_by: str
    starred: bool = False
    to_community: str = ""
    to_provider: str = ""
    evidence: str
    stop: str = ""
    stop_when: str = "not met"
    stop_is: str = "stop"
    remedy: str = ""
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationWarning:
    """One criticism of prevention work as a check: the question, and where an answer may be found.

    `conditions` are the conditions whose answers speak to it, `records` the rules of
    `RECORD_RULES` that can tell it from records. With `asking_is_enough` the criticism is that
    nobody asked, so any answer that counts takes it back, also “not met”. Answers may also be
    given to the question itself, under the key of the warning; on a `starred` one only the
    community's counts.
    """

    key: str
    name: str
    question: str
    answered_by: str
    starred: bool = False
    to_community: str = ""
    to_provider: str = ""
    conditions: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    asking_is_enough: bool = False
    source: str
    note: str = ""


type Asked = Condition | RelationWarning
"""Whatever an answer may be given to."""


def words_to(side: str, row: Asked) -> str:
    """The question in the words for that side; empty where the side is not asked."""
    asked = row.answered_by in (side, "both")
    return (row.to_community if side == "community" else row.to_provider) if asked else ""


@dataclass(frozen=True)
class RelationKnowledge:
    """Conditions and warnings of a city, by key, in the order of the chain and of the list.

    Raises `InvalidKnowledge` for a row that breaks a rule: a star that only the provider would
    answer, a side that is asked without words, a link, condition or record rule that is not there.
    """

    conditions: Mapping[str, Condition] = field(default_factory=dict)
    warnings: Mapping[str, RelationWarning] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for condition in self.conditions.values():
            _check_condition(condition)
        for warning in self.warnings.values():
            self._check_warning(warning)

    @cached_property
    def in_chain(self) -> tuple[Condition, ...]:
        """The conditions, link by link, each link in the order of the list."""
        order = list(LINKS)
        return tuple(sorted(self.conditions.values(), key=lambda one: order.index(one.link)))

    def of_link(self, link: str) -> tuple[Condition, ...]:
        """The conditions of one link of the chain."""
        return tuple(one for one in self.in_chain if one.link == link)

    def asked(self, key: str) -> Asked:
        """The row that may be answered under this key; raises `InvalidKnowledge`."""
        if key in self.conditions:
            return self.conditions[key]
        if key in self.warnings:
            return self.warnings[key]
        known = [*self.conditions, *self.warnings]
        raise InvalidKnowledge(
            f"“{key}” is neither a condition nor a warning.",
            remedy=f"The nearest keys are {listed(nearest_first(key, known)[:5])}. "
            "Or add it to knowledge/relation_conditions.toml in the city folder.",
            key=key,
        )

    def _check_warning(self, warning: RelationWarning) -> None:
        words = {"name": warning.name, "question": warning.question, "source": warning.source}
        check_row("warning", warning.key.lower(), words)
        _check_choice(warning.key, "answered_by", warning.answered_by, ASKED)
        _check_star(warning)
        _check_known(warning.key, "condition", warning.conditions, self.conditions)
        _check_known(warning.key, "record rule", warning.records, RECORD_RULES)


def _check_condition(row: Condition) -> None:
    words = {"name": row.name, "evidence": row.evidence, "source": row.source}
    check_row("condition", row.key.lower(), words)
    _check_choice(row.key, "link", row.link, LINKS)
    _check_choice(row.key, "answered_by", row.answered_by, ASKED)
    _check_choice(row.key, "stop_when", row.stop_when, STOP_WHEN)
    _check_choice(row.key, "stop_is", row.stop_is, STOP_IS)
    _check_star(row)
    for side in ("community", "provider"):
        if row.answered_by in (side, "both") and not words_to(side, row).strip():
            raise InvalidKnowledge(
                f"{row.key} is asked of the {side}, but there are no words for it.",
                remedy=f"Write the question in plain words as `to_{side}`.",
                key=row.key,
            )


def _check_star(row: Asked) -> None:
    if row.starred and row.answered_by == "provider":
        raise InvalidKnowledge(
            f"{row.key} carries a star and cannot be asked of the provider only: "
            "what it asks about can be judged by the community alone.",
            remedy="Write answered_by = “community”; or “both”, to hear the provider as well.",
            key=row.key,
        )


def _check_choice(key: str, name: str, value: str, choices: Iterable[str]) -> None:
    if value not in choices:
        raise InvalidKnowledge(
            f"{key}: “{value}” is no {name}.",
            remedy=f"Write {name} as one of {listed(choices)}.",
            key=key,
        )


def _check_known(key: str, word: str, named: Iterable[str], known: Iterable[str]) -> None:
    for one in named:
        if one not in known:
            raise InvalidKnowledge(
                f"{key} looks at the {word} “{one}”, which is not there.",
                remedy=f"The nearest are {listed(nearest_first(one, known)[:5])}.",
                key=key,
            )
