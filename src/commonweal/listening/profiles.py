"""Source profiles: what each column of a foreign file means, as data a city can read and change.

Read `SourceProfile` first, then `docs/methods/source-profiles.md`. `parse_profile` turns parsed
TOML into it and refuses any key it does not know with the nearest one it does, because a misspelt
rule is a rule that silently does not hold.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from commonweal.core.keys import KEY
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.profile_keys import Table
from commonweal.core.raw import Reading
from commonweal.core.words import plain

type Kind = Literal["rows", "wide-counts", "points"]
type SkipTest = Literal["equals", "not_equals", "starts_with"]
type Repeats = Literal["merge", "refuse", "number"]

SKIP_TESTS: tuple[SkipTest, ...] = ("equals", "not_equals", "starts_with")
TEXT_FIELDS = ("setting", "definition", "status")
DATE_FIELDS = ("occurred_on", "reported_on", "perceived_on", "recorded_on", "verified_on")
YES_NO_FIELDS = ("perceived", "recorded", "verified")
FIELDS = ("incident_id", "area", "place", "lat", "lon", "groups", "kinds", "n")
COLUMN_FIELDS = (*FIELDS, *TEXT_FIELDS, *YES_NO_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRule:
    """Where one date stands: a column with formats, or a year column and a month column.

    `formats` are strptime patterns, tried in order before ISO; their parts set the precision.
    `not_after` names a date this one cannot follow; the year is then the one before.
    """

    column: str | None = None
    formats: tuple[str, ...] = ()
    year: str | None = None
    month: str | None = None
    not_after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRule:
    """How a source's words become keys. `table` is keyed by `plain(label)`.

    `always` are keys that every row has; `split` the marks between several labels in one cell;
    `as_keys` lets keys stand for themselves; `other` is the key for a word not in the table,
    where None means that the row is refused.
    """

    table: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    always: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    as_keys: bool = False
    other: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """Rows left out on purpose: those whose cell equals or begins with one of `words`, or not."""

    column: str
    test: SkipTest
    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProfile:
    """Everything the coding needs to know about one source; see the fields of its parts."""

    name: str
    title: str
    publisher: str
    licence: str
    definition: str
    channel: str
    kind: Kind
    overlapping: bool = False
    caveats: tuple[str, ...] = ()
    """What a reader of the figures must know, in sentences; shown wherever they are told."""
    coverage: Literal["all", "window"] = "all"
    """Whether a file is the whole picture, or speaks only about the days that it covers."""
    constants: Mapping[str, bool | str] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    dates: Mapping[str, DateRule] = field(default_factory=dict)
    earliest: date = date(1900, 1, 1)
    publisher_year: str | None = None
    groups: LabelRule
    kinds: LabelRule
    repeats: Repeats = "refuse"
    aliases: Mapping[str, str] = field(default_factory=dict)
    refused_areas: Mapping[str, str] = field(default_factory=dict)
    points: Literal["address", "centroid"] | None = None
    months: tuple[str, str] | None = None
    skip: tuple[Skip, ...] = ()
    personal: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)

    def columns_of(self, name: str) -> tuple[str, ...]:
        """The file's columns behind one of our fields; none where it is not mapped."""
        return self.columns.get(name, ())

    def wanted(self) -> dict[str, str]:
        """Column of the file → what the profile reads it for, in the order of the profile."""
        found: dict[str, str] = {}
        for name, columns in self.columns.items():
            found |= {column: name for column in columns if column not in found}
        for name, rule in self.dates.items():
            named = (rule.column, rule.year, rule.month)
            found |= {column: name for column in named if column and column not in found}
        if self.publisher_year is not None:
            found.setdefault(self.publisher_year, "publisher_year")
        for skip in self.skip:
            found.setdefault(skip.column, "skip")
        return found


def parse_profile(data: Mapping[str, Any], *, name: str) -> SourceProfile:
    """The profile in parsed TOML; raises `InvalidProfile` naming the key and the remedy."""
    top = Table(data, where=f"The profile “{name}”", profile=name)
    source, labels = top.table("source", required=True), top.table("labels")
    areas, points = top.table("areas"), top.table("points")
    months, duplicates = top.table("months"), top.table("duplicates")
    kind = source.choice("kind", ("rows", "wide-counts", "points"), required=True)
    columns = _columns(top.table("columns"), points)
    dates, earliest, publisher_year = _dates(top.table("dates"))
    profile = SourceProfile(
        name=name,
        title=source.text("name", required=True),
        publisher=source.text("publisher", required=True),
        licence=source.text("licence", required=True),
        definition=source.text("definition", required=True),
        channel=source.text("channel", required=True),
        kind=kind,
        overlapping=source.yes_no("overlapping"),
        caveats=source.texts("caveats"),
        coverage=source.choice("coverage", ("all", "window"), or_else="all"),
        constants=_constants(source),
        columns=columns,
        optional=frozenset(source.texts("columns_may_be_missing")),
        dates=dates,
        earliest=earliest,
        publisher_year=publisher_year,
        groups=_labels(labels, "groups"),
        kinds=_labels(labels, "kinds"),
        repeats=duplicates.choice(
            "rows_of_one_id", ("merge", "refuse", "number"), or_else="refuse"
        ),
        aliases=areas.words("aliases"),
        refused_areas=areas.words("refuse"),
        points=points.choice("meaning", ("address", "centroid")) if points else None,
        months=_months(months),
        skip=_skips(top),
        personal=top.table("personal").texts("columns"),
        reading=_reading(top.table("reading")),
    )
    top.check_all_used()
    _check_whole(profile, top)
    return profile


def _constants(source: Table) -> dict[str, bool | str]:
    constants: dict[str, bool | str] = {
        name: source.yes_no(name) for name in YES_NO_FIELDS if name in source
    }
    if "setting" in source:
        constants["setting"] = source.choice("setting", ("offline", "online"))
    return constants


