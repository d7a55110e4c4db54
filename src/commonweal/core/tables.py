"""The tables in which the areas of the library meet, as column contracts.

A contract names columns, polars types and meaning. `Contract.check` is called where a table
crosses from one area to another; inside an area nothing is checked twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from commonweal.core.errors import InvalidTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its type, what it means, and whether it may be null."""

    dtype: pl.DataType
    meaning: str
    nullable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A named table with the columns that every reader may rely on."""

    name: str
    columns: Mapping[str, Column]

    @property
    def schema(self) -> pl.Schema:
        """The polars schema, in the contract's order."""
        return pl.Schema({name: column.dtype for name, column in self.columns.items()})

    def empty(self) -> pl.DataFrame:
        """A table of no rows that fits the contract."""
        return pl.DataFrame(schema=self.schema)

    def check(self, table: pl.DataFrame) -> pl.DataFrame:
        """The contract's columns of `table`, in order; raises `InvalidTable` on a misfit."""
        missing = [name for name in self.columns if name not in table.columns]
        if missing:
            raise InvalidTable(
                f"The table of {self.name} lacks the column{'s' * (len(missing) > 1)} "
                f"{', '.join(missing)}.",
                remedy="Add the column, or map another one to it in a source profile.",
                table=self.name,
                missing=missing,
            )
        for name, column in self.columns.items():
            self._check_column(table[name], column)
        return table.select(list(self.columns))

    def _check_column(self, series: pl.Series, column: Column) -> None:
        if series.dtype != column.dtype:
            raise InvalidTable(
                f"The column {series.name} of {self.name} holds {series.dtype}, "
                f"not {column.dtype}.",
                remedy="Convert the column before handing the table on.",
                table=self.name,
                column=series.name,
            )
        if not column.nullable and series.null_count():
            raise InvalidTable(
                f"The column {series.name} of {self.name} is empty in {series.null_count()} rows.",
                remedy="Fill it or refuse those rows with a reason.",
                table=self.name,
                column=series.name,
            )


_TEXT, _YES_NO, _NUMBER = pl.String(), pl.Boolean(), pl.Float64()

INCIDENTS = Contract(
    name="incidents",
    columns={
        "incident_id": Column(dtype=_TEXT, meaning="the source's own identifier", nullable=False),
        "occurred_on": Column(dtype=_TEXT, meaning="ISO date; day, month or year precision"),
        "reported_on": Column(dtype=_TEXT, meaning="ISO date; day, month or year precision"),
        "publisher_year": Column(dtype=pl.Int32(), meaning="the year the source counts it in"),
        "area": Column(dtype=_TEXT, meaning="area id; null where only the city is known"),
        "place": Column(dtype=_TEXT, meaning="area, city or unknown", nullable=False),
        "lat": Column(dtype=_NUMBER, meaning="WGS84 degrees; only where the source gave a point"),
        "lon": Column(dtype=_NUMBER, meaning="WGS84 degrees; only where the source gave a point"),
        "groups": Column(
            dtype=pl.List(pl.String()), meaning="group keys, sorted, each once", nullable=False
        ),
        "kinds": Column(
            dtype=pl.List(pl.String()), meaning="kind keys, sorted, each once", nullable=False
        ),
        "setting": Column(dtype=_TEXT, meaning="offline, online, or null where not stated"),
        "perceived": Column(dtype=_YES_NO, meaning="the person targeted or a witness saw bias"),
        "perceived_on": Column(dtype=_TEXT, meaning="ISO date of that statement"),
        "recorded": Column(dtype=_YES_NO, meaning="a body recorded it as such"),
        "recorded_on": Column(dtype=_TEXT, meaning="ISO date of the record"),
        "verified": Column(dtype=_YES_NO, meaning="a second person checked it"),
        "verified_on": Column(dtype=_TEXT, meaning="ISO date of the check"),
        "definition": Column(dtype=_TEXT, meaning="the definition used; null: the source's own"),
        "status": Column(dtype=_TEXT, meaning="the source's status word"),
        "n": Column(dtype=pl.Int64(), meaning="1; the count in a table of counts", nullable=False),
    },
)

AREAS = Contract(
    name="areas",
    columns={
        "area": Column(dtype=_TEXT, meaning="area id", nullable=False),
        "name": Column(dtype=_TEXT, meaning="name as residents know it", nullable=False),
        "level": Column(dtype=_TEXT, meaning="level, such as district", nullable=False),
        "parent": Column(dtype=_TEXT, meaning="area id one level up"),
        "population": Column(dtype=pl.Int64(), meaning="residents"),
    },
)

