"""A file of ties: whom it names, what is refused, and that nobody has confirmed what it tells."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonweal.core.errors import NotAllowed
from commonweal.files.network_formats import write_network
from tests.cast import signed_in
from tests.factories import mapping as made
from tests.factories.lists import write_ties
from tests.web.mapping.conftest import NOW
from workbench.mapping import access, feeds
from workbench.mapping.actions import tie_lists, uploads
from workbench.mapping.models import Party, Tie

CONTACT = {"source": "club", "target": "kitchen", "kind": "contact"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def ends():
    return made.a_party("club", made.CLUB), made.a_party(), made.a_party("school", "Town school")


@pytest.fixture
def file(tmp_path):
    return lambda *rows: write_ties(tmp_path / "ties.csv", *rows)


def refusals(looked):
    return list(looked.refused.select("row", "code").iter_rows())


def test_ties_are_told_by_a_third_party_and_confirmed_by_nobody(ends, file, cast):
    row = {**CONTACT, "strength": "3", "confirmed_by": "both", "public": "true", "since": "2024-05"}
    tie_lists.take_ties(file(row), answers={}, acting_person=cast.asha, now=NOW)
    tie = Tie.objects.get()
    assert feeds.confirmed_by(tie) is None
    assert (tie.source_shows, tie.target_shows) == (False, False)
    assert (tie.strength, tie.since, tie.told_by) == (3, "2024-05", cast.asha)
    made.a_member(cast.chidi, "school", "Town school")
    assert not access.ties_for(cast.chidi).exists()


def test_ends_are_known_by_identifier_or_by_name(ends, file):
    looked = tie_lists.look_at_ties(
        file(CONTACT, {**CONTACT, "source": "TOWN school", "target": made.KITCHEN.upper()})
    )
    assert [(tie.source.key, tie.target.key) for tie in looked.ties] == [
        ("club", "kitchen"),
        ("school", "kitchen"),
    ]


def test_a_name_that_several_have_is_asked(ends, file, cast):
    other = made.a_party("kitchen-2", made.KITCHEN)
    rows = file(CONTACT, {**CONTACT, "source": "school", "target": made.KITCHEN})
    looked = tie_lists.look_at_ties(rows)
    assert [one.name for one in looked.asked] == [made.KITCHEN]
    assert refusals(looked) == [(3, "several-of-this-name")]
    told = tie_lists.take_ties(
        rows, answers={made.KITCHEN: str(other.pk)}, acting_person=cast.asha, now=NOW
    )
    assert {tie.target.key for tie in told.ties} == {"kitchen", "kitchen-2"}
    answers = {made.KITCHEN: tie_lists.NOBODY}
    assert refusals(tie_lists.look_at_ties(rows, answers=answers)) == [(3, "none-of-them")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({**CONTACT, "target": "Atlantis"}, "not-on-the-map"),
        ({**CONTACT, "target": made.CLUB}, "self-tie"),
        ({**CONTACT, "target": "club"}, "self-tie"),
        ({**CONTACT, "kind": "friendship"}, "unknown-kind"),
        ({**CONTACT, "strength": "7"}, "bad-strength"),
        ({**CONTACT, "strength": "2.5"}, "bad-strength"),
        ({**CONTACT, "since": "in spring"}, "no-date"),
        ({**CONTACT, "until": "2024-13"}, "no-date"),
        ({**CONTACT, "evidence": "x" * 301}, "too-long"),
        ({**CONTACT, "state": "declined"}, "declined-in-the-file"),
        ({**CONTACT, "kind": "personal information", "evidence": "x"}, "content-about-persons"),
    ],
)
def test_what_cannot_stand_on_the_map_is_refused_with_its_row(ends, file, row, code):
    looked = tie_lists.look_at_ties(file(row))
    assert refusals(looked) == [(2, code)]
    assert not looked.ties


def test_rows_that_contradict_or_repeat_each_other_are_told(ends, file):
    looked = tie_lists.look_at_ties(
        file(
            {**CONTACT, "strength": "2"},
            {**CONTACT, "strength": "2", "source": made.CLUB},
            {**CONTACT, "strength": "4", "source": made.CLUB, "since": "2020"},
            {**CONTACT, "strength": "2"},
        )
    )
    assert len(looked.ties) == 1
    assert looked.repeats == (3, 5)
    assert refusals(looked) == [(4, "contradictory-tie")]


def test_what_a_party_declined_stays_declined(ends, file):
    made.a_tie(*ends[:2], state="declined")
    looked = tie_lists.look_at_ties(file({**CONTACT, "source": "kitchen", "target": "club"}))
    assert refusals(looked) == [(2, "declined-by-a-party")]


def test_a_tie_about_persons_comes_in_without_content(ends, file, cast):
    row = {**CONTACT, "kind": "personal information", "strength": "3"}
    tie_lists.take_ties(file(row), answers={}, acting_person=cast.asha, now=NOW)
    assert (Tie.objects.get().strength, Tie.objects.get().evidence) == (None, "")


def test_only_whoever_keeps_the_map_takes_ties(ends, file, cast):
    with pytest.raises(NotAllowed):
        tie_lists.take_ties(file(CONTACT), answers={}, acting_person=cast.ben, now=NOW)


@pytest.mark.parametrize("ending", ["csv", "graphml", "gexf", "json"])
def test_what_was_taken_out_comes_in_again_with_no_difference(ends, tmp_path, ending):
    made.a_tie(*ends[:2], evidence="=a joint evening")
    made.a_shown_tie(ends[1], ends[2], kind="funding", directed=True, strength=None)
    made.a_tie(ends[0], ends[2], state="declined")
    path = tmp_path / f"network.{ending}"
    nodes, ties = feeds.nodes_table(Party.objects.all()), feeds.ties_table(Tie.objects.all())
    write_network(path, nodes, ties)
    looked = tie_lists.look_at_ties(path)
    assert (looked.here, looked.ties, refusals(looked)) == (3, (), [])


def test_the_same_ties_come_to_an_empty_map_from_every_form(ends, tmp_path, cast):
    row = made.a_tie(*ends[:2], evidence="=a joint evening")
    told = {**feeds.tie_row(row)}
    nodes, ties = feeds.nodes_table(Party.objects.all()), feeds.ties_table(Tie.objects.all())
    for ending in ("csv", "graphml", "gexf", "json"):
        path = tmp_path / f"network.{ending}"
        write_network(path, nodes, ties)
        Tie.objects.all().delete()
        tie_lists.take_ties(path, answers={}, acting_person=cast.asha, now=NOW)
        assert feeds.tie_row(Tie.objects.get()) == told


def test_in_the_browser_the_names_are_asked_before_anything_is_stored(
    another_city, ends, file, cast
):
    another_city()
    other = made.a_party("kitchen-2", made.KITCHEN)
    content = file({**CONTACT, "target": made.KITCHEN}).read_bytes()
    client = signed_in(cast.asha)
    sent = {"file": SimpleUploadedFile("ties.csv", content)}
    answer = client.post(reverse("mapping-bring-in-ties"), sent, follow=True)
    text = answer.content.decode()
    assert "Who is meant?" in text
    assert not Tie.objects.exists()
    address = answer.request["PATH_INFO"]
    assert client.post(address, {"name_0": ""}).status_code == 400
    client.post(address, {"name_0": str(other.pk)})
    assert Tie.objects.get().target == other
    assert client.get(address).status_code == 404


def test_refused_rows_of_ties_are_downloaded(another_city, ends, file, cast):
    another_city()
    content = file({**CONTACT, "target": "Atlantis"}).read_bytes()
    kept = uploads.keep_ties([content], file_name="t.csv", acting_person=cast.asha, now=NOW)
    client = signed_in(cast.asha)
    answer = client.get(reverse("mapping-look-ties-refused", args=[kept.token]))
    assert b"Atlantis" in answer.content
    client.post(reverse("mapping-look-ties-drop", args=[kept.token]))
    assert not kept.folder.exists()


def test_a_file_that_is_no_network_is_told(another_city, cast):
    another_city()
    kept = uploads.keep_ties([b"<no"], file_name="t.gexf", acting_person=cast.asha, now=NOW)
    answer = signed_in(cast.asha).get(reverse("mapping-look-ties", args=[kept.token]))
    assert (answer.status_code, "no XML" in answer.content.decode()) == (400, True)
