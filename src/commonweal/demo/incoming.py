"""Aldermere as a folder of foreign files, as if somebody had sent them to a city.

Read `write_aldermere` first. Nothing here is a store: a city reads these files through the same
doors as real ones. `incoming_files` gives their content without touching the disk.

    areas.geojson river.geojson populations.csv sources.csv deliveries.csv truths.toml
    deliveries/*.csv profiles/*.toml votes/DIALOGUE/*.csv
    messages.csv message_counts.csv message_meanings.csv strengths.csv ties.csv measures.csv
    ratings.csv arrows.csv indicators.csv same_events.csv
    communities.csv requests.csv relations/RELATION.toml
    housing/{proposal,watch}.toml housing/{ratings,indicators}.csv housing/maps/DRAWER.csv
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import polars as pl
import shapely
import tomli_w

from commonweal.demo.aldermere import SEED, Aldermere, make_aldermere
from commonweal.demo.geography import RIVER_NAME
from commonweal.demo.housing import housing_files
from commonweal.files.areas import write_areas
from commonweal.files.atomic import write_texts

BETWEEN = "|"


def write_aldermere(folder: Path, seed: int = SEED, *, until: date) -> Aldermere:
    """Make the city and write it into `folder`, which is made where it is missing."""
    city = make_aldermere(seed, until=until)
    write_texts(folder, incoming_files(city))
    write_areas(city.areas, folder / "areas.geojson")
    return city


def incoming_files(city: Aldermere) -> dict[str, str]:
    """The text of every file but `areas.geojson`, by its path inside the folder."""
    deliveries = {
        f"deliveries/{delivery.file_name}": _csv(delivery.rows) for delivery in city.deliveries
    }
    votes = {
        f"votes/{dialogue.id}/{name}.csv": _csv(table, header=name != "summary")
        for dialogue in city.dialogues.values()
        for name, table in (
            ("summary", dialogue.summary),
            ("comments", dialogue.comments),
            ("votes", dialogue.votes),
            ("participants-votes", dialogue.participants),
        )
    }
    profiles = {
        f"profiles/{source.profile}.toml": profile_text(source.profile) for source in city.sources
    }
    return {
        "river.geojson": _river(city),
        "sources.csv": _csv(pl.DataFrame([asdict(source) for source in city.sources])),
        "deliveries.csv": _csv(_delivery_list(city)),
        "truths.toml": truths_text(city),
        **{f"{name}.csv": _csv(table) for name, table in _tables(city).items()},
        **deliveries,
        **votes,
        **profiles,
        **{f"relations/{name}.toml": tomli_w.dumps(told) for name, told in city.relations.items()},
        **{f"housing/{name}": text for name, text in housing_files(city.housing).items()},
    }


def profile(name: str) -> dict[str, Any]:
    """The parsed profile of one of the city's sources, such as `aldermere-police`."""
    return tomllib.loads(profile_text(name))


def profile_text(name: str) -> str:
    """The same as it stands in its file."""
    return resources.files("commonweal.demo").joinpath(f"{name}.toml").read_text(encoding="utf-8")


def truths_text(city: Aldermere) -> str:
    """`truths.toml` with the days and the figures of this city beside each truth."""
    return tomli_w.dumps(
        {
            "city": {
                "name": "Aldermere",
                "seed": city.seed,
                "first": city.calendar.first,
                "end": city.calendar.end,
            },
            "truth": [_told(truth.id, city) for truth in city.truths],
        }
    )


def _told(identity: str, city: Aldermere) -> dict[str, Any]:
    truth = next(truth for truth in city.truths if truth.id == identity)
    facts = {key: value for key, value in asdict(truth).items() if key != "more"}
    facts |= truth.more
    told = {key: _plain(value) for key, value in facts.items() if value not in ("", (), 0, 0.0)}
    if truth.begins:
        first_week = city.calendar.weeks - truth.begins
        told["since"] = city.calendar.monday(first_week)
        told["until"] = city.calendar.day(7 * (first_week + truth.weeks) - 1)
    if identity in city.sights:
        sight = city.sights[identity]
        told |= {
            "visible": sight.visible,
            "expected": round(sight.expected, 2),
            "extra": round(sight.extra, 2),
            "spread": round(sight.spread, 2),
            "reason": sight.reason,
        }
    return told


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _tables(city: Aldermere) -> Mapping[str, pl.DataFrame]:
    words = city.messages.words
    return {
        "populations": city.populations,
        "messages": words.drop("group", "stance"),
        "message_meanings": words.select("message_id", "group", "stance"),
        "message_counts": city.messages.counts,
        "strengths": city.strengths,
        "ties": city.ties,
        "measures": city.plans,
        "ratings": city.proposal.ratings.select(_named("proposal", city), pl.all()),
        "arrows": city.proposal.arrows.select(_named("proposal", city), pl.all()),
        "indicators": city.indicators,
        "same_events": city.same_events,
        "communities": city.communities,
        "requests": city.requests,
    }


def _named(column: str, city: Aldermere) -> pl.Expr:
    return pl.lit(city.proposal.id).alias(column)


def _delivery_list(city: Aldermere) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (number, delivery.source, f"deliveries/{delivery.file_name}", delivery.received_on)
            for number, delivery in enumerate(city.deliveries, start=1)
        ],
        schema=["number", "source", "file", "received_on"],
        orient="row",
    )


def _river(city: Aldermere) -> str:
    feature = {
        "type": "Feature",
        "properties": {"name": RIVER_NAME, "kind": "river"},
        "geometry": shapely.geometry.mapping(city.river),
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]}) + "\n"


def _csv(table: pl.DataFrame, *, header: bool = True) -> str:
    """The table as CSV; lists are joined by a bar, yes and no are true and false."""
    lists = [name for name, dtype in table.schema.items() if dtype == pl.List]
    return table.with_columns(pl.col(lists).list.join(BETWEEN) if lists else []).write_csv(
        include_header=header
    )
