"""A file sent through the browser: looked at, brought in, refused, dropped."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from commonweal.core.errors import CommonwealError, NotAllowed
from tests.cast import signed_in
from tests.factories.incidents import row, write_file
from tests.web.listening.conftest import TODAY
from workbench.listening import feeds
from workbench.listening.actions import uploads
from workbench.listening.models import Delivery, Source

NOW = datetime(2026, 11, 21, 12, tzinfo=timezone.get_default_timezone())
pytestmark = pytest.mark.django_db


@pytest.fixture
def content(tmp_path):
    """A file of three incidents, one of which cannot be used."""
    rows = [row("a"), row("b", groups="anti-muslim"), row("c", area="Atlantis")]
    return write_file(tmp_path / "town.csv", rows).read_bytes()


@pytest.fixture
def kept(own_city, cast, content):
    """That file, sent by Asha and kept aside."""
    return keep(content, cast.asha)


def keep(content, by, *, name="town.csv", now=NOW):
    return uploads.keep_upload(
        [content[:40], content[40:]],
        file_name=name,
        profile="canonical",
        acting_person=by,
        now=now,
    )


def test_looking_at_a_file_stores_nothing(kept, cast):
    handed = uploads.look_at(kept, today=TODAY)
    assert (handed.coded.incidents.height, handed.coded.refused.height) == (2, 1)
    assert not Source.objects.exists()
    assert not Delivery.objects.exists()


def test_the_page_says_what_the_file_holds_before_anything_is_stored(own_city, cast, content):
    client = signed_in(cast.asha)
    sent = SimpleUploadedFile("town.csv", content)
    address = reverse("listening-bring-in")
    answer = client.post(address, {"profile": "canonical", "file": sent}, follow=True)
    text = answer.content.decode()
    assert "The file holds 2 incidents in 3 rows." in text
    assert "Nothing is stored yet." in text
    assert "Atlantis" in text
    assert not Delivery.objects.exists()


def test_a_confirmed_file_is_brought_in_whole_by_background_work(kept, cast):
    uploads.mark_waiting(kept, acting_person=cast.asha)
    done = uploads.bring_in_upload(kept.token, acting_person=cast.asha, today=TODAY)
    assert done.state == "done"
    delivery = Delivery.objects.get(pk=done.delivery)
    assert (delivery.state, delivery.incidents, delivery.refused) == ("shown", 2, 1)
    assert feeds.incidents_of(delivery.source)["incident_id"].to_list() == ["a", "b"]
    assert not kept.path.exists()


def test_the_page_of_a_finished_upload_leads_to_its_delivery(kept, cast):
    done = uploads.bring_in_upload(kept.token, acting_person=cast.asha, today=TODAY)
    client = signed_in(cast.asha)
    address = reverse("listening-upload", args=[kept.token])
    assert client.get(address).headers["Location"] == reverse(
        "listening-delivery", args=[done.delivery]
    )
    moved = client.get(address, headers={"hx-request": "true"})
    assert moved.headers["HX-Redirect"] == reverse("listening-delivery", args=[done.delivery])


def test_what_went_wrong_is_told_with_its_remedy(own_city, cast, content):
    first = keep(content, cast.asha)
    uploads.bring_in_upload(first.token, acting_person=cast.asha, today=TODAY)
    again = keep(content, cast.asha)
    failed = uploads.bring_in_upload(again.token, acting_person=cast.asha, today=TODAY)
    assert (failed.state, failed.error["code"]) == ("failed", "already-in")
    page = signed_in(cast.asha).get(reverse("listening-upload", args=[again.token]))
    assert "town.csv is already in" in page.content.decode()


def test_a_file_is_brought_in_once_however_often_it_is_confirmed(kept, cast):
    uploads.mark_waiting(kept, acting_person=cast.asha)
    with pytest.raises(CommonwealError) as refusal:
        uploads.mark_waiting(uploads.upload_for(cast.asha, kept.token), acting_person=cast.asha)
    assert refusal.value.message == "town.csv is being brought in already."


def test_nobody_finds_the_file_of_somebody_else(kept, cast):
    with pytest.raises(Http404):
        uploads.upload_for(cast.ben, kept.token)


@pytest.mark.parametrize("token", ["..", "0" * 31, "../" + "0" * 29, "0" * 32])
def test_a_token_that_was_never_given_leads_nowhere(own_city, cast, token):
    with pytest.raises(Http404):
        uploads.upload_for(cast.asha, token)


def test_a_name_cannot_lead_out_of_the_folder(own_city, cast, content):
    upload = keep(content, cast.asha, name="../../etc/<b>town.csv")
    assert upload.file_name == "_b_town.csv"
    assert upload.path.resolve().is_relative_to(own_city.folder / "lake/staging/uploads")


def test_a_file_of_an_unknown_kind_is_refused_by_name(own_city, cast, content):
    with pytest.raises(uploads.UnknownEnding) as refusal:
        keep(content, cast.asha, name="report.docx")
    assert refusal.value.message == "“report.docx” is no kind of file that can be read here."
    assert refusal.value.remedy == (
        "Send a file that ends in .csv, .tsv, .csv.gz, .xlsx, .xls, .ods, .geojson, .json."
    )


def test_a_dropped_file_is_gone(kept, cast):
    uploads.drop_upload(kept, acting_person=cast.asha)
    assert not kept.folder.exists()


def test_a_forgotten_file_is_removed_with_the_next_one(own_city, cast, content):
    old = keep(content, cast.asha)
    keep(content, cast.asha, now=NOW + timedelta(days=3))
    assert not old.folder.exists()


@pytest.mark.parametrize("who", ["chidi", "dana"])
def test_only_the_desk_sends_files(own_city, cast, content, who):
    with pytest.raises(NotAllowed) as refusal:
        keep(content, getattr(cast, who))
    assert refusal.value.message == "You may not bring in a source's file."


def test_a_file_that_cannot_be_read_is_a_calm_page_with_the_remedy(own_city, cast):
    client = signed_in(cast.asha)
    sent = SimpleUploadedFile("town.csv", b"\x00\x01\x02\xff" * 50)
    address = reverse("listening-bring-in")
    answer = client.post(address, {"profile": "canonical", "file": sent}, follow=True)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Nothing of this file can come in" in text
    assert "It was read as Canonical incident table (canonical). Nothing is stored." in text
    assert "town.csv is not a text table" in text
    assert "Remove it and choose again" in text


def test_a_file_of_which_every_row_was_refused_says_why_row_by_row(own_city, cast, tmp_path):
    client = signed_in(cast.asha)
    rows = write_file(tmp_path / "town.csv", [row("a", area="Atlantis")]).read_bytes()
    sent = SimpleUploadedFile("town.csv", rows)
    address = reverse("listening-bring-in")
    answer = client.post(address, {"profile": "canonical", "file": sent}, follow=True)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert (
        "None of the 1 rows of town.csv became an incident: 1 were refused and 0 left out" in text
    )
    assert "Choose the profile that fits the file, or mend the file." in text
    assert "Atlantis" in text
    assert "This is none of the city&#x27;s areas." in text
