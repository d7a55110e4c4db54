"""Judgements that come in a file: read, set against what is asked and kept, then taken.

Read `look_at_file` first: nothing is stored by it. A row that cannot be used is refused with its
place and a remedy; a row without any answer is left out and counted, since an empty row of our own
template is no “I don't know”.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from django.db import transaction

from commonweal.core.guarded_cells import unguarded
from commonweal.core.tables import RATINGS, REFUSED
from commonweal.files.raw_table import RawTable
from commonweal.files.refused import write_refused
from commonweal.files.tabular import read_raw
from commonweal.weighing.matrix import check_columns, read_rows, rows_of
from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.disk import disk_told
from workbench.core.labels import city_names
from workbench.core.uploads import Shelf, Upload
from workbench.weighing import access, words
from workbench.weighing.actions.judging import Judgement, take_judgements
from workbench.weighing.actions.rounds import enter_rater
from workbench.weighing.models import Rater, Rating, Round
from workbench.weighing.models.rounds import EVIDENCE_LENGTH, WORDS_LENGTH

ENDINGS = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
ANSWERS = ("effect", "sureness", "evidence", "grade", "comment")
LONGEST = {"evidence": EVIDENCE_LENGTH, "comment": WORDS_LENGTH}
NAME_LENGTH = 120

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one rater says in a file; `rater` is None where it is not entered yet."""

    name: str
    side: str | None
    rater: Rater | None
    told: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedFile:
    """What a file holds: answers by rater, refused rows (REFUSED), how many rows said nothing."""

    said: tuple[Said, ...]
    refused: pl.DataFrame
    left_out: int
    new: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What a round asks, with every key under its own name and its name in words."""

    found: Round
    keys: Mapping[str, Mapping[str, str]]
    raters: Mapping[str, Rater]
    enters: bool


class _Unfit(ValueError):
    """A row that reads well and has no place in this round: column, code, reason, remedy."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the rows before said: which rater judged which cell where, and for which side."""

    cells: dict[tuple[str, ...], int]
    sides: dict[str, str]

    def check(self, number: int, row: Mapping[str, object], told: Judgement) -> None:
        """Nobody counts twice, under two spellings of a name or of a cell, or for two sides."""
        rater = _folded(str(row["rater"]))
        at = self.cells.setdefault((rater, *told.cell), number)
        if at != number:
            reason = f"{row['rater']} judged this cell in row {at} already."
            raise _Unfit("rater", "judged-twice", reason, "Keep one of the two.")
        side = self.sides.setdefault(rater, str(row["side"] or ""))
        if row["side"] and side != row["side"]:
            reason = f"{row['rater']} stands on the side of a {side}."
            raise _Unfit("side", "another-side", reason, f"Write {side}, or leave it empty.")


def keep_file(
    chunks: Iterable[bytes],
    found: Round,
    *,
    file_name: str,
    rater: str,
    enters: bool,
    acting_person: Person,
    now: datetime,
) -> Upload:
    """Put a file aside; `rater` is whose it is, empty where its rows say so themselves."""
    access.refuse_unless_weighs(acting_person)
    with disk_told(current_city().folder):
        return _shelf().keep(
            chunks,
            file_name=file_name,
            profile="",
            sent_by=acting_person.pk,
            now=now,
            about={"round": str(found.pk), "rater": rater, "enters": "yes" if enters else ""},
        )


def file_for(person: Person, found: Round, token: str) -> Upload | None:
    """The file, if this person sent it to this round; not found or None otherwise."""
    upload = _shelf().find(token, sent_by=person.pk)
    return upload if (upload.about or {}).get("round") == str(found.pk) else None


