"""Re-import reconciles: nothing a person edited is overwritten silently, nothing is merged so."""

from dataclasses import replace
from itertools import chain

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.mapping.strengths import Entry, entries_of, reconcile
from commonweal.mapping.strengths.entries import FIELDS
from commonweal.mapping.strengths.matching import distance_m, match
from tests.factories.strengths import entries, entry, strengths

HALL = entry(
    "hall", name="Harbour Hall", lat=51.05, lon=4.05, address="3 Quay", description="Hall for hire"
)
POOL = entry("pool", name="Old Pool", lat=51.08, lon=4.08, needs=("sport",))
NEAR = 0.0004  # degrees of latitude, about 44 metres
FAR = 0.0006  # about 67 metres


def by_id(table):
    return {one.strength_id: one for one in entries_of(table)}


def lists(found):
    """Identifiers: matched (both, rule), new, gone, unsure (both)."""
    return (
        found.matched.rows(),
        found.new["strength_id"].to_list(),
        found.gone["strength_id"].to_list(),
        found.unsure.select("before", "after").rows(),
    )


def test_matched_new_gone_and_changed_are_told_apart():
    after = strengths(replace(HALL, description="Hall and garden"), entry("new", name="Allotments"))
    found = reconcile(strengths(HALL, POOL), after)
    assert lists(found) == ([("shall", "shall", "identifier")], ["snew"], ["spool"], [])
    assert found.changed.rows() == [("shall", "description", "Hall for hire", "Hall and garden")]
    assert found.conflicts.is_empty()
    assert sorted(by_id(found.entries)) == ["shall", "snew", "spool"]
    assert by_id(found.entries)["shall"].description == "Hall and garden"


def test_what_a_person_edited_stays_and_the_conflict_is_listed_with_all_values():
    edited = strengths(replace(HALL, description="Hall, by the people", needs=("food",)))
    after = strengths(replace(HALL, description="Hall and garden"))
    found = reconcile(strengths(HALL), after, edited)
    assert found.conflicts.to_dicts() == [
        {
            "strength_id": "shall",
            "column": "description",
            "source_before": "Hall for hire",
            "person": "Hall, by the people",
            "source_now": "Hall and garden",
        }
    ]
    assert found.changed.is_empty()
    (kept,) = entries_of(found.entries)
    assert (kept.description, kept.needs) == ("Hall, by the people", ("food",))


def test_a_source_that_comes_to_say_what_a_person_said_is_no_conflict():
    edited = strengths(replace(HALL, description="Hall and garden"))
    found = reconcile(strengths(HALL), edited, edited)
    assert found.conflicts.is_empty()
    assert found.changed.is_empty()


def test_a_source_that_drops_a_value_is_told_and_does_not_drop_a_persons():
    edited = strengths(replace(HALL, needs=("food",)))
    after = strengths(replace(HALL, description=None, lat=None, lon=None))
    found = reconcile(strengths(replace(HALL, needs=("sport",))), after, edited)
    assert found.changed.rows() == [
        ("shall", "lat and lon", "51.05, 4.05", None),
        ("shall", "description", "Hall for hire", None),
    ]
    assert found.conflicts.rows() == [("shall", "needs", "sport", "food", None)]


def test_both_coordinates_change_together():
    edited = strengths(replace(HALL, lat=51.06))
    found = reconcile(strengths(HALL), strengths(replace(HALL, lon=4.06)), edited)
    (kept,) = entries_of(found.entries)
    assert (kept.lat, kept.lon) == (51.06, 4.05)
    assert found.conflicts["column"].to_list() == ["lat and lon"]


def test_only_a_person_makes_a_confidential_entry_public():
    secret = replace(HALL, confidential=True)
    found = reconcile(strengths(secret), strengths(HALL))
    assert next(entries_of(found.entries)).confidential
    assert found.conflicts.rows() == [("shall", "confidential", "yes", "yes", "no")]
    lifted = reconcile(strengths(secret), strengths(secret), strengths(HALL))
    assert not next(entries_of(lifted.entries)).confidential
    hidden = reconcile(strengths(HALL), strengths(secret))
    assert next(entries_of(hidden.entries)).confidential


