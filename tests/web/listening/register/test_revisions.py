"""A source delivers again: what it added, took back and relabelled, and every version kept."""

import pytest

from commonweal.core.errors import UnreadableFile
from tests.factories.incidents import row
from tests.web.listening.register.conftest import police, seen
from workbench.listening import access, feeds
from workbench.listening.models import Record


def counts(delivery):
    return delivery.added, delivery.vanished, delivery.relabelled


def test_a_first_delivery_adds_everything(bring_in):
    assert counts(bring_in([row("a"), row("b", area="SE")])) == (2, 0, 0)
    assert seen() == {"a": "NW", "b": "SE"}


def test_a_later_delivery_says_what_was_added_vanished_and_relabelled(bring_in):
    bring_in([row("a"), row("b"), row("c")])
    later = bring_in([row("a"), row("b", area="SE"), row("d")])
    assert counts(later) == (1, 1, 1)
    assert seen() == {"a": "NW", "b": "SE", "d": "NW"}


def test_any_delivery_can_be_opened_again(bring_in):
    first = bring_in([row("a"), row("b"), row("c")])
    second = bring_in([row("a"), row("b", area="SE")])
    bring_in([row("a", area="SW")])
    assert seen(first) == {"a": "NW", "b": "NW", "c": "NW"}
    assert seen(second) == {"a": "NW", "b": "SE"}
    assert seen() == {"a": "SW"}


def test_an_incident_that_comes_back_is_seen_again_and_its_gap_is_kept(bring_in):
    bring_in([row("a"), row("b")])
    without = bring_in([row("a")])
    bring_in([row("a"), row("b")])
    assert seen(without) == {"a": "NW"}
    assert seen() == {"a": "NW", "b": "NW"}


def test_every_version_of_an_incident_is_kept_with_its_deliveries(bring_in, cast):
    first = bring_in([row("a", status="open")])
    second = bring_in([row("a", status="closed")])
    versions = access.versions_for(cast.ben, police(), "a")
    told = [(v.status, v.since_delivery_id, v.until_delivery_id) for v in versions]
    assert told == [("open", first.pk, second.pk), ("closed", second.pk, None)]


def test_an_incident_that_did_not_change_keeps_one_version(bring_in):
    bring_in([row("a"), row("b")])
    bring_in([row("a"), row("b"), row("c")])
    assert Record.objects.filter(key="a").count() == 1


def test_the_hash_of_a_delivery_is_that_of_what_readers_see(bring_in):
    delivery = bring_in([row("a"), row("b", groups="anti-jewish|anti-muslim")])
    assert delivery.content_hash == feeds.content_hash(police())


def test_the_same_content_has_the_same_hash_whatever_the_order_and_the_way_there(bring_in):
    straight = bring_in([row("a"), row("b")], source_key="straight")
    bring_in([row("c"), row("b", area="SE")])
    detour = bring_in([row("b"), row("a")])
    assert detour.content_hash == straight.content_hash


def test_a_changed_value_changes_the_hash(bring_in):
    first = bring_in([row("a", status="")])
    assert bring_in([row("a", status="open")]).content_hash != first.content_hash


def test_refused_rows_are_kept_beside_the_register_and_not_in_it(bring_in, city):
    delivery = bring_in([row("a"), row("b", area="nowhere")])
    kept = (city.folder / "lake" / "refused" / f"{delivery.pk}.csv").read_text()
    assert (delivery.refused, seen()) == (1, {"a": "NW"})
    assert "nowhere" in kept


def test_nothing_is_left_in_staging_once_a_delivery_is_shown(bring_in, city):
    delivery = bring_in([row("a")])
    assert not (city.folder / "lake" / "staging" / str(delivery.pk)).exists()


def test_a_file_without_rows_does_not_empty_the_register(bring_in):
    bring_in([row("a")])
    with pytest.raises(UnreadableFile) as refused:
        bring_in([])
    assert str(refused.value) == (
        "delivery-1.csv has a header and no rows below it. "
        "Export it again; if the source had nothing to report, ask it to say so."
    )
    assert seen() == {"a": "NW"}


def test_a_file_of_refused_rows_does_not_empty_the_register(bring_in):
    bring_in([row("a")])
    with pytest.raises(UnreadableFile) as refused:
        bring_in([row("b", area="nowhere"), row("c", area="nowhere")])
    assert refused.value.message == (
        "None of the 2 rows of delivery-1.csv became an incident: 2 were refused and 0 left out."
    )
    assert seen() == {"a": "NW"}
