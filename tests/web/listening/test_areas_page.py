"""The map of the areas draws the city's water as background."""

import json

from django.urls import reverse
from shapely.geometry import box, mapping

from tests.cast import signed_in

RIVER = {
    "type": "Feature",
    "properties": {},
    "geometry": mapping(box(0.002, 51.009, 0.018, 51.011)),
}


def test_a_river_is_drawn_beneath_the_names_and_is_no_link(own_city, cast):
    client = signed_in(cast.asha)
    address = reverse("listening-areas")
    assert 'class="water"' not in client.get(address).content.decode()
    water = {"type": "FeatureCollection", "features": [RIVER]}
    (own_city.folder / "water.geojson").write_text(json.dumps(water))
    page = client.get(address).content.decode()
    drawn = page.index('class="water"')
    assert page.rindex("</a>", 0, drawn) < drawn < page.index('class="names"')
    assert page.count('class="water"') == 1