POPULATIONS = Contract(
    name="populations",
    columns={
        "area": Column(dtype=_TEXT, meaning="area id", nullable=False),
        "group": Column(dtype=_TEXT, meaning="group key", nullable=False),
        "population": Column(dtype=pl.Int64(), meaning="residents of that group", nullable=False),
    },
)

RESIDENTS = Contract(
    name="residents",
    columns={
        "area": Column(dtype=_TEXT, meaning="area id", nullable=False),
        "group": Column(dtype=_TEXT, meaning="group key; null: everybody who lives there"),
        "language": Column(dtype=_TEXT, meaning="BCP 47 code of those who speak it; null: all"),
        "population": Column(dtype=pl.Int64(), meaning="residents", nullable=False),
    },
)

AREA_POINTS = Contract(
    name="points of areas",
    columns={
        "area": Column(dtype=_TEXT, meaning="area id", nullable=False),
        "lat": Column(dtype=_NUMBER, meaning="WGS84 degrees", nullable=False),
        "lon": Column(dtype=_NUMBER, meaning="WGS84 degrees", nullable=False),
        "weight": Column(
            dtype=_NUMBER, meaning="residents there, or their share of the area", nullable=False
        ),
    },
)

TRAVEL_TIMES = Contract(
    name="travel times",
    columns={
        "origin": Column(dtype=_TEXT, meaning="area id", nullable=False),
        "destination": Column(dtype=_TEXT, meaning="strength id", nullable=False),
        "minutes": Column(dtype=_NUMBER, meaning="minutes from door to door", nullable=False),
    },
)

_KEYS = pl.List(pl.String())

STRENGTHS = Contract(
    name="strengths",
    columns={
        "strength_id": Column(dtype=_TEXT, meaning="the source's own identifier", nullable=False),
        "name": Column(dtype=_TEXT, meaning="name as its holders use it", nullable=False),
        "what": Column(
            dtype=_TEXT, meaning="place, group, role, skill or fund (S000-30)", nullable=False
        ),
        "organisation_id": Column(dtype=_TEXT, meaning="who holds it; null where nobody does"),
        "organisation": Column(dtype=_TEXT, meaning="name of the holder"),
        "kind": Column(dtype=_TEXT, meaning="sort of holder or place, such as library"),
        "description": Column(dtype=_TEXT, meaning="what it offers, in its holder's words"),
        "area": Column(dtype=_TEXT, meaning="area id; null where only the city is known"),
        "lat": Column(dtype=_NUMBER, meaning="WGS84 degrees"),
        "lon": Column(dtype=_NUMBER, meaning="WGS84 degrees"),
        "address": Column(dtype=_TEXT, meaning="postal address in one line"),
        "url": Column(dtype=_TEXT, meaning="its own web page"),
        "serves": Column(
            dtype=_KEYS, meaning="group keys, sorted; empty: not said", nullable=False
        ),
        "needs": Column(dtype=_KEYS, meaning="needs it answers, sorted", nullable=False),
        "languages": Column(dtype=_KEYS, meaning="BCP 47 codes, sorted", nullable=False),
        "protective": Column(dtype=_KEYS, meaning="protective-factor keys, sorted", nullable=False),
        "neutral_place": Column(dtype=_YES_NO, meaning="neutral ground (S002-12); null: unknown"),
        "credible_people": Column(dtype=_YES_NO, meaning="led by people who are trusted there"),
        "rules_agreed": Column(dtype=_YES_NO, meaning="house rules agreed with those who come"),
        "confidential": Column(
            dtype=_YES_NO, meaning="never in public output, map or count", nullable=False
        ),
        "funded_until": Column(dtype=_TEXT, meaning="ISO date; null: not said"),
        "vouched_by": Column(dtype=_TEXT, meaning="organisation that vouches for the entry"),
        "confirmed_on": Column(dtype=_TEXT, meaning="ISO date its holder last confirmed it"),
        "capacity": Column(dtype=_NUMBER, meaning="people it can take in a week"),
    },
)

