"""The register, sources and deliveries as the desk sees them."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories.incidents import row, write_file
from tests.web.listening.conftest import TODAY
from workbench.listening.actions.deliver import bring_in_file
from workbench.listening.actions.entries import accept_entry
from workbench.listening.models import Source
from workbench.listening.pages.deliveries import delivery_page
from workbench.listening.pages.register import incident_page, register_page
from workbench.listening.pages.sources import source_page, sources_page

pytestmark = pytest.mark.django_db


def keys(page):
    return [line.key for line in page.lines]


def test_the_register_shows_what_the_source_shows_now(two_deliveries, cast):
    assert sorted(keys(register_page(cast.asha, {}))) == ["a", "b", "d"]


def test_counts_of_two_sources_stand_beside_each_other_and_are_never_added(
    two_deliveries, entered, cast
):
    accept_entry(entered(cast.asha, sent=True), acting_person=cast.ben, today=TODAY)
    page = register_page(cast.asha, {"source": "canonical"})
    assert {source.key: source.count for source in page.sources} == {
        "canonical": 3,
        "city-desk": 1,
    }
    assert page.counted == "3 incidents."
    html = signed_in(cast.asha).get(reverse("listening-register")).content.decode()
    assert not re.search(r"\b4 incidents", html)


def test_a_broader_group_finds_the_narrower_ones(two_deliveries, own_city, cast):
    broader = own_city.groups().groups["anti-jewish"].broader[0]
    assert sorted(keys(register_page(cast.asha, {"group": broader}))) == ["a", "b", "d"]
    assert keys(register_page(cast.asha, {"group": "anti-muslim"})) == ["d"]


def test_an_incident_known_to_the_month_fits_a_period_that_the_month_touches(two_deliveries, cast):
    first, _second = two_deliveries
    then = {"as_of": str(first.pk)}
    late = register_page(cast.asha, {**then, "since": "2026-03-15"})
    assert keys(late) == ["c"]
    early = register_page(cast.asha, {**then, "until": "2026-03-01"})
    assert keys(early) == ["c"]


def test_a_filter_that_cannot_be_read_shows_nothing_rather_than_everything(two_deliveries, cast):
    page = register_page(cast.asha, {"group": "anti-elves"})
    assert keys(page) == []
    html = signed_in(cast.asha).get(reverse("listening-register"), {"group": "anti-elves"})
    assert "nothing is shown until it is mended" in html.content.decode()


def test_a_past_delivery_is_opened_with_the_register_as_it_was(two_deliveries, cast):
    first, second = two_deliveries
    assert sorted(keys(register_page(cast.asha, {"as_of": str(first.pk)}))) == ["a", "b", "c"]
    assert delivery_page(cast.asha, first.pk, {}).then.incidents == 3
    assert not delivery_page(cast.asha, first.pk, {}).then.is_now
    assert delivery_page(cast.asha, second.pk, {}).then.is_now


def test_a_delivery_says_what_was_added_vanished_and_relabelled_with_both_values(
    two_deliveries, cast
):
    _first, second = two_deliveries
    assert keys(delivery_page(cast.asha, second.pk, {"changed": "added"})) == ["d"]
    assert keys(delivery_page(cast.asha, second.pk, {"changed": "vanished"})) == ["c"]
    page = delivery_page(cast.asha, second.pk, {"changed": "relabelled"})
    (told,) = page.relabelled
    assert [(change.column, change.before, change.after) for change in told.changes] == [
        ("Area", "Southeast", "Southwest"),
        ("Status", "open", "closed"),
    ]


def test_an_incident_shows_every_version_and_what_changed(two_deliveries, cast):
    page = incident_page(cast.asha, "canonical", "b")
    assert [version.first for version in page.versions] == [False, True]
    assert page.versions[0].changes[0].before == "Southeast"
    assert page.gone_since == ""


def test_an_incident_that_the_source_no_longer_lists_stays_readable(two_deliveries, cast):
    page = incident_page(cast.asha, "canonical", "c")
    assert page.gone_since
    assert ("Reported", "March 2026") in page.facts


def test_an_operator_sees_counts_of_a_delivery_and_no_incident(two_deliveries, cast):
    _first, second = two_deliveries
    page = delivery_page(cast.dana, second.pk, {})
    assert (page.lines, page.relabelled, page.then, page.refused) == ((), (), None, ())
    html = signed_in(cast.dana).get(reverse("listening-delivery", args=[second.pk]))
    assert "Southwest" not in html.content.decode()


def test_a_partner_editor_finds_no_delivery(two_deliveries, cast):
    client = signed_in(cast.chidi)
    assert client.get(reverse("listening-delivery", args=[two_deliveries[0].pk])).status_code == 403


def test_refused_rows_are_offered_with_reason_and_remedy(own_city, cast, tmp_path):
    rows = [row("a"), row("b", area="Atlantis"), row("c", reported_on="2031-01-01")]
    delivery = bring_in_file(
        write_file(tmp_path / "f.csv", rows),
        profile_name="canonical",
        acting_person=cast.asha,
        today=date(2026, 11, 21),
    )
    page = delivery_page(cast.asha, delivery.pk, {})
    assert [(one["row"], one["column"]) for one in page.refused] == [
        ("3", "area"),
        ("4", "reported_on"),
    ]
    assert all(one["reason"] and one["remedy"] for one in page.refused)
    sent = signed_in(cast.asha).get(reverse("listening-refused", args=[delivery.pk]))
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert b"Atlantis" in b"".join(sent.streaming_content)


def test_a_source_says_when_it_is_expected_and_what_it_delivered(two_deliveries, cast):
    page = source_page(cast.asha, "canonical", today=TODAY, asked=None)
    assert len(page.deliveries) == 2
    assert page.card.incidents == 3


def test_a_source_that_ended_is_not_called_silent(two_deliveries, cast):
    Source.objects.filter(key="canonical").update(ended_on=date(2026, 4, 1))
    (card,) = sources_page(cast.asha, today=date(2027, 11, 21)).cards
    assert card.state == "ended"
    assert card.sentence == "Ended on 1 April 2026; nothing more is expected."


def test_a_list_is_read_a_page_at_a_time(own_city, cast, tmp_path):
    rows = [row(f"{place:03}") for place in range(120)]
    bring_in_file(
        write_file(tmp_path / "f.csv", rows),
        profile_name="canonical",
        acting_person=cast.asha,
        today=TODAY,
    )
    last = register_page(cast.asha, {"page": "99"})
    assert (last.shown.number, last.shown.last, len(last.lines)) == (3, 3, 20)
    assert last.shown.later == ""
    assert last.shown.earlier.endswith("page=2")


def test_groups_stand_in_the_order_of_the_list_and_not_by_size(own_city, cast, tmp_path):
    order = list(own_city.groups().groups)
    few, many = sorted(("anti-jewish", "anti-muslim"), key=order.index)
    rows = [row("a", groups=few), row("b", groups=many), row("c", groups=many)]
    delivery = bring_in_file(
        write_file(tmp_path / "f.csv", rows),
        profile_name="canonical",
        acting_person=cast.asha,
        today=TODAY,
    )
    then = delivery_page(cast.asha, delivery.pk, {}).then
    assert [line.count for line in then.by_group] == [1, 2]
