"""A relation out of plain content (a TOML or JSON file, a form), with errors that name the place.

Read `relation_of` first, then `SECTIONS`: every field with its kind. A field of an unknown name is
refused, so that nobody's name can be carried along unseen.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, get_args

from commonweal.core.conditions import RelationKnowledge
from commonweal.core.errors import InvalidKnowledge
from commonweal.core.nearest import listed, nearest_first
from commonweal.mapping.process import records as r
from commonweal.mapping.process.days import first_day

SCHEMA = "commonweal/relation-file/1"
TEXT, TEXTS, DAY, PARTIAL, COUNT, YES_NO = "text", "texts", "day", "partial day", "count", "yes"

type Kind = str | tuple[str, ...]


def _choices(literal: Any) -> tuple[str, ...]:
    return tuple(get_args(literal))


_SIDES = ("community", "provider")
SECTIONS: Mapping[str, Mapping[str, Kind]] = {
    "community": {"id": TEXT, "name": TEXT, "holds_together": TEXTS, "speaks_for": TEXT},
    "provider": dict.fromkeys(("id", "name", "kind", "funder", "reports_to", "legal_duty"), TEXT),
    "adversity": {"name": TEXT, "beyond_own_means": TEXT, "first_incident": PARTIAL},
    "definitions": {"by": _SIDES, "on": DAY, "words": TEXT, "entered_on": DAY},
    "answers": {
        "condition": TEXT,
        "value": _choices(r.Value),
        "judged_by": _choices(r.Side),
        "on": DAY,
        "evidence": TEXT,
        "voice": TEXT,
        "entered_on": DAY,
    },
    "negotiations": {
        "on": DAY,
        "subject": TEXT,
        "outcome": _choices(r.Outcome),
        "minutes_by": _choices(r.Keeper),
        "agenda_by": ("both", *_SIDES, "unknown"),
        "changed": TEXT,
        "dissent": TEXT,
        "entered_on": DAY,
    },
    "offers": {"on": DAY, "what": TEXT, "place": TEXT, "language": TEXT, "entered_on": DAY},
    "navigation": {
        "since": DAY,
        "until": DAY,
        "what": TEXT,
        "uses": COUNT,
        "voluntary": _choices(r.Voluntariness),
        "learned_from": _choices(r.LearnedFrom),
        "barrier": TEXT,
        "entered_on": DAY,
    },
    "historic_acts": {
        "on": PARTIAL,
        "what": TEXT,
        "apart": YES_NO,
        "asked_by": (*_SIDES, "unknown"),
        "received": ("well", "mixed", "badly", "unknown"),
        "entered_on": DAY,
    },
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "community": ("id", "name"),
    "provider": ("id", "name"),
    "adversity": ("name",),
    "definitions": ("by", "on", "words"),
    "answers": ("condition", "value", "judged_by", "on"),
    "negotiations": ("on", "subject", "outcome"),
    "offers": ("on", "what"),
    "navigation": ("since", "until", "what", "voluntary"),
    "historic_acts": ("on", "what"),
}
ONE_OF: Mapping[str, str] = {
    "definitions": "definition",
    "answers": "answer",
    "negotiations": "negotiation",
    "offers": "offer",
    "navigation": "navigation",
    "historic_acts": "historic act",
}
MAY_LIE_AHEAD = ("offers",)
_WORDS: Mapping[str, str] = {
    TEXT: "a text in quotes",
    TEXTS: "a list of texts",
    DAY: "a day, such as 2026-03-01",
    PARTIAL: "a day, month or year, such as 2026-03-01, 2026-03 or 2026",
    COUNT: "a whole number of uses, zero or more; people are counted, never named",
    YES_NO: "true or false",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationFile:
    """What a file tells of one relation."""

    relation: r.Relation
    answers: tuple[r.Answer, ...]
    records: r.Records

    def as_content(self) -> dict[str, Any]:
        """Plain content that comes back as the same relation; days are ISO texts."""
        parts = {name: getattr(self.records, name) for name in ONE_OF if name != "answers"}
        rows = {"answers": self.answers, **parts}
        return {
            "schema": SCHEMA,
            "id": self.relation.id,
            **{name: _plain(getattr(self.relation, name)) for name in _SINGLE},
            **{name: [_plain(one) for one in many] for name, many in rows.items() if many},
        }


def relation_of(
    content: Mapping[str, Any], *, file: str, knowledge: RelationKnowledge, today: date
) -> RelationFile:
    """The relation, answers and records that plain content tells of.

    Raises `InvalidRelation` with file, section, number of the row and field. Only an offer may lie
    after `today`; it is read from its day on.
    """
    _check_sections(content, file)
    one = {name: _row(content[name], name, f"{file}, {name}", today) for name in _SINGLE}
    rows = {name: _rows(content.get(name, []), name, file, today) for name in ONE_OF}
    _check_conditions(rows["answers"], file, knowledge)
    many = {name: tuple(_TYPES[name](**row) for row in rows[name]) for name in ONE_OF}
    return RelationFile(
        relation=r.Relation(
            id=_value(content["id"], TEXT, file, "id"),
            community=r.Community(**one["community"]),
            provider=r.Provider(**one["provider"]),
            adversity=r.Adversity(**one["adversity"]),
        ),
        answers=many.pop("answers"),
        records=r.Records(**many),
    )


def _plain(record: Any) -> dict[str, Any]:
    """The fields of a record that say something."""
    said = {name: value for name, value in asdict(record).items() if value not in (None, "", ())}
    return {name: _plain_value(value) for name, value in said.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


_SINGLE = ("community", "provider", "adversity")
_TYPES: Mapping[str, Callable[..., Any]] = {
    "definitions": r.Definition,
    "answers": r.Answer,
    "negotiations": r.Negotiation,
    "offers": r.Offer,
    "navigation": r.Navigation,
    "historic_acts": r.HistoricAct,
}


def _check_sections(content: Mapping[str, Any], file: str) -> None:
    if not isinstance(content, Mapping):
        raise r.InvalidRelation(
            f"{file} holds no table of fields.",
            remedy="Begin it with id = “…” and the tables community, provider and adversity.",
            file=file,
        )
    if content.get("schema", SCHEMA) != SCHEMA:
        raise r.InvalidRelation(
            f"{file}: the schema “{content['schema']}” is not known.",
            remedy=f"Write schema = “{SCHEMA}”, or leave it out.",
            file=file,
        )
    _check_names(content, ("schema", "id", *SECTIONS), ("id", *_SINGLE), file)


def _check_names(
    row: Mapping[str, Any], known: Iterable[str], needed: Iterable[str], where: str
) -> None:
    for name in row:
        if name not in known:
            raise r.InvalidRelation(
                f"{where}: there is no field “{name}”.",
                remedy=f"The fields there are: {listed(nearest_first(name, known))}. "
                "People are counted, never named.",
                field=name,
            )
    missing = [name for name in needed if name not in row]
    if missing:
        raise r.InvalidRelation(
            f"{where}: {listed(missing)} {'is' if len(missing) == 1 else 'are'} missing.",
            remedy=f"Add {listed(missing)}.",
            field=missing[0],
        )


def _rows(rows: Any, section: str, file: str, today: date) -> list[dict[str, Any]]:
    if not isinstance(rows, list):
        raise r.InvalidRelation(
            f"{file}: “{section}” is no list of tables.",
            remedy=f"Begin each one with [[{section}]], or write a list of objects.",
            field=section,
        )
    word = ONE_OF[section]
    return [_row(row, section, f"{file}, {word} {n}", today) for n, row in enumerate(rows, 1)]


def _row(row: Any, section: str, where: str, today: date) -> dict[str, Any]:
    """One table of the file with every value read; what is blank or null counts as left out."""
    if not isinstance(row, Mapping):
        raise r.InvalidRelation(f"{where} is no table.", remedy="Write it as a table of fields.")
    fields = SECTIONS[section]
    given = {name: value for name, value in row.items() if value is not None and value != ""}
    _check_names(given, fields, NEEDED[section], where)
    read = {name: _value(value, fields[name], where, name) for name, value in given.items()}
    _check_days(read, fields, section, where, today)
    return {"uses": None, **read} if section == "navigation" else read


def _value(value: Any, kind: Kind, where: str, name: str) -> Any:
    if isinstance(kind, tuple):
        if value not in kind:
            raise r.InvalidRelation(
                f"{where}: “{value}” is no {name}.",
                remedy=f"Write {name} as one of: {listed(kind)}.",
                field=name,
            )
        return value
    read = _READERS[kind](value)
    if read is None:
        raise r.InvalidRelation(
            f"{where}: “{name}” is not {_WORDS[kind]}.",
            remedy=f"Write {name} as {_WORDS[kind]}.",
            field=name,
        )
    return read


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _texts(value: Any) -> tuple[str, ...] | None:
    fits = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return tuple(value) if fits else None


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return None
    if isinstance(value, date):
        return value
    text = _partial(value)
    return first_day(text) if text and len(text) == 10 else None


def _partial(value: Any) -> str | None:
    """The text of a day, month or year; TOML gives days as dates, JSON as texts."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        first_day(value if isinstance(value, str) else "")
    except ValueError:
        return None
    return str(value)


