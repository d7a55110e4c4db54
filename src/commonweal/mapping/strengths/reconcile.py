"""A source's new list set against its old one, and against what people here have edited since.

Read `reconcile` first. Nothing that a person edited is overwritten silently: the person's value
stays, and where the source says something new as well, both are listed. Nothing vanishes either:
an entry that the source no longer names stays until somebody takes it out. An entry that is
confidential stays so until a person lifts it, whatever the source says.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import polars as pl

from commonweal.core.tables import STRENGTHS
from commonweal.mapping.strengths.entries import FIELDS, Entry, entries_of, table_of
from commonweal.mapping.strengths.matching import Matching, match

TOGETHER: tuple[tuple[str, ...], ...] = (
    ("lat", "lon"),
    *((name,) for name in FIELDS if name not in ("strength_id", "lat", "lon")),
)
"""Fields that change together: half a point is no point."""

NOTHING = Entry(strength_id="", name="", what="")
_TEXT = pl.String()
MATCHED = pl.Schema({"before": _TEXT, "after": _TEXT, "how": _TEXT})
UNSURE = pl.Schema({"before": _TEXT, "after": _TEXT, "why": _TEXT})
CHANGED = pl.Schema({"strength_id": _TEXT, "column": _TEXT, "before": _TEXT, "after": _TEXT})
CONFLICTS = pl.Schema(
    {
        "strength_id": _TEXT,
        "column": _TEXT,
        "source_before": _TEXT,
        "person": _TEXT,
        "source_now": _TEXT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What became of every entry.

    `entries` is the table to keep: matched entries with the source's changes and people's own
    words, new ones, and, as they stood, those that are gone, unsure, or added by people. Matched
    ones carry the source's new identifier; `matched` holds both. `new` and `gone` are tables of
    STRENGTHS. `changed` lists values taken over from the source, `conflicts` values of people that
    stayed although the source says something new; values are text, null where nothing is said.
    """

    entries: pl.DataFrame
    matched: pl.DataFrame
    new: pl.DataFrame
    gone: pl.DataFrame
    unsure: pl.DataFrame
    changed: pl.DataFrame
    conflicts: pl.DataFrame


def reconcile(
    before: pl.DataFrame,
    after: pl.DataFrame,
    edited_by_people: pl.DataFrame | None = None,
    *,
    same: Collection[tuple[str, str]] = (),
    different: Collection[tuple[str, str]] = (),
) -> Reconciled:
    """Bring a source's list up to date; all tables are STRENGTHS.

    `before` is what the source said last time, `after` what it says now, `edited_by_people` the
    entries as people here have left them (those they touched or added, under the identifiers of
    `before`). `same` and `different` answer what was unsure, as pairs of identifiers.
    """
    stands = {} if edited_by_people is None else _by_id(edited_by_people)
    then, now = _by_id(before), _by_id(after)
    added = [entry for key, entry in stands.items() if key not in then]
    found = match(
        list(then.values()), list(now.values()), added=added, same=same, different=different
    )
    merged = _Merged()
    for pair in found.pairs:
        old = then.get(pair.before)
        person = stands.get(pair.before, old)
        if person is not None:
            merged.add(old, person, now[pair.after])
    return _reconciled(found, merged, then, now, stands)


def _reconciled(
    found: Matching,
    merged: "_Merged",
    then: Mapping[str, Entry],
    now: Mapping[str, Entry],
    stands: Mapping[str, Entry],
) -> Reconciled:
    paired = {pair.before for pair in found.pairs}
    left = [stands.get(key, entry) for key, entry in then.items() if key not in paired]
    left += [entry for key, entry in stands.items() if key not in then and key not in paired]
    new = [now[key] for key in found.new]
    taken = {entry.strength_id for entry in (*merged.entries, *new)}
    kept = [entry for entry in left if entry.strength_id not in taken]
    return Reconciled(
        entries=table_of([*merged.entries, *new, *kept]),
        matched=pl.DataFrame(
            [(one.before, one.after, one.how) for one in found.pairs], MATCHED, orient="row"
        ),
        new=table_of(new),
        gone=table_of(stands.get(key, then[key]) for key in found.gone),
        unsure=pl.DataFrame(
            [(one.before, one.after, one.why) for one in found.unsure], UNSURE, orient="row"
        ),
        changed=pl.DataFrame(merged.changed, CHANGED, orient="row"),
        conflicts=pl.DataFrame(merged.conflicts, CONFLICTS, orient="row"),
    )


def _by_id(strengths: pl.DataFrame) -> dict[str, Entry]:
    return {entry.strength_id: entry for entry in entries_of(STRENGTHS.check(strengths))}


class _Merged:
    """Matched entries, put together field by field."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.changed: list[tuple[str | None, ...]] = []
        self.conflicts: list[tuple[str | None, ...]] = []

    def add(self, before: Entry | None, person: Entry, now: Entry) -> None:
        """Put one entry together: what the source said, what stands here, what it says now.

        Without `before` the source said nothing yet, and all that stands is a person's.
        """
        facts: dict[str, object] = {"strength_id": now.strength_id}
        for names in TOGETHER:
            stands, says = _values(person, names), _values(now, names)
            said = _values(before or NOTHING, names)
            stays = says in (said, stands) or stands != said or _would_open(names, stands)
            facts |= zip(names, stands if stays else says, strict=True)
            if says not in (said, stands):
                self._tell(now.strength_id, names, said, stands, says, conflict=stays)
        self.entries.append(Entry(**facts))  # type: ignore[arg-type]  # values of the same fields

    def _tell(
        self,
        key: str,
        names: tuple[str, ...],
        said: tuple[object, ...],
        stands: tuple[object, ...],
        says: tuple[object, ...],
        *,
        conflict: bool,
    ) -> None:
        name = " and ".join(names)
        if conflict:
            self.conflicts.append((key, name, _text(said), _text(stands), _text(says)))
        else:
            self.changed.append((key, name, _text(said), _text(says)))


def _values(entry: Entry, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in names)


def _would_open(names: tuple[str, ...], stands: tuple[object, ...]) -> bool:
    """Whether the source would make a confidential entry public: only a person does."""
    return names == ("confidential",) and stands == (True,)


def _text(values: tuple[object, ...]) -> str | None:
    """Values as they stand in a list for people; None where nothing is said."""
    words = [_word(value) for value in values]
    return ", ".join(words) if any(words) else None


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)
