"""What happened in Aldermere and who was told: events, the reports they left, and their fate.

Read `happen` first. Chance makes events out of the expected course; an event is told to the police,
to the reporting centre, or to both, sometimes by several people (a burst); a report comes in with
a delay, may be withdrawn or relabelled later, and may lack its day or its district. The frame of
reports is what is true; `deliveries` turns it into what each source hands over, and when.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.demo.course import Course

Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

POLICE, CENTRE, SCHOOLS = "police", "centre", "schools"
ID_PREFIX = {POLICE: "AC", CENTRE: "RC", SCHOOLS: "SC"}
# Chance of each way in which an event is told: to the police, to the centre, to both.
TOLD_TO = (0.56, 0.33, 0.11)
SHARE_POLICE, SHARE_CENTRE = TOLD_TO[0] + TOLD_TO[2], TOLD_TO[1] + TOLD_TO[2]
WEEKLY_SPREAD = 0.10  # variance of the weekly factor that all districts of a group share
EARLIER_WEEKS = 26  # events before the first week whose reports come in late
BURST = 0.02  # share of events that several people report, as fitted on New York (README of data)
BURST_MORE_MEAN = 3.0  # reports beyond the first in a burst: two, and a geometric tail
DAYS_OF_WEEK = np.array([0.135, 0.13, 0.13, 0.135, 0.15, 0.17, 0.15])

# Delay in days from event to report, per source: share of each speed, mean days of that speed.
DELAYS: dict[str, tuple[tuple[float, float], ...]] = {
    POLICE: ((0.82, 0.8), (0.14, 9.0), (0.04, 70.0)),
    CENTRE: ((0.45, 2.0), (0.40, 14.0), (0.15, 75.0)),
}
WITHDRAWN = {POLICE: 0.05, CENTRE: 0.02}
RELABELLED = {POLICE: 0.08, CENTRE: 0.03}
REVISED_AFTER_DAYS = 45.0
ONLINE = {POLICE: 0.07, CENTRE: 0.24}
MONTH_ONLY = {POLICE: 0.03, CENTRE: 0.12}
CITY_ONLY = {POLICE: 0.02, CENTRE: 0.07}
SECOND_GROUP = 0.07
SECOND_KIND = 0.10

KINDS_OFFLINE = {
    "threats-or-harassment": 0.57,
    "damage-to-property": 0.16,
    "assault": 0.19,
    "discrimination": 0.08,
}
SECOND_KINDS = {
    "threats-or-harassment": "damage-to-property",
    "damage-to-property": "threats-or-harassment",
    "assault": "threats-or-harassment",
}
# Which group is met together with another one, and mistaken for it until the label is corrected.
NEAR_GROUP = {
    "anti-muslim": "anti-asian",
    "anti-black": "anti-muslim",
    "anti-asian": "anti-muslim",
    "anti-jewish": "majority",
    "anti-male-homosexual": "anti-transgender",
    "anti-transgender": "anti-male-homosexual",
    "disability": "majority",
    "anti-roma": "anti-asian",
    "majority": "disability",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Events as arrays of one length: who, where, which day (from 0), and who was told."""

    group: Whole
    area: Whole
    day: Whole
    told_to: Whole
    reports: Whole

    @property
    def count(self) -> int:
        """How many events."""
        return len(self.group)


def happen(course: Course, rng: np.random.Generator) -> pl.DataFrame:
    """What the police and the centre were told since the first day, one row for each report.

    `event` joins reports of the same event (also across sources); `occurred` and `reported` are
    true days; `month_only` and `city_only` say what the source was not told; `withdrawn` and
    `relabelled` are the days of a later revision, null where there is none. Until it is
    relabelled, a report carries the near group, or the kind `other`, as `relabels` says.
    """
    told = course.told()
    shared = rng.gamma(1 / WEEKLY_SPREAD, WEEKLY_SPREAD, (told.shape[0], 1, told.shape[2]))
    told_to = np.arange(len(TOLD_TO))
    usual = _events(told * shared, rng, told_to=told_to, chances=TOLD_TO)
    campaign = course.campaigned(told * SHARE_CENTRE) * shared
    told_only_because_asked = _events(campaign, rng, told_to=told_to[1:2], chances=(1.0,))
    same_season = course.plain[:, :, 52 - EARLIER_WEEKS : 52]
    before = _events(same_season, rng, told_to=told_to, chances=TOLD_TO, first=-EARLIER_WEEKS)
    events = _joined(usual, told_only_because_asked, before)
    return pl.concat(
        [
            _reports(course, events, source, ways, rng)
            for source, ways in ((POLICE, (0, 2)), (CENTRE, (1, 2)))
        ]
    ).filter(pl.col("reported") >= 0)


def numbered(reports: pl.DataFrame) -> pl.DataFrame:
    """The reports in the order in which they came in, each with an `id` of its source."""
    number = pl.int_range(1, pl.len() + 1).over("source").cast(pl.String).str.zfill(5)
    return reports.sort("source", "reported", "event", "copy").with_columns(
        id=pl.format("{}-{}", pl.col("source").replace_strict(ID_PREFIX), number)
    )


