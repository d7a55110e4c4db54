"""Rooms that exist appear; those that do not show nothing and promise nothing."""

import pytest
from django.utils.html import format_html

from workbench.core import rooms
from workbench.core.rooms import (
    PrintedPart,
    Room,
    panels,
    printed_panels,
    register_panel,
    register_room,
    rooms_for,
)


@pytest.fixture(autouse=True)
def empty_house(monkeypatch):
    """A house without rooms."""
    monkeypatch.setattr(rooms, "_rooms", {})
    monkeypatch.setattr(rooms, "_panels", {})
    monkeypatch.setattr(rooms, "_printed", {})


def room(word, *roles):
    """A room for these roles."""
    return Room(word=word, label=word.title(), url_name="health", roles=frozenset(roles))


def test_the_menu_keeps_the_order_of_the_round():
    register_room(room("mapping", "analyst"))
    register_room(room("brief", "analyst"))
    assert [one.word for one in rooms_for("analyst")] == ["brief", "mapping"]


def test_a_room_is_shown_to_its_roles_only():
    register_room(room("listening", "analyst"))
    assert rooms_for("operator") == ()


def test_a_word_that_is_not_of_this_house_is_refused():
    with pytest.raises(ValueError, match="dashboards is not a word of this house"):
        register_room(room("dashboards", "analyst"))


def test_without_rooms_a_place_holds_nothing():
    assert panels("brief") == []


def test_a_panel_is_built_from_the_context_and_one_with_nothing_to_say_is_left_out():
    register_panel("brief", lambda *, area: format_html("<p>{}</p>", area))
    register_panel("brief", lambda **_: None)
    assert panels("brief", area="Harbour") == ["<p>Harbour</p>"]


def test_registering_a_panel_twice_shows_it_once():
    def panel(**_):
        return format_html("<p>{}</p>", "once")

    register_panel("brief", panel)
    register_panel("brief", panel)
    assert panels("brief") == ["<p>once</p>"]


def test_a_panel_has_a_form_for_paper_only_where_its_room_gives_one():
    part = PrintedPart(heading="Strengths", lists=(("Near", ("Warm supper",)),))
    register_panel("brief", lambda **_: format_html("<p></p>"), printed=lambda **_: part)
    register_panel("brief", lambda **_: format_html("<p></p>"))
    register_panel("brief", lambda **_: None, printed=lambda **_: None)
    assert printed_panels("brief") == [part]
    assert printed_panels("signal") == []