TIES = Contract(
    name="ties",
    columns={
        "source": Column(
            dtype=_TEXT, meaning="organisation, community or authority", nullable=False
        ),
        "target": Column(
            dtype=_TEXT, meaning="organisation, community or authority", nullable=False
        ),
        "kind": Column(
            dtype=_TEXT,
            meaning="contact, trust, dialogue, referral, joint work, funding, knowledge exchange "
            "or personal information (declared, never with content)",
            nullable=False,
        ),
        "strength": Column(dtype=_NUMBER, meaning="1 (weak) to 5; null: not said"),
        "directed": Column(
            dtype=_YES_NO, meaning="runs from source to target only", nullable=False
        ),
        "since": Column(dtype=_TEXT, meaning="ISO date; day, month or year precision"),
        "until": Column(dtype=_TEXT, meaning="ISO date; null: it still stands"),
        "evidence": Column(dtype=_TEXT, meaning="what the statement rests on"),
        "confirmed_by": Column(dtype=_TEXT, meaning="both, source, target, or null: nobody yet"),
        "public": Column(dtype=_YES_NO, meaning="both sides agreed to show it", nullable=False),
        "state": Column(
            dtype=_TEXT, meaning="stands, ended or declined by a party", nullable=False
        ),
    },
)

RATINGS = Contract(
    name="ratings",
    columns={
        "round": Column(
            dtype=pl.Int64(), meaning="1 before, 2 after seeing the spread", nullable=False
        ),
        "rater": Column(dtype=_TEXT, meaning="whose judgement it is", nullable=False),
        "side": Column(dtype=_TEXT, meaning="department or community; null: not told"),
        "policy_area": Column(dtype=_TEXT, meaning="what would be decided", nullable=False),
        "factor": Column(dtype=_TEXT, meaning="what it may touch", nullable=False),
        "group": Column(dtype=_TEXT, meaning="for whom", nullable=False),
        "effect": Column(dtype=pl.Int64(), meaning="-3 (much worse) to 3; null: don't know"),
        "sureness": Column(dtype=pl.Int64(), meaning="1 (a guess) to 4 (certain)"),
        "evidence": Column(dtype=_TEXT, meaning="what the judgement rests on"),
        "grade": Column(dtype=_TEXT, meaning="of the evidence: source A to F, content 1 to 6"),
        "comment": Column(dtype=_TEXT, meaning="in the rater's own words"),
    },
)

ARROWS = Contract(
    name="causal arrows",
    columns={
        "drawer": Column(dtype=_TEXT, meaning="the person or table that drew it", nullable=False),
        "source": Column(dtype=_TEXT, meaning="what changes first", nullable=False),
        "target": Column(dtype=_TEXT, meaning="what changes with it", nullable=False),
        "weight": Column(
            dtype=_NUMBER, meaning="-1 to 1; below 0: the opposite way", nullable=False
        ),
        "delay_quarters": Column(dtype=pl.Int64(), meaning="0 to 20 quarters", nullable=False),
        "sureness": Column(dtype=pl.Int64(), meaning="1 (a guess) to 4 (certain)"),
    },
)

STATEMENTS = Contract(
    name="statements",
    columns={
        "statement_id": Column(dtype=_TEXT, meaning="the source's own identifier", nullable=False),
        "text": Column(dtype=_TEXT, meaning="as its author wrote it; null: could not be read"),
        "lang": Column(dtype=_TEXT, meaning="BCP 47 code; null: not said"),
        "author_id": Column(dtype=_TEXT, meaning="the voter who wrote it, by number"),
        "made_at": Column(dtype=pl.Int64(), meaning="milliseconds since 1970, UTC"),
        "standing": Column(
            dtype=_TEXT, meaning="accepted, waiting or rejected by moderation", nullable=False
        ),
        "seed": Column(dtype=_YES_NO, meaning="put there by those who hold the conversation"),
        "meta": Column(dtype=_YES_NO, meaning="about the conversation itself"),
    },
)

VOTES = Contract(
    name="votes",
    columns={
        "voter_id": Column(dtype=_TEXT, meaning="a number without a name", nullable=False),
        "statement_id": Column(dtype=_TEXT, meaning="what was voted on", nullable=False),
        "vote": Column(dtype=pl.Int64(), meaning="1 agree, -1 disagree, 0 pass", nullable=False),
        "voted_at": Column(dtype=pl.Int64(), meaning="milliseconds since 1970, UTC"),
    },
)

REFUSED = Contract(
    name="refused rows",
    columns={
        "row": Column(dtype=pl.Int64(), meaning="row in the file, header = 1", nullable=False),
        "column": Column(dtype=_TEXT, meaning="column as the file names it", nullable=False),
        "value": Column(dtype=_TEXT, meaning="what stood there, personal text masked"),
        "code": Column(dtype=_TEXT, meaning="stable code of the reason", nullable=False),
        "reason": Column(dtype=_TEXT, meaning="what was wrong", nullable=False),
        "remedy": Column(dtype=_TEXT, meaning="what to do", nullable=False),
    },
)
