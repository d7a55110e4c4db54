"""What each source of Aldermere hands over, and when: whole files as they stood on a day.

Read `deliver` first. The same report may stand in one delivery and not in the next (withdrawn), or
stand there with another label (relabelled). The police deliver every Sunday evening, the reporting
centre at the end of each month; the transport company, which delivers monthly counts, has fallen
silent; the schools have only begun. `sources` names them with their profiles.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from commonweal.core.tables import INCIDENTS
from commonweal.demo.course import Calendar
from commonweal.demo.geography import SITES
from commonweal.demo.incidents import CENTRE, POLICE, SCHOOLS

TRANSPORT = "transport"
POLICE_DELIVERIES, CENTRE_DELIVERIES, TRANSPORT_DELIVERIES, SCHOOL_DELIVERIES = 6, 4, 6, 3
TRANSPORT_SILENT_MONTHS = 4
UNDECIDED = "Not yet decided"

MOTIVATIONS = {
    "anti-muslim": "Anti-Muslim",
    "anti-black": "Anti-Black",
    "anti-asian": "Anti-Asian",
    "anti-jewish": "Anti-Jewish",
    "anti-male-homosexual": "Anti-gay (men)",
    "anti-transgender": "Transgender identity",
    "disability": "Disability",
    "anti-roma": "Anti-Roma",
    "majority": "Against the majority",
}
OFFENCES = {
    "threats-or-harassment": "Threats or harassment",
    "damage-to-property": "Criminal damage",
    "assault": "Assault",
    "discrimination": "Refusal of service",
    "online-abuse": "Malicious communication",
    "other": UNDECIDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source as a city knows it; `profile` names the TOML file that reads its deliveries."""

    key: str
    name: str
    profile: str
    channel: str
    definition: str
    rhythm_days: int
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One file of a source, as received on a day: `rows` are its cells, all of them text."""

    source: str
    file_name: str
    received_on: date
    rows: pl.DataFrame


def sources(calendar: Calendar, *, schools_since: date) -> tuple[Source, ...]:
    """The four sources of the city."""
    return (
        Source(
            key="aldermere-police",
            name="Aldermere police",
            profile="aldermere-police",
            channel="police",
            definition="Crimes that a police officer recorded with a motive of hostility.",
            rhythm_days=7,
            started_on=calendar.first,
        ),
        Source(
            key="aldermere-centre",
            name="Aldermere reporting centre",
            profile="aldermere-centre",
            channel="third-party reporting",
            definition="What a person who was targeted, or a witness, saw as hostile.",
            rhythm_days=30,
            started_on=calendar.first,
        ),
        Source(
            key="aldermere-transport",
            name="Aldermere trams and buses",
            profile="aldermere-transport",
            channel="transport staff",
            definition="Incidents that drivers and guards noted as hostile, counted by month.",
            rhythm_days=30,
            started_on=calendar.first,
        ),
        Source(
            key="aldermere-schools",
            name="Aldermere schools",
            profile="aldermere-schools",
            channel="schools",
            definition="Incidents that a school noted as hostile to a group.",
            rhythm_days=14,
            started_on=schools_since,
        ),
    )


def deliver(
    reports: pl.DataFrame, transport: Mapping[tuple[int, int], pl.DataFrame], calendar: Calendar
) -> tuple[Delivery, ...]:
    """Every delivery of every source, in the order in which they were received."""
    end = calendar.end
    police = [end - timedelta(weeks=back) for back in range(POLICE_DELIVERIES)]
    schools = [end - timedelta(weeks=2 * back) for back in range(SCHOOL_DELIVERIES)]
    month_ends = [_month_end(end, back) for back in range(CENTRE_DELIVERIES)]
    found = [
        *(_delivery(reports, POLICE, day, calendar) for day in police),
        *(_delivery(reports, CENTRE, day, calendar) for day in month_ends),
        *(_delivery(reports, SCHOOLS, day, calendar) for day in schools),
        *(_counts_delivery(transport, day) for day in transport_days(end)),
    ]
    return tuple(sorted(found, key=lambda delivery: (delivery.received_on, delivery.source)))


def transport_days(end: date) -> list[date]:
    """The days on which counts came in: month ends, the last one four months before the last."""
    return [_month_end(end, TRANSPORT_SILENT_MONTHS + back) for back in range(TRANSPORT_DELIVERIES)]


def last_day_covered(source: str, end: date) -> date:
    """The day of the last delivery of the police, the centre or the schools."""
    return _month_end(end, 0) if source == CENTRE else end


def as_known_on(reports: pl.DataFrame, source: str, day: date, calendar: Calendar) -> pl.DataFrame:
    """The reports of a source as it would have told them on a day, withdrawn ones left out.

    `groups` and `kinds` are lists of keys as they were labelled on that day.
    """
    number = (day - calendar.first).days
    relabelled = pl.col("relabelled").is_null() | (pl.col("relabelled") <= number)
    wrong_group = ~relabelled & (pl.col("relabels") == "group")
    wrong_kind = ~relabelled & (pl.col("relabels") == "kind")
    return reports.filter(
        pl.col("source") == source,
        pl.col("reported") <= number,
        pl.col("withdrawn").is_null() | (pl.col("withdrawn") > number),
    ).with_columns(
        groups=_keys(
            pl.when(wrong_group).then("near_group").otherwise("group"), pl.col("second_group")
        ),
        kinds=_keys(
            pl.when(wrong_kind).then(pl.lit("other")).otherwise("kind"), pl.col("second_kind")
        ),
        settled=relabelled,
    )


def as_incidents(reports: pl.DataFrame, source: str, day: date, calendar: Calendar) -> pl.DataFrame:
    """The same in the contract `tables.INCIDENTS`: what reading the delivery must give."""
    known = as_known_on(reports, source, day, calendar)
    recorded = source == POLICE
    reported = _iso("reported", calendar)
    yes = pl.lit(True)
    columns = {
        "incident_id": pl.col("id"),
        "occurred_on": _occurred(calendar),
        "reported_on": reported,
        "area": pl.when(~pl.col("city_only")).then("area"),
        "place": pl.when("city_only").then(pl.lit("city")).otherwise(pl.lit("area")),
        "groups": pl.col("groups"),
        "kinds": pl.col("kinds"),
        "setting": _setting(),
        "recorded" if recorded else "perceived": yes,
        "recorded_on" if recorded else "perceived_on": reported,
        "status": _status(),
        "n": pl.lit(1, dtype=pl.Int64),
    }
    return known.select(
        (columns[name] if name in columns else pl.lit(None)).cast(column.dtype).alias(name)
        for name, column in INCIDENTS.columns.items()
    )


def _delivery(reports: pl.DataFrame, source: str, day: date, calendar: Calendar) -> Delivery:
    write = {POLICE: _police_rows, CENTRE: _centre_rows, SCHOOLS: _school_rows}[source]
    return Delivery(
        source=f"aldermere-{source}",
        file_name=f"aldermere-{source}-{day.isoformat()}.csv",
        received_on=day,
        rows=write(as_known_on(reports, source, day, calendar), calendar),
    )


def _police_rows(known: pl.DataFrame, calendar: Calendar) -> pl.DataFrame:
    """One row for each crime and motivation, as police files often have it."""
    return known.explode("groups").select(
        pl.col("id").alias("Crime reference"),
        _written("reported", calendar).alias("Recorded"),
        pl.when("month_only")
        .then(_written("occurred", calendar).str.slice(3))
        .otherwise(_written("occurred", calendar))
        .alias("Committed"),
        _district().alias("District"),
        pl.col("groups").replace_strict(MOTIVATIONS).alias("Motivation"),
        _labels("kinds", OFFENCES).alias("Offence"),
        _setting().alias("Setting"),
        _status().alias("State"),
    )


def _centre_rows(known: pl.DataFrame, calendar: Calendar) -> pl.DataFrame:
    """One row for each report; several motives and kinds stand in one cell."""
    return known.select(
        pl.col("id").alias("report"),
        _iso("reported", calendar).alias("told on"),
        _occurred(calendar).alias("happened"),
        _district().alias("where"),
        _labels("groups", MOTIVATIONS).alias("against"),
        _labels("kinds", OFFENCES).alias("what"),
        _setting().alias("setting"),
        _status().alias("state"),
    )


def _school_rows(known: pl.DataFrame, calendar: Calendar) -> pl.DataFrame:
    """The same shape, with the district by its id."""
    return _centre_rows(known, calendar).with_columns(where=known["area"])


def _counts_delivery(transport: Mapping[tuple[int, int], pl.DataFrame], day: date) -> Delivery:
    months = [month for month in transport if month <= (day.year, day.month)]
    head = transport[months[0]].select(
        pl.col("area").replace_strict({area: site.name for area, site in SITES.items()}),
        pl.col("group").replace_strict(MOTIVATIONS),
    )
    counts = [transport[month]["n"].cast(pl.String).alias(_heading(month)) for month in months]
    if len(counts) > 1:
        counts[-1] = _provisional(transport[months[-1]]).alias(_heading(months[-1]))
    return Delivery(
        source="aldermere-transport",
        file_name=f"aldermere-transport-{day.isoformat()}.csv",
        received_on=day,
        rows=head.rename({"area": "District", "group": "Strand"}).hstack(counts),
    )


def _provisional(month: pl.DataFrame) -> pl.Series:
    """The newest month as first counted: one in seven notes is still on somebody's desk."""
    late = (pl.int_range(pl.len()) % 7 == 0) & (pl.col("n") > 0)
    return month.select(
        pl.when(late).then(pl.col("n") - 1).otherwise("n").cast(pl.String)
    ).to_series()


