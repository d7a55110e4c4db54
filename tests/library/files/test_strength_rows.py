"""Strengths from plain tables: what is said is read, what is not stays unsaid, the rest refused."""

import polars as pl
import pytest

from commonweal.core.errors import UnreadableFile
from commonweal.core.tables import STRENGTHS
from commonweal.files.strength_rows import read_strengths

LONDON = (
    "name,address1,website,latitude,longitude\n"
    "Kilburn,Salusbury Road,,51.53,-0.20\n"
    "Wembley Library,Engineers Way,https://example.org,51.55,-0.27\n"
)


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_of_names_and_places_is_enough(tmp_path):
    read = read_strengths(written(tmp_path / "Libraries.csv", LONDON))
    STRENGTHS.check(read.table)
    first = read.table.row(0, named=True)
    assert (first["strength_id"], first["name"], first["what"], first["kind"]) == (
        "Libraries-2",
        "Kilburn",
        "place",
        "Libraries",
    )
    assert (first["lat"], first["lon"], first["url"], first["capacity"]) == (
        51.53,
        -0.2,
        None,
        None,
    )
    assert first["serves"] == first["languages"] == []
    assert first["confidential"] is False
    assert read.rows == (2, 3)
    assert read.columns == {"lat": "latitude", "lon": "longitude", "url": "website"}
    assert read.table["url"].to_list() == [None, "https://example.org"]


def test_lists_and_yes_and_no_are_read(tmp_path):
    text = (
        "strength_id,name,lat,lon,languages,serves,confidential,capacity,neutral_place\n"
        'a,Hall,"51,5",0,so | en|,anti-muslim; majority,no,"12,5",Yes\n'
        'b,House,51,0,"fr, ar",,TRUE,,\n'
    )
    rows = read_strengths(written(tmp_path / "s.csv", text)).table.rows(named=True)
    assert [row["languages"] for row in rows] == [["en", "so"], ["ar", "fr"]]
    assert [row["serves"] for row in rows] == [["anti-muslim", "majority"], []]
    assert [row["confidential"] for row in rows] == [False, True]
    assert [row["neutral_place"] for row in rows] == [True, None]
    assert (rows[0]["lat"], rows[0]["capacity"]) == (51.5, 12.5)


def test_what_cannot_be_read_is_refused_with_its_row_and_the_rest_is_kept(tmp_path):
    text = (
        "name,latitude,longitude,capacity,confidential\n"
        "Hall,51.5,west,,\n"
        "House,51.5,0,many,\n"
        "Shelter,51.5,0,,perhaps\n"
        "Short,51.5\n"
        "Fine,51.5,0,,\n"
    )
    read = read_strengths(written(tmp_path / "s.csv", text))
    assert read.table["name"].to_list() == ["Fine"]
    assert read.refused.select("row", "column", "value", "code").rows() == [
        (2, "longitude", "west", "no-number"),
        (3, "capacity", "many", "no-number"),
        (4, "confidential", "perhaps", "no-yes-or-no"),
        (5, "", None, "too-few-cells"),
    ]


def test_a_parquet_file_gives_the_same_strengths(tmp_path):
    csv = written(tmp_path / "s.csv", "id,name,lat,lon,serves\nx,Hall,51.25,0.125,a|b\n")
    read = read_strengths(csv)
    read.table.write_parquet(tmp_path / "s.parquet")
    again = read_strengths(tmp_path / "s.parquet")
    assert again.table.equals(read.table)
    assert again.raw.sha256 != read.raw.sha256


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("s.parquet", "PAR1", "s.parquet is no Parquet file that can be read."),
        ("s.csv", "title,lat,lon\na,1,2\n", "s.csv has no column with the names of strengths; its"),
        ("s.parquet", None, "s.parquet does not exist."),
    ],
)
def test_a_file_that_is_no_list_of_strengths_is_refused(tmp_path, name, content, message):
    if content is not None:
        written(tmp_path / name, content)
    with pytest.raises(UnreadableFile) as refused:
        read_strengths(tmp_path / name)
    assert refused.value.message.startswith(message)


def test_a_file_without_rows_holds_no_strengths(tmp_path):
    read = read_strengths(written(tmp_path / "s.csv", "name,lat,lon\n"))
    assert (read.table.height, read.refused.height, read.rows) == (0, 0, ())


@pytest.mark.shared_data
def test_londons_four_lists_are_read_whole(shared_data):
    lists = shared_data / "assets" / "london_cultural_infrastructure_2022"
    counted = {
        "Community_centres": 903,
        "Libraries": 342,
        "Museums_and_public_galleries": 163,
        "Arts_centres": 26,
    }
    for name, rows in counted.items():
        read = read_strengths(lists / f"{name}.csv")
        assert (read.table.height, read.refused.height) == (rows, 0)
        inside = pl.col("lat").is_between(51, 52) & pl.col("lon").is_between(-1, 1)
        assert read.table.filter(inside).height == rows
