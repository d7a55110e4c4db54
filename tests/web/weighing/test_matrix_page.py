"""What raters said: the picture, what stands out, who asks for a word, what moved."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import signed_in
from tests.factories import weighing as made
from tests.factories import weighing_rounds as rounds
from workbench.weighing.actions.rounds import withdraw_rater


def text(answer):
    return " ".join(answer.content.decode().split())


def matrix(person, found, asked=""):
    return signed_in(person).get(reverse("weighing-matrix", args=[found.pk]) + asked)


def said(cast, effects, **more):
    """The picture's cell of one round in which raters said these effects."""
    found = rounds.a_round()
    rounds.asked(found, effects, **more)
    page = matrix(cast.hanna, found).context["page"]
    return page.pictures[0].rows[0].cells[0]


def test_an_empty_round_says_so(cast):
    assert "Nobody has said anything" in text(matrix(cast.hanna, rounds.a_round()))


@pytest.mark.parametrize(
    ("effects", "look", "sign", "word"),
    [
        ([3, 2, -3, -2], "camps", "⇅", "two camps"),
        ([2, 2, 2, 1], "better2", "▲", "likely better"),
        ([-3, -3, -3, -3], "worse3", "▼", "likely worse"),
        ([0, 0, 0, 0], "even", "=", "no effect expected"),
        ([1, 2], "silent", "…", "too few judged"),
        ([None, None], "silent", "?", "nobody could judge"),
        ([2, 0, 2, 0], "sides", "≠", "departments +2, communities 0"),
    ],
)
def test_a_field_says_the_same_by_look_sign_and_word(cast, effects, look, sign, word):
    cell = said(cast, effects)
    assert (cell.look, cell.sign, cell.said) == (look, sign, word)


def test_a_field_shows_the_middle_and_how_many(cast):
    cell = said(cast, [-2, -2, -1, None])
    assert cell.middle == "−2"
    assert cell.counted == "3 judged, 1 don’t know"


def test_camps_are_listed_first_and_their_middle_is_no_effect(cast):
    found = rounds.a_round()
    rounds.asked(found, [3, 2, -3, -2])
    rounds.asked(found, [2, 2, 2, 2], group="anti-roma")
    page = matrix(cast.hanna, found).context["page"]
    assert [one.heading for one in page.findings] == ["two camps · 1", "likely better · 1"]
    (line,) = page.findings[0].lines
    assert line.middle.startswith("0 ")


def test_departments_stand_beside_communities(cast):
    found = rounds.a_round()
    rounds.asked(found, [2, -1, 2, -1])
    assert "departments +2, communities −1" in text(matrix(cast.hanna, found))


def test_cells_that_nobody_could_judge_and_cells_without_an_answer_are_two_things(cast):
    found = rounds.a_round()
    rounds.asked(found, [None, None])
    page = matrix(cast.hanna, found).context["page"]
    assert [one.heading for one in page.findings] == ["nobody could judge · 1"]
    assert len(page.silent) == 5


def test_the_field_is_narrowed_to_where_results_are_likely(cast):
    found = rounds.a_round()
    rounds.asked(found, [2, 2, 2, 2])
    rounds.asked(found, [0, 0, 0, 0], factor="trust")
    wide = matrix(cast.hanna, found).context["page"]
    narrow = matrix(cast.hanna, found, "?only=further").context["page"]
    assert len(wide.pictures[0].rows) == 3
    (row,) = narrow.pictures[0].rows
    assert [cell.said for cell in row.cells] == ["likely better"]
    assert "Where results are likely: 1 cells" in text(matrix(cast.hanna, found))
    assert len(narrow.table) == 2


def test_where_nothing_is_likely_the_narrow_field_says_so(cast):
    found = rounds.a_round()
    rounds.asked(found, [0, 0, 0])
    assert "In no cell is an effect likely" in text(matrix(cast.hanna, found, "?only=further"))


def test_one_rater_is_one_opinion(cast):
    found = rounds.a_round()
    rounds.asked(found, [2])
    assert "this is one opinion" in text(matrix(cast.hanna, found))


def test_answers_that_never_differ_are_told(cast):
    found = rounds.a_round()
    rounds.asked(found, [3, 3, 3])
    page = text(matrix(cast.hanna, found))
    assert "No answer differs from another" in page
    assert "Agreement over all cells cannot be told" in page


def test_a_rater_who_answers_everything_alike_is_named_and_kept(cast):
    groups = ["majority", "anti-roma"]
    factors = ["isolation", "housing-cost", "trust", "contact"]
    found = rounds.a_round(made.a_proposal(factors=factors, groups=groups))
    for factor in factors:
        for group in groups:
            rounds.asked(found, [3], factor=factor, group=group)
    page = text(matrix(cast.hanna, found))
    assert "Rater 1 gave one answer to all 8 cells: “+3 much better”. All of it is kept" in page
    assert "1 judged" in page


