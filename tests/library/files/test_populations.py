"""Residents from any table."""

import polars as pl
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.errors import InvalidAreas, InvalidKnowledge
from commonweal.core.places import Area, AreaSet
from commonweal.core.tables import POPULATIONS
from commonweal.files.knowledge import shipped_groups
from commonweal.files.populations import (
    area_id_text,
    read_city_populations,
    read_columns,
    read_group_populations,
    whole_number,
    write_populations,
)

AREAS = AreaSet(
    tuple(
        Area(area=str(n), name=f"Area {n}", geometry=shapely.box(n, 51, n + 1, 52)) for n in (1, 2)
    )
)
GROUPS = shipped_groups()


@pytest.fixture
def table(tmp_path):
    def write(text, name="people.csv"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "1"), (1.0, "1"), ("1.0", "1"), ("01", "01"), (" a  b ", "a b"), (1.5, "1.5")],
)
def test_an_id_becomes_one_text_whatever_a_spreadsheet_did_to_it(value, text):
    assert area_id_text(value) == text


@pytest.mark.parametrize("value", [None, True, "", " ", float("nan"), ["1"]])
def test_what_is_no_id_becomes_none(value):
    assert area_id_text(value) is None


@pytest.mark.parametrize("value", [1234, 1234.0, "1234", "1234.0", "1,234", "1 234", " 1234 "])
def test_residents_are_read_in_the_forms_that_tables_use(value):
    assert whole_number(value, where="here") == 1234


@pytest.mark.parametrize("value", [None, "", ".", "-", "n/a", "N/A"])
def test_a_blank_is_a_number_that_is_not_known(value):
    assert whole_number(value, where="here") is None


@pytest.mark.parametrize("value", [-1, 1.5, "12.5", "1,23", "many", True, "9" * 16, float("inf")])
def test_what_is_no_number_of_residents_is_refused(value):
    with pytest.raises(InvalidAreas, match=r"here: “.*” is not a number of residents\. Write a"):
        whole_number(value, where="here")


def test_a_refused_number_is_named_with_its_row_and_column(table):
    path = table("id,Roma\n1,12\n2,few\n")
    with pytest.raises(InvalidAreas) as refused:
        read_group_populations(
            path, id_column="id", groups={"anti-roma": "Roma"}, areas=AREAS, pack=GROUPS
        )
    assert str(refused.value) == (
        "people.csv, row 3, column Roma: “few” is not a number of residents. "
        "Write a whole number, or leave the cell blank where the number is not known."
    )


def test_group_populations_come_from_one_column_each(table):
    path = table("id,Roma,Jewish\n2,30,\n1,10,20\n9,1,1\n")
    read = read_group_populations(
        path,
        id_column="id",
        groups={"anti-roma": "Roma", "anti-jewish": "Jewish"},
        areas=AREAS,
        pack=GROUPS,
    )
    assert POPULATIONS.check(read.table).rows() == [
        ("1", "anti-jewish", 20),
        ("1", "anti-roma", 10),
        ("2", "anti-roma", 30),
    ]
    assert [notice.sentence for notice in read.notices] == [
        "The table has rows for 9, which are not areas here; they were left out."
    ]


def test_a_group_that_does_not_exist_is_refused(table):
    with pytest.raises(InvalidKnowledge, match="anti-romani"):
        read_group_populations(
            table("id,Roma\n1,1\n"),
            id_column="id",
            groups={"anti-romani": "Roma"},
            areas=AREAS,
            pack=GROUPS,
        )


def test_a_missing_column_is_answered_with_the_nearest(table):
    with pytest.raises(InvalidAreas) as refused:
        read_columns(table("area_id,residents\n1,2\n"), ["area"])
    assert str(refused.value) == (
        "people.csv has no column “area”. Choose one of its columns: area_id, residents."
    )


def test_a_row_cut_short_is_refused_with_its_number(table):
    with pytest.raises(InvalidAreas, match=r"people\.csv, row 3: The row has fewer cells"):
        read_columns(table("id,residents\n1,2\n3\n"), ["id"])


def test_a_header_without_rows_is_refused(table):
    with pytest.raises(InvalidAreas, match=r"people\.csv has a header and no rows\."):
        read_columns(table("id,residents\n"), ["id"])


def test_an_area_that_stands_twice_is_refused(table):
    with pytest.raises(InvalidAreas) as refused:
        read_group_populations(
            table("id,Roma\n1,1\n1.0,2\n"),
            id_column="id",
            groups={"anti-roma": "Roma"},
            areas=AREAS,
            pack=GROUPS,
        )
    assert str(refused.value) == (
        "people.csv, row 3: the area 1 stands in the table twice. Keep one row for each area."
    )


def test_a_table_with_other_ids_than_the_areas_is_refused_whole(table):
    with pytest.raises(InvalidAreas) as refused:
        read_group_populations(
            table("id,Roma\nE01,1\nE02,2\n"),
            id_column="id",
            groups={"anti-roma": "Roma"},
            areas=AREAS,
            pack=GROUPS,
        )
    assert str(refused.value) == (
        "None of the 2 areas has a population in the table: its ids are E01, E02, "
        "those of the areas 1, 2. Choose the column that holds the same ids as the areas."
    )


CELLS = st.dictionaries(
    st.tuples(st.sampled_from(["1", "2"]), st.sampled_from(GROUPS.keys)),
    st.integers(0, 10**9),
    min_size=1,
    max_size=8,
)


@given(cells=CELLS)
def test_populations_are_read_back_as_they_were_kept(tmp_path_factory, cells):
    rows = [(*key, n) for key, n in cells.items()]
    frame = pl.DataFrame(rows, schema=POPULATIONS.schema, orient="row").sort("area", "group")
    path = tmp_path_factory.mktemp("kept") / "populations.csv"
    write_populations(frame, path, areas=AREAS, pack=GROUPS)
    assert read_city_populations(path, areas=AREAS, pack=GROUPS).equals(frame)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("1,anti-roma,7", "populations.csv, row 3: area 1 and group anti-roma stand in the table"),
        ("2,anti-roma,", "populations.csv, row 3: area 2 and group anti-roma have no population."),
        ("3,anti-roma,7", "There is no area “3”."),
        ("1,roma,7", "The list of groups was asked for “roma”, which is not a group."),
    ],
)
def test_a_row_that_contradicts_the_city_is_refused(table, row, sentence):
    path = table(f"area,group,population\n1,anti-roma,5\n{row}\n", "populations.csv")
    with pytest.raises((InvalidAreas, InvalidKnowledge)) as refused:
        read_city_populations(path, areas=AREAS, pack=GROUPS)
    assert str(refused.value).startswith(sentence)
