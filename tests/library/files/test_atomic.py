"""Replacing a file in one step."""

import threading

import pytest

from commonweal.files.atomic import folder_lock, replace_text


def test_the_new_words_stand_in_the_place_of_the_old(tmp_path):
    path = tmp_path / "a.txt"
    replace_text(path, "one")
    path.chmod(0o600)
    replace_text(path, "zwei – drei")
    assert path.read_text(encoding="utf-8") == "zwei – drei"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_write_that_fails_leaves_the_old_words_and_nothing_else(tmp_path):
    path = tmp_path / "a.txt"
    replace_text(path, "one")
    with pytest.raises(UnicodeEncodeError):
        replace_text(path, "\ud800")
    (tmp_path / "b").mkdir()
    with pytest.raises(IsADirectoryError):
        replace_text(tmp_path / "b", "words for a folder")
    assert path.read_text() == "one"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "b"]


def test_two_writers_in_one_folder_wait_for_each_other(tmp_path):
    order = []

    def second():
        with folder_lock(tmp_path):
            order.append("second")

    with folder_lock(tmp_path):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(timeout=0.2)
        assert waiting.is_alive()
        order.append("first")
    waiting.join(timeout=5)
    assert order == ["first", "second"]
