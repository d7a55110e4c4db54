"""How wide names are, and how they are broken."""

import pytest

from workbench.core.pictures.lettering import broken, shortened, text_width


def test_wide_letters_are_wider_than_narrow_ones():
    assert text_width("mmm", 12) > text_width("nnn", 12) > text_width("iii", 12)


def test_accents_take_no_room_and_full_letters_take_a_whole_em():
    assert text_width("café", 12) == text_width("cafe", 12)
    assert text_width("日本", 10) >= 20


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Harbour library", ("Harbour library",)),
        ("Harbour mosque and sports group", ("Harbour mosque", "and sports group")),
        ("Library", ("Library",)),
        ("", ("",)),
    ],
)
def test_a_name_stands_in_as_few_even_lines_as_fit(name, lines):
    assert broken(name, em=10) == lines


def test_a_word_that_is_too_long_ends_in_dots():
    assert broken("Nachbarschaftshilfeverein", em=8) == ("Nachbarscha…",)
    assert text_width(shortened("Nachbarschaftshilfeverein", em=8), 1) <= 8
