"""HSDS on disk: a file, folder or archive appears whole or not at all."""

import json

import pytest

from commonweal.core.errors import CommonwealError
from commonweal.files.hsds.writing import write_lines, write_page, write_tables


def broken():
    """One service, and then a failure."""
    yield {"id": "1"}
    raise RuntimeError("the disk is full")


def test_a_page_says_how_many_it_holds(tmp_path):
    write_page(tmp_path / "out.json", [{"id": "1"}, {"id": "2"}], total=2)
    assert json.loads((tmp_path / "out.json").read_text()) == {
        "total_items": 2,
        "total_pages": 1,
        "page_number": 1,
        "size": 2,
        "first_page": True,
        "last_page": True,
        "empty": False,
        "contents": [{"id": "1"}, {"id": "2"}],
    }
    write_page(tmp_path / "out.json", [], total=0)
    assert json.loads((tmp_path / "out.json").read_text())["empty"] is True


def test_nothing_half_is_left_behind(tmp_path):
    (tmp_path / "out.json").write_text("as it was")
    with pytest.raises(RuntimeError):
        write_page(tmp_path / "out.json", broken(), total=2)
    with pytest.raises(RuntimeError):
        write_lines(tmp_path / "out.jsonl", broken())
    with pytest.raises(RuntimeError):
        write_tables(tmp_path / "out", (("service", row) for row in broken()))
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    assert (tmp_path / "out.json").read_text() == "as it was"


def test_a_folder_is_never_written_over(tmp_path):
    (tmp_path / "out").mkdir()
    with pytest.raises(CommonwealError) as refused:
        write_tables(tmp_path / "out", [])
    assert str(refused.value) == (
        "There is already something at out. "
        "Name a folder that is not there yet, or an archive ending in .zip."
    )


def test_an_archive_takes_the_place_of_the_one_before(tmp_path):
    for _ in range(2):
        write_tables(tmp_path / "out.zip", [("service", {"id": "1", "name": "Meals"})])
    assert [path.name for path in tmp_path.iterdir()] == ["out.zip"]
