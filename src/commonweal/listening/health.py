"""Source health: whether a source still speaks, and which incidents two sources may both tell.

Read `source_health` first: it says since when a source delivers, in what rhythm, and whether it
has fallen silent, because a silent source looks exactly like a quiet city (S003-C12, S003-17).
`same_event_candidates` names pairs of incidents of two sources that may be one event. They are
candidates: a person decides, and counts stay per source. Method: docs/methods/source-health.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import polars as pl

from commonweal.core.periods import first_day, last_day, last_full_week, monday, precision
from commonweal.listening.week import dating

NEW_FOR = timedelta(weeks=8)
FEWEST_DELIVERIES = 3
DAYS_IN_WEEK, WEEKS_WATCHED = 7, 8
WITHIN_DAYS = 3

CANDIDATES = pl.Schema(
    {
        "incident_a": pl.String(),
        "incident_b": pl.String(),
        "area": pl.String(),
        "groups": pl.List(pl.String()),
        "days_apart": pl.Int64(),
        "precision": pl.String(),
        "why": pl.String(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How many days usually pass until the source is heard again.

    `days` is the median gap, `spread` the distance between the quarters of the gaps, `gaps` how
    many they are, and `of` what was watched: deliveries, or the days of the records themselves.
    `longest` is the longest gap among records; 0 for deliveries, whose gaps are a promise.
    """

    days: float
    spread: float
    gaps: int
    longest: float
    of: Literal["deliveries", "records"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """What is known of a source's life on the day `as_of`.

    `first` and `last` are deliveries; `since` and `until` the first and last dated record.
    `expected_by` is None without a rhythm or after the end. `silent_since` is the day by which it
    was expected, once the silence is longer than twice the rhythm and its spread; where only the
    records are watched, it must be longer than any silence among them as well. `missed` are the
    weeks, as Mondays, in which a weekly source did not deliver.
    """

    source: str
    as_of: date
    first: date | None
    last: date | None
    since: date | None
    until: date | None
    rhythm: Rhythm | None
    expected_by: date | None
    silent_since: date | None
    new: bool
    missed: tuple[date, ...]
    started_on: date | None
    ended_on: date | None
    sentence: str

    @property
    def silent(self) -> bool:
        """Whether nothing came for longer than twice the usual rhythm and its spread."""
        return self.silent_since is not None

    @property
    def ended(self) -> bool:
        """Whether the source has been closed."""
        return self.ended_on is not None and self.ended_on <= self.as_of

    @property
    def live(self) -> bool:
        """Whether records may still come."""
        return not self.ended


def source_health(
    deliveries: Sequence[date],
    incidents: pl.DataFrame,
    *,
    source: str,
    today: date,
    started_on: date | None = None,
    ended_on: date | None = None,
) -> SourceHealth:
    """The health of one source on `today`.

    `deliveries` are the days on which something came in and was shown; `incidents` fits
    `INCIDENTS`. With fewer than three delivery days the rhythm is that of the dated records, so a
    file that was brought in once still shows when its records stop.
    """
    delivered = sorted(set(deliveries))
    days = record_days(incidents)
    watched = delivered if len(delivered) >= FEWEST_DELIVERIES else days
    rhythm = _rhythm(watched, of="deliveries" if watched is delivered else "records")
    since = started_on or (days[0] if days else None)
    ended = ended_on is not None and ended_on <= today
    expected_by = silent_since = None
    if rhythm is not None and not ended:
        expected_by = watched[-1] + timedelta(days=round(rhythm.days + rhythm.spread))
        quiet = timedelta(days=max(2 * rhythm.days + rhythm.spread, rhythm.longest))
        silent_since = expected_by if today - watched[-1] > quiet else None
    begin = since or (delivered[0] if delivered else None)
    found = SourceHealth(
        source=source,
        as_of=today,
        first=delivered[0] if delivered else None,
        last=delivered[-1] if delivered else None,
        since=since,
        until=days[-1] if days else None,
        rhythm=rhythm,
        expected_by=expected_by,
        silent_since=silent_since,
        new=begin is not None and timedelta(0) <= today - begin < NEW_FOR,
        missed=() if ended else weeks_without(delivered, rhythm, today=today),
        started_on=started_on,
        ended_on=ended_on,
        sentence="",
    )
    return replace(found, sentence=health_sentence(found))


def weeks_without(
    deliveries: Sequence[date], rhythm: Rhythm | None, *, today: date
) -> tuple[date, ...]:
    """The Mondays of the last eight full weeks without a delivery, of a source that comes weekly.

    Empty for a source with a slower rhythm, or where only the records are watched.
    """
    if rhythm is None or rhythm.of != "deliveries" or rhythm.days > DAYS_IN_WEEK:
        return ()
    came = {monday(day) for day in deliveries}
    newest = last_full_week(today)
    weeks = [newest - timedelta(weeks=back) for back in reversed(range(WEEKS_WATCHED))]
    return tuple(week for week in weeks if week not in came and week > min(came))


def record_days(incidents: pl.DataFrame) -> list[date]:
    """The distinct days (or last days of months) the source's records carry, sorted."""
    unit, basis = dating(incidents)
    text = pl.col("reported_on" if basis == "reported" else "occurred_on")
    fine = precision(text).is_in(["day"] if unit == "week" else ["day", "month"])
    day = first_day(text) if unit == "week" else first_day(text).dt.month_end()
    return incidents.filter(fine).select(day.alias("day"))["day"].unique().sort().to_list()


def covered_until(deliveries: Sequence[date], incidents: pl.DataFrame) -> date | None:
    """The last day the source is known to cover.

    A delivery speaks for the days up to the one before it came in, as long as the quiet at its end
    is no longer than the longest quiet inside it. Otherwise only its last record is vouched for.
    """
    days = record_days(incidents)
    if not days:
        return None
    if not deliveries:
        return days[-1]
    quiet = max((b - a for a, b in pairwise(days)), default=timedelta(0))
    spoken_for = max(deliveries) - timedelta(days=1)
    return spoken_for if timedelta(0) <= spoken_for - days[-1] <= quiet else days[-1]


def same_event_candidates(
    incidents_a: pl.DataFrame, incidents_b: pl.DataFrame, *, within_days: int = WITHIN_DAYS
) -> pl.DataFrame:
    """Pairs of incidents of two sources that may be one event, as a table of `CANDIDATES`.

    A pair shares an area and at least one group, its settings do not contradict each other, and
    its days lie at most `within_days` apart; where only a month is known, the other must touch
    that month. Dates of occurrence are used, of filing where there is none. Rows that are counts,
    and rows dated to a year, cannot be one event and are left out.
    """
    a, b = (_spans(table, within_days=within_days) for table in (incidents_a, incidents_b))
    pairs = a.join(b, on=["area", "group", "month"], suffix="_b").filter(
        (pl.col("first") <= pl.col("last_b") + pl.duration(days=within_days))
        & (pl.col("first_b") <= pl.col("last") + pl.duration(days=within_days))
        & (pl.col("setting").eq(pl.col("setting_b")).fill_null(value=True))
    )
    apart = pl.max_horizontal(
        pl.lit(0, dtype=pl.Int64),
        (pl.col("first_b") - pl.col("last")).dt.total_days(),
        (pl.col("first") - pl.col("last_b")).dt.total_days(),
    )
    both_days = (pl.col("precision") == "day") & (pl.col("precision_b") == "day")
    told = (
        pairs.with_columns(
            days_apart=apart,
            precision=pl.when(both_days).then(pl.lit("day")).otherwise(pl.lit("month")),
        )
        .group_by("incident_a", "incident_a_b", "area", "days_apart", "precision")
        .agg(groups=pl.col("group").unique().sort())
        .rename({"incident_a_b": "incident_b"})
        .with_columns(why=_why())
    )
    return told.select(list(CANDIDATES)).sort("days_apart", "precision", "incident_a", "incident_b")


def _spans(incidents: pl.DataFrame, *, within_days: int) -> pl.DataFrame:
    """One row per incident, group and month it may touch; columns for the join above."""
    text = pl.coalesce("occurred_on", "reported_on")
    return (
        incidents.filter(
            (pl.col("n") == 1)
            & pl.col("area").is_not_null()
            & precision(text).is_in(["day", "month"])
        )
        .select(
            pl.col("incident_id").alias("incident_a"),
            "area",
            "setting",
            precision(text).alias("precision"),
            first_day(text).alias("first"),
            last_day(text).alias("last"),
            pl.col("groups").alias("group"),
        )
        .with_columns(
            month=pl.date_ranges(
                pl.col("first").dt.offset_by(f"-{within_days}d").dt.truncate("1mo"),
                pl.col("last").dt.offset_by(f"{within_days}d").dt.truncate("1mo"),
                interval="1mo",
            )
        )
        .explode("month")
        .explode("group")
        .filter(pl.col("group").is_not_null())
    )


def _why() -> pl.Expr:
    """One sentence per pair: what the two have in common, at the precision given."""
    apart = pl.col("days_apart")
    when = (
        pl.when(pl.col("precision") == "month")
        .then(pl.lit("dates that may meet (a month only)"))
        .when(apart == 0)
        .then(pl.lit("the same day"))
        .when(apart == 1)
        .then(pl.lit("one day apart"))
        .otherwise(pl.format("{} days apart", apart))
    )
    shared = pl.when(pl.col("groups").list.len() == 1).then(pl.lit("one group"))
    groups = shared.otherwise(pl.format("{} groups", pl.col("groups").list.len()))
    return pl.format("The same area, {}, and {} in common.", when, groups)


def _rhythm(days: Sequence[date], *, of: Literal["deliveries", "records"]) -> Rhythm | None:
    """The rhythm of three days or more; two make one gap, and one gap is no rhythm."""
    gaps = pl.Series([(b - a).days for a, b in pairwise(days)], dtype=pl.Int64)
    if len(gaps) < FEWEST_DELIVERIES - 1:
        return None
    quarters = [gaps.quantile(q, interpolation="linear") or 0.0 for q in (0.25, 0.5, 0.75)]
    longest = max(gaps) if of == "records" else 0
    return Rhythm(
        days=float(quarters[1]),
        spread=float(quarters[2] - quarters[0]),
        gaps=len(gaps),
        longest=float(longest),
        of=of,
    )


def health_sentence(health: SourceHealth) -> str:
    """The most important thing about the source, in one sentence."""
    if health.first is None and health.since is None:
        return f"{health.source} has not delivered anything yet."
    if health.ended:
        return f"{health.source} ended on {health.ended_on}; nothing more is expected."
    if health.silent_since is not None:
        heard = health.last if health.rhythm and health.rhythm.of == "deliveries" else health.until
        return (
            f"{health.source} is silent: last heard on {heard}, expected by {health.silent_since}."
        )
    if health.new:
        return (
            f"{health.source} is new since {health.since or health.first}: "
            "more reports may only mean that people can now be heard."
        )
    if health.expected_by is None:
        return f"{health.source} has come in too seldom to know its rhythm."
    return f"{health.source} comes in as usual; next expected by {health.expected_by}."