@pytest.mark.parametrize(
    ("now", "matched"),
    [
        ({"lat": 51.05 + NEAR}, True),
        ({"lat": 51.05 + FAR}, False),
        ({"lat": None, "lon": None}, True),
        ({"lat": None, "lon": None, "address": "3, QUAY"}, True),
        ({"lat": None, "lon": None, "address": "4 Quay"}, False),
        ({"name": "HARBOUR HALL!"}, True),
        ({"name": "Harbour Hall and garden"}, False),
        ({"name": "Quayside laundry"}, False),
    ],
)
def test_without_an_identifier_in_common_name_and_place_must_agree(now, matched):
    after = strengths(replace(HALL, strength_id="other", **now))
    found = reconcile(strengths(HALL), after)
    expected = [("shall", "other", "name and place")] if matched else []
    assert found.matched.rows() == expected


def test_a_matched_entry_carries_the_new_identifier():
    found = reconcile(strengths(HALL), strengths(replace(HALL, strength_id="other")))
    assert found.entries["strength_id"].to_list() == ["other"]


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ({"lat": 51.2}, "The name is the same, but the place is another one or not known."),
        ({"name": "Harbour Hall Trust"}, "The place is the same and the name is like it."),
    ],
)
def test_what_half_agrees_is_unsure_and_stands_twice_until_somebody_decides(now, why):
    after = strengths(replace(HALL, strength_id="other", **now))
    found = reconcile(strengths(HALL), after)
    assert lists(found) == ([], [], [], [("shall", "other")])
    assert found.unsure["why"].to_list() == [why]
    assert found.entries["strength_id"].to_list() == ["shall"]
    decided = reconcile(strengths(HALL), after, same=[("shall", "other")])
    assert lists(decided)[0] == [("shall", "other", "people")]
    apart = reconcile(strengths(HALL), after, different=[("shall", "other")])
    assert lists(apart) == ([], ["other"], ["shall"], [])


def test_two_of_one_name_in_one_place_are_never_merged():
    twin = replace(HALL, strength_id="twin")
    after = strengths(replace(HALL, strength_id="other"))
    found = reconcile(strengths(HALL, twin), after)
    assert lists(found) == ([], [], [], [("shall", "other"), ("twin", "other")])
    assert set(found.unsure["why"]) == {"Name and place are the same for more than one entry."}


def test_an_identifier_given_out_again_is_no_match():
    other = replace(HALL, name="Hilltop laundry", lat=51.2, address="9 Hill")
    found = reconcile(strengths(HALL), strengths(other))
    assert lists(found) == ([], [], [], [("shall", "shall")])
    assert (
        found.unsure["why"].item() == "The identifier is the same, but name and place are others."
    )
    assert next(entries_of(found.entries)).name == "Harbour Hall"


def test_what_people_added_is_never_merged_with_what_the_source_names_later():
    own = strengths(replace(HALL, strength_id="ours", description="By the people"))
    found = reconcile(strengths(POOL), strengths(POOL, HALL), own)
    assert lists(found) == ([("spool", "spool", "identifier")], [], [], [("ours", "shall")])
    assert found.unsure["why"].item() == "Somebody here entered it before the source named it."
    assert sorted(by_id(found.entries)) == ["ours", "spool"]
    decided = reconcile(strengths(POOL), strengths(POOL, HALL), own, same=[("ours", "shall")])
    assert by_id(decided.entries)["shall"].description == "By the people"
    assert decided.conflicts.rows() == [
        ("shall", "description", None, "By the people", "Hall for hire")
    ]


def test_an_entry_that_is_gone_stays_as_people_left_it():
    edited = strengths(replace(POOL, description="Saved by the people"))
    found = reconcile(strengths(HALL, POOL), strengths(HALL), edited)
    assert found.gone["description"].to_list() == ["Saved by the people"]
    assert by_id(found.entries)["spool"].description == "Saved by the people"


