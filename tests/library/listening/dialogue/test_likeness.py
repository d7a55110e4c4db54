"""Texts that are nearly the same, by hand and in several scripts."""

import pytest

from commonweal.listening.dialogue.likeness import nearest


def test_likeness_by_hand():
    # abc, bcd, cde beside abc, bcd, cdx: two in common of four.
    place, alike = nearest(["abcde"], ["zzzzz", "abcdx"])
    assert (place.tolist(), alike.tolist()) == ([1], [0.5])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("More benches!", "more  BENCHES"),
        ("المزيد من المقاعد", "المزيد من المقاعد."),
        ("Больше скамеек", "больше скамеек!"),
        ("もっとベンチを", "もっとベンチを。"),
        ("Ｍｏｒｅ benches", "More benches"),
        ("¿Más bancos?", "más bancos"),
    ],
)
def test_case_and_signs_say_nothing_in_any_script(one, other):
    assert nearest([one], [other])[1].tolist() == [1.0]


def test_nothing_is_like_nothing():
    assert nearest([], ["a"])[0].tolist() == []
    place, alike = nearest(["More benches", "?!"], [])
    assert (place.tolist(), alike.tolist()) == ([-1, -1], [0, 0])
    assert nearest(["?!"], ["More benches"])[1].tolist() == [0]
