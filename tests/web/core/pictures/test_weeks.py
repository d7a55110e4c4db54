"""The weekly series as a reader, a screen reader and a PDF meet it."""

from datetime import date, timedelta
from xml.etree import ElementTree

import typst

from workbench.core.pictures import WeekBar, series, small_bar

SVG = "{http://www.w3.org/2000/svg}"


def weeks(counts, ranges=None):
    return [
        WeekBar(
            week=date(2025, 1, 6) + timedelta(weeks=place),
            count=count,
            sentence=f"Week {place}: {count} reports.",
            low=ranges and ranges[place] and ranges[place][0],
            middle=ranges and ranges[place] and ranges[place][1],
            high=ranges and ranges[place] and ranges[place][2],
        )
        for place, count in enumerate(counts)
    ]


def drawn(bars, **changes):
    given = {
        "title": "Reports a week",
        "description": "The last week held 17 reports.",
        "ticks": [(0, "Jan"), (len(bars) - 1, "this week")],
        "last_label": "17",
    }
    return ElementTree.fromstring(series(bars, **{**given, **changes}))


def bars_of(root):
    return root.findall(f"{SVG}rect")


def test_a_bar_is_as_high_as_its_count():
    heights = [float(bar.get("height")) for bar in bars_of(drawn(weeks([5, 10, 0])))]
    assert heights[1] == 2 * heights[0]
    assert heights[2] == 0


def test_the_range_of_earlier_years_sets_the_height_too():
    low_bar = bars_of(drawn(weeks([5], [(1, 3, 50)])))[0]
    assert float(low_bar.get("height")) == 10


def test_a_week_whose_count_is_not_known_leaves_a_gap_with_its_sentence():
    bar = bars_of(drawn(weeks([5, None])))[1]
    assert bar.get("height") == "0"
    assert bar.get("data-say") == "Week 1: None reports."


def test_the_band_is_open_where_earlier_years_are_missing():
    ranges = [(1, 2, 3), None, (1, 2, 3), (1, 2, 3)]
    root = drawn(weeks([2, 2, 2, 2], ranges))
    assert len(root.findall(f"{SVG}path[@class='band']")) == 2


def test_only_the_weeks_spoken_about_are_marked():
    classes = [bar.get("class") for bar in bars_of(drawn(weeks([1, 2, 3]), marked=1))]
    assert classes == ["bar", "bar", "bar on"]


def test_the_last_count_and_the_middle_are_labelled_without_covering_each_other():
    root = drawn(weeks([7], [(4, 7, 9)]), middle_label="7 in earlier years")
    notes = [text for text in root.findall(f"{SVG}text") if "note" in text.get("class")]
    assert [note.text for note in notes] == ["17", "7 in earlier years"]
    assert abs(float(notes[0].get("y")) - float(notes[1].get("y"))) >= 14


def test_a_screen_reader_hears_what_the_series_shows():
    root = drawn(weeks([17]))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}desc").text == "The last week held 17 reports."


def test_typst_sets_the_print_series(tmp_path):
    svg = series(
        weeks([3, 17], [(1, 2, 4), (1, 2, 4)]),
        title="t",
        description="d",
        ticks=[(0, "Jan")],
        last_label="17",
        middle_label="2",
        marked=1,
        palette="print",
    )
    assert "class=" not in svg.replace('class="picture week-series"', "")
    (tmp_path / "series.svg").write_text(svg, encoding="utf-8")
    (tmp_path / "page.typ").write_text('#image("series.svg", alt: "Weeks")', encoding="utf-8")
    assert typst.compile(str(tmp_path / "page.typ")).startswith(b"%PDF")


def test_a_series_of_no_weeks_is_still_a_picture():
    assert bars_of(drawn([], ticks=[], last_label="")) == []


def test_a_small_bar_is_as_long_as_its_share_of_the_largest():
    rect = ElementTree.fromstring(small_bar(30, largest=120)).find(f"{SVG}rect")
    assert rect.get("width") == "24"


def test_a_small_bar_of_nothing_is_empty():
    rect = ElementTree.fromstring(small_bar(0, largest=0)).find(f"{SVG}rect")
    assert rect.get("width") == "0"
