"""What Aldermere has: organisations, what they do, where, in which languages and for whom.

Read `gather_strengths` first. Rows follow Open Referral's HSDS 3.0 (organization, service,
location, language), flattened to one row per service at a location. Organisations are invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from shapely import Polygon

from commonweal.demo.geography import SITES, points_within
from commonweal.demo.truths import Truth

LANGUAGES = ("en", "de", "fr", "ar", "tr", "so", "pl", "rom", "bn", "yi")
PROTECTIVE = (
    "social-support",
    "sense-of-community",
    "place-attachment",
    "citizen-participation",
    "trust",
    "hope",
    "agency",
    "collective-identity",
)
MAJORITY = "majority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """A sort of organisation: its name in a district, what it does, and for whom."""

    slug: str
    name: str
    service: str
    kind: str
    serves: tuple[str, ...]
    needs: tuple[str, ...]
    neutral_place: bool


def _calling(
    slug: str, name: str, service: str, kind: str, serves: str, needs: str, *, neutral: bool = False
) -> Calling:
    return Calling(
        slug=slug,
        name=name,
        service=service,
        kind=kind,
        serves=tuple(serves.split()),
        needs=tuple(needs.split()),
        neutral_place=neutral,
    )


EVERYWHERE: tuple[Calling, ...] = (
    _calling(
        "library",
        "{} library",
        "Reading rooms and evening opening",
        "library",
        "majority",
        "meeting-place learning",
        neutral=True,
    ),
    _calling(
        "youth",
        "{} youth house",
        "Open evenings for young people",
        "youth",
        "majority anti-muslim anti-black",
        "young-people meeting-place",
    ),
    _calling(
        "school",
        "{} school",
        "After-school clubs",
        "school",
        "majority disability",
        "young-people learning",
    ),
    _calling(
        "tenants",
        "{} tenants’ association",
        "Advice on housing and repairs",
        "tenants",
        "majority",
        "housing advice",
    ),
)
HERE_AND_THERE: tuple[Calling, ...] = (
    _calling(
        "mosque",
        "{} mosque and sports group",
        "Prayer, sports and homework",
        "faith",
        "anti-muslim",
        "faith young-people",
    ),
    _calling(
        "church",
        "{} parish kitchen",
        "A warm meal twice a week",
        "faith",
        "majority anti-roma",
        "food meeting-place",
    ),
    _calling(
        "women",
        "{} women’s table",
        "Conversation over breakfast",
        "women",
        "anti-muslim anti-black majority",
        "women meeting-place",
        neutral=True,
    ),
    _calling(
        "boxing",
        "{} boxing club",
        "Training for everyone from eight",
        "sport",
        "majority anti-black anti-muslim",
        "young-people sport",
    ),
    _calling(
        "language",
        "{} language café",
        "Practise a language, bring one",
        "learning",
        "anti-asian anti-roma majority",
        "learning meeting-place",
        neutral=True,
    ),
    _calling(
        "elders",
        "{} afternoon for the elderly",
        "Company, cards and lifts",
        "elders",
        "majority disability",
        "company",
    ),
    _calling(
        "advice",
        "{} advice point",
        "Help with letters, rights and reporting",
        "advice",
        "anti-black anti-asian disability",
        "advice",
    ),
    _calling(
        "garden",
        "{} allotment society",
        "Plots, seeds and a shared shed",
        "leisure",
        "majority",
        "company outdoors",
        neutral=True,
    ),
    _calling(
        "rainbow",
        "{} rainbow evening",
        "An evening to be among friends",
        "identity",
        "anti-male-homosexual anti-transgender",
        "company",
    ),
    _calling(
        "synagogue",
        "{} synagogue community house",
        "Learning, concerts and open doors",
        "faith",
        "anti-jewish",
        "faith learning",
    ),
)
# Organisations that residents of a district would miss; chance adds others.
WELL_KNOWN = {
    "ferry-lane": "boxing",
    "st-anne": "church",
    "harbour": "mosque",
    "oldgate": "rainbow",
    "castle-hill": "synagogue",
    "eastbank": "language",
    "northmoor": "advice",
}
CITY_WIDE: tuple[tuple[str, str, str], ...] = (
    ("org-city-integration", "City office for living together", "authority"),
    ("org-city-youth", "City youth office", "authority"),
    ("org-police-neighbourhood", "Neighbourhood police", "authority"),
    ("org-reporting-centre", "Aldermere reporting centre", "advice"),
    ("org-health", "Public health service", "authority"),
)


def gather_strengths(
    districts: dict[str, Polygon], truths: tuple[Truth, ...], today: date, rng: np.random.Generator
) -> pl.DataFrame:
    """One row per service at a location; list columns hold keys, dates are ISO days."""
    rows = [
        *_local(truths, rng),
        *_city_wide(),
        *_isolated(truths),
    ]
    places = {area: iter(points_within(shape, len(rows), rng)) for area, shape in districts.items()}
    drawn = [row | _described(row, places, today, rng) for row in rows]
    return pl.DataFrame(drawn, infer_schema_length=None).sort("organisation_id", "service_id")


def _local(truths: tuple[Truth, ...], rng: np.random.Generator) -> Iterator[dict[str, object]]:
    """Four organisations in every district, two to four more, and all there are in the quarter
    that truths call full."""
    full = {area for truth in truths if truth.kind == "unwoven-quarter" for area in truth.areas}
    for area in SITES:
        more = rng.permutation(len(HERE_AND_THERE))[: 4 if area in full else rng.integers(2, 5)]
        chosen = [HERE_AND_THERE[index] for index in sorted(more)]
        known = [one for one in HERE_AND_THERE if one.slug == WELL_KNOWN.get(area)]
        for calling in dict.fromkeys((*EVERYWHERE, *known, *chosen)):
            yield {
                "organisation_id": f"org-{area}-{calling.slug}",
                "organisation": calling.name.format(SITES[area].name),
                "kind": calling.kind,
                "service": calling.service,
                "area": area,
                "serves": list(calling.serves),
                "needs": list(calling.needs),
                "neutral_place": calling.neutral_place,
            }


def _city_wide() -> Iterator[dict[str, object]]:
    for organisation_id, name, kind in CITY_WIDE:
        yield {
            "organisation_id": organisation_id,
            "organisation": name,
            "kind": kind,
            "service": "Advice and coordination for the whole city",
            "area": "castle-hill",
            "serves": [MAJORITY],
            "needs": ["advice"],
            "neutral_place": False,
        }


def _isolated(truths: tuple[Truth, ...]) -> Iterator[dict[str, object]]:
    for truth in truths:
        if truth.kind == "isolated-strength":
            yield {
                "organisation_id": str(truth.more["organisation"]),
                "organisation": str(truth.more["name"]),
                "kind": "women",
                "service": "Mending clothes together, tea, and help with letters",
                "area": truth.areas[0],
                "serves": list(truth.more["serves"]),
                "needs": ["women", "meeting-place", "advice"],
                "neutral_place": True,
                "languages": list(truth.more["languages"]),
                "confidential": False,  # so that it can be found by everybody who looks
            }


def _described(
    row: dict[str, object],
    places: dict[str, Iterator[tuple[float, float]]],
    today: date,
    rng: np.random.Generator,
) -> dict[str, object]:
    """What every row has beside its own facts: a point, tags, and who last confirmed it when."""
    lon, lat = next(places[str(row["area"])])
    spoken = ["en", *rng.choice(LANGUAGES[1:], rng.integers(0, 3), replace=False).tolist()]
    funded = today + timedelta(days=int(rng.integers(-40, 900)))
    return {
        "service_id": f"{row['organisation_id']}-1",
        "lon": lon,
        "lat": lat,
        "languages": sorted(row.get("languages", spoken)),  # type: ignore[call-overload]
        "protective": sorted(rng.choice(PROTECTIVE, 2, replace=False).tolist()),
        "credible_people": bool(rng.random() < 0.6),
        "rules_agreed": bool(rng.random() < 0.4),
        "confidential": bool(row.get("confidential", rng.random() < 0.04)),
        "funded_until": funded.isoformat() if rng.random() < 0.7 else None,
        "vouched_by": "City office for living together" if rng.random() < 0.5 else None,
        "confirmed_on": (today - timedelta(days=int(rng.integers(5, 700)))).isoformat(),
    }
