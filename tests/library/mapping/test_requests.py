"""Requests to the city: counted as they stand on the day, honest about those without an answer."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.mapping.requests import REQUESTS, InvalidRequests, answers
from tests.factories.reach import PACK

TODAY = date(2026, 3, 2)
AREAS = {"h1": "Hill", "h2": "Harbour"}


def request(number, *, days=None, answer="yes", ago=100, **changed):
    """One request made `ago` days ago, answered after `days` or not yet."""
    asked = TODAY - timedelta(days=ago)
    facts = {
        "request_id": str(number),
        "asked_by": "org-women",
        "kind": "venue",
        "area": None,
        "group": None,
        "asked_on": asked,
        "answered_on": None if days is None else asked + timedelta(days=days),
        "answer": None if days is None else answer,
        "withdrawn_on": None,
    }
    return {**facts, **changed}


def table(*rows):
    return pl.DataFrame(list(rows), schema=REQUESTS.schema)


def told(*rows, by="city", floor=None, today=TODAY, **more):
    return answers(table(*rows), by=by, today=today, pack=PACK, areas=AREAS, floor=floor, **more)


def test_the_usual_wait_counts_those_who_still_wait():
    rows = [request(n, days=d) for n, d in enumerate((3, 5, 8))]
    rows += [request(10, ago=6), request(11, ago=12, kind="consultation")]
    whole = told(*rows).whole
    assert (whole.asked, whole.answered, whole.waiting, whole.longest) == (5, 3, 2, 12)
    assert (whole.days.days, whole.days.low, whole.days.high) == (8, 3, None)
    assert whole.sentence == (
        "5 asked, 3 answered; half within 8 days (3 to longer). 2 without an answer, the oldest "
        "for 12 days."
    )


def test_where_most_wait_no_usual_wait_is_made_up():
    rows = [request(1, days=2), *(request(n, ago=40) for n in range(2, 6))]
    assert told(*rows).whole.sentence == (
        "5 asked, 1 answered; too many wait to say within how many days half are answered. "
        "4 without an answer, the oldest for 40 days."
    )
    assert told().whole.sentence == "Nothing was asked."


def test_what_was_taken_back_is_neither_an_answer_nor_a_wait():
    whole = told(request(1, days=4, answer="no"), request(2, withdrawn_on=TODAY)).whole
    assert (whole.answered, whole.waiting, whole.withdrawn) == (1, 0, 1)
    assert whole.answers == {"yes": 0, "partly": 0, "no": 1}
    assert "1 taken back." in whole.sentence


def test_what_was_answered_after_the_day_was_not_known_on_it():
    rows = [request(1, days=50), request(2, days=1, ago=10)]
    before = told(*rows, today=TODAY - timedelta(days=60)).whole
    assert (before.asked, before.answered, before.waiting, before.longest) == (1, 0, 1, 40)


def test_every_area_and_group_has_its_row_by_name_and_as_listed():
    rows = [request(1, area="h1", group="majority"), request(2, area="h2", group="anti-roma")]
    by_area = told(*rows, by="area").rows
    assert [(row.name, row.asked) for row in by_area] == [
        ("Harbour", 1),
        ("Hill", 1),
        ("no area named", 0),
    ]
    by_group = told(*rows, by="group").rows
    assert [row.group for row in by_group] == [*PACK.keys, None]
    assert "majority" in {row.group for row in by_group}
    both = told(*rows, by="area and group").rows
    assert len(both) == 3 * (len(PACK.keys) + 1)
    assert {row.name for row in both if row.asked} == {
        "Harbour · Roma and Sinti",
        "Hill · The majority",
    }


def public(counts, *, answered=0, sizes=None, by="area"):
    """What everybody reads of `counts` requests by area, `answered` of each answered."""
    rows = [
        request(f"{area}-{n}", area=area, days=5 if n < answered else None)
        for area, count in counts.items()
        for n in range(count)
    ]
    known = {("h1", None): 5000, ("h2", None): 4000} if sizes is None else sizes
    return told(*rows, by=by, floor=10, sizes=known)


def seen(view):
    return {row.name: row.asked for row in view.rows}


def test_a_small_count_is_hidden_with_another_so_that_the_total_tells_nothing():
    view = public({"h1": 4, "h2": 60, None: 25})
    assert seen(view) == {"Harbour": 60, "Hill": None, "no area named": None}
    assert view.whole.asked == 89
    assert view.rows[1].sentence == (
        "Not shown: below the publishing floor, or it would give such a number away."
    )
    assert seen(public({"h1": 4, "h2": 11, None: 12}))["Harbour"] is None


def test_an_area_of_unknown_or_small_size_is_hidden():
    view = public({"h1": 40, "h2": 60, None: 70}, sizes={("h1", None): 7, ("h2", None): 4000})
    assert seen(view)["Hill"] is None
    assert seen(public({"h1": 40, "h2": 60}, sizes={})) == {
        "Harbour": None,
        "Hill": None,
        "no area named": None,
    }


def test_how_they_were_answered_is_told_row_by_row_only_where_it_may_be_of_all():
    view = public({"h1": 40, "h2": 60, None: 30}, answered=15)
    assert [row.answered for row in view.rows] == [15, 15, 15]
    assert view.rows[0].days.days is None
    one_small = public({"h1": 40, "h2": 60, None: 17}, answered=15)
    assert [row.answered for row in one_small.rows] == [None, None, None]
    assert one_small.rows[0].sentence == "60 asked. How they were answered is not shown."
    assert one_small.whole.answered == 45


def test_who_waits_longest_is_for_the_desk():
    view = public({"h1": 40, "h2": 60, None: 30}, answered=15)
    assert {row.longest for row in (*view.rows, view.whole)} == {None}
    assert view.caveats[-1].startswith("Publish one breakdown and stay with it")


def test_fewer_than_the_floor_in_all_are_not_told_at_all():
    view = public({"h1": 5})
    assert (view.whole.asked, set(seen(view).values())) == (None, {None})


@given(
    hill=st.integers(0, 45), harbour=st.integers(0, 45), none=st.integers(0, 45),
    answered=st.integers(0, 45),
)  # fmt: skip
def test_in_public_no_small_number_stands_and_no_total_leaves_one(hill, harbour, none, answered):
    view = public({"h1": hill, "h2": harbour, None: none}, answered=answered)
    rows = [*view.rows, view.whole]
    for row in rows:
        for n in (row.asked, row.answered, row.waiting, row.withdrawn):
            assert n is None or n >= 10
        if row.answered is not None:
            assert row.asked - row.answered >= 10
    hidden = [row for row in view.rows if row.asked is None]
    assert len(hidden) != 1 or view.whole.asked is None
    told_apart = {row.answered is None for row in view.rows}
    assert len(told_apart) == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (request(1, kind="money"), "The request 1 asks for none of the known kinds."),
        (request(1, days=-3), "The request 1 was answered before it was asked."),
        (request(1, answer=None, days=3), "The request 1 has an answer without a day, or a day"),
        (request(1, answer="perhaps", days=3), "The request 1 has an answer that is none of the"),
        (request(1, area="x"), "The request 1 names an area that is not known here."),
        (
            request(1, withdrawn_on=date(2020, 1, 1)),
            "The request 1 was taken back before it was asked.",
        ),
    ],
)
def test_a_request_that_contradicts_itself_is_refused(row, message):
    with pytest.raises(InvalidRequests) as refused:
        told(row)
    assert refused.value.message.startswith(message)
    assert refused.value.fields["request"] == "1"
    with pytest.raises(InvalidRequests, match="The request 7 stands in the table twice"):
        told(request(7), request(7))
