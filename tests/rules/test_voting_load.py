"""The measurement of five hundred voters counts what is lost, missing and kept twice."""

import pytest

from benchmarks.measurements.voting_load import STATEMENTS, Evening, figures_of
from benchmarks.voting_crowd import NotAnswered, Voter, _place, _whole

ROWS = [("a", s, 1) for s in range(STATEMENTS)] + [("b", s, -1) for s in range(STATEMENTS)]


def voter(code, value, **changed):
    told = dict.fromkeys(range(STATEMENTS), value)
    facts = {"code": code, "told": told, "waits": [0.1] * STATEMENTS, "at_the_end": True}
    return Voter(**{**facts, **changed})


def evening(rows=ROWS, shown=2 * STATEMENTS, **second):
    return Evening(
        voters=[voter("a", 1), voter("b", -1, **second)],
        rows=rows,
        shown=shown,
        killed=2,
        prints={"a": "a", "b": "b"},
    )


def missed(one):
    return {f.name.removeprefix("x: ") for f in figures_of("x", one) if f.reached is False}


def test_an_evening_where_all_was_kept_reaches_every_goal():
    assert missed(evening()) == set()


@pytest.mark.parametrize(
    ("one", "names"),
    [
        (evening(ROWS[:-1], 11), {"of these lost, or kept otherwise"}),
        (evening([*ROWS[:-1], ("b", 5, 0)]), {"of these lost, or kept otherwise"}),
        (evening([*ROWS, ("b", 5, -1)]), {"votes kept twice"}),
        (evening(shown=13), {"votes by which the shown totals differ"}),
        (evening(at_the_end=False, ended_by="door"), {"voters who came to the end"}),
    ],
)
def test_what_is_not_as_it_was_answered_is_found(one, names):
    assert names <= missed(one)


def test_a_vote_without_an_answer_is_missed_where_its_voter_came_to_the_end():
    told = dict.fromkeys(range(STATEMENTS - 1), -1)
    kept = evening(told=told)
    assert (kept.lost, kept.unasked) == (0, 0)
    gone = evening(ROWS[:-1], 11, told=told)
    assert (gone.lost, gone.unasked) == (0, 1)


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 200 OK\r\n\r\nbody", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbody"],
)
def test_an_answer_that_ends_in_the_middle_is_none(answer):
    with pytest.raises(NotAnswered, match="bytes and no more"):
        _whole(answer)


def test_only_an_answer_that_leads_on_is_one():
    assert _place(302, "HTTP/1.1 302 Found\r\nLocation: /open/x/", "") == "/open/x/"
    with pytest.raises(NotAnswered, match="answer 500"):
        _place(500, "HTTP/1.1 500 Oh\r\nLocation: /open/x/", "")
