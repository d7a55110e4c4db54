"""The file of one relation: TOML or JSON, or a refusal that says where."""

import pytest

from commonweal.core.errors import UnreadableFile
from commonweal.files.relations import read_relation_file
from commonweal.files.toml import LARGEST_FILE_BYTES


def test_toml_and_json_hold_the_same(tmp_path):
    (tmp_path / "a.toml").write_text('id = "a"\n[community]\nname = "Harbour"\n')
    (tmp_path / "a.json").write_text('\ufeff{"id": "a", "community": {"name": "Harbour"}}')
    assert read_relation_file(tmp_path / "a.toml") == read_relation_file(tmp_path / "a.json")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", b'{"id": "a",\n "on": }', "a.json is not valid JSON: line 2, column 8. Mend"),
        ("a.json", b'{"id": "\xff"}', "a.json is not valid JSON: it is not UTF-8 text. Mend"),
        ("a.json", b"[" * 200_000, "a.json is not valid JSON: it is too deep. Mend that place;"),
        ("a.json", b"[1]", "a.json holds no object. Write one object with id, community,"),
        ("a.json", b" " * (LARGEST_FILE_BYTES + 1), "a.json is 4 MB long, which no relation is."),
        ("a.toml", b"id = ", "a.toml is not valid TOML"),
        ("a.csv", b"id\n", "a.csv is neither a .toml nor a .json file. Write the relation as TOML"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as fault:
        read_relation_file(tmp_path / name)
    assert str(fault.value).startswith(words)


@pytest.mark.parametrize("name", ["a.json", "a.toml"])
def test_a_file_that_is_not_there_is_said(tmp_path, name):
    with pytest.raises(UnreadableFile, match=r"a\.(json cannot be opened|toml\.)"):
        read_relation_file(tmp_path / name)
