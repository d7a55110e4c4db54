"""From rows of the search to findings in words: place, ratio, other explanations, expected course.

Read `findings` first. Nothing here is worded as guilt or blame: a finding says what came in, what
was expected, how sure that is, and what else could explain it (S003-R5; charter 10).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt
from scipy.stats import nbinom

from commonweal.core.lineage import Lineage
from commonweal.listening.signals import doubts, kernels
from commonweal.listening.signals.budget import search_rows
from commonweal.listening.signals.findings import (
    ALL_GROUPS,
    Course,
    Finding,
    Kind,
    QuietGroup,
    SignalReport,
)
from commonweal.listening.signals.ratios import corrected_ratio
from commonweal.listening.signals.wording import (
    MORE_TRUST,
    REVISED_LATER,
    history_notices,
    place_words,
    sentence,
)

if TYPE_CHECKING:
    from commonweal.listening.signals.search import Calibrated, Ground

Numbers = npt.NDArray[np.float64]

DETECTOR = "scan"
PERIODS_SHOWN = 104
MOSTLY_ONE = 0.5
SHARED_SCORE, SHARED_EXPECTED = 2.0, 1.0

__all__ = ["Row", "Told", "findings", "report", "too_early"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One finding of the kernels: which series, period, zone and window, and its figures."""

    series: int
    period: int
    zone: int
    window: int
    observed: int
    expected: float
    score: float
    variance_ratio: float

    @classmethod
    def of(cls, series: int, row: Numbers) -> Self:
        """From a row of `kernels.walk`."""
        return cls(
            series=series,
            period=int(row[0]),
            zone=int(row[1]),
            window=int(row[2]),
            observed=int(row[3]),
            expected=float(row[4]),
            score=float(row[5]),
            variance_ratio=float(row[6]),
        )

    @property
    def span(self) -> slice:
        """The periods of its window."""
        return slice(self.period - self.window + 1, self.period + 1)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What every answer says of itself."""

    ground: "Ground"
    as_of: date
    seed: int
    inputs: Mapping[str, str] | None
    caveats: Sequence[str]

    @property
    def all_caveats(self) -> tuple[str, ...]:
        """The source's own caveats, and those of every search."""
        return (*self.caveats, MORE_TRUST, REVISED_LATER)

    @property
    def lineage(self) -> Lineage:
        """Inputs, method, version and seed."""
        return Lineage(
            method="commonweal.listening.signals",
            version=version("commonweal"),
            inputs=self.inputs or {},
            seed=self.seed,
        )


def too_early(told: Told) -> SignalReport:
    """The answer while the history is too short to say what is usual."""
    return _report(told, state="too-early")


def report(told: Told, calibrated: "Calibrated", found: Sequence[Finding]) -> SignalReport:
    """The whole answer for the newest period."""
    ground = told.ground
    return _report(
        told,
        state="ready",
        findings=tuple(found),
        one_event=tuple(_one_event(ground, calibrated)),
        courses=tuple(_courses(ground, calibrated, found)),
        quiet=tuple(_quiet(ground, calibrated)),
        years_simulated=calibrated.budget.years,
    )


def _report(
    told: Told,
    *,
    state: str,
    findings: tuple[Finding, ...] = (),
    one_event: tuple[Finding, ...] = (),
    courses: tuple[Course, ...] = (),
    quiet: tuple[QuietGroup, ...] = (),
    years_simulated: int = 0,
) -> SignalReport:
    counts, options = told.ground.counts, told.ground.options
    firsts = counts.firsts
    return SignalReport(
        state="ready" if state == "ready" else "too-early",
        as_of=told.as_of,
        unit=counts.unit,
        basis=counts.basis,
        counted="what the source recorded",
        budget=options.budget,
        history_since=firsts[0] if firsts else None,
        newest=firsts[-1] if firsts else None,
        periods=len(firsts),
        findings=findings,
        one_event=one_event,
        courses=courses,
        quiet=quiet,
        years_simulated=years_simulated,
        notices=(*counts.notices, *history_notices(told.ground)),
        caveats=told.all_caveats,
        lineage=told.lineage,
    )


def findings(ground: "Ground", calibrated: "Calibrated", rows: Sequence[Row]) -> list[Finding]:
    """The findings of one period; what all groups share is told once, as reporting.

    A rise of all together that is mostly the rise of one is left to that group's own search.
    """
    told: list[tuple[Row, Kind]] = []
    for row in sorted(rows, key=lambda one: -one.score):
        if _is_mostly_one_group(ground, calibrated, row):
            continue
        shared = _is_together(ground, row) or _is_shared(ground, calibrated, row)
        kind: Kind = "reporting" if shared else "rise"
        if any(_tells_the_same(ground, row, kind, other) for other in told):
            continue
        told.append((row, kind))
    return [as_finding(ground, calibrated, row, kind) for row, kind in told]


