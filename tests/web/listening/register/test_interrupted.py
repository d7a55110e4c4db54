"""An import that stops half-way: nobody sees anything of it, and it is finished or dropped."""

import pytest

from commonweal.core.errors import Busy, CommonwealError, NotAllowed
from tests.factories.incidents import row
from tests.web.listening.register.conftest import Stopped, police, seen, stop_after
from workbench.listening import feeds
from workbench.listening.actions.deliver import resume_delivery, show_delivery
from workbench.listening.actions.discard import discard_delivery
from workbench.listening.models import Delivery, Record

pytestmark = pytest.mark.usefixtures("few_at_a_time")

BEFORE = [row(key) for key in "abcdefgh"]
AFTER = [row(key, area="SE") for key in "abcd"] + [row(key) for key in "efijk"]


@pytest.fixture
def stopped(bring_in):
    """Stop a second delivery after so many of its thirteen changes."""

    def stop(changes: int) -> Delivery:
        bring_in(BEFORE)
        with pytest.raises(Stopped):
            bring_in(AFTER, progress=stop_after(changes))
        return Delivery.objects.latest("pk")

    return stop


@pytest.mark.parametrize("changes", [0, 3, 6, 9, 13])
def test_readers_see_nothing_of_an_unfinished_delivery(stopped, changes):
    before = dict.fromkeys("abcdefgh", "NW")
    delivery = stopped(changes)
    assert delivery.state == Delivery.State.WRITING
    assert seen() == before


@pytest.mark.parametrize("changes", [0, 3, 6, 9, 13])
def test_a_resumed_delivery_is_complete(stopped, changes):
    delivery = resume_delivery(stopped(changes), acting_person=None)
    assert seen() == {**dict.fromkeys("abcd", "SE"), **dict.fromkeys("efijk", "NW")}
    assert feeds.content_hash(police()) == delivery.content_hash


@pytest.mark.parametrize("changes", [0, 3, 6, 9, 13])
def test_a_discarded_delivery_leaves_nothing(stopped, changes):
    delivery = stopped(changes)
    discard_delivery(delivery, acting_person=None)
    assert delivery.state == Delivery.State.DISCARDED
    first = police().shown_delivery
    assert first and first.content_hash == feeds.content_hash(police())
    assert Record.objects.count() == len(BEFORE)
    assert not Record.objects.exclude(until_delivery=None).exists()


def test_a_delivery_that_is_not_written_in_full_cannot_be_shown(stopped):
    with pytest.raises(RuntimeError, match="is not written in full"):
        show_delivery(stopped(6), acting_person=None)


def test_an_import_that_stops_while_reading_is_read_again_on_resume(bring_in):
    bring_in(BEFORE)

    def stop(step: str, _done: int, _of: int) -> None:
        if step == "compare":
            raise Stopped

    with pytest.raises(Stopped):
        bring_in(AFTER, progress=stop)
    delivery = Delivery.objects.latest("pk")
    assert delivery.state == Delivery.State.STAGED
    assert resume_delivery(delivery, acting_person=None).added == 3


def test_a_file_that_changed_meanwhile_is_not_resumed(bring_in, tmp_path):
    def stop(step: str, _done: int, _of: int) -> None:
        if step == "compare":
            raise Stopped

    with pytest.raises(Stopped):
        bring_in(AFTER, progress=stop)
    (tmp_path / "delivery-0.csv").write_text("something else")
    delivery = Delivery.objects.get()
    with pytest.raises(CommonwealError) as refused:
        resume_delivery(delivery, acting_person=None)
    assert str(refused.value) == (
        f"Delivery {delivery.pk} cannot go on: the file delivery-0.csv it was made from has "
        "changed or is gone. Drop it with `commonweal listening discard CITY "
        f"{delivery.pk}`, and bring the file in again."
    )


def test_the_next_delivery_is_refused_until_somebody_decided(stopped, bring_in):
    number = stopped(6).pk
    with pytest.raises(Busy) as refused:
        bring_in([row("z")])
    assert refused.value.message.startswith(
        f"Delivery {number} of police was interrupted: begun by the"
    )
    assert refused.value.message.endswith("6 of 13 changes written.")
    assert refused.value.remedy == (
        f"First finish it with `commonweal listening resume CITY {number}`, "
        f"or drop it with `commonweal listening discard CITY {number}`."
    )


def test_a_discard_that_stops_is_finished_by_another(stopped, monkeypatch):
    delivery = stopped(9)
    from workbench.listening.actions import discard

    undo, calls = discard._undo_some, []

    def undo_one_then_stop(*args):
        if calls:
            raise Stopped
        calls.append(undo(*args))
        return True

    monkeypatch.setattr(discard, "_undo_some", undo_one_then_stop)
    with pytest.raises(Stopped):
        discard_delivery(delivery, acting_person=None)
    with pytest.raises(CommonwealError, match="cannot be resumed: it is being discarded"):
        resume_delivery(delivery, acting_person=None)
    monkeypatch.setattr(discard, "_undo_some", undo)
    discard_delivery(delivery, acting_person=None)
    assert seen() == dict.fromkeys("abcdefgh", "NW")


def test_a_shown_delivery_is_neither_resumed_nor_discarded(bring_in):
    delivery = bring_in(BEFORE)
    with pytest.raises(CommonwealError, match="cannot be resumed: it is shown"):
        resume_delivery(delivery, acting_person=None)
    with pytest.raises(CommonwealError, match="cannot be discarded: it is shown"):
        discard_delivery(delivery, acting_person=None)


def test_an_operator_discards_an_interrupted_delivery_and_a_partner_editor_does_not(stopped, cast):
    delivery = stopped(3)
    with pytest.raises(NotAllowed) as refusal:
        discard_delivery(delivery, acting_person=cast.chidi)
    assert str(refusal.value) == (
        "You may not finish or discard a delivery. "
        "A coordinator, an analyst or an operator of your city may."
    )
    assert discard_delivery(delivery, acting_person=cast.dana).state == Delivery.State.DISCARDED
