"""`commonweal mapping strengths FILE --profile hsds` beside json.load and a plain loop.

The peer holds the whole page in memory and picks fifteen plain values of each service: no field is
checked, no identifier held against the others, no place located. We read the page a service at a
time, check what HSDS requires of every object, hold each entry against the city's lists, and count
what is not read. The directory is made up from a seed: services with organization, location,
address, languages, telephone, schedule and terms, as publishers of HSDS 3.0 give them.
"""

import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np

from benchmarks.bench import Benchmark, Side

FILE, OURS = "services.json", "ours.parquet"
SEED = 20_260_301
TERMS = ("Food", "Housing", "Legal", "Counselling", "Youth work", "Language class")
TONGUES = (("en", "English"), ("ur", "Urdu"), ("pl", "Polish"), ("ar", "Arabic"), ("so", "Somali"))
WORDS = (
    *("open", "warm", "free", "weekly", "meeting", "advice", "young", "people", "families"),
    *("newcomers", "neighbours", "sport", "music", "garden", "help", "letters", "rights"),
    *("meal", "tea", "reading", "homework", "language", "evening", "morning", "hall", "library"),
)


def prepare(folder: Path, size: int) -> None:
    """Write a page of `size` services."""
    with (folder / FILE).open("w", encoding="utf-8") as out:
        out.write(f'{{"total_items": {size}, "total_pages": 1, "page_number": 1, "contents": [')
        for number, service in enumerate(services(size)):
            out.write(",\n" if number else "\n")
            out.write(json.dumps(service))
        out.write("\n]}\n")


def services(size: int) -> Iterator[dict[str, Any]]:
    """Made-up services, the same for one size."""
    rng = np.random.default_rng(SEED)
    for number in range(size):
        yield _service(number, rng)


def _id(kind: int, number: int) -> str:
    return str(UUID(int=(kind << 100) + number, version=4))


def _prose(rng: np.random.Generator, words: int) -> str:
    return " ".join(rng.choice(WORDS, words)).capitalize() + "."


def _service(number: int, rng: np.random.Generator) -> dict[str, Any]:
    holder = number // 4
    phone = {"id": _id(7, number), "number": f"+44 20 7946 {number % 10_000:04}", "type": "voice"}
    term = TERMS[number % len(TERMS)]
    return {
        "id": _id(1, number),
        "name": f"Service {number} of organization {holder}",
        "description": _prose(rng, 40),
        "url": f"https://services.example/{number}",
        "email": f"service{number}@services.example",
        "status": "active",
        "eligibility_description": _prose(rng, 12),
        "assured_date": f"202{number % 6}-0{1 + number % 9}-15",
        "last_modified": "2026-01-01T10:00:00.000Z",
        "phones": [phone],
        "schedules": [{"id": _id(8, number), "freq": "WEEKLY", "byday": "MO,WE", "wkst": "MO"}],
        "languages": [
            {"id": _id(6, 10 * number + at), "name": name, "code": code}
            for at, (code, name) in enumerate(TONGUES[: 1 + number % 3])
        ],
        "organization": {
            "id": _id(2, holder),
            "name": f"Organization {holder}",
            "description": _prose(rng, 20),
            "website": f"https://organizations.example/{holder}",
        },
        "service_at_locations": [_place(number, rng)],
        "attributes": [
            {
                "id": _id(9, number),
                "taxonomy_term": {"id": _id(10, number % 6), "name": term, "description": term},
            }
        ],
    }


def _place(number: int, rng: np.random.Generator) -> dict[str, Any]:
    return {
        "id": _id(3, number),
        "location": {
            "id": _id(4, number),
            "location_type": "physical",
            "name": f"Hall {number}",
            "latitude": 51.3 + round(0.4 * rng.random(), 6),
            "longitude": -0.5 + round(0.8 * rng.random(), 6),
            "addresses": [
                {
                    "id": _id(5, number),
                    "address_1": f"{1 + number % 200} High Street",
                    "city": "London",
                    "state_province": "London",
                    "postal_code": "SE1 7PB",
                    "country": "GB",
                    "address_type": "physical",
                }
            ],
        },
    }


def ours(folder: Path, _size: int) -> str:
    """The command as a person runs it, with its answer on paper left aside."""
    from commonweal.cli.strengths import strengths

    with redirect_stdout(StringIO()):
        strengths(folder / FILE, profile="hsds", write=("parquet", folder / OURS))
    return str(folder / OURS)


def peer(folder: Path, _size: int) -> list[tuple[Any, ...]]:
    """What a first script does: load all, loop, pick."""
    with (folder / FILE).open(encoding="utf-8") as file:
        page = json.load(file)
    return [_picked(service) for service in page["contents"]]


def _picked(service: dict[str, Any]) -> tuple[Any, ...]:
    location = service["service_at_locations"][0]["location"]
    address = location["addresses"][0]
    lines = (address["address_1"], address["city"], address["postal_code"], address["country"])
    return (
        service["id"],
        service["name"],
        service["description"],
        service["url"],
        service["assured_date"],
        service["organization"]["id"],
        service["organization"]["name"],
        tuple(sorted(language["code"] for language in service["languages"])),
        location["latitude"],
        location["longitude"],
        ", ".join(lines),
        *(attribute["taxonomy_term"]["name"] for attribute in service["attributes"]),
    )


def warm(_folder: Path, _size: int) -> None:
    """Import what both sides use: a command's start is not what is compared here."""
    import commonweal.cli.strengths  # noqa: F401 # imported for its own sake


def agree(written: str, picked: list[tuple[Any, ...]]) -> None:
    """Every service is one entry with the same name, holder, languages and point."""
    import polars as pl

    ours_ = pl.read_parquet(written).select(
        *("strength_id", "name", "organisation_id", "languages", "lat", "lon")
    )
    assert ours_.height == len(picked)
    for row, one in zip(ours_.iter_rows(), picked, strict=True):
        assert row[:3] == (one[0], one[1], one[5])
        assert (tuple(row[3]), row[4], row[5]) == (one[7], one[8], one[9])


BENCHMARK = Benchmark(
    asks="How long does reading a directory of services take, beside loading it whole?",
    ours=Side(name="commonweal mapping strengths --profile hsds", run=ours, ready=warm),
    peer=Side(name="json.load and a plain loop", run=peer, ready=warm),
    prepare=prepare,
    agree=agree,
    sizes=(2_000, 10_000, 50_000),
    at_most=5.0,
    memory_mb=500,
    sources=(
        "src/commonweal/cli/strengths.py",
        "src/commonweal/files/hsds/json_items.py",
        "src/commonweal/files/hsds/json_stream.py",
        "src/commonweal/mapping/strengths/gathering.py",
        "src/commonweal/mapping/strengths/hsds/reading.py",
        "src/commonweal/mapping/strengths/judging.py",
    ),
    size_of="services",
)
