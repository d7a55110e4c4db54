"""A frozen brief reopens unchanged, as a page and on paper, whatever is delivered later."""

import re
import zipfile
from io import BytesIO

import pytest
from pypdf import PdfReader

from commonweal.core.errors import CommonwealError
from tests.cast import signed_in
from tests.factories import mapping
from tests.factories import mapping_relations as between
from tests.factories.findings import WEEK
from tests.factories.incidents import row
from tests.spoken import english_in, spoken
from workbench.commands.rows import load_rows, rows_of
from workbench.core.models import AuditRow
from workbench.listening.models import Source
from workbench.listening.signals import models
from workbench.listening.signals.actions.freezing import fingerprint_of, freeze_brief, opened
from workbench.listening.signals.models import Answer, FrozenBrief, Signal

pytestmark = pytest.mark.usefixtures("city")
ADDRESS = f"/briefs/{WEEK}/"


def body_of(html: str) -> str:
    """What was frozen, as the page shows it."""
    return re.search(r'class="frozen">\n(.*?)\n</div>\n<section class="card" aria', html, re.S)[1]


def test_a_week_is_frozen_in_each_language_with_the_hashes_of_its_inputs(weekly):
    weekly()
    shown = Source.objects.get().shown_delivery
    assert [(one.language, one.inputs) for one in FrozenBrief.objects.order_by("pk")] == [
        ("en", {"police": shown.content_hash}),
        ("de", {"police": shown.content_hash}),
    ]
    assert AuditRow.objects.filter(verb="freeze-brief").count() == 2


def test_it_reopens_byte_for_byte_after_a_later_delivery_revised_the_week(
    weekly, register, page, cast
):
    weekly()
    client = signed_in(cast.asha)
    before = body_of(page(ADDRESS)), client.get(f"{ADDRESS}brief.pdf").content
    register([row(f"new{n}", reported_on="2026-03-24") for n in range(40)])
    Source.objects.update(name="Renamed")
    after = body_of(page(ADDRESS)), client.get(f"{ADDRESS}brief.pdf").content
    assert after == before
    assert "Renamed" in page(f"/?week={WEEK}")
    assert PdfReader(BytesIO(before[1])).pages


def test_what_is_told_of_the_map_later_does_not_enter_it(weekly, page, cast):
    relation = between.a_relation()
    between.a_talk(relation)
    mapping.a_strength(name="Warm supper")
    weekly()
    client = signed_in(cast.asha)
    before = body_of(page(ADDRESS)), client.get(f"{ADDRESS}brief.pdf").content
    mapping.a_strength(name="Reading room")
    between.an_answer(relation, "C1", "not met")
    after = body_of(page(ADDRESS)), client.get(f"{ADDRESS}brief.pdf").content
    assert after == before
    assert "Warm supper" in before[0]
    assert "Talks have begun, and nothing is agreed." in before[0]
    assert "Reading room" in page(f"/?week={WEEK}")


def test_an_answer_given_later_does_not_enter_it(weekly, page, answer):
    weekly()
    before = body_of(page(ADDRESS))
    answer(Signal.objects.get(), "declined", note="Told twice")
    assert body_of(page(ADDRESS)) == before


def test_a_second_freezing_gives_back_what_is_frozen(weekly, city):
    weekly()
    known = FrozenBrief.objects.get(language="en")
    again = freeze_brief(
        city,
        WEEK,
        language="en",
        acting_person=None,
        today=known.made_at.date(),
        now=known.made_at,
    )
    assert again == known
    assert FrozenBrief.objects.count() == 2


def test_one_that_was_changed_in_the_database_is_not_shown_as_it_was(weekly, page):
    weekly()
    FrozenBrief.objects.filter(language="en").update(page="<p>Nothing happened.</p>")
    with pytest.raises(CommonwealError) as refused:
        opened(FrozenBrief.objects.get(language="en"))
    assert refused.value.message == (
        "The frozen brief of 2026-03-23 was changed after it was frozen."
    )
    assert "Nothing happened" not in page(ADDRESS, status=500)


def test_the_german_edition_is_german(weekly, cast):
    Source.objects.update(name="Polizei", definition="")
    weekly()
    said = spoken(signed_in(cast.asha, headers={"accept-language": "de"}).get(ADDRESS))
    assert "Woche vom 23. März 2026" in said
    assert english_in(said) == []


def test_the_page_of_today_leads_to_the_frozen_one(weekly, page):
    weekly()
    assert f'href="{ADDRESS}"' in page(f"/?week={WEEK}")
    assert "frozen on 31 March 2026" in page(f"/?week={WEEK}")


def test_the_list_names_each_week_once(weekly, page):
    weekly()
    assert page("/briefs/").count(f'href="{ADDRESS}"') == 1


def test_the_brief_on_paper_carries_signal_doubt_and_chance(weekly):
    weekly()
    pdf = PdfReader(BytesIO(bytes(FrozenBrief.objects.get(language="en").pdf)))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "12 reports from 9 March 2026 to 29 March 2026" in text
    assert "people who were silent before may now be telling" in text
    assert "about one in three years" in text


KEPT = (
    "SignalRun",
    "Signal",
    "Sighting",
    "ExpectationStep",
    "Answer",
    "CalendarEvent",
    "FrozenBrief",
)


def test_every_table_of_signals_is_in_a_backup_and_comes_back_equal(signal, answer, cast):
    from tests.factories.signals import an_event

    an_event(cast.asha)
    answer(signal, "explained", explained_by="campaign", since=WEEK)
    kept = {name: list(rows_of(getattr(models, name))) for name in KEPT}
    assert all(kept.values())
    for name in reversed(KEPT):
        getattr(models, name).objects.all().delete()
    for name in KEPT:
        load_rows(getattr(models, name), kept[name])
    assert {name: list(rows_of(getattr(models, name))) for name in KEPT} == kept
    assert all(fingerprint_of(one) == one.sha256 for one in FrozenBrief.objects.all())
    assert Answer.objects.get().step is not None


def test_an_archive_holds_them(weekly, city, tmp_path):
    from workbench.commands.archive import write_archive

    weekly()
    write_archive(city.folder, tmp_path / "city.zip")
    with zipfile.ZipFile(tmp_path / "city.zip") as archive:
        held = {name for name in archive.namelist() if name.startswith("tables/listening.")}
        assert {f"tables/listening.{name.lower()}.jsonl" for name in KEPT} <= held
        assert archive.read("tables/listening.frozenbrief.jsonl").count(b"\n") == 2