def as_finding(ground: "Ground", calibrated: "Calibrated", row: Row, kind: Kind) -> Finding:
    """One row in words; what all groups share is told with the figures of all."""
    chance = calibrated.budget.chance_per_year(row.series, row.score)
    least = calibrated.budget.groups[row.series].score_for(calibrated.rate)
    if kind == "reporting":
        row = _of_all_groups(ground, calibrated, row)
    group = _key(ground, row.series)
    observed, expected = row.observed, row.expected
    ratio = corrected_ratio(
        observed, expected, variance_ratio=row.variance_ratio, least_score=least
    )
    periods = ground.counts.periods
    areas = ground.zones.areas(row.zone)
    members = np.array(ground.zones.members[row.zone], dtype=np.int64)
    days = int(kernels.days_in(ground.days[row.series], members, row.period, row.window))
    since, until = periods[row.span.start].first, periods[row.period].last
    return Finding(
        group=group,
        areas=areas,
        since=since,
        until=until,
        observed=observed,
        expected=expected,
        ratio=ratio.value,
        ratio_low=ratio.low,
        ratio_high=ratio.high,
        chance_per_year=chance,
        detector=DETECTOR,
        kind=kind,
        days=days,
        sentence=sentence(
            kind=kind,
            group=ground.groups.get(group, group),
            place=place_words(areas, ground.areas),
            since=since,
            until=until,
            observed=observed,
            expected=expected,
            ratio=ratio,
            chance=chance,
        ),
        doubts=tuple(doubts.of(ground, calibrated, row, kind)),
    )


def _of_all_groups(ground: "Ground", calibrated: "Calibrated", row: Row) -> Row:
    """The reports of all groups together in the place and window of a row."""
    together = len(ground.counts.groups)
    if row.series == together:
        return row
    inside = list(ground.zones.members[row.zone])
    return replace(
        row,
        series=together,
        observed=int(ground.series[together][inside, row.span].sum()),
        expected=float(expected_in(ground, calibrated, together, inside)[row.span].sum()),
    )


def _key(ground: "Ground", series: int) -> str:
    groups = ground.counts.groups
    return groups[series] if series < len(groups) else ALL_GROUPS


def _is_together(ground: "Ground", row: Row) -> bool:
    return row.series == len(ground.counts.groups)


def _is_mostly_one_group(ground: "Ground", calibrated: "Calibrated", row: Row) -> bool:
    """Whether a rise of all groups together is more than half the rise of one of them."""
    if not _is_together(ground, row):
        return False
    seen, usual = of_each_group(ground, calibrated, row)
    return bool((seen - usual).max() > MOSTLY_ONE * (row.observed - row.expected))


def _is_shared(ground: "Ground", calibrated: "Calibrated", row: Row) -> bool:
    """Whether the other groups rise there as well, so that reporting itself may have changed.

    The others must rise by more than their own scatter explains; and the group, set against an
    expectation that rises as they do, would be no alarm.
    """
    groups = len(ground.counts.groups)
    if groups < 2 or not ground.together:
        return False
    seen, usual = of_each_group(ground, calibrated, row)
    others = np.arange(groups) != row.series
    c, e = float(seen[others].sum()), float(usual[others].sum())
    spread = max(course.clusters.variance_ratio for course in calibrated.city.courses)
    if e < SHARED_EXPECTED or _score(c, e) / spread <= SHARED_SCORE:
        return False
    beyond = _score(row.observed, row.expected * c / e) / row.variance_ratio
    return calibrated.budget.groups[row.series].at(beyond) > calibrated.rate


def _score(observed: float, expected: float) -> float:
    """The Poisson log-likelihood ratio of a rise; 0 where there is none."""
    if observed <= expected:
        return 0.0
    return float(observed * np.log(observed / expected) - observed + expected)


def of_each_group(ground: "Ground", calibrated: "Calibrated", row: Row) -> tuple[Numbers, Numbers]:
    """Observed and expected reports of every group in the zone and window of `row`."""
    inside = list(ground.zones.members[row.zone])
    groups = len(ground.counts.groups)
    seen = ground.series[:groups, inside, row.span].sum(axis=(1, 2)).astype(np.float64)
    usual = np.array(
        [expected_in(ground, calibrated, g, inside)[row.span].sum() for g in range(groups)]
    )
    return seen, usual