def test_a_list_set_against_itself_changes_nothing():
    table = strengths(HALL, POOL)
    found = reconcile(table, table)
    assert lists(found)[1:] == ([], [], [])
    assert found.entries.equals(table)


@st.composite
def histories(draw):
    """What a source said, what it says now, and what people made of it, on few identifiers."""
    ids = ["a", "b", "c", "d"]
    fields = st.lists(st.sampled_from(FIELDS[1:]), max_size=4, unique=True)
    touched = draw(fields)  # by the source and by people, so that they meet
    before = [draw(entries(one)) for one in draw(st.lists(st.sampled_from(ids), unique=True))]
    after = []
    for one in draw(st.lists(st.sampled_from(ids), unique=True)):
        old = next((e for e in before if e.strength_id == one), None)
        entry_now = draw(entries(one))
        after.append(entry_now if old is None else edit(old, entry_now, touched + draw(fields)))
    edited = [edit(one, draw(entries(one.strength_id)), touched) for one in before]
    return before, after, [one for one in edited if draw(st.booleans())]


def edit(old: Entry, other: Entry, names: list[str]) -> Entry:
    """The entry with these fields taken from another one; half a point is no point."""
    if {"lat", "lon"} & set(names):
        names = [*names, "lat", "lon"]
    return replace(old, **{name: getattr(other, name) for name in names})


@given(history=histories())
def test_what_a_person_edited_is_never_overwritten(history):
    before, after, edited = history
    found = reconcile(strengths(*before), strengths(*after), strengths(*edited))
    kept, old = by_id(found.entries), {one.strength_id: one for one in before}
    told = set(found.conflicts.select("strength_id", "column").rows())
    now = {one.strength_id: one for one in after}
    moved = dict(found.matched.select("before", "after").rows())
    for person in edited:
        key = moved.get(person.strength_id, person.strength_id)
        for name in FIELDS[1:]:
            value = getattr(person, name)
            if value != getattr(old[person.strength_id], name):
                assert getattr(kept[key], name) == value
                column = "lat and lon" if name in ("lat", "lon") else name
                source = [getattr(e, name) for e in (old[person.strength_id], now.get(key, person))]
                if key in moved.values() and source[0] != source[1] != value:
                    assert (key, column) in told


@given(history=histories())
def test_every_entry_ends_in_exactly_one_place(history):
    before, after, edited = history
    found = reconcile(strengths(*before), strengths(*after), strengths(*edited))
    pairs, new, gone, unsure = lists(found)
    left = [one for one, _, _ in pairs], gone, sorted({one for one, _ in unsure})
    right = [other for _, other, _ in pairs], new, sorted({other for _, other in unsure})
    assert sorted(chain(*left)) == sorted(one.strength_id for one in before)
    assert sorted(chain(*right)) == sorted(one.strength_id for one in after)
    assert found.entries["strength_id"].is_unique().all()
    assert {one.strength_id for one in before} <= set(found.entries["strength_id"]) | {
        one for one, other, _ in pairs if one != other
    }


@given(history=histories())
def test_the_order_of_lists_does_not_matter(history):
    before, after, _ = history
    once = match(before, after)
    again = match(before[::-1], after[::-1])
    assert set(once.pairs) == set(again.pairs)
    assert (set(once.unsure), set(once.new), set(once.gone)) == (
        set(again.unsure),
        set(again.new),
        set(again.gone),
    )


def test_metres_between_entries():
    there = replace(HALL, lat=51.06)
    assert distance_m(HALL, there) == pytest.approx(1113.2, abs=0.1)
    assert distance_m(HALL, replace(HALL, lat=None, lon=None)) is None


def test_a_thousand_moved_identifiers_are_matched_in_a_second():
    before = [entry(n, name=f"Hall {n}", lat=51 + n / 1000, lon=4.0) for n in range(1000)]
    after = [replace(one, strength_id=f"new {one.strength_id}") for one in before]
    assert len(match(before, after).pairs) == 1000


def test_tables_hold_text_even_where_nothing_changed():
    found = reconcile(strengths(), strengths())
    assert found.changed.schema["before"] == pl.String
    assert found.entries.is_empty()
