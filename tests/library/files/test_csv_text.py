"""Delimited text: what each row holds, and what is said of a row that cannot be read."""

import gzip

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.errors import UnreadableFile
from commonweal.core.raw import Reading
from commonweal.files import csv_text
from commonweal.files.csv_text import read_csv_text
from tests.factories.tables import rows_of


@pytest.fixture
def written(tmp_path):
    def write(content, name="town.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(written):
    path = written("a,b\n1,x\n\n2,y\n")
    assert rows_of(path) == [(2, None, None, "1", "x"), (4, None, None, "2", "y")]


def test_empty_cells_are_null_whether_quoted_or_not(written):
    path = written('a,b,c\n,"",3\n')
    assert rows_of(path) == [(2, None, None, None, None, "3")]


def test_quotes_hold_delimiters_line_breaks_and_doubled_quotes(written):
    path = written('a,b\n"1,2","say ""no""\nagain"\n')
    assert rows_of(path) == [(2, None, None, "1,2", 'say "no"\nagain')]


def test_windows_line_ends_do_not_stick_to_the_last_cell(written):
    assert rows_of(written('a,b\r\n1,2\r\n3,"4"\r\n')) == [
        (2, None, None, "1", "2"),
        (3, None, None, "3", "4"),
    ]


def test_line_ends_of_old_macs_are_read(written):
    assert rows_of(written("a,b\r1,2\r3,4\r")) == [
        (2, None, None, "1", "2"),
        (3, None, None, "3", "4"),
    ]


def test_ragged_rows_come_along_with_their_problem(written):
    path = written("a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n1,2,3\n")
    assert [row[:3] for row in rows_of(path)] == [
        (2, "too-few-cells", "c"),
        (3, "too-many-cells", "c"),
        (4, None, None),
        (5, None, None),
    ]


def test_one_forgotten_quote_costs_one_row_and_not_the_rest_of_the_file(written):
    path = written('a,b\n1,"open\n2,fine\n3,"closed, here"\n4,last\n')
    assert rows_of(path) == [
        (2, "unclosed-quote", "b", "1", None),
        (3, None, None, "2", "fine"),
        (4, None, None, "3", "closed, here"),
        (5, None, None, "4", "last"),
    ]


def test_text_after_a_closing_quote_is_refused_not_guessed(written):
    assert [row[:3] for row in rows_of(written('a,b\n"x"y,2\n3,4\n'))] == [
        (2, "unclosed-quote", "a"),
        (3, None, None),
    ]


def test_zero_bytes_refuse_their_row_only(written):
    assert [row[:3] for row in rows_of(written(b"a,b\n1,\x002\n3,4\n"))] == [
        (2, "zero-bytes", "b"),
        (3, None, None),
    ]


def test_a_row_of_two_megabytes_is_refused_and_the_next_one_read(written):
    path = written("a,b\n1," + "x" * 2_000_000 + "\n3,4\n")
    assert rows_of(path) == [(2, "row-too-long", "b", None, None), (3, None, None, "3", "4")]


def test_a_cell_of_a_hundred_megabytes_is_never_held_in_memory(written, monkeypatch):
    path = written(b"")
    with path.open("wb") as out:
        out.write(b'a,b\n1,"')
        for _ in range(100):
            out.write(b"x" * 1_000_000)
        out.write(b'"\n3,4\n')
    held = []
    fill = csv_text._Stream.fill

    def watched(self, at_least=csv_text.STRETCH_BYTES):
        held.append(len(fill(self, at_least)))
        return self.buffer

    monkeypatch.setattr(csv_text._Stream, "fill", watched)
    assert [row[:3] for row in rows_of(path)] == [(2, "row-too-long", "b"), (3, None, None)]
    assert max(held) <= csv_text.STRETCH_BYTES + 2_000_000


@pytest.mark.parametrize(
    ("encoding", "notice"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", ["town.csv was read as utf-16."]),
        ("utf-16-le", ["town.csv was read as utf-16-le."]),
        (
            "cp1252",
            [
                "town.csv is not UTF-8. It was read as cp1252 (Western European); check that "
                "accented letters look right."
            ],
        ),
    ],
)
def test_encodings_are_found_and_an_assumption_is_told(written, encoding, notice):
    path = written("Straße,n\nKöln,1\n".encode(encoding))
    raw = read_csv_text(path, reading=Reading())
    assert raw.columns == ("Straße", "n")
    assert rows_of(path) == [(2, None, None, "Köln", "1")]
    assert [one.sentence for one in raw.notices] == notice


def test_a_declared_encoding_that_does_not_fit_is_refused(written):
    with pytest.raises(UnreadableFile) as refused:
        read_csv_text(written("ö,n\n".encode("cp1252")), reading=Reading(encoding="utf-8"))
    assert str(refused.value) == (
        "town.csv is not written in utf-8. "
        "Save it as UTF-8, or name its encoding in [reading] of the profile."
    )


@pytest.mark.parametrize("declared", ["klingon", "hex", "rot13", ""])
def test_an_encoding_that_does_not_exist_is_refused(written, declared):
    with pytest.raises(UnreadableFile) as refused:
        read_csv_text(written("a,n\n"), reading=Reading(encoding=declared))
    assert refused.value.code == "unknown-encoding"


@pytest.mark.parametrize(
    ("mark", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")]
)
def test_another_delimiter_is_found_and_told(written, mark, name):
    path = written(f"a{mark}b\n1{mark}2,5\n")
    assert rows_of(path) == [(2, None, None, "1", "2,5")]
    raw = read_csv_text(path, reading=Reading())
    assert [one.sentence for one in raw.notices] == [
        f"The columns of town.csv are separated by {name}."
    ]


def test_the_header_may_stand_below_a_title(written):
    path = written("Hate crimes 2024\n\na,b\n1,2\n")
    assert rows_of(path, header_row=3) == [(4, None, None, "1", "2")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "town.csv is empty."),
        (b"\n \r\n", "town.csv is empty."),
        (
            b"a,b,a\n1,2,3\n",
            "town.csv, row 1: the column “a” stands in the header 2 times (columns 1, 3).",
        ),
        (b",,\n1,2,3\n", "town.csv, row 1: the header is blank."),
        (b'a,"b\n1,2\n', "town.csv, row 1: a double quote in the header is not closed."),
        (
            b"PK\x03\x04rest",
            "town.csv is not a text table: it begins like a zip archive or a workbook.",
        ),
        (
            bytes(range(256)),
            "town.csv is not a text table: 28 of its first 256 bytes are control characters.",
        ),
        (
            b"x" * 1_000_100,
            "town.csv, row 1: this line is longer than 1 MB, so it is no header.",
        ),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(written, content, message):
    with pytest.raises(UnreadableFile) as refused:
        read_csv_text(written(content), reading=Reading())
    assert refused.value.message == message
    assert refused.value.remedy


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    messages = []
    for name in ("none.csv", "folder.csv"):
        with pytest.raises(UnreadableFile) as refused:
            read_csv_text(tmp_path / name, reading=Reading())
        messages.append(refused.value.message)
    assert messages == ["none.csv does not exist.", "folder.csv is a folder."]


def test_packed_text_is_read_whatever_its_name(written):
    path = written(gzip.compress(b"a,b\n1,2\n"), name="packed.csv")
    assert rows_of(path) == [(2, None, None, "1", "2")]


def test_a_truncated_archive_is_refused(written):
    whole = gzip.compress(b"a,b\n" + b"1,2\n" * 50_000)
    with pytest.raises(UnreadableFile) as refused:
        read_csv_text(written(whole[: len(whole) // 2], name="town.csv.gz"), reading=Reading())
    assert str(refused.value) == (
        "town.csv.gz is cut off: the gzip archive ends too early. "
        "Copy or download it again; its size will be larger than now."
    )


def test_a_damaged_archive_is_refused(written):
    whole = bytearray(gzip.compress(b"a,b\n" + b"1,2\n" * 50_000))
    whole[40] ^= 0xFF
    with pytest.raises(UnreadableFile) as refused:
        read_csv_text(written(bytes(whole), name="town.csv.gz"), reading=Reading())
    assert refused.value.message == "town.csv.gz is a damaged gzip archive."


def test_only_the_columns_asked_for_are_carried(written):
    path = written("a,b,c\n1,2,3\n")
    assert rows_of(path, columns=["c", "a"]) == [(2, None, None, "3", "1")]


def test_progress_ends_at_the_whole(written):
    told = []
    raw = read_csv_text(written("a,b\n" + "1,2\n" * 9), reading=Reading())
    list(raw.batches(progress=lambda done, whole: told.append((done, whole))))
    assert told[-1] == (40, 40)


def test_stretches_join_without_a_seam(written, monkeypatch):
    text = "a,b\n" + "".join(f'{n},"x, {n}"\n' for n in range(500))
    path = written(text)
    whole = rows_of(path)
    monkeypatch.setattr(csv_text, "STRETCH_BYTES", 64)
    monkeypatch.setattr("commonweal.files.survey.BLOCK_BYTES", 50)
    assert rows_of(path) == whole
    assert [row[0] for row in whole] == list(range(2, 502))


PIECES = st.lists(
    st.sampled_from(
        ['"', ",", "\n", "\r\n", '""', "a", "é", " ", '",', ',"', "\x00", '"\n"', "\r"]
    ),
    max_size=30,
)


@given(pieces=PIECES)
def test_reading_in_bulk_and_row_by_row_agree(tmp_path_factory, pieces):
    path = tmp_path_factory.mktemp("text") / "town.csv"
    path.write_bytes(b"p,q\n" + "".join(pieces).encode())
    in_bulk = rows_of(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_text, "_sound_stretch", lambda *_: None)
        assert rows_of(path) == in_bulk


@pytest.mark.shared_data
@pytest.mark.parametrize(
    "name",
    [
        "nypd_hate_crimes_2019-01_2022-12.csv",
        "london_mps_hate_special_crime_borough_monthly_2010-04_2018-12.csv",
        "germany_arvig_2014_2017.csv.gz",
    ],
)
def test_real_files_hold_what_polars_alone_reads_in_them(shared_data, name):
    path = shared_data / "incidents" / name
    ours = pl.concat(read_csv_text(path, reading=Reading()).batches())
    packed = path.read_bytes()
    text = gzip.decompress(packed) if name.endswith(".gz") else packed
    alone = pl.read_csv(text, infer_schema=False).with_columns(pl.all().replace("", None))
    assert ours.drop("_row", "_problem", "_at").equals(alone)
    assert ours["_problem"].null_count() == ours.height
