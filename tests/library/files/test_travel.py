"""Travel times and points of areas: numbers are read, the rest is refused with its reason."""

import pytest

from commonweal.core.errors import UnreadableFile
from commonweal.files.travel import read_area_points, read_travel_times


def written(tmp_path, text):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_travel_times_keep_the_shorter_of_two_and_refuse_what_is_none(tmp_path):
    text = (
        "origin,destination,minutes\nh1,s1,12\nh1,s1,9.5\nh1,s2,-3\nh1,s3,soon\n,s4,5\nh2,s1,0\n"
        "h2,s5\n"
    )
    read = read_travel_times(written(tmp_path, text))
    assert read.table.rows() == [("h1", "s1", 9.5), ("h2", "s1", 0.0)]
    assert read.refused.select("row", "column", "value", "code").rows() == [
        (4, "minutes", "-3", "no-number"),
        (5, "minutes", "soon", "no-number"),
        (6, "origin", None, "no-id"),
        (8, "", None, "too-few-cells"),
    ]
    assert read.refused["reason"][0] == "This is no number from 0 to 1,000,000."


def test_points_without_a_weight_weigh_the_same(tmp_path):
    text = "area,lat,lon\nh1,51.5,-0.1\nh1,51.6,-0.1\nh2,95,0\n"
    read = read_area_points(written(tmp_path, text))
    assert read.table.rows() == [("h1", 51.5, -0.1, 1.0), ("h1", 51.6, -0.1, 1.0)]
    assert read.refused["column"].to_list() == ["lat"]


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(UnreadableFile) as refused:
        read_travel_times(written(tmp_path, "from,destination,minutes\na,b,1\n"))
    assert refused.value.message == (
        "table.csv lacks the column origin; it has from, destination, minutes."
    )
    assert refused.value.remedy == "Call its columns origin, destination, minutes."
