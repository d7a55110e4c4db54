"""Rows and the library's table of incidents: what goes in comes out."""

from datetime import date
from itertools import count

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.fingerprint import fingerprint
from commonweal.core.tables import INCIDENTS
from tests.factories.incidents import row
from tests.web.listening.register.conftest import police
from workbench.listening import feeds

texts = st.none() | st.text(max_size=8)
dates = st.none() | st.sampled_from(["2026", "2026-02", "2026-02-28"])
keys = st.lists(st.sampled_from(["anti-jewish", "anti-roma", "majority"]), unique=True).map(sorted)
yes_no = st.none() | st.booleans()
degrees = st.none() | st.floats(-180, 180)


@st.composite
def incidents(draw) -> pl.DataFrame:
    """Any table that fits the contract."""
    kinds_of_value = {
        "publisher_year": st.none() | st.integers(1990, 2030),
        "groups": keys,
        "kinds": keys,
        "place": st.sampled_from(["area", "city", "unknown"]),
        "lat": degrees,
        "lon": degrees,
        "n": st.integers(1, 10**9),
        **dict.fromkeys(("perceived", "recorded", "verified"), yes_no),
    }
    number = count()
    rows = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    name: kinds_of_value.get(name, dates if name.endswith("_on") else texts)
                    for name in INCIDENTS.columns
                    if name != "incident_id"
                }
            ),
            max_size=4,
        )
    )
    named = [{"incident_id": f"i{next(number)}", **one} for one in rows]
    return pl.DataFrame(named, schema=INCIDENTS.schema)


@given(incidents())
def test_a_table_of_incidents_survives_being_stored(table):
    assert feeds.as_incidents(feeds.as_stored(table)).equals(table)


@given(incidents(), st.randoms())
def test_the_order_of_rows_does_not_change_the_fingerprint(table, random):
    order = list(range(table.height))
    random.shuffle(order)
    assert fingerprint(table[order], by="incident_id") == fingerprint(table, by="incident_id")


@given(incidents(), incidents())
def test_tables_have_one_fingerprint_exactly_when_they_are_equal(one, other):
    # seven decimals of a degree count, no more
    one, other = (t.with_columns(pl.col("lat", "lon").round(7)) for t in (one, other))
    same = fingerprint(one, by="incident_id") == fingerprint(other, by="incident_id")
    assert same == one.equals(other)


@pytest.mark.parametrize(("one", "other"), [(("b", "cd"), ("bc", "d")), (("", "1:c"), ("1:", "c"))])
def test_a_value_cannot_pretend_to_be_two(one, other):
    tables = [pl.DataFrame({"key": ["a"], "x": [x], "y": [y]}) for x, y in (one, other)]
    assert len({fingerprint(table, by="key") for table in tables}) == 2


def test_a_source_that_shows_nothing_has_an_empty_table_and_no_hash(city):
    source = feeds.Source.objects.create(key="new", name="New", created_at="2026-01-01T00:00Z")
    assert feeds.incidents_of(source).equals(INCIDENTS.empty())
    assert feeds.content_hash(source) == ""


def test_values_reach_the_reader_as_the_file_gave_them(bring_in):
    bring_in([row("a", groups="anti-roma|anti-jewish", reported_on="2026-02", status="")])
    told = feeds.incidents_of(police()).row(0, named=True)
    assert told["groups"] == ["anti-jewish", "anti-roma"]
    assert (told["reported_on"], told["occurred_on"], told["status"]) == ("2026-02", None, None)


def test_deliveries_are_listed_with_their_days_and_counts(bring_in):
    bring_in([row("a")], received_on=date(2026, 1, 12))
    bring_in([row("b")], received_on=date(2026, 2, 9))
    listed = feeds.deliveries_table().select("source", "received_on", "added", "vanished")
    assert listed.rows() == [
        ("police", date(2026, 1, 12), 1, 0),
        ("police", date(2026, 2, 9), 1, 1),
    ]
