"""Writing what a new list says: what is taken over, what is only proposed, and what is asked.

Read `Taking` first. Where the holder keeps the entry, or a person edited the value, a source is
one more who proposes (decision 2401); everywhere else its word is taken over and stands in the
entry's history. Nothing is deleted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import batched
from typing import Any

import polars as pl

from workbench.accounts.models import Person
from workbench.mapping.actions.comparing import Compared, key_of
from workbench.mapping.actions.entries import field_value, set_field
from workbench.mapping.feeds import parties_of_organisations, source_values, strength_values
from workbench.mapping.models import Doubt, Edit, Organisation, Strength, StrengthSource

ROWS_AT_ONCE = 500
AUTHORITY = "authority"
FIELD_OF = {
    "lat and lon": "point",
    "organisation_id": "organisation",
    "organisation": None,
    "confirmed_on": None,
}
"""What we call the fields that the library names otherwise; None: nothing is asked of it.

The name of a holder is the holder's own entry, and of two days of confirmation the later holds.
"""


@dataclass(frozen=True, kw_only=True)
class Taking:
    """One new list, or one answer, on its way into the entries of a source."""

    source: StrengthSource
    by: Person | None
    now: datetime
    compared: Compared
    rows: Mapping[str, Mapping[str, Any]]
    holders: Mapping[str, Organisation] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        source: StrengthSource,
        table: pl.DataFrame,
        compared: Compared,
        *,
        by: Person | None,
        now: datetime,
    ) -> "Taking":
        """The table with the holders that it names; those that are missing are made."""
        rows = {row["strength_id"]: row for row in table.iter_rows(named=True)}
        new = set(compared.found.new["strength_id"])
        moved = compared.found.changed.filter(pl.col("column") == "organisation_id")
        named = {*new, *moved["strength_id"]}
        holders = _holders([rows[key] for key in rows if key in named], now)
        return cls(source=source, by=by, now=now, compared=compared, rows=rows, holders=holders)

    @property
    def today(self) -> date:
        """The day of the bring-in."""
        return self.now.date()

    def write(self) -> None:
        """All of it."""
        self.write_matched()
        self.add(self.compared.found.new["strength_id"])
        self._mark_gone()
        self._ask()

    def write_matched(self) -> None:
        """What the source says of entries that stand here."""
        news = _by_entry(self.compared.found.changed)
        against = _by_entry(self.compared.found.conflicts)
        self._forget_overtaken()
        touched: list[Strength] = []
        edits: list[Edit] = []
        for before, after, _how in self.compared.found.matched.iter_rows():
            one = self.compared.stands[before]
            edits += self._edits(one, after, news.get(after, ()), against.get(after, ()))
            if self._follow(one, after) or after in news:
                touched.append(one)
        Edit.objects.bulk_create(edits, batch_size=ROWS_AT_ONCE)
        for some in batched(touched, ROWS_AT_ONCE):
            Strength.objects.bulk_update(some, WRITTEN)

    def _edits(
        self, one: Strength, after: str, news: Iterable[str], against: Iterable[str]
    ) -> Iterator[Edit]:
        """The changes of one entry; what may be taken over at once is written into it."""
        kept = one.organisation is not None and one.organisation.claimed_at is not None
        for name in news:
            value = self._value(after, name)
            if kept:
                yield from self._proposed(one, name, value)
            else:
                yield self._edit(one, name, value, Edit.State.MADE)
                set_field(one, name, value)
        for name in against:
            yield from self._proposed(one, name, self._value(after, name))

    def _proposed(self, one: Strength, name: str, value: Any) -> Iterator[Edit]:
        """A proposal, unless the same was declined before or says what stands already."""
        if (one.pk, name, repr(value)) in self._declined or value == field_value(one, name):
            return
        yield self._edit(one, name, value, Edit.State.PROPOSED)

    def _edit(self, one: Strength, name: str, value: Any, state: Edit.State) -> Edit:
        return Edit(
            strength=one,
            field=name,
            old=field_value(one, name),
            new=value,
            state=state,
            source=self.source,
            by=self.by,
            made_at=self.now,
        )

    def _value(self, after: str, name: str) -> Any:
        """What the source says now, as an edit keeps it."""
        row = self.rows[after]
        if name == "point":
            return [row["lat"], row["lon"]]
        if name == "organisation":
            return row["organisation_id"]
        return source_values(row)[name]

    def _follow(self, one: Strength, after: str) -> bool:
        """Keep what the source says now beside the entry; whether anything was new."""
        says = source_values(self.rows[after])
        day = strength_values(self.rows[after])["confirmed_on"]
        before = (one.source_id, one.source_key, one.source_values, one.gone_on, one.confirmed_on)
        one.source, one.source_key, one.source_values, one.gone_on = self.source, after, says, None
        one.confirmed_on = max(filter(None, (one.confirmed_on, day)), default=None)
        return before != (
            *(one.source_id, one.source_key, one.source_values, one.gone_on, one.confirmed_on),
        )

    def add(self, keys: Iterable[str]) -> list[Strength]:
        """New entries."""
        made = []
        for some in batched(keys, ROWS_AT_ONCE):
            made += Strength.objects.bulk_create([self._new(self.rows[key]) for key in some])
        return made

    def _new(self, row: Mapping[str, Any]) -> Strength:
        holder = self.holders.get(row["organisation_id"])
        has_left = holder is not None and holder.left_at is not None
        return Strength(
            **strength_values(row),
            source=self.source,
            source_key=row["strength_id"],
            organisation=holder,
            withdrawn_on=self.today if has_left else None,
            source_values=source_values(row),
            created_at=self.now,
        )

    def _mark_gone(self) -> None:
        """Note since when the source does not name an entry; people decide what becomes of it."""
        gone = [self.compared.stands[key].pk for key in self.compared.found.gone["strength_id"]]
        for some in batched(gone, ROWS_AT_ONCE):
            Strength.objects.filter(pk__in=some, gone_on=None).update(gone_on=self.today)

    def _ask(self) -> None:
        """Whether two entries are one; a list that comes later asks anew."""
        Doubt.objects.filter(source=self.source, state=Doubt.State.WAITING).delete()
        for before, after, why in self.compared.found.unsure.iter_rows():
            Doubt.objects.update_or_create(
                source=self.source,
                strength=self.compared.stands[before],
                source_key=after,
                defaults={
                    "values": self.rows[after],
                    "why": why,
                    "state": Doubt.State.WAITING,
                    "decided_by": None,
                    "decided_at": None,
                },
            )

    def _forget_overtaken(self) -> None:
        """Proposals of this source that it no longer makes: it says something else by now."""
        after = {before: key for before, key, _ in self.compared.found.matched.iter_rows()}
        waiting = Edit.objects.filter(source=self.source, state=Edit.State.PROPOSED)
        overtaken = [
            one.pk
            for one in waiting.select_related("strength").exclude(strength=None)
            if (key := after.get(key_of(one.strength)))  # type: ignore[arg-type]  # not None
            and self._value(key, one.field) != one.new
        ]
        Edit.objects.filter(pk__in=overtaken).delete()

    @cached_property
    def _declined(self) -> set[tuple[int | None, str, str]]:
        declined = Edit.objects.filter(source=self.source, state=Edit.State.DECLINED)
        return {(one.strength_id, one.field, repr(one.new)) for one in declined}


WRITTEN = (
    *("source", "source_key", "source_values", "organisation", "gone_on", "confirmed_on"),
    *("name", "what", "kind", "description", "area", "lat", "lon", "address", "url", "serves"),
    *("needs", "languages", "protective", "neutral_place", "credible_people", "rules_agreed"),
    *("confidential", "funded_until", "vouched_by", "capacity"),
)


def _by_entry(table: pl.DataFrame) -> dict[str, list[str]]:
    """The fields that are told of each entry, by its identifier."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, column in table.select("strength_id", "column").iter_rows():
        name = FIELD_OF.get(column, column)
        if name is not None:
            found[key].append(name)
    return found


def _holders(rows: Iterable[Mapping[str, Any]], now: datetime) -> dict[str, Organisation]:
    """The organisations that these rows name, by key; those that are missing are made."""
    named = {row["organisation_id"]: row for row in reversed(list(rows)) if row["organisation_id"]}
    known = {one.key: one for one in Organisation.objects.all()}
    missing = [_organisation(named[key], now) for key in reversed(named) if key not in known]
    made = Organisation.objects.bulk_create(missing, batch_size=ROWS_AT_ONCE)
    parties_of_organisations(made)
    return known | {one.key: one for one in made}


def _organisation(row: Mapping[str, Any], now: datetime) -> Organisation:
    return Organisation(
        key=row["organisation_id"],
        name=row["organisation"] or row["organisation_id"],
        kind=row["kind"] or "",
        area=row["area"] or "",
        url=row["url"] or "",
        languages=row["languages"],
        level=AUTHORITY if row["kind"] == AUTHORITY else Organisation.Level.ORGANISATION,
        created_at=now,
    )
