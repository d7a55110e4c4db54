"""A rater's own page: no account, one thing on each screen, kept when it is sent."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import signed_in
from tests.factories import weighing as made
from tests.factories import weighing_rounds as rounds
from workbench.core.models import AuditRow
from workbench.weighing.actions import judging
from workbench.weighing.actions.rounds import withdraw_rater
from workbench.weighing.models import Proposal, Rating

UNFOUND = "This link leads nowhere"


@pytest.fixture
def found(db):
    """An open round with a rater who has a link."""
    found = rounds.a_round()
    rounds.a_rater(found.proposal)
    return found


def get(name="open-judge", *args, asked=""):
    client = signed_in(None)
    answer = client.get(reverse(name, args=[rounds.TOKEN, *args]) + asked)
    assert not client.cookies
    return answer


def send(number=1, **data):
    return signed_in(None).post(reverse("open-judge-screen", args=[rounds.TOKEN, number]), data)


def text(answer):
    return " ".join(answer.content.decode().split())


def test_it_needs_no_account_and_leaves_no_cookie(found):
    answer = get()
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "0 of 6 answered" in text(answer)


def test_an_answer_is_kept_and_leads_to_the_next_screen(found):
    answer = send(
        **{
            "g1-effect": "-2",
            "g1-sureness": "3",
            "g1-evidence": "A study of rents",
            "g1-source": "B",
            "g1-content": "2",
            "g1-comment": "Rents rise.",
            "g2-effect": "unknown",
        }
    )
    assert answer.headers["Location"] == reverse("open-judge-screen", args=[rounds.TOKEN, 2])
    first, second = Rating.objects.order_by("-group")
    assert (first.group, first.effect, first.sureness, first.grade) == ("majority", -2, 3, "B2")
    assert (first.evidence, first.comment) == ("A study of rents", "Rents rise.")
    assert (second.group, second.effect) == ("anti-roma", None)
    assert first.factor == "isolation"


def test_the_page_goes_on_where_the_rater_stopped(found):
    send(**{"g1-effect": "1", "g2-effect": "1"})
    page = text(get())
    assert "2 of 6 answered" in page
    assert f'href="{reverse("open-judge-screen", args=[rounds.TOKEN, 2])}">Go on' in page


def test_what_was_kept_stands_in_the_screen_again_and_can_be_changed(found):
    send(**{"g1-effect": "-2", "g1-comment": "Rents rise."})
    page = text(get("open-judge-screen", 1))
    assert "Rents rise." in page
    assert 'value="-2" id="id_g1-effect_1" checked' in page
    send(**{"g1-effect": "3"})
    assert Rating.objects.get().effect == 3
    assert AuditRow.objects.filter(verb="judge-cell").count() == 2


def test_a_screen_left_alone_says_nothing(found):
    assert send().status_code == 302
    assert not Rating.objects.exists()


def test_words_without_an_answer_come_back_with_all_that_was_typed(found):
    answer = send(**{"g1-comment": "Hard to say", "g2-effect": "1"})
    assert answer.status_code == 400
    page = text(answer)
    assert "Choose a step, or say that you don’t know." in page
    assert "Hard to say" in page
    assert not Rating.objects.exists()


def test_a_grade_has_two_halves(found):
    answer = send(**{"g1-effect": "1", "g1-source": "B"})
    assert answer.status_code == 400
    assert "fill in both, or none" in text(answer)


@pytest.mark.parametrize("effect", ["4", "-4", "1.5", "x"])
def test_a_step_outside_the_scale_is_not_kept(found, effect):
    assert send(**{"g1-effect": effect}).status_code == 400
    assert not Rating.objects.exists()


def test_the_last_screen_leads_to_what_was_kept(found):
    answer = send(3, **{"g1-effect": "2"})
    assert answer.headers["Location"] == reverse("open-judge-done", args=[rounds.TOKEN])
    page = text(get("open-judge-done"))
    assert "+2 better" in page
    assert "5 questions were left alone" in page


def test_stopping_keeps_the_screen_and_shows_what_was_kept(found):
    answer = send(1, **{"g1-effect": "2", "stop": "1"})
    assert answer.headers["Location"] == reverse("open-judge-done", args=[rounds.TOKEN])
    assert Rating.objects.exists()


def test_the_language_is_kept_on_the_way(found):
    page = get("open-judge", asked="?lang=de")
    assert f"{reverse('open-judge-screen', args=[rounds.TOKEN, 1])}?lang=de" in text(page)
    address = reverse("open-judge-screen", args=[rounds.TOKEN, 1]) + "?lang=de"
    assert signed_in(None).post(address, {}).headers["Location"].endswith("/2/?lang=de")


def test_a_screen_that_is_not_there_leads_to_the_first_page(found):
    assert get("open-judge-screen", 9).status_code == 302


def test_a_withdrawn_link_answers_as_one_that_never_was(found, cast):
    rater = found.proposal.raters.get()
    withdraw_rater(rater, acting_person=cast.hanna, now=timezone.now())
    assert get().status_code == 404
    assert UNFOUND in text(get())
    assert send(**{"g1-effect": "1"}).status_code == 404
    assert not Rating.objects.exists()
    never = signed_in(None).get(reverse("open-judge", args=["never-made"]))
    assert text(never).replace("never-made", "") == text(get()).replace(rounds.TOKEN, "")


def test_before_a_round_is_open_the_link_says_so(db):
    rounds.a_rater(made.a_proposal())
    assert "not open yet" in text(get())
    assert send(**{"g1-effect": "1"}).status_code == 200
    assert not Rating.objects.exists()


def test_after_the_last_day_nothing_is_kept_and_the_answers_of_all_stay_unsaid(found):
    rounds.asked(found, [1, 1, 1])
    found.closes_on = timezone.localdate() - timedelta(days=1)
    found.save()
    page = text(send(**{"g1-effect": "1"}))
    assert "This round is closed" in page
    assert "The last day is over" in page
    assert "The middle of all" not in page
    assert Rating.objects.count() == 3


def test_a_closed_round_says_what_came_of_it(found):
    rounds.asked(found, [1, 1, -3])
    rounds.asked(found, [2, 2], group="anti-roma")
    found.closed_at = timezone.now()
    found.save()
    page = text(get())
    assert "A second round may follow" in page
    assert "3 raters said something" in page
    assert "+1 (half lie from −1 to +1)" in page
    assert "+2 (half" not in page  # two answers would say what the other one said


@pytest.mark.parametrize(
    ("state", "told"), [("decided", "The city has decided"), ("withdrawn", "was withdrawn")]
)
def test_a_proposal_that_is_over_says_so(found, state, told):
    found.closed_at = timezone.now()
    found.save()
    Proposal.objects.update(state=state)
    assert told in text(get())


def test_a_proposal_that_is_over_takes_nothing_even_in_an_open_round(found):
    Proposal.objects.update(state="decided")
    send(**{"g1-effect": "1"})
    assert not Rating.objects.exists()


def test_floods_through_a_link_are_held_off(found, monkeypatch):
    monkeypatch.setattr(judging, "MOST_A_DAY", 1)
    send(**{"g1-effect": "1"})
    answer = send(**{"g1-effect": "2"})
    assert answer.status_code == 429
    assert Rating.objects.get().effect == 1


@pytest.fixture
def second(db):
    """A second round after a first in which five spoke, the holder of the link among them."""
    first = rounds.a_closed_round()
    mine = rounds.a_rater(first.proposal)
    rounds.a_rating(first, mine, -2)
    rounds.asked(first, [3, 3, 1, None])
    return rounds.a_round(first.proposal, 2)


def test_the_second_round_shows_the_own_answer_and_the_spread_without_names(second):
    page = text(get("open-judge-screen", 1))
    assert "You said: −2 worse." in page
    assert "The middle of all was +2 (half lie from +0.25 to +3); 4 judged, 1 don’t know." in page
    counts = page.split('class="judge-before"')[1].split("</ol>")[0]
    assert counts.count("<li") == 7
    assert '<li class="mine">1 <span>you</span></li>' in counts
    assert "Rater 1" not in page
    assert 'name="g1-why"' in page


def test_below_three_answers_the_spread_stays_unsaid(second):
    rounds.asked(second.proposal.rounds.get(number=1), [2, -1], group="anti-roma")
    page = text(get("open-judge-screen", 1))
    assert "Fewer than three judged this; it is not shown." in page
    assert page.count('class="judge-before"') == 1


def test_nothing_is_chosen_beforehand_in_the_second_round(second):
    assert "checked" not in text(get("open-judge-screen", 1))


def test_why_somebody_stays_or_changes_is_kept(second):
    send(**{"g1-effect": "-1", "g1-why": "The camp has reasons."})
    assert Rating.objects.get(round=second).why == "The camp has reasons."
    assert Rating.objects.get(round__number=1, rater__name="Housing office").effect == -2


def test_the_first_round_asks_no_why(found):
    assert 'name="g1-why"' not in text(get("open-judge-screen", 1))


def test_every_step_has_words_for_who_does_not_see_its_place(found):
    page = text(get("open-judge-screen", 1))
    for word in ("much worse", "a little worse", "no effect", "a little better", "much better"):
        assert f'<span class="visually-hidden">{word}</span>' in page
    assert 'aria-labelledby="g1-group g1-ask"' in page


def test_no_page_of_a_rater_needs_a_script(found):
    for answer in (get(), get("open-judge-screen", 1), get("open-judge-done")):
        assert "<script" not in text(answer)
