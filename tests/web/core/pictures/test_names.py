"""Where an area's name fits on the map."""

import shapely

from workbench.core.pictures.names import place_name


def test_a_name_stands_inside_its_area():
    place = place_name("Harbour", shapely.box(0, 0, 100, 40))
    assert (place.x, place.y) == (50, 20)
    assert place.room > 1


def test_a_name_that_does_not_fit_yet_says_how_much_room_it_has():
    assert place_name("Harbour", shapely.box(0, 0, 25, 25)).room < 1


def test_two_words_stand_in_two_lines_where_that_gives_more_room():
    assert place_name("Castle Hill", shapely.box(0, 0, 50, 50)).lines == ("Castle", "Hill")
    assert place_name("Castle Hill", shapely.box(0, 0, 300, 20)).lines == ("Castle Hill",)


def test_a_bent_area_has_its_name_in_its_wide_arm():
    bent = shapely.union(shapely.box(0, 0, 10, 100), shapely.box(0, 80, 100, 100))
    place = place_name("Quay", bent)
    assert place.y > 80


def test_an_area_too_thin_for_any_name_has_none():
    assert place_name("A very long name indeed", shapely.box(0, 0, 100, 0.5)) is None
