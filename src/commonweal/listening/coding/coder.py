"""The coding of one file, batch by batch: which columns are read, in which order they are judged.

A row is refused for its first problem, in this order: not readable, no identifier, dates, area or
point, groups, kinds, statements. Rows that the profile leaves out are taken away before that.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from commonweal.core.errors import InvalidProfile
from commonweal.core.groups import GroupPack
from commonweal.core.kinds import KindPack
from commonweal.core.nearest import LIKE_ENOUGH, likeness, listed, nearest_first
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.raw import GUIDES
from commonweal.core.words import counted
from commonweal.listening.coding.columns import add_ids, add_numbers, add_statements
from commonweal.listening.coding.dates import add_date, packed, settle_dates
from commonweal.listening.coding.labels import Labels
from commonweal.listening.coding.narrow import FIELDS, Narrow, one_row_each
from commonweal.listening.coding.places import AreaColumn, add_points, settle_places
from commonweal.listening.coding.refusals import Refusals, said
from commonweal.listening.coding.wide import month_columns, unfold
from commonweal.listening.profiles import DateRule, Skip, SourceProfile

BLANK_ROW = "The row is blank."


def columns_to_read(
    profile: SourceProfile, columns: Sequence[str], *, file: str = "The file"
) -> tuple[str, ...]:
    """The columns of the file that the profile reads, in the file's order.

    Raises `InvalidProfile` where one is missing, with the nearest names the file has.
    """
    wanted = profile.wanted()
    for column, purpose in wanted.items():
        if column not in columns and column not in profile.optional:
            near = [one for one in nearest_first(column, columns) if _is_like(column, one)]
            meant = f"The nearest column there is “{near[0]}”. " if near else ""
            raise InvalidProfile(
                f"{file} has no column “{column}”, which the profile “{profile.name}” reads "
                f"as {purpose}.",
                remedy=f"{meant}It has: {listed(columns, at_most=40)}. Correct the profile, or "
                "choose another one.",
                column=column,
                profile=profile.name,
            )
    months = month_columns(profile, columns)
    return tuple(column for column in columns if column in wanted or column in months)


def _is_like(wanted: str, name: str) -> bool:
    return likeness(wanted, name) >= LIKE_ENOUGH


class Coder:
    """Takes batches of raw rows and keeps them coded; `finish` makes incidents of them."""

    def __init__(
        self,
        *,
        profile: SourceProfile,
        groups: GroupPack,
        kinds: KindPack | None,
        areas: AreaSet | None,
        today: date,
    ) -> None:
        self._profile, self._areas, self._today = profile, areas, today
        self._groups = Labels("groups", profile.groups, groups, profile=profile.name)
        self._kinds = Labels("kinds", profile.kinds, kinds, profile=profile.name)
        self._area_names = AreaColumn(profile, areas)
        self._months: dict[str, int] = {}
        self._parts: list[pl.DataFrame] = []
        self._moved = self._blank_cells = 0
        self.refusals = Refusals(personal=frozenset(profile.personal))
        self.rows = 0
        self.skipped: dict[str, int] = {}

    def add(self, batch: pl.DataFrame) -> None:
        """Code one batch."""
        columns = [name for name in batch.columns if name not in GUIDES]
        wanted = columns_to_read(self._profile, columns)
        self._months = self._months or month_columns(self._profile, columns)
        self.rows += batch.height
        table = batch.select(*GUIDES, *(pl.col(name).alias(said(name)) for name in wanted))
        table = self.refusals.take_unreadable(table)
        table = self._leave_out_blank(table, wanted)
        for rule in self._profile.skip:
            table = self._leave_out(table, rule)
        table = self._coded_counts(table) if self._months else self._coded_rows(table)
        self._parts.append(table.select(name for name in table.columns if name in FIELDS))

    def _coded_rows(self, table: pl.DataFrame) -> pl.DataFrame:
        profile, refusals = self._profile, self.refusals
        table = add_ids(table, profile.columns_of("incident_id"), refusals)
        read: dict[DateRule, str] = {}
        for name, rule in profile.dates.items():
            table = add_date(table, name, rule, refusals, twin=read.get(rule))
            read.setdefault(rule, name)
        table, moved = settle_dates(table, profile, today=self._today, refusals=refusals)
        self._moved += moved
        table = self._placed(table)
        if profile.points is not None:
            lat, lon = profile.columns_of("lat")[0], profile.columns_of("lon")[0]
            table = add_points(table, lat, lon, refusals)
        table = self._labelled(table)
        return add_statements(add_numbers(table, profile, refusals), profile, refusals)

    def _coded_counts(self, table: pl.DataFrame) -> pl.DataFrame:
        column = self._profile.columns_of("area")[0]
        table = self.refusals.take(
            table,
            pl.col(said(column)).is_null(),
            column=column,
            code="no-area",
            explain=("The row names no area.", "Name the area that the counts belong to."),
        )
        table = self._labelled(self._placed(table))
        today = packed(self._today)
        unfolded, blank = unfold(
            table,
            self._months,
            groups=self._groups.sets,
            this_month=today,
            refusals=self.refusals,
        )
        self._blank_cells += blank
        return unfolded

    def _placed(self, table: pl.DataFrame) -> pl.DataFrame:
        for column in self._profile.columns_of("area"):
            if said(column) in table.columns:
                return self._area_names.add(table, column, self.refusals)
        return table

    def _labelled(self, table: pl.DataFrame) -> pl.DataFrame:
        columns_of = self._profile.columns_of
        table = self._groups.add(table, columns_of("groups"), self.refusals)
        return self._kinds.add(table, columns_of("kinds"), self.refusals)

    def _leave_out_blank(self, table: pl.DataFrame, wanted: Sequence[str]) -> pl.DataFrame:
        present = pl.any_horizontal(pl.col(said(name)).is_not_null() for name in wanted)
        return self._kept(table, present, BLANK_ROW)

    def _leave_out(self, table: pl.DataFrame, rule: Skip) -> pl.DataFrame:
        if said(rule.column) not in table.columns:
            return table
        text = pl.col(said(rule.column)).str.strip_chars().str.to_lowercase().fill_null("")
        if rule.test == "starts_with":
            fits = pl.any_horizontal(text.str.starts_with(word) for word in rule.words)
        else:
            fits = text.is_in(list(rule.words))
        return self._kept(table, fits if rule.test == "not_equals" else ~fits, rule.reason)

    def _kept(self, table: pl.DataFrame, keep: pl.Expr, why: str) -> pl.DataFrame:
        kept = table.filter(keep)
        if kept.height < table.height:
            self.skipped[why] = self.skipped.get(why, 0) + table.height - kept.height
        return kept

    def finish(self) -> tuple[Narrow, int, list[Notice]]:
        """The incidents, the number of rows that repeat one, and what was noticed."""
        profile = self._profile
        parts, self._parts = self._parts, []
        table = pl.concat(parts, rechunk=True) if parts else self._nothing()
        del parts
        table, duplicates, merged = one_row_each(
            table,
            profile.repeats,
            id_column=(*profile.columns_of("incident_id"), *profile.columns_of("area"))[0],
            groups=self._groups.sets,
            kinds=self._kinds.sets,
            refusals=self.refusals,
        )
        table, placed = settle_places(table, profile, self._areas, self.refusals)
        narrow = Narrow(
            table=table,
            groups=self._groups.sets,
            kinds=self._kinds.sets,
            constants=profile.constants,
        )
        return narrow, duplicates, [*self._notices(table), *merged, *placed]

    def _nothing(self) -> pl.DataFrame:
        return pl.DataFrame(
            schema={"incident_id": pl.String(), "groups": pl.Int32(), "kinds": pl.Int32()}
        )

    def _notices(self, table: pl.DataFrame) -> list[Notice]:
        unplaced = table.select((pl.col("place") == "city").sum()).item()
        told = (
            (
                "year-before",
                self._moved,
                "In {rows} the month lies after the report; the same month of the year before is "
                "meant.",
            ),
            (
                "kinds-as-other",
                self._kinds.read_as_other,
                "In {rows} the kind of incident is not in the profile's list; it is kept as "
                f"“{self._profile.kinds.other}”.",
            ),
            (
                "groups-as-other",
                self._groups.read_as_other,
                "In {rows} the group is not in the profile's list; it is kept as "
                f"“{self._profile.groups.other}”.",
            ),
            ("no-group", self._groups.blank, "In {rows} no group is named."),
            (
                "blank-cells",
                self._blank_cells,
                "Blank cells state nothing and count as no zeros: {n}.",
            ),
            (
                "no-area",
                unplaced if self._profile.points is None else 0,
                "No area is given in {rows}; kept as “city known, area unknown”.",
            ),
        )
        return [
            Notice(
                code=code,
                sentence=sentence.format(n=f"{count:,}", rows=counted(count, "row")),
                count=count,
            )
            for code, count, sentence in told
            if count
        ]
