"""The made-up city's communities, requests and relations, from its files onto the map."""

from datetime import UTC, date, datetime

import pytest

from commonweal.demo import make_aldermere
from commonweal.demo.incoming import incoming_files
from commonweal.demo.truths import planted_truths
from tests.cast import make_person
from tests.factories import mapping as made
from workbench.commands.demo_relations import (
    enter_relations,
    enter_requests,
    tell_of_communities,
)
from workbench.mapping import access
from workbench.mapping.models import Community, Priority, Relation, Request, Spokesperson
from workbench.mapping.pages.relations import relations_page
from workbench.mapping.relations_told import read_relation, relation_knowledge

UNTIL = date(2026, 11, 15)
NOW = datetime(2026, 11, 15, 9, tzinfo=UTC)
PROVIDERS = ("org-health", "org-city-youth", "org-city-integration", "org-police-neighbourhood")
BLOCKED = [truth for truth in planted_truths() if truth.kind == "blocked-relation"]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The folder with the made-up city's files about communities."""
    folder = tmp_path_factory.mktemp("aldermere")
    (folder / "relations").mkdir()
    for name, text in incoming_files(make_aldermere(until=UNTIL)).items():
        if name.startswith(("communities", "requests", "relations/")):
            (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def told(cast, files):
    """Everything of these files on the map; what was said about it."""
    for key in PROVIDERS:
        made.an_organisation(key, f"Office {key}")
    return [
        *tell_of_communities(files / "communities.csv", acting=cast.asha, now=NOW),
        *enter_requests(files / "requests.csv", acting=cast.asha),
        *enter_relations(files / "relations", acting=cast.asha, today=UNTIL),
    ]


def test_each_file_says_what_it_brought(told):
    assert told == [
        "9 communities have told of themselves.",
        "60 requests to the city are on record.",
        "3 relations between a community and a provider are on record.",
    ]


def test_a_community_has_its_own_list_before_the_official_one(told):
    roma = Community.objects.get(key="roma-families")
    own = roma.priorities.filter(whose="community")
    assert [one.words for one in own] == [
        "Places to stay the winter",
        "School without being moved apart",
        "Work papers",
    ]
    assert all(one.before_framing for one in own)
    official = roma.priorities.filter(whose=Priority.Whose.OFFICIAL).first()
    assert official.taken_on > own.first().taken_on


def test_who_speaks_stands_as_a_role_and_nobody_is_named(told):
    speakers = Spokesperson.objects.all()
    assert speakers.count() == 9
    assert {one.shown_name for one in speakers} == {""}
    alone = speakers.get(arose="self")
    assert alone.evidence == "By its own word; nothing was shown"


def test_requests_are_answered_waiting_or_taken_back(told):
    answered = Request.objects.exclude(answered_on=None).count()
    back = Request.objects.exclude(taken_back_on=None).count()
    assert answered + back < Request.objects.count()
    assert answered > 20
    assert back > 0


@pytest.mark.parametrize("truth", BLOCKED, ids=lambda truth: truth.id)
def test_each_relation_is_blocked_where_the_city_planted_it(told, truth):
    found = next(one for one in Relation.objects.all() if truth.more["relation"] in _names_of(one))
    read = read_relation(found, relation_knowledge(), today=UNTIL)
    assert read.weakest.link == truth.more["blocked_at"]
    assert read.blocks[0].rule == truth.more["rule"]
    assert [one.condition for one in read.disagreements] == truth.more["differ_on"]


def _names_of(relation):
    """The ids of the made-up city's relations, by their communities."""
    return {
        "north-heath-families": "north-heath-health",
        "roma-families": "westway-evenings",
        "harbour-mosque": "harbour-living-together",
    }[relation.community.key]


def test_the_list_shows_them_by_community(cast, told):
    page = relations_page(cast.asha, today=UNTIL)
    assert [one.name for one in page.communities] == [
        "Black families of North Heath",
        "Families around the Harbour mosque",
        "Roma families of Westway and Tanners",
    ]
    assert all(line.is_blocked for one in page.communities for line in one.lines)


def test_one_of_the_made_up_people_speaks_for_a_community(cast, files):
    elena = make_person(
        email="elena@aldermere.example", role="partner_editor", is_demonstration=True
    )
    list(tell_of_communities(files / "communities.csv", acting=cast.asha, now=NOW))
    assert access.speaks_for_community(elena, Community.objects.get(key="roma-families"))