def expected_in(
    ground: "Ground", calibrated: "Calibrated", series: int, places: Sequence[int]
) -> Numbers:
    """The expected course of one series in some places, one value for each period."""
    course = calibrated.city.courses[series]
    terms = calibrated.city.design(ground.series.shape[2])
    weekly = np.exp(terms @ course.coefficients)
    shares = course.shares[list(places)]
    if calibrated.factors is None:
        return np.asarray(weekly * shares.sum())
    return np.asarray(weekly * (shares @ calibrated.factors[series][list(places)]))


def _tells_the_same(ground: "Ground", row: Row, kind: Kind, other: tuple[Row, Kind]) -> bool:
    """Whether an earlier, more striking row of the period already says it."""
    told, of = other
    if kind != "reporting" or of != "reporting":
        return False
    one, two = ground.zones.members[row.zone], ground.zones.members[told.zone]
    return not set(one).isdisjoint(two)


def _one_event(ground: "Ground", calibrated: "Calibrated") -> Iterator[Finding]:
    """What has enough reports in the newest period, and too few days to be more than one event."""
    if ground.rules.fewest_days <= 1:
        return
    periods = ground.series.shape[2]
    loose = type(ground.rules)(fewest_reports=ground.rules.fewest_reports, fewest_days=0)
    rows = search_rows(
        calibrated.city,
        ground.zones,
        loose,
        ground.series,
        ground.daily,
        first=periods - 1,
        factors=calibrated.factors,
    )
    for g, of_group in enumerate(rows[: len(ground.counts.groups)]):
        for array in of_group:
            row = Row.of(g, array)
            told = as_finding(ground, calibrated, row, "one-event")
            enough = calibrated.budget.groups[g].at(row.score) <= calibrated.rate
            if enough and told.days < ground.rules.fewest_days:
                yield told


def _courses(
    ground: "Ground", calibrated: "Calibrated", found: Sequence[Finding]
) -> Iterator[Course]:
    """The course of all groups together, and of each finding: its place, and the whole city."""
    keys = {key: g for g, key in enumerate(ground.counts.groups)}
    if ground.together:
        keys[ALL_GROUPS] = len(ground.counts.groups)
    wanted: list[tuple[str, tuple[str, ...]]] = [(ALL_GROUPS, ())] if ground.together else []
    for one in found:
        wanted += [(one.group, one.areas), (one.group, ())]
    for group, areas in dict.fromkeys(wanted):
        if group in keys:
            yield course_of(ground, calibrated, keys[group], areas)


def course_of(
    ground: "Ground", calibrated: "Calibrated", series: int, areas: tuple[str, ...]
) -> Course:
    """Observed, expected and the range in which nine quiet periods in ten fall."""
    ids = ground.zones.ids
    places = [ids.index(area) for area in areas] if areas else list(range(len(ids) + 1))
    expected = expected_in(ground, calibrated, series, places)
    fitted = calibrated.city.courses[series]
    part = float(fitted.shares[places].sum())
    spread = fitted.clusters.variance_ratio + fitted.shock * part * expected / max(part, 1e-12)
    low, high = band(expected, spread)
    shown = slice(-PERIODS_SHOWN, None)
    return Course(
        group=_key(ground, series),
        areas=areas,
        firsts=ground.counts.firsts[shown],
        observed=tuple(ground.series[series][places].sum(axis=0)[shown].tolist()),
        expected=tuple(expected[shown].tolist()),
        low=tuple(low[shown].tolist()),
        high=tuple(high[shown].tolist()),
    )


def band(expected: Numbers, variance_ratio: Numbers) -> tuple[Numbers, Numbers]:
    """The 5 % and 95 % points of negative binomial counts with this mean and variance ÷ mean."""
    ratio = np.maximum(variance_ratio, 1 + 1e-6)
    size = expected / (ratio - 1)
    low, high = (nbinom.ppf(share, size, 1 / ratio) for share in (0.05, 0.95))
    return np.asarray(low), np.asarray(high)


def _quiet(ground: "Ground", calibrated: "Calibrated") -> Iterator[QuietGroup]:
    """How each group moves while nothing happens, as the search takes it."""
    a_year = ground.rhythm.a_year
    for key, course in zip(ground.counts.groups, calibrated.city.courses, strict=False):
        weekly = np.exp(calibrated.city.design(calibrated.periods) @ course.coefficients)
        clusters = course.clusters
        events = float(weekly[-int(a_year) :].mean()) * a_year / clusters.mean
        wave = course.coefficients[2:]
        yield QuietGroup(
            group=key,
            a_week=float(weekly[-int(a_year) :].mean()),
            trend_a_year=float(np.exp(course.coefficients[1])),
            season=float(np.exp(2 * np.hypot(*wave))) if len(wave) else 1.0,
            dispersion=clusters.dispersion,
            bursts_a_year=events * clusters.burst_share,
            burst_size=clusters.burst_size,
        )