def with_news(reports: pl.DataFrame, last_day: int, rng: np.random.Generator) -> pl.DataFrame:
    """The same reports, with two of the police revised in the last days before `last_day`.

    One that came in some weeks ago is withdrawn and one relabelled, so that the newest delivery
    always differs from the one before in more than its newest rows.
    """
    steady = reports.with_row_index("at").filter(
        pl.col("source") == POLICE,
        pl.col("reported").is_between(last_day - 70, last_day - 14),
        pl.col("withdrawn").is_null() & pl.col("relabelled").is_null(),
    )
    gone, corrected = rng.choice(steady["at"].to_numpy(), 2, replace=False).tolist()
    at = pl.int_range(pl.len())
    day = pl.lit(last_day - 2, dtype=pl.Int64)
    return reports.with_columns(
        withdrawn=pl.when(at == gone).then(day).otherwise("withdrawn"),
        relabelled=pl.when(at == corrected).then(day).otherwise("relabelled"),
        relabels=pl.when(at == corrected).then(pl.lit("group")).otherwise("relabels"),
    )


def reports_per_event() -> tuple[float, float]:
    """The mean number of reports of an event and source, and the mean of its square."""
    tail_mean = BURST_MORE_MEAN - 2
    p = 1 / (1 + tail_mean)
    variance = (1 - p) / p**2
    burst_mean = 1 + BURST_MORE_MEAN
    mean = 1 + BURST * BURST_MORE_MEAN
    square = (1 - BURST) + BURST * (variance + burst_mean**2)
    return mean, square


def told_within(source: str, days: Numbers) -> Numbers:
    """The share of a source's reports that has come in this many days after the event."""
    arrived = np.zeros_like(days)
    for share, mean in DELAYS[source]:
        stays = mean / (1 + mean)
        arrived += share * (1 - stays ** (np.maximum(days, -1) + 1))
    return arrived


def _events(
    expected: Numbers,
    rng: np.random.Generator,
    *,
    told_to: Whole,
    chances: tuple[float, ...],
    first: int = 0,
) -> Events:
    """Events by chance; `first` is the number of the first week of `expected`."""
    counts = rng.poisson(expected)
    group, area, week = (
        np.repeat(index.ravel(), counts.ravel()).astype(np.int64)
        for index in np.indices(counts.shape)
    )
    burst = rng.random(len(group)) < BURST
    more = 1 + rng.geometric(1 / (BURST_MORE_MEAN - 1), len(group))
    return Events(
        group=group,
        area=area,
        day=(first + week) * 7 + rng.choice(7, len(group), p=DAYS_OF_WEEK),
        told_to=rng.choice(told_to, len(group), p=chances),
        reports=np.where(burst, 1 + more, 1),
    )


def _joined(*parts: Events) -> Events:
    return Events(
        **{
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in ("group", "area", "day", "told_to", "reports")
        }
    )


def _reports(
    course: Course, events: Events, source: str, ways: tuple[int, ...], rng: np.random.Generator
) -> pl.DataFrame:
    """The reports of one source: each event told to it, as often as it was told."""
    heard = np.flatnonzero(np.isin(events.told_to, ways))
    event = np.repeat(heard, events.reports[heard])
    n = len(event)
    first = np.concatenate([[True], event[1:] != event[:-1]]) if n else np.zeros(0, bool)
    copy = np.arange(n) - np.maximum.accumulate(np.where(first, np.arange(n), 0))
    day, group = events.day[event], events.group[event]
    reported = day + _delays(source, n, rng)
    online = rng.random(n) < ONLINE[source]
    kinds = rng.choice(list(KINDS_OFFLINE), n, p=list(KINDS_OFFLINE.values()))
    keys = np.array(course.groups)
    near = np.array([NEAR_GROUP[key] for key in course.groups])
    frame = pl.DataFrame(
        {
            "source": np.full(n, source),
            "event": event,
            "copy": copy,
            "group": keys[group],
            "near_group": near[group],
            "area": np.array(course.districts)[events.area[event]],
            "occurred": day,
            "reported": reported,
            "online": online,
            "kind": np.where(online, "online-abuse", kinds),
            "has_second_group": rng.random(n) < SECOND_GROUP,
            "has_second_kind": rng.random(n) < SECOND_KIND,
            "month_only": rng.random(n) < MONTH_ONLY[source],
            "city_only": rng.random(n) < CITY_ONLY[source],
            "withdrawn": _revision_days(reported, WITHDRAWN[source], rng),
            "relabelled": _revision_days(reported, RELABELLED[source], rng),
            "relabels": rng.choice(["group", "kind"], n, p=[0.4, 0.6]),
        }
    )
    return frame.with_columns(
        pl.col("withdrawn", "relabelled").replace(-1, None),
        second_group=pl.when("has_second_group").then("near_group"),
        second_kind=pl.when("has_second_kind").then(
            pl.col("kind").replace_strict(SECOND_KINDS, default=None, return_dtype=pl.String)
        ),
    ).drop("has_second_group", "has_second_kind")


def _delays(source: str, n: int, rng: np.random.Generator) -> Whole:
    shares, means = zip(*DELAYS[source], strict=True)
    speed = rng.choice(len(means), n, p=shares)
    return rng.geometric(1 / (1 + np.array(means)[speed]), n) - 1


def _revision_days(reported: Whole, share: float, rng: np.random.Generator) -> Whole:
    """The day on which a report is revised, some weeks after it came in; -1 for never."""
    after = 1 + rng.exponential(REVISED_AFTER_DAYS, len(reported)).astype(np.int64)
    return np.where(rng.random(len(reported)) < share, reported + after, -1)
