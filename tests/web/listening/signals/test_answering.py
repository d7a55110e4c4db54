"""Answers: kept with who and when, never data, never threshold; a return always says why."""

from datetime import date, timedelta

import pytest

from commonweal.core.errors import CommonwealError, NotAllowed
from tests.factories.findings import WEEK, finding
from workbench.core.models import AuditRow
from workbench.listening.feeds import content_hash
from workbench.listening.models import Source
from workbench.listening.signals.actions.answering import AnswerFacts
from workbench.listening.signals.actions.steps import end_step, withdraw_step
from workbench.listening.signals.models import Answer, ExpectationStep, Signal, SignalRun

pytestmark = pytest.mark.usefixtures("city")
CAMPAIGN = {"explained_by": "campaign", "since": date(2026, 3, 1), "note": "Posters in trams"}


def later(weeks: int) -> date:
    return WEEK + timedelta(weeks=weeks)


def test_an_answer_is_kept_with_what_the_signal_was(signal, answer, cast):
    kept = answer(signal, "acted", note="The club was asked")
    signal.refresh_from_db()
    assert signal.state == "answered"
    assert (kept.week, kept.ratio, kept.areas, kept.person) == (WEEK, 2.4, ["NW"], cast.asha)


def test_the_log_names_the_answer_and_not_the_note(signal, answer):
    answer(signal, "explained", **CAMPAIGN)
    assert AuditRow.objects.get(verb="answer-signal").after["verb"] == "explained"
    assert not [row for row in AuditRow.objects.all() if "Posters" in str(row.after)]


def test_an_answer_changes_no_data_no_finding_and_no_option_of_the_search(
    signal, answer, weekly, told
):
    before = (content_hash(Source.objects.get()), SignalRun.objects.get().report, signal.finding)
    answer(signal, "explained", explained_by="delay", since=date(2026, 3, 1))
    signal.refresh_from_db()
    after = (content_hash(Source.objects.get()), SignalRun.objects.get().report, signal.finding)
    assert after == before
    weekly(week=later(1))
    first, second = told.asked
    assert (second.steps, second.groups, second.incidents.equals(first.incidents)) == (
        first.steps,
        first.groups,
        True,
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"verb": "liked"}, "“liked” is no answer to a signal."),
        ({"verb": "declined", "note": " "}, "A signal is declined with a reason."),
        ({"verb": "explained"}, "It is not said what explains the signal."),
        (
            {"verb": "explained", "explained_by": "delay"},
            "An explanation needs the day on which it began.",
        ),
        (
            {
                "verb": "explained",
                "explained_by": "delay",
                "since": date(2026, 3, 2),
                "until": date(2026, 3, 1),
            },
            "The explanation would end before it begins.",
        ),
        (
            {"verb": "seen", "explained_by": "delay"},
            "Only the answer “explained” says what explains a signal.",
        ),
    ],
)
def test_an_answer_that_lacks_something_is_refused_and_nothing_kept(signal, answer, facts, said):
    with pytest.raises(CommonwealError) as refused:
        answer(signal, **facts)
    assert refused.value.message == said
    assert refused.value.remedy
    signal.refresh_from_db()
    assert signal.state == "open"
    assert not Answer.objects.exists()


@pytest.mark.parametrize("who", ["ben", "chidi", "dana"])
def test_only_a_coordinator_answers(signal, cast, who):
    from workbench.listening.signals.actions.answering import answer_signal

    with pytest.raises(NotAllowed):
        answer_signal(
            signal,
            AnswerFacts(verb="seen"),
            acting_person=getattr(cast, who),
            now=signal.raised_by.made_at,
        )


@pytest.mark.parametrize("reason", ["campaign", "channel"])
def test_a_dated_campaign_or_channel_enters_what_is_expected(signal, answer, weekly, told, reason):
    answer(signal, "explained", **{**CAMPAIGN, "explained_by": reason})
    step = ExpectationStep.objects.get()
    assert (step.what, step.since, step.groups, step.areas) == (
        reason,
        date(2026, 3, 1),
        ["anti-jewish"],
        ["NW"],
    )
    weekly(week=later(1))
    taken = told.asked[-1].steps
    assert [(one.what, one.label, one.groups) for one in taken] == [
        (reason, "Posters in trams", ("anti-jewish",))
    ]
    assert SignalRun.objects.get(week=later(1)).steps[0]["since"] == "2026-03-01"


@pytest.mark.parametrize("reason", ["one-event", "delay"])
def test_one_event_or_a_delay_enters_nothing(signal, answer, reason):
    answer(signal, "explained", explained_by=reason, since=date(2026, 3, 1))
    assert not ExpectationStep.objects.exists()


def test_a_step_can_be_ended_and_withdrawn_and_stays_in_the_log(signal, answer, weekly, told, cast):
    answer(signal, "explained", **CAMPAIGN)
    step = ExpectationStep.objects.get()
    end_step(step, until=date(2026, 3, 20), acting_person=cast.asha)
    withdraw_step(step, acting_person=cast.asha, now=signal.raised_by.made_at)
    weekly(week=later(1))
    assert told.asked[-1].steps == ()
    verbs = list(AuditRow.objects.filter(verb__endswith="-step").values_list("verb", flat=True))
    assert sorted(verbs) == ["add-step", "end-step", "withdraw-step"]
    with pytest.raises(CommonwealError, match="was withdrawn already"):
        withdraw_step(step, acting_person=cast.asha, now=signal.raised_by.made_at)


def test_an_answered_signal_stays_answered_while_nothing_new_is_found(signal, answer, weekly, told):
    answer(signal)
    told.findings = (finding(ratio=3.0, ratio_low=2.4, ratio_high=3.9),)
    weekly(week=later(1))
    signal = Signal.objects.get()
    assert (signal.state, signal.returned_because, signal.last_seen) == ("answered", None, later(1))


def test_a_stronger_finding_brings_it_back_and_says_why(signal, answer, weekly, told, page):
    answer(signal)
    told.findings = (finding(ratio=3.4, ratio_low=2.5, ratio_high=4.4),)
    done = weekly(week=later(1))
    signal = Signal.objects.get()
    assert [one.returned for one in done.sources] == [1]
    assert (signal.state, signal.returned_because["code"]) == ("open", "ratio")
    assert (
        "It has returned: answered at 2.4 times what is usual, it is now at least 2.5 times."
        in page(f"/listening/signals/{signal.pk}/")
    )


def test_it_is_not_asked_again_at_what_was_answered_the_second_time(signal, answer, weekly, told):
    answer(signal)
    told.findings = (finding(ratio=3.4, ratio_low=2.5, ratio_high=4.4),)
    weekly(week=later(1))
    answer(Signal.objects.get())
    weekly(week=later(2))
    assert Signal.objects.get().state == "answered"


def test_after_twelve_weeks_with_a_quiet_one_it_returns(signal, answer, weekly, told):
    answer(signal)
    told.findings = ()
    weekly(week=later(5))
    told.findings = (finding(),)
    weekly(week=later(12))
    assert Signal.objects.get().returned_because["facts"] == {"weeks": 12, "quiet": 1}
