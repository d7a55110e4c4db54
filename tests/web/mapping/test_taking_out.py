"""Files that leave the house: who gets what, harmless in spreadsheets, read again as they were."""

import io
import zipfile

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import mapping as made
from tests.factories.lists import entry, write_list
from tests.web.mapping.conftest import NOW, TODAY
from workbench.core.city import current_city
from workbench.mapping import feeds
from workbench.mapping.actions.taking_in import bring_in_list
from workbench.mapping.files_out import STRENGTH_FORMS, strengths_file
from workbench.mapping.models import EntryView, Strength

NAMES = ("=1+1", "+49 30", "-", "@home", "'=quoted", "Ok", "-5")
WHOLE = {
    "organisation_id": "club",
    "organisation": "=Town club",
    "kind": "library",
    "description": "Tea, @ noon",
    "lat": "51.002",
    "lon": "0.001",
    "url": "https://example.org/",
    "serves": "anti-roma|majority",
    "needs": "food|advice",
    "languages": "so",
    "protective": "hope",
    "neutral_place": "yes",
    "rules_agreed": "no",
    "funded_until": "2027-01-31",
    "vouched_by": "-Town",
    "confirmed_on": "2026-01-02",
    "capacity": "30",
}
PROFILES = {"csv": "strengths", "hsds": "hsds", "hsds-tables": "hsds"}


@pytest.fixture
def bring(another_city, cast):
    another_city()

    def bring(path, profile="strengths", source="town"):
        return bring_in_list(
            path,
            profile_name=profile,
            source=source,
            name="",
            city=current_city(),
            acting_person=cast.asha,
            now=NOW,
            today=TODAY,
        )

    return bring


@pytest.fixture
def full(bring, tmp_path):
    """A list with all that an entry can say, and with names that a spreadsheet would run."""
    rows = [entry(f"k{n}", name) for n, name in enumerate(NAMES)]
    whole = [entry("whole", **WHOLE), entry("hidden", confidential="yes")]
    file = write_list(tmp_path / "town.csv", *rows, *whole)
    text = file.read_text().replace("k4,'=quoted", "k4,''=quoted")
    file.write_text(text)
    return bring(file)


@pytest.mark.parametrize("form", STRENGTH_FORMS)
def test_what_was_taken_out_comes_in_again_with_no_difference(full, bring, tmp_path, form):
    assert set(NAMES) <= {*Strength.objects.values_list("name", flat=True)}
    everything = Strength.objects.order_by("pk")
    before = list(everything.values())
    out = strengths_file(everything, form)
    path = tmp_path / out.name
    path.write_bytes(out.content)
    again = bring(path, PROFILES[form])
    assert (again.matched, again.refused) == (8, 0)
    assert (again.added, again.changed, again.gone, again.unsure, again.conflicting) == (0,) * 5
    assert list(everything.values()) == before


@pytest.mark.parametrize("form", STRENGTH_FORMS)
def test_it_comes_to_an_empty_map_as_it_was(full, bring, tmp_path, form):
    everything = Strength.objects.order_by("name")
    told = feeds.strengths_table(everything, feeds.keys_out(everything))
    out = strengths_file(everything, form)
    path = tmp_path / out.name
    path.write_bytes(out.content)
    Strength.objects.all().delete()
    bring(path, PROFILES[form], source="elsewhere")
    now = everything.all()
    assert feeds.strengths_table(now, feeds.keys_out(now)).equals(told)


def test_no_cell_of_a_table_is_a_formula(full):
    text = strengths_file(Strength.objects.all(), "csv").content.decode()
    cells = [cell.strip('"') for line in text.splitlines() for cell in line.split(",")]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "@")] == []
    assert [cell for cell in cells if cell[:1] == "-"] == ["-5"]


def test_identifiers_stay_apart_where_two_sources_have_the_same(bring, tmp_path, full):
    bring(write_list(tmp_path / "b.csv", entry("k1", "Other")), source="other")
    by_hand = made.a_strength()
    keys = feeds.keys_out(Strength.objects.all())
    assert len(set(keys.values())) == len(keys)
    assert keys[by_hand.pk] == f"by-hand-{by_hand.pk}"


def test_confidential_entries_leave_only_where_asked_for_and_allowed(full, cast):
    for person, given in ((cast.asha, True), (cast.ben, True), (cast.chidi, False)):
        client = signed_in(person)
        address = reverse("mapping-strengths-file", args=["csv"])
        assert b"hidden" not in client.get(address).content
        asked = client.get(address, {"confidential": "yes"}).content
        assert (b"hidden" in asked) is given


def test_the_public_files_hold_no_confidential_entry_and_nobody_s_point(full):
    client = signed_in(None)
    for name in ("open-strengths-csv", "open-strengths-hsds"):
        text = client.get(reverse(name)).content.decode()
        assert "whole" in text
        for never in ("hidden", "51.002", "Ferry Lane"):
            assert never not in text


def test_the_holder_reads_that_the_entry_was_taken_out(full, cast):
    signed_in(cast.ben).get(reverse("mapping-strengths-file", args=["hsds"]))
    view = EntryView.objects.get()
    assert (view.organisation.key, view.purpose, view.role) == ("club", "file", "analyst")


def test_one_source_alone_can_be_taken_out(full, cast):
    made.a_strength()
    client = signed_in(cast.asha)
    address = reverse("mapping-strengths-file", args=["csv"])
    assert b"Warm supper" in client.get(address).content
    assert b"Warm supper" not in client.get(address, {"source": "town"}).content


def test_what_asks_whether_it_is_gone_is_in_no_file(full, cast):
    Strength.objects.filter(source_key="k1").update(gone_on=TODAY, confirmed_on=None)
    Strength.objects.filter(source_key="k2").update(gone_on=TODAY, confirmed_on=TODAY)
    client = signed_in(cast.asha)
    address = reverse("mapping-strengths-file", args=["csv"])
    whole = client.get(address).content.decode()
    assert ("\nk1," in whole, "\nk2," in whole) == (False, True)
    assert "\nk2," not in client.get(address, {"source": "town"}).content.decode()


def test_a_partner_takes_out_their_own_ties_and_those_that_are_shown(cast):
    club, kitchen = made.a_member(cast.chidi), made.a_party()
    school = made.a_party("school", "Town school")
    made.a_tie(club, kitchen, evidence="own")
    made.a_tie(kitchen, school, evidence="private")
    made.a_shown_tie(kitchen, school, kind="funding", evidence="shown")
    for form in ("csv", "graphml", "gexf", "kumu"):
        address = reverse("mapping-ties-file", args=[form])
        own = signed_in(cast.chidi).get(address).content.decode()
        assert ("own" in own, "shown" in own, "private" in own) == (True, True, False)
        assert "private" in signed_in(cast.ben).get(address).content.decode()


def test_every_file_is_one_to_keep(full, cast):
    client = signed_in(cast.asha)
    answer = client.get(reverse("mapping-strengths-file", args=["hsds-tables"]))
    assert answer["Content-Disposition"] == 'attachment; filename="strengths.zip"'
    assert "services.csv" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    nodes = client.get(reverse("mapping-ties-file", args=["nodes"])).content.decode()
    assert "'=Town club" in nodes
    for name in ("mapping-strengths-file", "mapping-ties-file"):
        assert client.get(reverse(name, args=["word"])).status_code == 404
    assert "HSDS 3.0" in client.get(reverse("mapping-take-out")).content.decode()
