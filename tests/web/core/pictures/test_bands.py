"""Bands of belief as a reader, a screen reader and a PDF meet them."""

import re
from xml.etree import ElementTree

import pytest
import typst

from tests.web.core.pictures.test_colours import SEEN_BY, contrast, lab, tokens
from workbench.core.pictures import bands, reach_of, small_bands

SVG = "{http://www.w3.org/2000/svg}"
RISING = [[-0.1 * n, 0.0, 0.1 * n, 0.2 * n, 0.3 * n] for n in range(1, 3)]


def drawn(course=RISING, **changes):
    given = {
        "reach": 0.6,
        "title": "Isolation, for Roma, in Northwest",
        "description": "In 8 of 10 runs better.",
        "better": "better",
        "worse": "worse",
        "ticks": [(2, "after 2 quarters")],
        "picture_id": "here",
    }
    return bands(course, **{**given, **changes})


def points(svg, part):
    root = ElementTree.fromstring(svg)
    path = next(one for one in root.iter(f"{SVG}path") if one.get("class") == part)
    return [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", path.get("d"))]


def test_better_is_above_the_line_and_every_course_begins_on_it():
    middle = points(drawn(), "middle-of-runs")
    assert len(middle) == 3
    assert middle[0][1] == 71.0
    assert middle[0][1] > middle[1][1] > middle[2][1]


def test_half_of_the_runs_lie_within_nine_in_ten():
    wide, narrow = points(drawn(), "band-90"), points(drawn(), "band-50")
    assert min(y for _, y in wide) < min(y for _, y in narrow)
    assert max(y for _, y in wide) > max(y for _, y in narrow)


def test_what_is_out_of_reach_stays_at_the_edge():
    assert min(y for _, y in points(drawn(reach=0.1), "band-90")) == 18.0


def test_pictures_beside_one_another_share_a_reach_and_never_magnify_nothing():
    assert reach_of([RISING, [[0, 0, 0, 0, -0.9]]]) == 0.9
    assert reach_of([[[0, 0, 0, 0, 0]]]) == 0.1


def test_it_is_told_without_seeing_it():
    root = ElementTree.fromstring(drawn(title="A & B"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "here-title here-desc"
    assert root.find(f"{SVG}title").text == "A & B"
    assert root.find(f"{SVG}desc").text == "In 8 of 10 runs better."
    assert [one.text for one in root.iter(f"{SVG}text")] == ["better", "worse", "after 2 quarters"]


def test_a_small_one_leaves_the_words_to_the_cell():
    assert ElementTree.fromstring(small_bands(RISING, reach=1)).get("aria-hidden") == "true"


def test_typst_draws_it(tmp_path):
    (tmp_path / "picture.svg").write_text(drawn(palette="print"), encoding="utf-8")
    (tmp_path / "page.typ").write_text('#image("picture.svg")', encoding="utf-8")
    assert typst.compile(tmp_path / "page.typ").startswith(b"%PDF")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewer", SEEN_BY)
def test_the_bands_stay_apart_for_everybody(theme, viewer):
    values = tokens(theme)
    apart = lab(values["count-1"], viewer) - lab(values["count-3"], viewer)
    assert (apart**2).sum() ** 0.5 > 10


@pytest.mark.parametrize(("theme", "ink"), [("light", "#1d2a33"), ("dark", "#e8ecea")])
def test_the_middle_can_be_seen_on_its_band(theme, ink):
    assert contrast(ink, tokens(theme)["count-3"]) >= 3