def _heading(month: tuple[int, int]) -> str:
    return f"{month[0]}-{month[1]:02d}"


def _district() -> pl.Expr:
    """The district's name; empty where only the city is known."""
    names = {area: site.name for area, site in SITES.items()}
    return pl.when(~pl.col("city_only")).then(pl.col("area").replace_strict(names))


def _labels(column: str, words: Mapping[str, str]) -> pl.Expr:
    return pl.col(column).list.eval(pl.element().replace_strict(words)).list.join("; ")


def _setting() -> pl.Expr:
    return pl.when("online").then(pl.lit("online")).otherwise(pl.lit("offline"))


def _status() -> pl.Expr:
    return pl.when("settled").then(pl.lit("settled")).otherwise(pl.lit("being looked at"))


def _keys(first: pl.Expr, second: pl.Expr) -> pl.Expr:
    return pl.concat_list(first, second).list.drop_nulls().list.unique().list.sort()


def _day(column: str, calendar: Calendar) -> pl.Expr:
    return pl.lit(calendar.first) + pl.duration(days=pl.col(column))


def _iso(column: str, calendar: Calendar) -> pl.Expr:
    return _day(column, calendar).dt.to_string("%Y-%m-%d")


def _written(column: str, calendar: Calendar) -> pl.Expr:
    return _day(column, calendar).dt.to_string("%d/%m/%Y")


def _occurred(calendar: Calendar) -> pl.Expr:
    day = _iso("occurred", calendar)
    return pl.when("month_only").then(day.str.slice(0, 7)).otherwise(day)


def _month_end(end: date, back: int) -> date:
    """The last day of the `back`th month before the last month that was over by `end`."""
    after = end + timedelta(days=1)
    months = after.year * 12 + after.month - 1 - back
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