def look_at_file(upload: Upload, found: Round) -> LookedFile:
    """What the file holds and would change; nothing is stored. Raises where it cannot be read."""
    about = upload.about or {}
    raw = read_raw(upload.path)
    given = (*raw.columns, "rater") if about.get("rater") else raw.columns
    check_columns(given, file=upload.file_name)
    rows = [(at, _prepared(row, found, about.get("rater", ""))) for at, row in _rows(raw)]
    filled = [(at, row) for at, row in rows if any(row.get(name) for name in ANSWERS)]
    read = read_rows(filled)
    place = _place(found, enters=bool(about.get("enters")))
    refused_rows = set(read.refused["row"])
    numbers = [at for at, _row in filled if at not in refused_rows]
    good, unfit = _placed(zip(numbers, read.ratings.iter_rows(named=True), strict=True), place)
    said = _by_rater(good, place)
    kept = {(one.rater_id, *one.cell): one for one in found.judgements.all()}
    states = [_against(kept, one.rater, told) for one in said for told in one.told]
    return LookedFile(
        said=said,
        refused=pl.concat([read.refused, unfit]).sort("row"),
        left_out=len(rows) - len(filled),
        new=states.count("new"),
        changed=states.count("changed"),
        same=states.count("same"),
    )


@transaction.atomic
def take_file(upload: Upload, found: Round, *, acting_person: Person, now: datetime) -> int:
    """Keep what the file says, as `look_at_file` showed it; says in how many cells it is new."""
    looked = look_at_file(upload, found)
    told = [(_entered(one, found, acting_person, now), one.told) for one in looked.said]
    count = take_judgements(found, told, acting_person=acting_person, now=now)
    upload.noted(state="done")
    return count


def drop_file(upload: Upload, *, acting_person: Person) -> None:
    """Remove a file that was looked at."""
    access.refuse_unless_weighs(acting_person)
    upload.drop()


def refused_file(upload: Upload, found: Round) -> bytes:
    """The refused rows as a table: why, what to do, and their own cells to mend."""
    raw = read_raw(upload.path)
    with TemporaryDirectory() as place:
        path = Path(place) / "refused.csv"
        refused = look_at_file(upload, found).refused
        write_refused(path, refused, raw, columns=raw.columns, personal=())
        return path.read_bytes()


def _shelf() -> Shelf:
    return Shelf(Path(current_city().folder) / "lake" / "staging" / "uploads" / "ratings", ENDINGS)


def _rows(raw: RawTable) -> list[tuple[int, Row]]:
    return rows_of(raw.batches())


def _prepared(row: Row, found: Round, rater: str) -> dict[str, str | None]:
    """The row without guards of spreadsheets, with its rater and round where the file has none."""
    cells = {name: unguarded(row.get(name) or "").strip() for name in RATINGS.columns}
    told = {**row, **cells}
    return {**told, "rater": rater or told["rater"], "round": told["round"] or str(found.number)}


def _place(found: Round, *, enters: bool) -> _Place:
    names = city_names()
    asked = {
        "policy_area": {key: words.policy_area(key) for key in found.policy_areas},
        "factor": dict(zip(found.factors, words.factor_names(found.factors), strict=True)),
        "group": {key: names.group(key) for key in found.groups},
    }
    keys = {
        column: {word.casefold(): key for key, name in pairs.items() for word in (name, key)}
        for column, pairs in asked.items()
    }
    raters = {one.name.casefold(): one for one in access.raters_of(found.proposal)}
    return _Place(found=found, keys=keys, raters=raters, enters=enters)


def _placed(
    rows: Iterable[tuple[int, Mapping[str, object]]], place: _Place
) -> tuple[list[tuple[Mapping[str, object], Judgement]], pl.DataFrame]:
    good: list[tuple[Mapping[str, object], Judgement]] = []
    bad: list[dict[str, object]] = []
    seen = _Seen(cells={}, sides={key: one.side for key, one in place.raters.items()})
    for number, row in rows:
        try:
            judgement = _judgement(row, place)
            seen.check(number, row, judgement)
            good.append((row, judgement))
        except _Unfit as fault:
            column, code, reason, remedy = fault.args
            told = {"code": code, "reason": reason, "remedy": remedy}
            bad.append({"row": number, "column": column, "value": str(row[column] or ""), **told})
    return good, pl.DataFrame(bad, schema=REFUSED.schema)


