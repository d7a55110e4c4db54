"""Reporting delay: how much of a recent week is known yet, where both dates of a report are.

Read `delays_of` first, then `Delays.completeness`. Weeks are counted by the day on which something
happened; what is told later is missing from the newest ones. The reverse-time hazard of a delay of
d weeks is the share of the reports with a delay of at most d that had exactly d (Kalbfleisch &
Lawless, J Am Stat Assoc 1989, 84:360; Lawless, Can J Stat 1994, 22:15); the chain ladder of
insurers is the same product. Recent weeks tell it, drawn towards all weeks. Later revision by the
publisher is another thing (`revision_range`). Method page: docs/methods/reporting-delay.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log, sqrt
from statistics import median

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.errors import CommonwealError
from commonweal.core.estimate import Estimate
from commonweal.core.periods import first_day, last_full_week, monday, precision

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

METHOD = "90 % interval of the share known by then, from the delays of earlier reports"
LONGEST_WEEKS = 52
RECENT_WEEKS = 52
FEWEST_WEEKS = 26
FEWEST_REPORTS = 50
DRAWN_BY = 20.0
HALF = 0.5
Z = 1.6448536269514722

LATER_REVISION = (
    "The file shows the records as they stand today. On the day itself they stood otherwise: "
    "publishers go on adding, withdrawing and relabelling, so a look back at past weeks knows more "
    "than anybody knew then."
)


class UnknownWeek(CommonwealError):
    """A week is asked for that was not over on the day asked about."""

    code = "unknown-week"


@dataclass(frozen=True, eq=False, kw_only=True)
class Delays:
    """How late reports come, as known on `as_of`; delays are in weeks, from 0 on.

    `hazard[d]` is the chance that a report with a delay of at most d weeks has exactly d, `at_risk`
    the reports (with those that it is drawn towards) which tell it, `dispersion` variance ÷ mean
    of reports that come together. Delays beyond the last are taken not to happen. `reports` tell it
    all; `impossible` were filed before they happened and `undated` lack a day: both left out.
    """

    as_of: date
    hazard: Numbers
    at_risk: Numbers
    dispersion: float
    reports: int
    undated: int
    impossible: int

    def completeness(self, as_of: date, week: date) -> Estimate:
        """The share of the reports of a week (any of its days) known by the end of the last full
        week before or on `as_of`, with a 90 % interval. Raises `UnknownWeek` for a later week.
        """
        age = age_in_weeks(as_of, week)
        value = float(self.known[min(age, len(self.known) - 1)])
        later = slice(age + 1, None)
        odds = self.hazard[later] / np.maximum(1 - self.hazard[later], 1e-9)
        error = sqrt(float((odds / self.at_risk[later]).sum()) * self.dispersion)
        low, high = _between(value, error)
        return Estimate(value=value, low=low, high=high, n=self.reports, method=METHOD)

    @property
    def known(self) -> Numbers:
        """The share known of a week that is 0, 1, 2 … weeks old."""
        later = np.cumprod((1 - self.hazard[1:])[::-1])[::-1]
        return np.append(later, 1.0)


def _between(value: float, error: float) -> tuple[float, float]:
    """The interval of a share whose logarithm has this standard error, kept between 0 and 1.

    It is symmetric for log(−log(share)), which has the standard error `error` ÷ −log(share).
    """
    if value >= 1 or error <= 0:
        return value, value
    less = -log(value)
    wide = exp(Z * error / less)
    return exp(-less * wide), exp(-less / wide)


def age_in_weeks(as_of: date, week: date) -> int:
    """Full weeks from the week of `week` to the last full week on `as_of`; 0: it is that week."""
    newest = last_full_week(as_of)
    if monday(week) > newest:
        raise UnknownWeek(
            f"The week of {monday(week).isoformat()} was not over on {as_of.isoformat()}.",
            remedy=f"Ask for weeks up to that of {newest.isoformat()}.",
            week=monday(week).isoformat(),
        )
    return (newest - monday(week)).days // 7


def known_by(incidents: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The incidents filed by the end of the last full week on `as_of`.

    Rows without a day of filing are dropped: nobody can say that they were known.
    """
    until = last_full_week(as_of) + timedelta(days=6)
    filed = first_day(pl.col("reported_on"))
    exact = precision(pl.col("reported_on")) == "day"
    return incidents.filter(exact & (filed <= until))


def delays_of(incidents: pl.DataFrame, as_of: date) -> Delays | None:
    """The delays in incidents (`INCIDENTS`, one source) that carry both days, as known on `as_of`.

    None where that cannot be told: fewer than 26 weeks, fewer than 50 reports, or both days in
    less than half of the rows.
    """
    known = known_by(incidents, as_of)
    both = known.filter(precision(pl.col("occurred_on")) == "day").select(
        happened=first_day(pl.col("occurred_on")), filed=first_day(pl.col("reported_on")), n="n"
    )
    sound = both.filter(pl.col("happened") <= pl.col("filed"))
    reports, dated = int(sound["n"].sum()), int(both["n"].sum())
    whole = int(known["n"].sum())
    if reports < FEWEST_REPORTS or 2 * dated < whole:
        return None
    counts = triangle(sound, newest=last_full_week(as_of))
    if len(counts) < FEWEST_WEEKS:
        return None
    hazard, at_risk, dispersion = reverse_hazard(counts)
    return Delays(
        as_of=as_of,
        hazard=hazard,
        at_risk=at_risk,
        dispersion=dispersion,
        reports=reports,
        undated=whole - dated,
        impossible=dated - reports,
    )


