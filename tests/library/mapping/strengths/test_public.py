"""Confidential places are for partners: in no public row, count or summary (charter 4)."""

import json

import polars as pl
import pytest
from hypothesis import given

from commonweal.core.errors import NotAllowed
from commonweal.mapping.strengths import Audience, counts_by, public_view, publishable, summary
from commonweal.mapping.strengths.gathering import Gathered
from tests.factories.strengths import (
    TODAY,
    entry,
    gathered,
    profile,
    strengths,
    tables,
    two_districts,
    words,
)

SHELTER = entry(
    "hidden",
    name="Quiet House",
    area="harbour",
    kind="shelter",
    needs=("safety",),
    languages=("ti",),
    confidential=True,
)
TABLE = strengths(entry(1, area="hill"), SHELTER, entry(2, area="harbour"), entry(3, area="hill"))


@given(table=tables())
def test_the_public_view_holds_every_open_entry_and_no_other(table):
    seen = public_view(table)
    assert not seen["confidential"].any()
    assert seen.height + int(table["confidential"].sum()) == table.height


def test_counts_for_the_public_leave_confidential_places_out_of_every_area():
    assert counts_by(TABLE, "area").table.rows() == [("harbour", 1), ("hill", 2)]
    assert counts_by(TABLE, "needs").table["needs"].drop_nulls().to_list() == []
    partners = counts_by(TABLE, "area", audience=Audience.PARTNERS)
    assert partners.table.rows() == [("harbour", 2), ("hill", 2)]
    assert partners.caveat == (
        "For partners only: confidential entries are counted. Never publish these figures, and "
        "never beside public ones: the difference would count the confidential places."
    )


def test_counts_stand_in_the_order_of_their_keys_and_not_by_number():
    assert counts_by(TABLE, "area").table["area"].to_list() == ["harbour", "hill"]


def test_a_count_for_partners_is_never_published_least_of_all_beside_a_public_one():
    public, partners = (
        counts_by(TABLE, "area"),
        counts_by(TABLE, "area", audience=Audience.PARTNERS),
    )
    assert publishable(public) == (public,)
    for together in ((partners,), (public, partners)):
        with pytest.raises(NotAllowed) as refused:
            publishable(*together)
        assert str(refused.value) == (
            "These counts hold confidential places, or stand beside counts that do not. "
            "Publish counts for the public only. Partners see theirs apart."
        )


def held(audience, rows=4):
    found = Gathered(strengths=TABLE, refused=gathered_refused(), rows=rows)
    return summary(found, words=words(), areas=two_districts(), today=TODAY, audience=audience)


def gathered_refused():
    from commonweal.core.refusal import Refusal, as_table

    of = {"file": "town.csv", "column": "lat", "code": "x", "reason": "r", "remedy": "m"}
    return as_table(
        [Refusal(row=2, value="51", **of), Refusal(row=3, value="52", confidential=True, **of)]
    )


def test_a_summary_for_the_public_says_nothing_of_confidential_places():
    public, without = held(Audience.PUBLIC), json.dumps(held(Audience.PUBLIC))
    for word in ("hidden", "Quiet House", "shelter", "safety", '"ti"', '"52"'):
        assert word not in without
    assert public["entries"] == 3
    assert public["by_area"] == {"harbour": 1, "hill": 2}
    assert public["refused_count"] == 1
    assert "confidential" not in public
    assert "rows" not in public, "what was read less what is shown would count them"


def test_partners_see_them_with_a_warning():
    partners = held(Audience.PARTNERS)
    assert (partners["entries"], partners["confidential"], partners["rows"]) == (4, 1, 4)
    assert partners["by_area"] == {"harbour": 2, "hill": 2}
    assert partners["refused_count"] == 2
    assert partners["caveats"][-1].startswith("For partners only")


def test_the_public_cannot_tell_how_many_confidential_entries_a_list_holds():
    """The same list with one, two or no shelters looks the same."""
    open_entries = TABLE.filter(~pl.col("confidential"))
    more = pl.concat([TABLE, strengths(entry("hidden too", confidential=True))])
    seen = [
        summary(
            Gathered(strengths=table, refused=gathered_refused(), rows=table.height),
            words=words(),
            areas=two_districts(),
            today=TODAY,
        )
        for table in (open_entries, TABLE, more)
    ]
    assert seen[0] == seen[1] == seen[2]


@pytest.fixture
def town(tmp_path):
    """A list in which entries may be confidential."""

    def read(text):
        path = tmp_path / "town.csv"
        path.write_text(text)
        columns = {"strength_id": "id", "name": "name", "confidential": "secret", "lat": "lat"}
        return gathered(path, profile(columns=columns | {"lon": "lon", "url": "web"}))

    return read


def test_a_refused_row_that_may_be_confidential_is_for_partners(town):
    found = town(
        "id,name,secret,lat,lon,web\n1,Quiet House,yes,95,4,\n2,Other House,perhaps,51,4,\n"
        "3,Hall,no,95,4,\n4,Hall two,,95,4,\n"
    )
    assert found.refused.select("row", "code", "confidential").rows() == [
        (2, "not-a-coordinate", True),
        (3, "not-yes-or-no", True),
        (4, "not-a-coordinate", False),
        (5, "not-a-coordinate", False),
    ]


def test_what_is_told_of_a_list_does_not_count_confidential_entries(town):
    found = town("id,name,secret,lat,lon,web\n1,Quiet House,yes,51,4,quiet.example\n2,Hall,no,,,\n")
    assert found.strengths.height == 2
    assert found.notices == ()
