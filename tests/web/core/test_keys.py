"""The keys of a city: private, made once, and missed in plain words."""

import pytest

from workbench.core.keys import MissingKey, create_keys, read_key


def test_keys_may_be_read_by_their_owner_only(tmp_path):
    made = create_keys(tmp_path / "keys")
    assert {path.name for path in made} == {"secret.key", "words.key"}
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_keys_that_are_there_are_kept(tmp_path):
    create_keys(tmp_path)
    before = read_key(tmp_path, "words.key")
    assert create_keys(tmp_path) == []
    assert read_key(tmp_path, "words.key") == before


def test_a_missing_key_is_named_with_what_to_do(tmp_path):
    with pytest.raises(MissingKey) as missed:
        read_key(tmp_path, "words.key")
    assert str(missed.value) == (
        f"The city's key file {tmp_path}/words.key is missing, empty or may not be read. "
        "Put the keys back from their own backup, and let only the account that runs the "
        "workbench read them."
    )


def test_an_empty_key_file_is_a_missing_key(tmp_path):
    (tmp_path / "words.key").write_bytes(b"\n")
    with pytest.raises(MissingKey):
        read_key(tmp_path, "words.key")
