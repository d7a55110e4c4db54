"""Residents from a city's own table and from public ones."""

import pytest

from commonweal.core.errors import InvalidAreas
from commonweal.files.residents import read_residents_of

AREAS = ("h1", "h2")


def rows(tmp_path, text, **more):
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    read = read_residents_of(path, areas=AREAS, **more)
    return read.table.rows(), [notice.code for notice in read.notices]


def test_a_citys_own_table(tmp_path):
    text = "area,group,language,population\nh1,,,900\nh1,majority,,700\nh1,,so,20\nh2,majority,,\n"
    assert rows(tmp_path, text) == (
        [("h1", None, None, 900), ("h1", "majority", None, 700), ("h1", None, "so", 20)],
        [],
    )


def test_of_a_public_table_the_column_asked_for_is_taken(tmp_path):
    text = "code,name,young,all\nh1,Hill,1,9\nh2,Harbour,2,8\nz,Total,3,17\n"
    found = ([("h1", None, None, 1), ("h2", None, None, 2)], ["population-without-area"])
    assert rows(tmp_path, text, column="young") == found


def test_otherwise_the_largest_in_every_row_is_taken_and_this_is_said(tmp_path):
    text = "name,code,young,all\nHill,h1,1,9\nHarbour,h2,2,8\n"
    assert rows(tmp_path, text) == (
        [("h1", None, None, 9), ("h2", None, None, 8)],
        ["residents-column"],
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "area,group,population\nh1,a,5\nh1,a,6\n",
            "people.csv, row 3: area h1, group a and language all stand in the table twice.",
        ),
        (
            "area,population\nh1,many\n",
            "people.csv, row 2, column population: “many” is not a number of residents.",
        ),
        (
            "area,population\nx,5\ny,6\n",
            "No area of people.csv is one of the outlines: it names x, y, they are h1, h2.",
        ),
        ("code,all\nx,5\n", "No column of people.csv holds ids of the outlines, such as h1, h2."),
        (
            "code,a,b\nh1,5,6\nh2,6,5\n",
            "people.csv does not say which column holds the residents; its columns are a, b.",
        ),
        (
            "code,a\nh1,5\nh1,6\n",
            "people.csv, row 3: the area h1 stands in the table twice.",
        ),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(tmp_path, text, message):
    with pytest.raises(InvalidAreas) as refused:
        rows(tmp_path, text)
    assert refused.value.message == message
    assert refused.value.remedy


@pytest.mark.shared_data
def test_londons_boroughs_of_2020(shared_data):
    path = shared_data / "geography" / "london_borough_population_mid2020.csv"
    read = read_residents_of(path, areas=["E09000001", "E09000002"])
    assert read.table.rows()[0] == ("E09000001", None, None, 10938)
    assert "persons_all_ages" in read.notices[0].sentence
