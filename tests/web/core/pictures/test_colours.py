"""Names can be read on every shade, and shades stay apart for colour-blind readers.

Contrast after WCAG 2.2 (relative luminance). Colour blindness after Viénot, Brettel and Mollon,
“Digital video colourmaps for checking the legibility of displays by dichromats”, Color Research
and Application 24 (1999); distances are CIE 1976 in L*a*b*.
"""

import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

import workbench.core
from workbench.core.pictures import RANGE_KEYS, SHADE_FILLS
from workbench.core.pictures.looks import LOOK_FILLS
from workbench.core.pictures.paint import GAP, TIE, WARMTH

CSS = Path(workbench.core.__file__).parent / "static/core/pictures.css"
CARD = {"light": "#ffffff", "dark": "#1a2328"}  # --card of commonweal.css
LOOK_KEYS = tuple(f"look-{number}" for number in range(9))
COUNT_KEYS = tuple(f"count-{step}" for step in range(5))
STRONG = {"count-4", "above-2"}

TO_LMS = np.array(
    [[17.8824, 43.5161, 4.11935], [3.45565, 27.1554, 3.86714], [0.0299566, 0.184309, 1.46709]]
)
SEEN_BY = {
    "everyone": np.eye(3),
    "deuteranope": np.array([[1, 0, 0], [0.494207, 0, 1.24827], [0, 0, 1]]),
    "protanope": np.array([[0, 2.02344, -2.52581], [0, 1, 0], [0, 0, 1]]),
}


def tokens(theme):
    light, dark = re.findall(r":root \{(.*?)\}", CSS.read_text(encoding="utf-8"), flags=re.S)
    values = dict(re.findall(r"--([\w-]+): (#\w{6});", light))
    if theme == "dark":
        values |= dict(re.findall(r"--([\w-]+): (#\w{6});", dark))
    return values


def linear(colour):
    channels = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one, other):
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def lab(colour, viewer):
    seen = np.linalg.inv(TO_LMS) @ SEEN_BY[viewer] @ TO_LMS @ linear(colour)
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = np.clip(to_xyz @ seen, 0, None) / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("key", [*COUNT_KEYS, *RANGE_KEYS])
def test_a_name_can_be_read_on_every_shade(theme, key):
    values = tokens(theme)
    ink = values["name-on-strong" if key in STRONG else "name"]
    assert contrast(ink, values[key]) >= 4.5


@pytest.mark.parametrize("viewer", list(SEEN_BY))
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [COUNT_KEYS, RANGE_KEYS])
def test_neighbouring_shades_of_a_scale_stay_apart(theme, scale, viewer):
    values = tokens(theme)
    for one, other in pairwise(scale):
        distance = np.linalg.norm(lab(values[one], viewer) - lab(values[other], viewer))
        assert distance >= 6, (one, other, round(float(distance), 1))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_shade_is_a_red_of_alarm(theme):
    values = tokens(theme)
    for key in (*COUNT_KEYS, *RANGE_KEYS):
        red, green, _ = linear(values[key])
        assert red < 3 * green, key


def test_the_pages_light_colours_and_the_print_colours_are_the_same():
    values = tokens("light")
    assert {key: values[key] for key in SHADE_FILLS} == dict(SHADE_FILLS)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("part", [*LOOK_KEYS, "tie", "thread"])
def test_symbols_and_lines_stand_out_from_the_paper_and_from_a_places_circle(theme, part):
    values = tokens(theme)
    for ground in (CARD[theme], values["room"], values["ground"]):
        assert contrast(values[part], ground) >= 3, ground


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_hatch_of_a_gap_stands_out_from_the_ground(theme):
    values = tokens(theme)
    assert contrast(values["gap"], values["ground"]) >= 3


@pytest.mark.parametrize("viewer", list(SEEN_BY))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_eight_colours_of_kinds_stay_apart(theme, viewer):
    values = tokens(theme)
    for one, other in combinations(LOOK_KEYS[1:], 2):
        distance = np.linalg.norm(lab(values[one], viewer) - lab(values[other], viewer))
        assert distance >= 15, (one, other, round(float(distance), 1))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_kind_is_a_red_of_alarm(theme):
    values = tokens(theme)
    for key in (*LOOK_KEYS, "gap"):
        red, green, _ = linear(values[key])
        assert red < 3 * green, key


def test_networks_have_the_same_colours_on_a_page_and_in_print():
    values = tokens("light")
    assert {f"look-{number}": fill for number, fill in LOOK_FILLS.items()} == {
        key: values[key] for key in LOOK_KEYS
    }
    assert (values["tie"], values["thread"], values["gap"]) == (TIE, WARMTH, GAP)
