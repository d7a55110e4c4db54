"""Whatever bytes arrive, a reader answers with rows or with a CommonwealError, and nothing else."""

import gzip
import io
import json

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commonweal.core.errors import CommonwealError
from commonweal.files.tabular import read_raw

CSV = b'id,day,label\n1,2021-05-17,"a, b"\n2,2021-06,"say ""no"""\n'
GEOJSON = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"id": 1},
                "geometry": {"type": "Point", "coordinates": [4.4, 51.2]},
            }
        ],
    }
).encode()


def an_xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in (("id", "day"), (1, "2021-05-17"), (2.5, None)):
        book.active.append(row)
    book.active.merge_cells("A3:B3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WHOLE = {
    "town.csv": CSV,
    "town.csv.gz": gzip.compress(CSV),
    "town.geojson": GEOJSON,
    "town.xlsx": an_xlsx(),
}
CHANGES = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 3), st.binary(max_size=6)), max_size=8
)


def read_all(path):
    """Rows, or the message; anything else is a failure of the reader."""
    try:
        return sum(batch.height for batch in read_raw(path).batches())
    except CommonwealError as error:
        assert error.message
        assert error.remedy
        return error.message


def changed(whole: bytes, changes) -> bytes:
    """`whole` with bytes replaced, put in, taken out, or the end cut off."""
    for place, how, new in changes:
        at = place % (len(whole) + 1)
        rest = {0: at + len(new), 1: at, 2: at + 3, 3: len(whole)}[how]
        whole = whole[:at] + new + whole[rest:]
    return whole


@pytest.mark.parametrize("name", [*WHOLE, "town.xls", "town.ods", "town.tsv"])
@given(content=st.binary(max_size=400))
@example(content=b"\xff\xfea\x00")
@example(content=b"\xff\xfe\x00\x00a")
@example(content=b"a\r")
@example(content=b'"')
def test_random_bytes(tmp_path_factory, name, content):
    path = tmp_path_factory.mktemp("fuzz") / name
    path.write_bytes(content)
    read_all(path)


@pytest.mark.parametrize("name", list(WHOLE))
@given(changes=CHANGES)
def test_real_files_with_a_few_changed_bytes(tmp_path_factory, name, changes):
    path = tmp_path_factory.mktemp("fuzz") / name
    path.write_bytes(changed(WHOLE[name], changes))
    read_all(path)


@pytest.mark.parametrize("name", list(WHOLE))
def test_the_whole_files_are_read(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(WHOLE[name])
    assert read_all(path) == {"town.geojson": 1}.get(name, 2)