def test_contradictory_answers_are_named(cast):
    found = rounds.a_round()
    rounds.asked(found, [None], sureness=4)
    assert "Certain, and does not know: Rater 1 (1 cell). All of it is kept" in text(
        matrix(cast.hanna, found)
    )


def test_agreement_is_told_with_its_range(cast):
    factors = ["isolation", "housing-cost", "trust", "contact", "polarisation"]
    found = rounds.a_round(made.a_proposal(factors=factors))
    for at, factor in enumerate(factors):
        for group in found.groups:
            rounds.asked(found, [at - 2, at - 2, at - 1], factor=factor, group=group)
    page = text(matrix(cast.hanna, found))
    assert "Krippendorff’s alpha" in page
    assert "over 10 cells" in page


@pytest.fixture
def two_rounds(db):
    """Three raters of the first round; two of them spoke again."""
    first = rounds.a_closed_round()
    rounds.asked(first, [3, -1, -3])
    second = rounds.a_round(first.proposal, 2)
    rounds.asked(second, [1, -1])
    return first, second


def test_what_moved_between_the_rounds_is_told_with_its_caveat(cast, two_rounds):
    answer = matrix(cast.hanna, two_rounds[1])
    (line,) = answer.context["page"].moves
    assert (line.middle, line.both, line.nearer, line.farther) == ("+1 → 0", "2", "1", "0")
    assert "that alone makes nothing truer" in text(answer)
    assert matrix(cast.hanna, two_rounds[0]).context["page"].moves == ()


def test_the_last_word_of_everybody_keeps_who_stayed_silent(cast, two_rounds):
    page = matrix(cast.hanna, two_rounds[1], "?told=last").context["page"]
    cell = page.pictures[0].rows[0].cells[0]
    assert cell.counted == "3 judged"
    alone = matrix(cast.hanna, two_rounds[1]).context["page"]
    assert alone.pictures[0].rows[0].cells[0].counted == "2 judged"
    assert [chip.is_here for chip in page.chips] == [False, False, True]
    assert "its first answer does" in page.whose
    assert "Only what was said again" in alone.whose


def test_who_was_withdrawn_does_not_count_and_is_told(cast):
    found = rounds.a_round()
    one, *_others = rounds.asked(found, [3, -1])
    withdraw_rater(one, acting_person=cast.hanna, now=timezone.now())
    page = text(matrix(cast.hanna, found))
    assert "1 judgement of raters who were withdrawn is kept and does not count." in page
    assert "1 judged" in page


def cell_page(person, found, asked="", **more):
    key = {**rounds.CELL, **more}
    address = reverse("weighing-matrix-cell", args=[found.pk, *key.values()])
    return signed_in(person).get(address + asked)


def test_a_cell_shows_every_answer_with_what_it_rests_on(cast):
    found = rounds.a_round()
    rounds.asked(found, [-2], evidence="A study", grade="B2", comment="<b>Rents</b>", sureness=3)
    page = text(cell_page(cast.hanna, found))
    for told in ("Rater 1", "−2 worse", "rather sure", "A study", "B2", "&lt;b&gt;Rents"):
        assert told in page


def test_a_cell_counts_each_step_by_side(cast):
    found = rounds.a_round()
    rounds.asked(found, [1, 1, 1, -2])
    bars = {bar.name: bar for bar in cell_page(cast.hanna, found).context["page"].bars}
    assert bars["+1 a little better"].count == "3"
    assert bars["+1 a little better"].sides == "2 departments, 1 community"
    assert bars["−2 worse"].width == 33


def test_a_cell_of_the_last_words_shows_one_answer_a_rater(cast, two_rounds):
    answers = cell_page(cast.hanna, two_rounds[1], "?told=last").context["page"].answers
    assert [(one.rater, one.effect[:2]) for one in answers] == [
        ("Rater 2", "−1"),
        ("Rater 1", "+1"),
        ("Rater 3", "−3"),
    ]


def test_a_cell_without_an_answer_is_not_there(cast):
    found = rounds.a_round()
    assert cell_page(cast.hanna, found).status_code == 404


def test_raters_are_on_no_open_page(cast):
    found = rounds.a_round()
    rounds.asked(found, [1, 1, 1])
    found.closed_at = timezone.now()
    found.save()
    rounds.a_rater(found.proposal, "My own name")
    page = text(signed_in(None).get(reverse("open-judge", args=[rounds.TOKEN])))
    assert "Rater 1" not in page
