"""What was asked of the city, how it was answered, and the floor beneath the table."""

from datetime import date

import pytest

from tests.factories import mapping as made
from tests.web.mapping.conftest import TODAY
from workbench.mapping import access
from workbench.mapping.actions.requests import UnfitAnswer, answer_request, enter_request
from workbench.mapping.pages.requests import request_table_page, requests_page

ASKED = {"kind": "venue", "words": "The hall on Fridays", "asked_on": date(2026, 2, 1)}


def answer(request, person, on=TODAY):
    return answer_request(request, answer="partly", words="", answered_on=on, acting_person=person)


def test_a_request_is_answered_with_its_day(cast, club):
    request = enter_request(club, ASKED, acting_person=cast.chidi)
    answer(request, cast.asha)
    page = requests_page(cast.chidi, asked=None, today=TODAY)
    assert [line.answer for line in page.answered] == ["in part, after 58 days"]


def test_the_longest_waiting_request_stands_first(cast, kitchen):
    for day in (3, 1, 2):
        made.a_request(kitchen, words=f"request {day}", asked_on=date(2026, 1, day))
    page = requests_page(cast.asha, asked=None, today=date(2026, 1, 11))
    assert [(line.words, line.answer) for line in page.waiting] == [
        ("request 1", "waiting for 10 days"),
        ("request 2", "waiting for 9 days"),
        ("request 3", "waiting for 8 days"),
    ]


def test_an_answer_does_not_come_before_its_request(cast, club):
    request = enter_request(club, ASKED, acting_person=cast.chidi)
    with pytest.raises(UnfitAnswer) as refused:
        answer(request, cast.asha, on=date(2026, 1, 1))
    assert str(refused.value) == "The answer would come before the request. Change the day."


def test_an_answer_is_not_written_over(cast, club):
    request = answer(enter_request(club, ASKED, acting_person=cast.chidi), cast.asha)
    with pytest.raises(UnfitAnswer):
        answer(request, cast.asha)


def test_a_partner_sees_their_own_requests_alone(cast, club, kitchen):
    own, _other = made.a_request(club), made.a_request(kitchen)
    assert list(access.requests_for(cast.chidi)) == [own]
    assert not access.requests_for(cast.dana).exists()


def asked(kitchen, area, groups, times):
    """So many requests of one area for these groups."""
    for number in range(times):
        made.a_request(kitchen, area=area, groups=groups, words=str(number))


def test_a_small_cell_and_nought_are_told_alike(cast, kitchen):
    asked(kitchen, "NW", ["anti-roma"], 10)
    for area in ("SE", "SW"):
        asked(kitchen, area, ["majority"], 9)
    page = request_table_page(cast.asha)
    assert page.lede == "28 requests of all years."
    assert page.groups == ("The majority", "Roma and Sinti")
    rows = {row.area: row.cells for row in page.rows}
    assert rows["Northwest"] == ("fewer than 10", "10")
    assert rows["Southeast"] == rows["Northeast"] == ("fewer than 10", "fewer than 10")


def test_no_total_gives_a_small_cell_away(cast, kitchen):
    asked(kitchen, "NW", ["anti-roma"], 12)
    asked(kitchen, "SE", ["anti-roma"], 10)
    asked(kitchen, "SW", ["anti-roma"], 1)
    page = request_table_page(cast.asha)
    rows = {row.area: row.cells for row in page.rows}
    assert rows["Southwest"] == ("fewer than 10",)
    assert rows["Southeast"] == ("not shown",)


def test_a_request_for_several_groups_is_counted_once(cast, kitchen):
    asked(kitchen, "NW", ["anti-roma", "majority"], 10)
    page = request_table_page(cast.asha)
    assert page.groups == ("several groups",)


def test_a_request_that_was_taken_back_waits_for_nobody(cast, club):
    request = made.a_request(club, taken_back_on=date(2026, 2, 20))
    page = requests_page(cast.chidi, asked=None, today=TODAY)
    assert [line.answer for line in page.answered] == ["taken back on 20 February 2026"]
    assert page.waiting == ()
    with pytest.raises(UnfitAnswer) as refused:
        answer(request, cast.asha)
    assert str(refused.value) == "This request was taken back. There is nothing left to answer."


def test_where_every_cell_is_small_no_table_is_told(cast, kitchen):
    asked(kitchen, "NW", ["anti-roma"], 9)
    page = request_table_page(cast.asha)
    assert page.rows == ()
    assert page.none_told == (
        "In no area did a group ask 10 times or more, so nothing is told by area and group."
    )
