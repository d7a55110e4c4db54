"""A city small enough to know by heart: four square districts, with keys, in a folder.

`tests/conftest.py` makes one before Django's settings load; tests that need another make it here.
"""

import json
from pathlib import Path

from commonweal.files.city import City, read_city
from workbench.core.keys import create_keys

SIDE = 0.01
DISTRICTS = (
    # id, name, column, row, people
    ("NW", "Northwest", 0, 1, 12_000),
    ("NE", "Northeast", 1, 1, 8_000),
    ("SW", "Southwest", 0, 0, 20_000),
    ("SE", "Southeast", 1, 0, 10_000),
)


def small_city(folder: Path, *, demonstration: bool = False, **settings: str) -> City:
    """Write the city folder and its keys beside it; `settings` are further lines of city.toml."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        'name = "Foursquare"',
        'languages = ["en", "de"]',
        'time_zone = "Europe/London"',
        'jurisdiction = "england-and-wales"',
        f"demonstration = {str(demonstration).lower()}",
        *(f'{name} = "{value}"' for name, value in settings.items()),
    ]
    (folder / "city.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    features = [_district(*facts) for facts in DISTRICTS]
    areas = {"type": "FeatureCollection", "features": features}
    (folder / "areas.geojson").write_text(json.dumps(areas), encoding="utf-8")
    for name in ("lake/staging", "knowledge/profiles"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    city = read_city(folder, environment={})
    create_keys(city.keys)
    return city


def _district(area: str, name: str, column: int, row: int, people: int) -> dict[str, object]:
    west, south = column * SIDE, 51 + row * SIDE
    east, north = west + SIDE, south + SIDE
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {
            "id": area,
            "name": name,
            "level": "district",
            "parent": None,
            "population": people,
        },
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
