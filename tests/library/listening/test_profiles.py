"""Profiles: every rule is checked when it is read, and a misspelt one is refused by name."""

import pytest

from commonweal.core.errors import InvalidProfile
from commonweal.files.knowledge import profile_names, shipped_groups, shipped_kinds
from commonweal.listening.profiles import parse_profile
from tests.factories.tables import rules, shipped


def refusal(**parts):
    with pytest.raises(InvalidProfile) as refused:
        parse_profile(rules(**parts), name="town")
    return str(refused.value)


@pytest.mark.parametrize("name", profile_names(None))
def test_every_shipped_profile_holds_and_names_known_keys(name):
    profile = shipped(name)
    for rule, pack in ((profile.groups, shipped_groups()), (profile.kinds, shipped_kinds())):
        pack.check(rule.always)
        pack.check(key for keys in rule.table.values() for key in keys)
    assert profile.definition
    assert profile.licence


@pytest.mark.parametrize("name", profile_names(None))
def test_every_shipped_profile_says_that_more_reports_may_not_be_more_incidents(name):
    assert any("as well as from more incidents" in caveat for caveat in shipped(name).caveats)


def test_an_unknown_key_is_refused_with_the_nearest():
    found = refusal(dates={"reported_on": {"colum": "day", "column": "day"}})
    assert found == (
        "The profile “town”, [dates], [reported_on] has the key “colum”, which is not known. "
        "Did you mean “column”? Keys here: column, formats, month, not_after, year."
    )


def test_an_unknown_table_is_refused():
    assert refusal(labls={}).startswith(
        "The profile “town” has the key “labls”, which is not known. Did you mean “labels”?"
    )


def test_a_column_mapped_to_a_field_we_do_not_have_is_refused():
    assert "has the key “colour”, which is not known" in refusal(
        columns={"incident_id": "id", "colour": "c"}
    )


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"source": {"kind": "row"}},
            "The profile “town”, [source] has the kind “row”. "
            "kind is one of rows, wide-counts, points.",
        ),
        (
            {"source": {"licence": " "}},
            "The profile “town”, [source] has an empty licence. Fill in licence.",
        ),
        (
            {"columns": {}},
            "The profile “town” is of the kind “rows” and maps no column to incident_id. "
            'Add incident_id = "…" to [columns], with the name of a column of the file.',
        ),
        (
            {"dates": {}},
            "The profile “town” has no date. "
            "Add [dates.occurred_on] or [dates.reported_on] with its column.",
        ),
        (
            {"dates": {"reported_on": {"column": "day", "formats": ["DD.MM.YYYY"]}}},
            "The profile “town”, [dates], [reported_on] has the date format “DD.MM.YYYY”, which is "
            "not understood. Use %Y or %y, %m or %b, %d (and %H, %M, %S) with marks between, such "
            "as “%d.%m.%Y”.",
        ),
        (
            {"dates": {"occurred_on": {"column": "day", "not_after": "reported_on"}}},
            "The profile “town”, [dates], [occurred_on] lacks remedy. "
            "Add remedy: a text in quotes.",
        ),
        (
            {"labels": {"groups": {"Jews": "anti jewish"}}},
            "The profile “town”, [labels], [groups] gives “Jews” the key “anti jewish”. "
            "Keys are small letters and figures with single hyphens, like anti-jewish.",
        ),
        (
            {"labels": {"groups": {"A B": "one", "a-b": "two"}}},
            "The profile “town”, [labels], [groups] has the label “a-b” twice with different keys. "
            "Upper case, spaces and punctuation do not count in labels; keep one of the two.",
        ),
        (
            {"skip": [{"column": "a", "reason": "b"}]},
            "The profile “town”, [[skip]] 1 does not say what it leaves out, or says it twice. "
            'Write one of equals = ["…"], not_equals = ["…"] or starts_with = ["…"].',
        ),
        (
            {"months": {"pattern": "(", "format": "%Y%m"}},
            "The profile “town”, [months] has the pattern “(”, which is no regular expression. "
            'Write one such as "[0-9]{6}", which names columns like 201004.',
        ),
        (
            {"reading": {"header_row": 0}},
            "The profile “town”, [reading] has a header_row below 1. Write header_row = 1 or more.",
        ),
        (
            {"source": {"kind": "points"}, "columns": {"incident_id": "a", "lat": "b", "lon": "c"}},
            "The profile “town” does not say what its points mean. "
            'Write meaning = "address" or meaning = "centroid" in [points].',
        ),
        (
            {"source": {"columns_may_be_missing": ["dya"]}},
            "The profile “town” lets the column “dya” be missing, which it does not read. "
            "The columns it reads are day, id.",
        ),
    ],
)
def test_a_rule_that_does_not_hold_is_refused_with_what_to_write(parts, message):
    assert refusal(**parts) == message


@pytest.mark.parametrize(
    "part", ["columns", "dates", "labels", "areas", "points", "skip", "months"]
)
@pytest.mark.parametrize("value", [1, "text", [1], [[]], True])
def test_a_part_of_the_wrong_type_is_refused_and_never_crashes(part, value):
    assert refusal(**{part: value}).startswith("The profile “town”")
