"""Parquet files are read like any other table: text, row by row."""

import polars as pl
import pytest

from commonweal.core.errors import UnreadableFile
from commonweal.core.lineage import Lineage
from commonweal.files.strengths import write_strengths_csv, write_strengths_parquet
from commonweal.files.tabular import read_raw
from tests.factories.strengths import entry, gathered, shipped, strengths

FULL = strengths(
    entry(
        1,
        serves=("majority", "disability"),
        needs=(),
        languages=("en", "ur"),
        lat=51.5,
        lon=0.25,
        neutral_place=True,
        confidential=True,
        capacity=12.0,
    ),
    entry(2),
)


def test_values_become_text_lists_words_between_bars(tmp_path):
    table = pl.DataFrame({"id": [7, None], "keys": [["a", "b"], []], "yes": [True, False]})
    table.write_parquet(tmp_path / "t.parquet")
    raw = read_raw(tmp_path / "t.parquet")
    assert raw.columns == ("id", "keys", "yes")
    (batch,) = raw.batches(["yes", "keys", "id"])
    assert batch.rows() == [
        (2, None, None, "true", "a|b", "7"),
        (3, None, None, "false", None, None),
    ]


def test_a_broken_file_is_told(tmp_path):
    (tmp_path / "t.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(UnreadableFile) as refused:
        read_raw(tmp_path / "t.parquet")
    assert str(refused.value) == (
        "t.parquet is no whole Parquet file. Copy it again, or export it as CSV."
    )


@pytest.mark.parametrize("name", ["t.parquet", "t.csv"])
def test_our_own_files_come_back_as_they_were(tmp_path, name):
    lineage = Lineage(method="test", version="1")
    path = tmp_path / name
    if name.endswith(".csv"):
        write_strengths_csv(path, FULL)
    else:
        write_strengths_parquet(path, FULL, lineage=lineage)
        assert "test" in pl.read_parquet_metadata(path)["commonweal"]
    found = gathered(path, shipped("strengths"))
    assert found.refused.is_empty()
    expected = FULL.with_columns(pl.col("serves").list.sort())
    assert found.strengths.equals(expected)
