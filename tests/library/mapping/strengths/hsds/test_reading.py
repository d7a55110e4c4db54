"""HSDS objects as strengths: each that can be used is, each that cannot says why and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.hsds import Found
from commonweal.files.hsds.shapes import kind_of
from commonweal.mapping.strengths import gather_hsds
from tests.factories.hsds import address, location, service, write_json
from tests.factories.strengths import (
    TODAY,
    gathered,
    not_mapped,
    refusals,
    shipped,
    told,
    two_districts,
    words,
)

HSDS = shipped("hsds")
EXAMPLES = "assets/hsds_3_0/examples"


@pytest.fixture
def read(tmp_path):
    """The strengths in services given as a list."""

    def gather(*services, areas=None):
        return gathered(write_json(tmp_path / "town.json", list(services)), HSDS, areas=areas)

    return gather


def test_a_service_becomes_an_entry_at_its_place(read):
    (found,) = read(service(), areas=two_districts()).strengths.to_dicts()
    assert {name: value for name, value in found.items() if value not in (None, [])} == {
        "strength_id": "00000001-0000-4000-8000-000000000001",
        "name": "Service 1",
        "what": "group",
        "organisation_id": "00000000-0000-4000-8000-000000000002",
        "organisation": "Harbour Trust",
        "area": "harbour",
        "lat": 51.05,
        "lon": 4.05,
        "address": "3 Quay, Aldermere, Shire, AL1 1AA, GB",
        "confidential": False,
    }


def test_a_service_at_two_places_is_two_entries_called_by_their_places(read):
    places = [{"id": f"l{n}", "location": location(n)} for n in (1, 2)]
    found = read(service(service_at_locations=places)).strengths
    assert found["strength_id"].to_list() == ["l1", "l2"]
    assert found["name"].to_list() == ["Service 1", "Service 1"]


def test_a_service_without_a_place_is_an_entry_without_one(read):
    found = read(service(service_at_locations=None))
    assert found.strengths["lat"].to_list() == [None]
    assert found.refused.is_empty()


PLACE = "[0].service_at_locations[0].location"


@pytest.mark.parametrize(
    ("wrong", "path", "refused"),
    [
        (service(name=None), "[0]", (1, "name", None, "missing-field")),
        (service(id=None), "[0]", (1, "id", None, "missing-field")),
        (service(status=None), "[0]", (1, "status", None, "missing-field")),
        (service(status="open"), "[0]", (1, "status", "open", "unknown-status")),
        (service(assured_date="spring"), "[0]", (1, "assured_date", "spring", "no-date")),
        (
            service(assured_date="2027-01-01"),
            "[0]",
            (1, "assured_date", "2027-01-01", "in-the-future"),
        ),
    ],
)
def test_a_service_that_cannot_be_used_is_refused_and_the_rest_is_loaded(
    read, wrong, path, refused
):
    found = read(wrong, service(2))
    assert refusals(found) == [refused]
    assert found.refused["path"].to_list() == [path]
    assert found.refused["file"].to_list() == ["town.json"]
    assert found.strengths["name"].to_list() == ["Service 2"]
    assert found.rows == 2


def at(**facts):
    return service(service_at_locations=[{"id": "l1", "location": location(**facts)}])


@pytest.mark.parametrize(
    ("wrong", "path", "refused"),
    [
        (at(location_type="tent"), PLACE, (1, "location_type", "tent", "unknown-location-type")),
        (at(location_type=None), PLACE, (1, "location_type", None, "missing-field")),
        (at(latitude=100), PLACE, (1, "latitude", "100", "not-a-coordinate")),
        (at(latitude="north"), PLACE, (1, "latitude", "north", "not-a-coordinate")),
        (at(longitude=None), PLACE, (1, "longitude", None, "half-a-point")),
        (at(latitude=52), PLACE, (1, "latitude", "52.0", "outside-areas")),
        (at(latitude=4.05, longitude=51.05), PLACE, (1, "latitude", "4.05", "swapped-coordinates")),
    ],
)
def test_a_location_that_cannot_be_used_costs_itself_and_not_its_service(
    read, wrong, path, refused
):
    found = read(wrong, areas=two_districts())
    assert refusals(found) == [refused]
    assert found.refused["path"].to_list() == [path]
    (entry,) = found.strengths.to_dicts()
    assert (entry["name"], entry["lat"], entry["area"], entry["address"]) == (
        "Service 1",
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("wrong", "path", "refused"),
    [
        (
            at(addresses=[address(city=None)]),
            f"{PLACE}.addresses[0]",
            (1, "city", None, "missing-field"),
        ),
        (
            at(addresses=[address(address_type="home")]),
            f"{PLACE}.addresses[0]",
            (1, "address_type", "home", "unknown-address-type"),
        ),
        (
            service(organization={"id": "o", "name": "Trust"}),
            "[0].organization",
            (1, "description", None, "missing-field"),
        ),
    ],
)
def test_other_parts_cost_only_themselves_as_well(read, wrong, path, refused):
    found = read(wrong)
    assert refusals(found) == [refused]
    assert found.refused["path"].to_list() == [path]
    assert found.strengths.height == 1


def test_an_unknown_word_is_refused_with_those_that_are_known(read):
    found = read(service(status="Active"))
    assert found.refused.select("reason", "remedy").row(0) == (
        "HSDS 3.0 does not know this status.",
        "Write one of active, inactive, defunct, temporarily closed; the nearest is “active”.",
    )


def test_the_same_id_twice_is_refused_the_second_time(read):
    found = read(service(), service())
    assert refusals(found) == [(2, "id", "00000001-0000-4000-8000-000000000001", "id-twice")]


def test_what_is_closed_for_good_is_left_out_and_what_is_closed_for_now_is_told(read):
    found = read(
        service(1, status="defunct"),
        service(2, status="inactive"),
        service(3, status="temporarily closed"),
    )
    assert found.strengths["name"].to_list() == ["Service 3"]
    assert found.skipped == {
        "The source says that the service is defunct.": 1,
        "The source says that the service is inactive.": 1,
    }
    assert "The source says of 1 entry that it is temporarily closed; it is kept." in told(found)


def test_languages_of_service_and_place_are_read_and_unknown_ones_counted(read):
    spoken = [
        {"id": "t", "name": "Urdu"},
        {"id": "t", "code": "pol"},
        {"id": "t", "name": "Elvish"},
    ]
    here = location(languages=[{"id": "t", "code": "so", "note": "Mondays"}])
    found = read(service(languages=spoken, service_at_locations=[{"id": "l", "location": here}]))
    assert found.strengths["languages"].to_list() == [["pl", "so", "ur"]]
    assert not_mapped(found) == {"language: Elvish": 1, "language.note": 1}


def test_terms_of_a_directory_become_needs_by_the_profile_and_others_are_counted(read):
    terms = [
        {"id": "1", "taxonomy_term": {"id": "x", "name": "Food", "taxonomy": "Open Eligibility"}},
        {"id": "2", "taxonomy_term": {"id": "y", "name": "Kittens", "taxonomy": "Pets"}},
        {"id": "3", "taxonomy_term": {"id": "z", "taxonomy_detail": {"name": "Sky"}}},
        {"id": "4"},
    ]
    found = read(service(attributes=terms))
    assert found.strengths["needs"].to_list() == [["food"]]
    assert not_mapped(found) == {
        "attribute: Pets": 1,
        "attribute: Sky": 1,
        "attribute: without a term": 1,
    }


def ours(taxonomy, code, value=None):
    term = {"id": code, "code": code, "name": code, "taxonomy": f"Commonweal {taxonomy}"}
    return {"id": code, "taxonomy_term": term, "value": value}


def test_keys_of_another_city_that_are_not_known_here_are_counted_not_believed(read):
    found = read(
        service(
            attributes=[
                ours("needs", "food"),
                ours("needs", "moonlight"),
                ours("facts", "colour", "blue"),
                ours("facts", "area", "valley"),
            ]
        ),
        areas=two_districts(),
    )
    assert found.strengths.select("needs", "area").row(0) == (["food"], "harbour")
    assert not_mapped(found) == {
        "attribute: Commonweal needs, moonlight": 1,
        "attribute: Commonweal facts, colour": 1,
        "area: valley": 1,
    }


def test_a_refused_location_of_a_confidential_service_is_for_partners(read):
    wrong = at(latitude=100) | {"attributes": [ours("facts", "confidential", "yes")]}
    found = read(wrong, at(latitude=101) | {"id": "other"})
    assert found.refused.select("value", "confidential").rows() == [("100", True), ("101", False)]


def test_contacts_telephones_and_addresses_of_people_are_counted_and_never_kept(read):
    people = [{"id": "c", "name": "Ann Persona", "email": "ann@home.example"}]
    found = read(
        service(
            contacts=people,
            phones=[{"id": "f", "number": "020 7946 0958"}],
            email="ann@home.example",
            assurer_email="ann@home.example",
        )
    )
    assert not_mapped(found) == {
        "contact": 1,
        "phone": 1,
        "service.email": 1,
        "service.assurer_email": 1,
    }
    assert "ann@home" not in str(found.strengths.to_dicts())


def test_a_virtual_or_postal_location_is_no_point(read):
    found = read(at(location_type="virtual"), at(location_type="postal") | {"id": "other"})
    assert found.strengths["lat"].to_list() == [None, None]
    assert found.strengths["address"].null_count() == 0
    assert found.refused.is_empty()


def test_locations_and_organizations_by_themselves_are_entries_too(tmp_path):
    alone = write_json(tmp_path / "place.json", location(location_type="physical"))
    (place,) = gathered(alone, HSDS).strengths.to_dicts()
    assert (place["strength_id"], place["name"], place["what"]) == ("p1", "Hall 1", "place")
    unnamed = write_json(tmp_path / "unnamed.json", location(name=None))
    assert gathered(unnamed, HSDS).strengths["name"].to_list() == ["3 Quay"]
    held = {"id": "o", "name": "Trust", "description": "d", "locations": [location(1), location(2)]}
    found = gathered(write_json(tmp_path / "trust.json", {"organizations": [held]}), HSDS).strengths
    assert found.select("strength_id", "name", "organisation_id").rows() == [
        ("p1", "Trust", "o"),
        ("p2", "Trust", "o"),
    ]


def test_identifiers_that_are_no_uuid_are_kept_and_told(read):
    found = read(service(id="7"), service(2, id="8"))
    assert found.strengths["strength_id"].to_list() == ["7", "8"]
    assert told(found)[0] == (
        "HSDS asks for identifiers that are UUIDs; each of 2 entries has another one, which is "
        "kept."
    )


def damaged(draw, value):
    """The value with something in it replaced by any other JSON."""
    if not isinstance(value, dict | list) or not value or draw(st.integers(0, 4)) == 0:
        return draw(JUNK)
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = draw(st.sampled_from(keys))
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = damaged(draw, copy[key])
    return copy


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
WHOLE = service(
    languages=[{"id": "t", "code": "ur"}],
    attributes=[{"id": "1", "taxonomy_term": {"id": "x", "name": "Food", "taxonomy": "OE"}}],
    phones=[{"id": "f", "number": "1"}],
)


@given(data=st.data(), times=st.integers(1, 3))
def test_whatever_stands_in_an_object_the_rest_of_the_list_is_loaded(data, times):
    wrong = WHOLE
    for _ in range(times):
        wrong = damaged(data.draw, wrong)
    if not isinstance(wrong, dict):
        return
    items = [
        Found(kind=kind_of(wrong), value=wrong, file="town.json", row=1, path="[0]"),
        Found(kind="service", value=service(2), file="town.json", row=2, path="[1]"),
    ]
    found = gather_hsds(items, profile=HSDS, words=words(), areas=two_districts(), today=TODAY)
    assert "Service 2" in found.strengths["name"].to_list()


def test_what_is_no_object_of_hsds_is_refused(read):
    found = read({"colour": "blue"}, 7, service())
    assert refusals(found) == [
        (1, "entry", None, "no-hsds-object"),
        (2, "entry", None, "no-object"),
    ]
    assert found.strengths.height == 1


EXPECTED = {
    "base.json": (0, 0),
    "csv": (1, 2),
    "location.json": (0, 1),
    "organization_full.json": (1, 1),
    "organization_list.json": (1, 0),
    "service_at_location_full.json": (1, 1),
    "service_at_location_list.json": (1, 1),
    "service_full.json": (1, 1),
    "service_list.json": (1, 0),
    "tabular.json": (1, 2),
    "taxonomy.json": (0, 0),
    "taxonomy_list.json": (0, 0),
    "taxonomy_term.json": (0, 0),
    "taxonomy_term_list.json": (0, 0),
}


@pytest.mark.shared_data
@pytest.mark.parametrize("name", EXPECTED)
def test_every_official_example_is_read_as_it_is(shared_data, name):
    """The location of the examples lies at latitude 100, which is nowhere: it is refused."""
    found = gathered(shared_data / EXAMPLES / name, HSDS)
    assert (found.strengths.height, found.refused.height) == EXPECTED[name]
    codes = set(found.refused["code"])
    assert codes <= {"not-a-coordinate", "unknown-entity"}
    assert found.strengths["name"].to_list() in (
        [],
        ["Community Counselling"],
        ["Example Organization Inc."],
    )


@pytest.mark.shared_data
def test_the_list_of_official_examples_is_complete(shared_data):
    assert set(EXPECTED) == {path.name for path in (shared_data / EXAMPLES).iterdir()}


@pytest.mark.shared_data
def test_no_name_or_number_of_a_person_in_the_examples_is_kept(shared_data):
    for path in (shared_data / EXAMPLES).iterdir():
        found = gathered(path, HSDS)
        kept = str(found.strengths.to_dicts()) + str(found.refused.to_dicts())
        for personal in ("Ann Persona", "A. Persona", "email@example.com", "1234 234567"):
            assert personal not in kept
