"""Lists in the browser: looked at, brought in, decided about."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from commonweal.core.errors import CommonwealError, NotAllowed
from tests.cast import signed_in
from tests.factories import mapping as made
from tests.factories.lists import entry, write_list
from tests.web.mapping.conftest import NOW, TODAY
from workbench.core.city import current_city
from workbench.mapping.actions import uploads
from workbench.mapping.actions.taking_in import bring_in_list
from workbench.mapping.models import BringIn, Edit, Strength, StrengthSource
from workbench.mapping.pages.overview import overview_page


@pytest.fixture
def own_city(another_city):
    return another_city()


@pytest.fixture
def content(own_city, tmp_path):
    """A list of two entries, and a row that cannot come in."""
    rows = entry("1", "Warm hall"), entry("2", "Quiet room"), entry("3", area="Atlantis")
    return write_list(tmp_path / "town.csv", *rows).read_bytes()


def keep(content, by, **more):
    given = {"file_name": "town.csv", "profile": "strengths", "source": "town", **more}
    return uploads.keep_list([content[:40], content[40:]], acting_person=by, now=NOW, **given)


def bring(cast, tmp_path, *rows):
    return bring_in_list(
        write_list(tmp_path / "town.csv", *rows),
        profile_name="strengths",
        source="town",
        name="Town list",
        city=current_city(),
        acting_person=cast.asha,
        now=timezone.now(),
        today=TODAY,
    )


@pytest.fixture
def twice(own_city, cast, tmp_path):
    """A list that came twice, with something of each sort to decide."""
    old = (
        entry("1", "Warm hall", address="Old street"),
        entry("2", "Quiet room"),
        entry("3", "Corner café", address="1 High Street"),
    )
    bring(cast, tmp_path, *old)
    Strength.objects.filter(source_key="1").update(address="Our street")
    new = (
        entry("1", "Warm hall", address="New street", url="https://example.org/"),
        entry("4", "Corner café", address="9 Low Street"),
        entry("5", "Tool shed"),
    )
    return bring(cast, tmp_path, *new)


def page(client, name, *args, **more):
    return client.get(reverse(name, args=args), more).content.decode()


def test_the_page_says_what_the_list_holds_before_anything_is_stored(content, cast):
    client = signed_in(cast.asha)
    sent = SimpleUploadedFile("town.csv", content)
    given = {"profile": "strengths", "source": "", "name": "Town list", "file": sent}
    answer = client.post(reverse("mapping-bring-in"), given, follow=True)
    text = answer.content.decode()
    assert "The list holds 2 entries." in text
    assert "It is the first list of Town list." in text
    assert "Atlantis" in text
    assert not StrengthSource.objects.exists()


def test_a_list_that_comes_again_says_what_is_new_and_gone(content, cast, tmp_path):
    bring(cast, tmp_path, entry("1", "Warm hall"), entry("9", "Old pool"))
    kept = keep(content, cast.asha)
    text = page(signed_in(cast.asha), "mapping-look", kept.token)
    assert "set against what Town list said before" in text
    assert "Quiet room" in text
    assert "Old pool" in text


def test_a_confirmed_list_comes_in_by_background_work(content, cast):
    kept = keep(content, cast.asha)
    client = signed_in(cast.asha)
    client.post(reverse("mapping-look-confirm", args=[kept.token]))
    assert "Waiting for its turn." in page(client, "mapping-look", kept.token) or (
        client.get(reverse("mapping-look", args=[kept.token])).status_code == 302
    )
    done = uploads.bring_in_upload(
        kept.token, acting_person=cast.asha, now=timezone.now(), today=TODAY
    )
    assert (done.state, BringIn.objects.get().added) == ("done", 2)
    assert not done.path.exists()
    answer = client.get(reverse("mapping-upload", args=[kept.token]), follow=True)
    assert "Warm hall" in answer.content.decode()


def test_what_went_wrong_is_told_to_whoever_sent_it(own_city, cast, tmp_path):
    content = write_list(tmp_path / "town.csv", entry("1", area="Atlantis")).read_bytes()
    kept = keep(content, cast.asha)
    client = signed_in(cast.asha)
    looked = client.get(reverse("mapping-look", args=[kept.token]))
    assert (looked.status_code, "Atlantis" in looked.content.decode()) == (400, True)
    uploads.mark_waiting(kept, acting_person=cast.asha)
    done = uploads.bring_in_upload(
        kept.token, acting_person=cast.asha, now=timezone.now(), today=TODAY
    )
    assert done.state == "failed"
    assert "Not one of the 1 entries" in page(client, "mapping-upload", kept.token)


def test_a_list_is_seen_by_whoever_sent_it_alone(content, cast):
    kept = keep(content, cast.asha)
    with pytest.raises(Http404):
        uploads.list_for(cast.ben, kept.token)
    with pytest.raises(NotAllowed):
        keep(content, cast.ben)


def test_a_file_that_no_reader_takes_is_said_beside_the_field(own_city, cast):
    sent = SimpleUploadedFile("town.exe", b"x")
    answer = signed_in(cast.asha).post(
        reverse("mapping-bring-in"), {"profile": "strengths", "file": sent}
    )
    assert (answer.status_code, "is no kind of file" in answer.content.decode()) == (400, True)


def test_a_dropped_list_is_gone(content, cast):
    kept = keep(content, cast.asha)
    signed_in(cast.asha).post(reverse("mapping-look-drop", args=[kept.token]))
    assert not kept.folder.exists()


def test_the_page_of_a_list_shows_everything_that_waits(twice, cast):
    text = page(signed_in(cast.asha), "mapping-list", twice.pk)
    for words in ("Our street", "New street", "Quiet room", "9 Low Street", "Tool shed"):
        assert words in text
    assert "https://example.org/" in text


def test_an_older_list_leads_to_the_newest(twice, cast):
    first = twice.source.bring_ins.last()
    text = page(signed_in(cast.asha), "mapping-list", first.pk)
    assert "A newer list has come since." in text
    assert "Keep ours" not in text


def test_an_analyst_reads_and_does_not_decide(twice, cast):
    text = page(signed_in(cast.ben), "mapping-list", twice.pk)
    assert "Our street" in text
    assert not re.search("<button[^>]*>(Keep ours|They are one|Still there)", text)


@pytest.mark.parametrize(("answer", "address"), [("theirs", "New street"), ("ours", "Our street")])
def test_keep_ours_or_take_theirs(twice, cast, answer, address):
    edit = Edit.objects.get(state="proposed")
    given = {"answer": answer}
    signed_in(cast.asha).post(reverse("mapping-list-value", args=[edit.pk]), given)
    assert Strength.objects.get(source_key="1").address == address
    assert not Edit.objects.filter(state="proposed").exists()


@pytest.mark.parametrize(("answer", "off"), [("still", False), ("off", True)])
def test_still_there_or_off_the_map(twice, cast, answer, off):
    gone = Strength.objects.get(source_key="2")
    signed_in(cast.asha).post(reverse("mapping-list-gone", args=[gone.pk]), {"answer": answer})
    gone.refresh_from_db()
    assert (gone.withdrawn_on is not None) is off


@pytest.mark.parametrize(("answer", "many"), [("same", 4), ("two", 5)])
def test_one_or_two(twice, cast, answer, many):
    doubt = twice.source.doubts.get()
    signed_in(cast.asha).post(reverse("mapping-list-doubt", args=[doubt.pk]), {"answer": answer})
    assert Strength.objects.count() == many


def test_the_overview_says_what_the_last_list_left_to_decide(twice, cast):
    lines = [line.words for line in overview_page(cast.asha, today=TODAY).waiting]
    assert "3 things to decide about the list of Town list" in lines
    assert not overview_page(cast.ben, today=TODAY).waiting


def test_refused_rows_are_downloaded(content, cast):
    kept = keep(content, cast.asha)
    done = uploads.bring_in_upload(
        kept.token, acting_person=cast.asha, now=timezone.now(), today=TODAY
    )
    client = signed_in(cast.ben)
    answer = client.get(reverse("mapping-list-refused", args=[done.delivery]))
    assert b"Atlantis" in b"".join(answer.streaming_content)
    none = BringIn.objects.create(source=StrengthSource.objects.get(), received_at=NOW)
    assert client.get(reverse("mapping-list-refused", args=[none.pk])).status_code == 404


def test_a_confidential_entry_of_a_list_is_listed_for_the_desk_and_counted_nowhere(
    own_city, cast, tmp_path
):
    content = write_list(
        tmp_path / "town.csv", entry("1"), entry("2", "Quiet house", confidential="yes")
    ).read_bytes()
    kept = keep(content, cast.asha)
    text = page(signed_in(cast.asha), "mapping-look", kept.token)
    assert "The list holds 1 entry." in text
    assert "are not counted" in text


def test_an_entry_that_its_people_keep_is_decided_by_them(own_city, cast, tmp_path):
    club = made.a_member(cast.chidi)
    held = {"organisation_id": "club", "organisation": club.organisation.name}
    bring(cast, tmp_path, entry("1", address="Old street", **held), entry("2", **held))
    brought = bring(cast, tmp_path, entry("1", address="New street", **held))
    text = page(signed_in(cast.asha), "mapping-list", brought.pk)
    assert text.count(f"{club.organisation.name} keeps this entry and decides.") == 2
    edit = Edit.objects.get(state="proposed")
    client = signed_in(cast.asha)
    address = reverse("mapping-list-value", args=[edit.pk])
    assert client.post(address, {"answer": "theirs"}).status_code == 404
    asked = [line.words for line in overview_page(cast.asha, today=TODAY).waiting]
    assert not [words for words in asked if "Town list" in words]


def test_a_source_of_another_city_profile_is_known_by_its_own(own_city, cast):
    with pytest.raises(CommonwealError, match="no source profile"):
        keep(b"", cast.asha, profile="nowhere")
