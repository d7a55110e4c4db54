"""What a table of strengths holds, for one audience: counts, what is missing, what is stale.

Read `summary` first. Everything in it stands in the order of the city's lists or of the words
themselves, never by number (charter 2).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from commonweal.core.places import AreaSet
from commonweal.mapping.strengths.entries import SAFE_SPACE, WHATS
from commonweal.mapping.strengths.freshness import (
    CONFIRM_AFTER_MONTHS,
    FUNDING_WARNING_MONTHS,
    Age,
    Funding,
    freshness_table,
)
from commonweal.mapping.strengths.gathering import Gathered
from commonweal.mapping.strengths.judging import Words
from commonweal.mapping.strengths.public import (
    PARTNERS_ONLY,
    Audience,
    counts_by,
    refused_seen_by,
    seen_by,
)

NOT_SAID = "not said"
LISTED_REFUSED = 1_000
OPTIONAL = (
    *("organisation_id", "organisation", "kind", "description", "area", "lat", "address", "url"),
    *("serves", "needs", "languages", "protective", *SAFE_SPACE),
    *("funded_until", "vouched_by", "confirmed_on", "capacity"),
)
"""Fields that an entry may lack; `lat` stands for the whole point."""


def summary(
    gathered: Gathered,
    *,
    words: Words,
    areas: AreaSet | None,
    today: date,
    audience: Audience = Audience.PUBLIC,
    months: int = CONFIRM_AFTER_MONTHS,
) -> dict[str, Any]:
    """What the table holds, as plain values for one audience.

    Public figures leave confidential entries out, also from the number of rows read: what is read
    less what is refused would count them.
    """
    seen = seen_by(audience, gathered.strengths)
    partners = audience is Audience.PARTNERS
    return {
        "audience": str(audience),
        "entries": seen.height,
        **(_for_partners(gathered) if partners else {}),
        **_counts(seen, words, areas, audience),
        "missing": missing(seen),
        "freshness": _freshness(seen, today, months),
        **_refused(refused_seen_by(audience, gathered.refused)),
        "skipped": sum(gathered.skipped.values()),
        "skipped_why": [{"reason": why, "rows": n} for why, n in gathered.skipped.items()],
        "not_mapped": _not_mapped(gathered, partners=partners),
        "notices": [
            {"code": one.code, "sentence": one.sentence, "count": one.count}
            for one in gathered.notices
        ],
        "caveats": [*gathered.caveats, *([PARTNERS_ONLY] if partners else [])],
    }


def _for_partners(gathered: Gathered) -> dict[str, int]:
    confidential = int(gathered.strengths["confidential"].sum())
    return {"rows": gathered.rows, "confidential": confidential}


def _counts(
    seen: pl.DataFrame, words: Words, areas: AreaSet | None, audience: Audience
) -> dict[str, dict[str, int]]:
    """How many entries, by each of the things that are counted."""
    orders: Mapping[str, tuple[str, Iterable[str]]] = {
        "by_what": ("what", WHATS),
        "by_area": ("area", () if areas is None else areas.ids),
        "by_kind": ("kind", ()),
        "by_language": ("languages", ()),
        "by_need": ("needs", words.needs.rows),
        "by_group": ("serves", words.groups.groups),
        "by_protective_factor": ("protective", words.factors.rows),
    }
    return {key: _counted(seen, by, order, audience) for key, (by, order) in orders.items()}


def _refused(refused: pl.DataFrame) -> dict[str, Any]:
    listed = refused.drop("confidential").head(LISTED_REFUSED)
    return {"refused": listed.to_dicts(), "refused_count": refused.height}


def missing(strengths: pl.DataFrame) -> dict[str, int]:
    """How many entries do not say each field; empty lists say nothing."""
    found = {}
    for name in OPTIONAL:
        column = strengths[name]
        said = column.list.len() > 0 if isinstance(column.dtype, pl.List) else column.is_not_null()
        found["point" if name == "lat" else name] = int((~said).sum())
    return found


def _counted(
    seen: pl.DataFrame, by: str, order: Iterable[str], audience: Audience
) -> dict[str, int]:
    """Counts by a column, in the order of a list; keys outside the list follow."""
    table = counts_by(seen, by, audience=audience).table
    counts: Mapping[str | None, int] = dict(table.iter_rows())
    ordered = [key for key in order if key in counts]
    others = [key for key in counts if key is not None and key not in set(ordered)]
    found = {key: counts[key] for key in (*ordered, *others)}
    return found | ({NOT_SAID: counts[None]} if None in counts else {})


def _not_mapped(gathered: Gathered, *, partners: bool) -> list[dict[str, Any]]:
    """What is not read, by name; how often, only where no confidential entry is counted in it."""
    told = partners or not gathered.strengths["confidential"].any()
    return [{"name": one.name, "count": one.count if told else None} for one in gathered.not_mapped]


def _freshness(seen: pl.DataFrame, today: date, months: int) -> dict[str, Any]:
    table = freshness_table(seen, today=today, months=months)
    ages, funding = dict(table["age"].value_counts().rows()), table["funding"].value_counts()
    funded = dict(funding.rows())
    return {
        "as_of": today.isoformat(),
        "confirm_after_months": months,
        "funding_warning_months": FUNDING_WARNING_MONTHS,
        **{age.replace("-", "_"): int(ages.get(age, 0)) for age in Age},
        "funding": {state.replace("-", "_"): int(funded.get(state, 0)) for state in Funding},
    }
