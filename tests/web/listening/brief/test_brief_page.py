"""The brief's page: one idea first, each source alone, and what is missing said."""

import re
from datetime import date
from html import unescape

import pytest

from commonweal.listening.week import review_week
from tests.cast import signed_in
from tests.factories.incidents import row
from workbench.core import rooms
from workbench.core.city import current_city
from workbench.listening.brief import words
from workbench.listening.feeds import incidents_of
from workbench.listening.models import Source

pytestmark = pytest.mark.usefixtures("city")


def text_of(html: str) -> str:
    """The words of a page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def notices_of(html: str) -> list[str]:
    """What the page says above everything else."""
    return re.findall(r'<p class="notice warning">([^<]*)</p>', html.split("<h2")[0])


def test_a_city_without_records_is_told_what_to_do_next(page):
    shown = text_of(page())
    assert "Nothing has come in yet" in shown
    assert "Bring in a file" in shown


def test_records_of_a_week_that_is_not_over_are_promised_for_its_end(page, bring_in):
    bring_in([row("a", reported_on="2026-03-31")])
    shown = text_of(page())
    assert "The first week is not over yet" in shown
    assert "To the register" in shown


def test_the_page_opens_on_the_newest_full_week_and_says_why(page, bring_in, weekly):
    bring_in(weekly)
    shown = text_of(page())
    assert "Week of 23 March 2026" in shown
    assert "The newest week that is covered in full: records of " in shown


def test_the_week_stands_beside_the_same_weeks_of_earlier_years(page, bring_in, weekly):
    bring_in(weekly)
    assert (
        "1 incident was recorded this week; the same weeks of 2023–2025 held 1 each (9 weeks)."
        in text_of(page("?week=2026-03-09"))
    )


def test_any_day_of_a_week_opens_it(page, bring_in, weekly):
    bring_in(weekly)
    assert "Week of 9 March 2026" in text_of(page("?week=2026-03-12"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("2027-01-04", "The week of 2027-01-04 is not over on 2026-03-31."),
        ("soon", "“soon” is not a day."),
    ],
)
def test_a_week_that_cannot_be_told_is_refused_with_what_to_do(cast, asked, told):
    response = signed_in(cast.asha).get(f"/?week={asked}")
    assert response.status_code == 400
    assert told in text_of(response.content.decode())


def test_each_source_keeps_its_own_count(page, bring_in, weekly):
    bring_in(weekly, source="police")
    bring_in(
        [row(f"c{n}", reported_on="2026-03-24") for n in range(3)],
        source="centre",
    )
    facts = text_of(page())
    assert "The counts are never added up." in facts
    assert "1 incident from" in facts
    assert "3 incidents from" in facts
    assert "4 incidents" not in facts


def test_a_silent_source_is_said_on_the_first_page(page, bring_in, weekly):
    bring_in(weekly, source="police")
    bring_in(weekly[:20], source="centre")
    assert notices_of(page()) == [
        "Canonical incident table. Silent: last heard on 15 May 2023, expected by 22 May 2023."
    ]


def test_a_new_source_is_said_on_the_first_page(page, bring_in, weekly):
    bring_in(weekly, source="police")
    bring_in([row("c1", reported_on="2026-03-03")], source="centre")
    assert notices_of(page()) == [
        "Canonical incident table. New since 3 March 2026; "
        "more reports may only mean that people can now be heard."
    ]


def test_what_was_revised_stands_with_both_values(page, bring_in, weekly):
    bring_in(weekly, received_on=date(2026, 3, 16))
    changed = [
        {**weekly[0], "groups": "anti-muslim"},
        *weekly[2:],
        row("late", reported_on="2025-01-07"),
    ]
    bring_in(changed, received_on=date(2026, 3, 30))
    shown = text_of(page())
    assert "Since 16 March 2026: 1 incident came late, 1 vanished, 1 value was changed." in shown
    assert "Jewish people" in shown
    assert "Muslims" in shown


def test_a_source_that_is_not_there_yet_leads_to_the_last_week_it_tells(page, bring_in, weekly):
    bring_in(weekly, source="police")
    bring_in(weekly[:-4], source="centre")
    shown = page()
    assert "No record reaches this week yet: it is covered up to 23 February 2026." in shown
    assert 'href="/?week=2026-02-16"' in shown


def test_a_source_that_has_not_delivered_since_the_week_began_says_so(page, bring_in, weekly):
    bring_in(weekly[:20], received_on=date(2026, 3, 2))
    bring_in(weekly, received_on=date(2026, 3, 20))
    assert "Nothing has come in since 20 March 2026." in text_of(page("?week=2026-03-23"))


def test_two_sources_that_may_tell_one_event_are_candidates_and_not_merged(page, bring_in, weekly):
    bring_in(weekly, source="police")
    bring_in([row("c1", reported_on="2026-03-24", area=weekly[-1]["area"])], source="centre")
    shown = text_of(page())
    assert "1 pair of incidents of two sources may be one event." in shown
    assert "both stay counted, each in its source" in shown


def test_the_desk_edition_says_that_it_is_not_for_publication(page, bring_in, weekly):
    bring_in(weekly)
    assert (
        "Desk edition: holds counts below the publishing floor of 10. Not for publication."
        in text_of(page())
    )


def test_every_count_carries_its_other_explanations(page, bring_in, weekly):
    bring_in(weekly)
    assert "More reports can mean more trust" in text_of(page())


def test_every_group_is_on_the_page_the_majority_included(page, bring_in, weekly):
    bring_in(weekly)
    shown = text_of(page())
    missing = [group.name for group in current_city().groups() if group.name not in shown]
    assert missing == []


def test_no_room_means_no_panel_and_a_room_stands_beside_the_map(
    page, bring_in, weekly, monkeypatch
):
    bring_in(weekly)
    assert "Six strengths" not in page()
    from django.utils.safestring import mark_safe

    monkeypatch.setitem(
        rooms._panels, "brief", [lambda **_: mark_safe('<div class="card">Six strengths</div>')]
    )
    shown = page()
    assert shown.index("area-map") < shown.index("Six strengths") < shown.index("brief-tables")


def test_a_name_with_markup_stays_text(page, bring_in, weekly):
    bring_in(weekly)
    Source.objects.update(name="<b>Police</b> & co")
    assert "&lt;b&gt;Police&lt;/b&gt; &amp; co" in page()


def test_the_page_says_the_same_as_the_library(bring_in, weekly):
    bring_in(weekly)
    table = incidents_of(Source.objects.get())
    for week in ("2026-03-09", "2024-03-04", "2023-01-09", "2026-03-30"):
        review = review_week(table, source="x", areas={}, groups={}, week=date.fromisoformat(week))
        if review.coverage.state(review.period) == "after":
            continue
        assert words.count_sentence(review) == review.sentence


def test_a_partner_editor_begins_where_their_work_is(cast):
    response = signed_in(cast.chidi).get("/")
    assert response.status_code == 302
    assert response.headers["Location"] != "/"


def test_the_method_page_gives_the_bound_that_was_measured(cast):
    response = signed_in(cast.ben).get("/brief/method")
    shown = text_of(response.content.decode())
    assert "2 6 29 %" in shown
    assert "3 9 20 %" in shown


def test_groups_that_overlap_stand_each_alone_and_form_no_total(page, bring_in, weekly):
    both = [{**one, "groups": "anti-jewish;anti-muslim"} for one in weekly]
    bring_in(both)
    Source.objects.update(overlapping=True)
    shown = text_of(page("?week=2026-03-09"))
    assert "tells each group alone; the groups overlap and are not added." in shown
    assert "Jewish people: 1 incident was recorded this week;" in shown
    assert "Muslims: 1 incident was recorded this week;" in shown
    assert "2 incidents" not in shown


def test_an_incident_without_an_area_is_said_beside_the_map_and_among_what_is_missing(
    page, bring_in, weekly
):
    bring_in([*weekly, row("x", reported_on="2026-03-24", area="")])
    shown = text_of(page())
    sentence = "1 incident has no known area and is not on the map."
    assert shown.count(sentence) == 2
    assert f"Canonical incident table. {sentence}" in shown


def test_the_sentence_and_its_numbers_come_before_the_map(page, bring_in, weekly):
    bring_in(weekly)
    shown = page()
    assert shown.index('class="say"') < shown.index('class="nums"') < shown.index("map-figure")


def test_a_source_that_tells_nothing_of_the_week_needs_no_other_explanation(page, bring_in, weekly):
    bring_in(weekly)
    bring_in([row("c1", reported_on="2026-02-23")], source="centre")
    shown = page()
    assert shown.count("It could also be") == 1
    assert len(re.findall(r"<p[^>]*>No record reaches this week yet", shown)) == 1


def test_every_table_leads_to_how_it_is_made(page, bring_in, weekly):
    bring_in(weekly)
    tables = page().split("brief-tables")[1].split("brief-notes")[0]
    assert tables.count("<table>") == tables.count("How this is made") > 0