def _judgement(row: Mapping[str, object], place: _Place) -> Judgement:
    _check_round(row, place)
    _check_rater(row, place)
    for name, longest in LONGEST.items():
        if len(str(row[name] or "")) > longest:
            reason = f"It has more than {longest} signs."
            raise _Unfit(name, "too-long", reason, "Shorten it; the rest of the row is fine.")
    return Judgement(
        policy_area=_key(row, "policy_area", place),
        factor=_key(row, "factor", place),
        group=_key(row, "group", place),
        effect=_whole(row["effect"]),
        sureness=_whole(row["sureness"]),
        evidence=str(row["evidence"] or ""),
        grade=str(row["grade"] or ""),
        comment=str(row["comment"] or ""),
    )


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _check_round(row: Mapping[str, object], place: _Place) -> None:
    if row["round"] != place.found.number:
        raise _Unfit(
            "round",
            "another-round",
            f"This is round {place.found.number}, and the row is of round {row['round']}.",
            "Bring it in on the page of that round, while it is not closed.",
        )


def _check_rater(row: Mapping[str, object], place: _Place) -> None:
    """A rater that stands; or, where that was asked for, one that can be entered."""
    name = str(row["rater"])
    rater = place.raters.get(_folded(name))
    if rater is not None and rater.withdrawn_at is None:
        return
    if rater is not None:
        reason, remedy = f"“{name}” was withdrawn.", "Ask this rater again first."
        raise _Unfit("rater", "withdrawn-rater", reason, remedy)
    if not place.enters:
        raise _Unfit(
            "rater",
            "unknown-rater",
            f"Nobody called “{name}” was asked.",
            "Correct the name, ask this rater first, or tick that raters of the file are entered.",
        )
    if not row["side"] or len(name) > NAME_LENGTH:
        reason = f"“{name}” is new, and the row does not say its side."
        raise _Unfit("side", "no-side", reason, "Write department or community.")


def _key(row: Mapping[str, object], column: str, place: _Place) -> str:
    text = str(row[column])
    key = place.keys[column].get(text.casefold())
    if key is None:
        asked = " or ".join(sorted(set(place.keys[column].values())))
        reason = f"“{text}” is not asked about in this round."
        raise _Unfit(
            column, "not-asked", reason, f"Write {asked}, or the name that the city gives it."
        )
    return key


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _by_rater(
    good: Sequence[tuple[Mapping[str, object], Judgement]], place: _Place
) -> tuple[Said, ...]:
    told: dict[str, list[tuple[Mapping[str, object], Judgement]]] = {}
    for row, judgement in good:
        told.setdefault(_folded(str(row["rater"])), []).append((row, judgement))
    return tuple(
        Said(
            name=" ".join(str(rows[0][0]["rater"]).split()),
            side=str(rows[0][0]["side"]) if rows[0][0]["side"] else None,
            rater=place.raters.get(folded),
            told=tuple(judgement for _row, judgement in rows),
        )
        for folded, rows in told.items()
    )


def _against(
    kept: Mapping[tuple[int, str, str, str], Rating], rater: Rater | None, told: Judgement
) -> str:
    """Whether an answer is new, changes a kept one, or says the same."""
    one = kept.get((rater.pk, *told.cell)) if rater else None
    if one is None:
        return "new"
    return "same" if told.is_kept_as(one) else "changed"


def _entered(one: Said, found: Round, acting_person: Person, now: datetime) -> Rater:
    if one.rater is not None:
        return one.rater
    return enter_rater(
        found.proposal,
        name=one.name,
        side=one.side or "",
        acting_person=acting_person,
        now=now,
    )
