"""Source profiles of strengths: what each column of a foreign list means, as data.

Read `StrengthProfile` first, then `docs/methods/strengths.md`. As with incidents, a key that is
not known is refused by name: a misspelt rule is a rule that silently does not hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from commonweal.core.errors import InvalidProfile
from commonweal.core.nearest import LIKE_ENOUGH, likeness, listed, nearest_first
from commonweal.core.profile_keys import Table
from commonweal.core.raw import Reading
from commonweal.core.words import plain
from commonweal.mapping.strengths.entries import FIELDS, LISTS, WHATS

type Kind = Literal["rows", "hsds"]
type SkipTest = Literal["equals", "not_equals"]

JOINED = ("strength_id", "address", "area")
"""Fields that may be read from several columns."""
LABELLED = ("what", "kind", *LISTS)
SKIP_TESTS: tuple[SkipTest, ...] = ("equals", "not_equals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """Rows left out on purpose: those whose cell is one of `words`, or is none of them."""

    column: str
    test: SkipTest
    words: frozenset[str]
    reason: str

    def fits(self, cell: str | None) -> bool:
        """Whether a row with this cell is left out."""
        return ((cell or "").casefold() in self.words) == (self.test == "equals")


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthProfile:
    """Everything the coding needs to know about one list of strengths.

    `what` and `of_kind` hold for every row that does not say otherwise; `always` holds keys that
    every row has. `blanks` are words that mean an empty cell. `labels` turn the source's words,
    written as `plain(word)`, into keys.
    """

    name: str
    title: str
    publisher: str
    licence: str
    definition: str
    kind: Kind
    caveats: tuple[str, ...] = ()
    what: str | None = None
    of_kind: str | None = None
    place_what: str = "place"
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    blanks: frozenset[str] = frozenset()
    labels: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    split: tuple[str, ...] = ("|", ";")
    always: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    refused_areas: Mapping[str, str] = field(default_factory=dict)
    skip: tuple[Skip, ...] = ()
    personal: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)

    def wanted(self) -> dict[str, str]:
        """Column of the file → what the profile reads it for, in the order of the profile."""
        found: dict[str, str] = {}
        for name, columns in self.columns.items():
            found |= {column: name for column in columns if column not in found}
        return found | {one.column: "skip" for one in self.skip if one.column not in found}

    def columns_to_read(self, columns: Sequence[str], *, file: str) -> tuple[str, ...]:
        """The columns of the file that are read, in the file's order.

        Raises `InvalidProfile` where one is missing, with the nearest name the file has.
        """
        wanted = self.wanted()
        for column, purpose in wanted.items():
            if column not in columns and column not in self.optional:
                near = nearest_first(column, columns)[:1]
                alike = bool(near) and likeness(column, near[0]) >= LIKE_ENOUGH
                meant = f"The nearest column there is “{near[0]}”. " if alike else ""
                raise InvalidProfile(
                    f"{file} has no column “{column}”, which the profile “{self.name}” reads as "
                    f"{purpose}.",
                    remedy=f"{meant}It has: {listed(columns, at_most=40)}. Correct the profile, or "
                    "choose another one.",
                    column=column,
                    profile=self.name,
                )
        return tuple(column for column in columns if column in wanted)


def parse_strength_profile(data: Mapping[str, Any], *, name: str) -> StrengthProfile:
    """The profile in parsed TOML; raises `InvalidProfile` naming the key and the remedy."""
    top = Table(data, where=f"The profile “{name}”", profile=name)
    source, areas = top.table("source", required=True), top.table("areas")
    labels, hsds = top.table("labels"), top.table("hsds")
    profile = StrengthProfile(
        name=name,
        title=source.text("name", required=True),
        publisher=source.text("publisher", required=True),
        licence=source.text("licence", required=True),
        definition=source.text("definition", required=True),
        kind=source.choice("kind", ("rows", "hsds"), required=True),
        caveats=source.texts("caveats"),
        what=source.choice("what", WHATS) if "what" in source else None,
        of_kind=source.optional_text("of_kind"),
        place_what=hsds.choice("places_are", WHATS, or_else="place"),
        columns=_columns(top.table("columns")),
        optional=frozenset(source.texts("columns_may_be_missing")),
        blanks=frozenset(word.casefold() for word in source.texts("blanks")),
        labels={field: _labels(labels, field) for field in LABELLED},
        split=labels.texts("split") or ("|", ";"),
        always=_always(top.table("always")),
        aliases=areas.words("aliases"),
        refused_areas=areas.words("refuse"),
        skip=tuple(_skip(part) for part in top.tables("skip")),
        personal=top.table("personal").texts("columns"),
        reading=_reading(top.table("reading")),
    )
    top.check_all_used()
    _check_whole(profile, top)
    return profile


def _columns(columns: Table) -> dict[str, tuple[str, ...]]:
    found = {name: columns.one_or_more(name) for name in FIELDS if name in columns}
    for name, several in found.items():
        if len(several) > 1 and name not in JOINED:
            raise columns.fault(
                f"reads {name} from several columns",
                f"Only {listed(JOINED)} may be joined; choose one column for {name}.",
            )
    return found


def _labels(labels: Table, name: str) -> dict[str, tuple[str, ...]]:
    part = labels.table(name)
    return {plain(label): part.one_or_more(label) for label in list(part)}


def _always(always: Table) -> dict[str, tuple[str, ...]]:
    return {name: always.texts(name) for name in LISTS if name in always}


def _skip(part: Table) -> Skip:
    tests = [test for test in SKIP_TESTS if test in part]
    if len(tests) != 1:
        raise part.fault(
            "does not say what it leaves out, or says it twice",
            'Write equals = ["…"] or not_equals = ["…"].',
        )
    return Skip(
        column=part.text("column", required=True),
        test=tests[0],
        words=frozenset(word.casefold() for word in part.one_or_more(tests[0])),
        reason=part.text("reason", required=True),
    )


def _reading(reading: Table) -> Reading:
    found: dict[str, Any] = {
        name: reading.text(name) for name in ("encoding", "delimiter", "sheet") if name in reading
    }
    if len(found.get("delimiter", ",")) != 1:
        raise reading.fault("has a delimiter that is not one character", 'Write delimiter = ";".')
    if "header_row" in reading:
        found["header_row"] = reading.number("header_row", least=1)
    return Reading(**found)


def _check_whole(profile: StrengthProfile, top: Table) -> None:
    if profile.kind == "hsds":
        return
    for name in ("strength_id", "name"):
        if name not in profile.columns:
            raise top.fault(
                f"maps no column to {name}",
                f'Add {name} = "…" to [columns], with the name of a column of the file.',
            )
    if profile.what is None and "what" not in profile.columns:
        raise top.fault(
            "does not say what its rows are",
            'Write what = "place" in [source] (or group, role, skill, fund), or map a column.',
        )
    unknown = [name for name in profile.optional if name not in profile.wanted()]
    if unknown:
        raise top.fault(
            f"lets the column “{unknown[0]}” be missing, which it does not read",
            f"The columns it reads are {listed(nearest_first(unknown[0], profile.wanted()))}.",
        )
