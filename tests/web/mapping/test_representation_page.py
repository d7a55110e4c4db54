"""Who took part: reckoned from what is typed, shown to the desk, kept nowhere."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import signed_in

ADDRESS = "mapping-representation"
COUNTS = (
    "income, low, 0, 4000\nincome, middle, 60, 4000\nincome, high, 30, 2000\nincome, no answer, 7"
)


def sent(person, counts):
    return signed_in(person).post(reverse(ADDRESS), {"counts": counts})


def test_who_is_missing_is_told_beside_who_lives_there(cast):
    page = sent(cast.asha, COUNTS).content.decode()
    assert "90 answered, 7 did not" in page
    assert "nobody came" in page
    assert "more than chance alone would bring" in page
    assert "where people live, what they work as, how many live together" in page


@pytest.mark.parametrize("parted", [";", "\t", ","])
def test_a_spreadsheet_s_columns_are_read(cast, parted):
    page = sent(cast.asha, COUNTS.replace(", ", parted)).content.decode()
    assert "90 answered" in page


def test_answers_stand_as_listed_and_never_by_size(cast):
    page = sent(cast.asha, COUNTS).content.decode()
    heads = [page.index(f'<th scope="row">{name}</th>') for name in ("low", "middle", "high")]
    assert heads == sorted(heads)


def test_every_group_has_its_row_the_majority_too(cast):
    page = sent(
        cast.asha, "group, everybody, 40, 100000\ngroup, anti-roma, 2, 900"
    ).content.decode()
    assert "The majority" in page


def test_what_cannot_be_read_is_told_at_the_field_and_nothing_is_lost(cast):
    answer = sent(cast.asha, "income, low, few, 10")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "row 1: “few” is no whole number." in page
    assert "income, low, few, 10" in page


def test_nothing_of_it_is_kept(cast):
    client = signed_in(cast.asha)
    client.get(reverse(ADDRESS))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.post(reverse(ADDRESS), {"counts": COUNTS})
    written = [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not [sql for sql in written if "mapping_" in sql or "4000" in sql]


def test_the_desk_finds_it_and_partners_do_not(cast):
    for person, there in ((cast.asha, True), (cast.ben, True), (cast.chidi, False)):
        page = signed_in(person).get(reverse("mapping-communities")).content.decode()
        assert (reverse(ADDRESS) in page) is there
