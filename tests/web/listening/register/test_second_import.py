"""One import of a source at a time; the same file twice; who may bring files in."""

from datetime import date
from threading import Thread

import pytest

from commonweal.core.errors import Busy, CommonwealError, NotAllowed
from tests.factories.incidents import row
from tests.web.listening.register.conftest import seen
from workbench.core.models import AuditRow
from workbench.listening.actions import staging, turns
from workbench.listening.actions.deliver import AlreadyIn
from workbench.listening.models import Delivery


@pytest.fixture
def turn_taken(city):
    """Somebody else is bringing the police's file in; call it to let go."""
    turn = turns.turn_of("police", staging=staging.staging_root(city.folder))
    turn.__enter__()
    given_back = []

    def give_back():
        if not given_back:
            given_back.append(turn.__exit__(None, None, None))

    yield give_back
    give_back()


def test_a_second_import_of_a_source_is_refused_by_name(turn_taken, bring_in):
    with pytest.raises(Busy) as refused:
        bring_in([row("a")])
    assert str(refused.value) == (
        "The source police is being brought in at this moment, and has just begun. "
        "Try again when it is done, or wait for it with --wait."
    )


def test_the_refusal_says_who_since_when_and_how_far(bring_in, cast, city):
    def second(step: str, done: int, _of: int) -> None:
        if step == "write":
            with pytest.raises(Busy) as refused:
                bring_in([row("b")])
            told.append(refused.value.message)

    told: list[str] = []
    bring_in([row("a")], acting_person=cast.asha, progress=second)
    assert told[0].startswith(
        "The source police is being brought in at this moment: begun by Asha Lindqvist, 20"
    )
    assert told[0].endswith(", 1 of 1 changes written.")


def test_another_source_may_be_brought_in_meanwhile(turn_taken, bring_in):
    assert bring_in([row("a")], source_key="centre").added == 1


def test_an_import_that_waits_begins_when_the_other_is_done(turn_taken, bring_in):
    Thread(target=turn_taken).start()
    assert bring_in([row("a")], wait=True).added == 1


def test_the_same_file_twice_is_told_and_changes_nothing(bring_in):
    first = bring_in([row("a")])
    with pytest.raises(AlreadyIn) as told:
        bring_in([row("a")])
    assert str(told.value) == (
        f"delivery-1.csv is already in: police shows it as delivery {first.pk}. Nothing needs to "
        "be done. To read it once more, for new areas or groups, add --again."
    )
    assert Delivery.objects.count() == 1


def test_an_older_file_may_follow_a_newer_one(bring_in):
    bring_in([row("a")])
    bring_in([row("a"), row("b")])
    assert bring_in([row("a")]).vanished == 1


def test_the_same_file_is_read_once_more_when_asked(bring_in):
    bring_in([row("a")])
    delivery = bring_in([row("a")], again=True)
    assert (delivery.added, delivery.vanished, delivery.relabelled) == (0, 0, 0)


@pytest.mark.parametrize("name", ["chidi", "dana"])
def test_partners_and_operators_do_not_bring_files_in(name, cast, bring_in):
    with pytest.raises(NotAllowed) as refused:
        bring_in([row("a")], acting_person=getattr(cast, name))
    assert str(refused.value) == (
        "You may not bring in a source's file. A coordinator or an analyst of your city may."
    )


def test_a_file_that_cannot_be_used_leaves_no_unfinished_delivery(bring_in, tmp_path):
    bring_in([row("a")])
    bad = tmp_path / "bad.toml"
    with pytest.raises(CommonwealError):
        bring_in([row("b")], profile_name=str(bad))
    with pytest.raises(CommonwealError, match="has no column “"):
        bring_in([row("b")], profile_name="nypd")
    assert bring_in([row("a"), row("c")]).added == 1
    assert sorted(seen()) == ["a", "c"]


def test_the_log_names_who_brought_what_in_and_no_word_of_it(bring_in, cast):
    bring_in([row("a", status="Mrs Somebody of Mill Lane")], acting_person=cast.ben)
    rows = AuditRow.objects.filter(subject_type="listening.delivery").order_by("pk")
    assert [(r.verb, r.acting_person_id) for r in rows] == [
        ("bring-in-file", cast.ben.pk),
        ("show-delivery", cast.ben.pk),
    ]
    assert rows[1].before == {"shown_delivery_id": None}
    assert "Mill Lane" not in str([r.after for r in rows])


def test_a_delivery_is_not_received_in_the_future(bring_in):
    with pytest.raises(CommonwealError) as refused:
        bring_in([row("a")], received_on=date(2026, 4, 1))
    assert refused.value.message == (
        "A delivery cannot have been received on 2026-04-01, which is still to come."
    )


def test_a_delivery_keeps_the_day_on_which_it_was_received(bring_in):
    delivery = bring_in([row("a")], received_on=date(2026, 1, 12))
    assert delivery.received_at.date() == date(2026, 1, 12)