def triangle(sound: pl.DataFrame, *, newest: date) -> Whole:
    """Counts by week in which it happened (oldest first, `newest` last) and weeks until filing.

    `sound` has `happened`, `filed` (dates) and `n`. Delays of more than a year stand in the last
    column.
    """
    weeks = sound.select(
        age=((pl.lit(newest) - pl.col("happened").dt.truncate("1w")).dt.total_days() // 7),
        delay=(
            (
                pl.col("filed").dt.truncate("1w") - pl.col("happened").dt.truncate("1w")
            ).dt.total_days()
            // 7
        ).clip(0, LONGEST_WEEKS),
        n="n",
    )
    age = weeks["age"].to_numpy()
    first = int(age.max())
    counts = np.zeros((first + 1, min(first, LONGEST_WEEKS) + 1), dtype=np.int64)
    np.add.at(
        counts,
        (first - age, np.minimum(weeks["delay"].to_numpy(), counts.shape[1] - 1)),
        weeks["n"].to_numpy(),
    )
    return counts


def reverse_hazard(counts: Whole) -> tuple[Numbers, Numbers, float]:
    """Hazard of each delay, the reports that tell it, and the dispersion, from a triangle.

    A week tells a delay of d only when it is at least d weeks old. The hazard of recent weeks is
    drawn towards that of all weeks as if 20 more reports told that one; a delay never seen at all
    keeps a very small chance.
    """
    weeks, delays = counts.shape
    age = np.arange(weeks)[::-1]
    seen = age[:, None] >= np.arange(delays)
    exact = np.where(seen, counts, 0)
    upto = np.where(seen, np.cumsum(counts, axis=1), 0)
    recent = age[:, None] < np.arange(delays) + RECENT_WEEKS
    usual = _share(exact, upto)
    held, of = (np.where(recent, one, 0).sum(axis=0) for one in (exact, upto))
    hazard = (held + DRAWN_BY * usual) / (of + DRAWN_BY)
    hazard[0] = 1.0
    return hazard, of + DRAWN_BY, _dispersion(exact, upto, recent, hazard)


def _share(exact: Whole, upto: Whole) -> Numbers:
    """The share with exactly that delay, over all weeks; a very small one where none was seen."""
    held, of = exact.sum(axis=0), upto.sum(axis=0)
    prior = 1.0 / max(float(upto[:, -1].sum()), 1.0)
    return np.asarray((held + HALF * prior) / (of + 1.0))


def _dispersion(exact: Whole, upto: Whole, recent: npt.NDArray[np.bool_], hazard: Numbers) -> float:
    """Pearson's variance ÷ mean of the cells with a report at risk, at least 1."""
    told = recent & (upto > 0) & (hazard < 1)
    expected = upto * hazard
    spread = np.where(told, expected * (1 - hazard), 1.0)
    cells = int((told & (expected > 0.05)).sum())
    if not cells:
        return 1.0
    apart = np.where(told & (expected > 0.05), (exact - expected) ** 2 / spread, 0.0)
    return max(float(apart.sum()) / cells, 1.0)


def expected_known(
    weekly_expected: Numbers, weeks: Sequence[date], as_of: date, delays: Delays
) -> Numbers:
    """The part of the expected reports that should be known on `as_of`.

    `weekly_expected` has the shape (…, weeks) and counts by the day on which things happened;
    `weeks` are days of these weeks. Raises `UnknownWeek` for a week that was not over.
    """
    shares = [delays.completeness(as_of, week).value for week in weeks]
    return np.asarray(weekly_expected * np.array(shares))


def revision_range(
    vintages: pl.DataFrame, *, settled_after: int = 270, first_within: int = 100
) -> Estimate | None:
    """By how much a month's count changed from its first publication until it settled.

    `vintages` has `vintage_end` (last day in that version), `month` (its first day) and `n`, the
    counts of a month added up beforehand or not. The first version counts that holds the whole
    month and ends within `first_within` days after it; a version is settled `settled_after` days
    after the month. The value is the median of settled ÷ first − 1, low and high the smallest and
    largest. None where no month has both versions.
    """
    held = vintages.group_by("vintage_end", "month").agg(pl.col("n").sum()).sort("vintage_end")
    months: dict[date, list[tuple[int, int]]] = {}
    for end, month, n in held.iter_rows():
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if end >= last - timedelta(days=2):
            months.setdefault(month, []).append(((end - last).days, n))
    changes = [
        versions[-1][1] / versions[0][1] - 1
        for versions in months.values()
        if versions[0][0] <= first_within and versions[-1][0] >= settled_after and versions[0][1]
    ]
    if not changes:
        return None
    return Estimate(
        value=median(changes),
        low=min(changes),
        high=max(changes),
        n=len(changes),
        method="median, smallest and largest change of a month from first publication to settled",
    )


def revision_caveat(revised: Estimate | None) -> str:
    """The caveat that every look back at past weeks carries, with the range where it is known."""
    if revised is None:
        return LATER_REVISION
    return (
        f"{LATER_REVISION} In {revised.n} months published more than once, counts moved by "
        f"{100 * revised.low:+.0f} % to {100 * revised.high:+.0f} % "
        f"(median {100 * revised.value:+.0f} %) until they settled."
    )