def _count(value: Any) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value if fits else None


def _yes_no(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


_READERS: Mapping[str, Callable[[Any], Any]] = {
    TEXT: _text,
    TEXTS: _texts,
    DAY: _day,
    PARTIAL: _partial,
    COUNT: _count,
    YES_NO: _yes_no,
}


def _check_days(
    read: Mapping[str, Any], fields: Mapping[str, Kind], section: str, where: str, today: date
) -> None:
    """No day after today, and none that ends before it begins."""
    for name, kind in fields.items():
        ahead = kind in (DAY, PARTIAL) and read.get(name) and first_day(str(read[name])) > today
        if ahead and section not in MAY_LIE_AHEAD:
            raise r.InvalidRelation(
                f"{where}: “{name}” is {read[name]}, which lies after {today}.",
                remedy="Enter what has happened; leave out what is only planned.",
                field=name,
            )
    if section == "navigation" and read["until"] < read["since"]:
        raise r.InvalidRelation(
            f"{where}: it ends on {read['until']} and begins on {read['since']}.",
            remedy="Exchange the two days, or mend the wrong one.",
            field="until",
        )


def _check_conditions(
    answers: list[dict[str, Any]], file: str, knowledge: RelationKnowledge
) -> None:
    for number, answer in enumerate(answers, 1):
        try:
            knowledge.asked(answer["condition"])
        except InvalidKnowledge as fault:
            raise r.InvalidRelation(
                f"{file}, answer {number}: {fault.message}",
                remedy=fault.remedy,
                field="condition",
            ) from fault