def _columns(columns: Table, points: Table) -> dict[str, tuple[str, ...]]:
    found = {name: columns.one_or_more(name) for name in COLUMN_FIELDS if name in columns}
    for name in ("lat", "lon"):
        if name in points:
            found[name] = (points.text(name),)
    return found


def _dates(dates: Table) -> tuple[dict[str, DateRule], date, str | None]:
    rules = {}
    for name in DATE_FIELDS:
        if name in dates:
            part = dates.table(name)
            formats = part.texts("formats")
            for pattern in formats:
                _check_format(pattern, part)
            rules[name] = DateRule(
                column=part.optional_text("column"),
                formats=formats,
                year=part.optional_text("year"),
                month=part.optional_text("month"),
                not_after=_not_after(part),
            )
            if (rules[name].column is None) == (rules[name].year is None):
                raise part.fault(
                    "names neither a column nor a year column, or both",
                    'Write column = "…", or year = "…" and month = "…".',
                )
    earliest = dates.day("earliest", or_else=date(1900, 1, 1))
    return rules, earliest, dates.optional_text("publisher_year")


def _not_after(part: Table) -> str | None:
    """The date this one cannot follow; what to do then must be said in the profile as well."""
    if "not_after" not in part:
        return None
    part.choice("remedy", ("subtract-one-year",), required=True)
    return str(part.choice("not_after", ("reported_on",)))


def _check_format(pattern: str, part: Table) -> None:
    known = re.fullmatch(r"(%[YymbBdHMSf]|[^%\w]|T)+", pattern)
    if not known or not re.search(r"%[Yy]", pattern):
        raise part.fault(
            f"has the date format “{pattern}”, which is not understood",
            "Use %Y or %y, %m or %b, %d (and %H, %M, %S) with marks between, such as “%d.%m.%Y”.",
        )


def _labels(labels: Table, name: str) -> LabelRule:
    table: dict[str, tuple[str, ...]] = {}
    part = labels.table(name)
    for label in list(part):
        keys = part.one_or_more(label)
        for key in keys:
            if not KEY.fullmatch(key):
                raise part.fault(
                    f"gives “{label}” the key “{key}”",
                    "Keys are small letters and figures with single hyphens, like anti-jewish.",
                )
        if table.get(plain(label), keys) != keys:
            raise part.fault(
                f"has the label “{label}” twice with different keys",
                "Upper case, spaces and punctuation do not count in labels; keep one of the two.",
            )
        table[plain(label)] = keys
    return LabelRule(
        table=table,
        always=labels.texts(f"{name}_always"),
        split=labels.texts(f"{name}_split"),
        as_keys=labels.yes_no(f"{name}_are_keys"),
        other=labels.optional_text(f"{name}_other"),
    )


def _months(months: Table) -> tuple[str, str] | None:
    if not months:
        return None
    pattern, form = months.text("pattern", required=True), months.text("format", required=True)
    _check_format(form, months)
    try:
        re.compile(pattern)
    except re.error as error:
        raise months.fault(
            f"has the pattern “{pattern}”, which is no regular expression",
            'Write one such as "[0-9]{6}", which names columns like 201004.',
        ) from error
    return pattern, form


def _skips(top: Table) -> tuple[Skip, ...]:
    skips = []
    for part in top.tables("skip"):
        tests = [test for test in SKIP_TESTS if test in part]
        if len(tests) != 1:
            raise part.fault(
                "does not say what it leaves out, or says it twice",
                'Write one of equals = ["…"], not_equals = ["…"] or starts_with = ["…"].',
            )
        words = tuple(word.casefold() for word in part.one_or_more(tests[0]))
        column, reason = part.text("column", required=True), part.text("reason", required=True)
        skips.append(Skip(column=column, test=tests[0], words=words, reason=reason))
    return tuple(skips)


def _reading(reading: Table) -> Reading:
    found: dict[str, Any] = {
        name: reading.text(name) for name in ("encoding", "delimiter", "sheet") if name in reading
    }
    if len(found.get("delimiter", ",")) != 1:
        raise reading.fault("has a delimiter that is not one character", 'Write delimiter = ";".')
    if "header_row" in reading:
        found["header_row"] = reading.number("header_row", least=1)
    return Reading(**found)


def _check_whole(profile: SourceProfile, top: Table) -> None:
    """Parts that only make sense together."""
    needs = {
        "rows": ("incident_id",),
        "points": ("incident_id", "lat", "lon"),
        "wide-counts": ("area",),
    }[profile.kind]
    for name in needs:
        if not profile.columns_of(name):
            raise top.fault(
                f"is of the kind “{profile.kind}” and maps no column to {name}",
                f'Add {name} = "…" to [columns], with the name of a column of the file.',
            )
    if profile.kind == "wide-counts" and profile.months is None:
        raise top.fault(
            "is of the kind “wide-counts” and has no [months]",
            'Add [months] with pattern = "[0-9]{6}" and format = "%Y%m".',
        )
    if profile.kind == "points" and profile.points is None:
        raise top.fault(
            "does not say what its points mean",
            'Write meaning = "address" or meaning = "centroid" in [points].',
        )
    if profile.kind != "wide-counts" and not {"occurred_on", "reported_on"} & set(profile.dates):
        raise top.fault(
            "has no date", "Add [dates.occurred_on] or [dates.reported_on] with its column."
        )
    unknown = [name for name in profile.optional if name not in profile.wanted()]
    if unknown:
        raise top.fault(
            f"lets the column “{unknown[0]}” be missing, which it does not read",
            f"The columns it reads are {listed(nearest_first(unknown[0], profile.wanted()))}.",
        )
