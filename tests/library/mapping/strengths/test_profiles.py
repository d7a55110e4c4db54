"""Source profiles of strengths: a rule that does not hold is refused by name."""

import pytest

from commonweal.core.errors import InvalidProfile
from commonweal.files.knowledge import STRENGTH_PROFILES, profile_names
from commonweal.mapping.strengths import parse_strength_profile
from tests.factories.strengths import rules, shipped


@pytest.mark.parametrize("name", profile_names(None, sort=STRENGTH_PROFILES))
def test_every_shipped_profile_holds(name):
    assert shipped(name).definition


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"source": {"what": "thing"}},
            "The profile “town”, [source] has the what “thing”. "
            "what is one of place, group, role, skill, fund.",
        ),
        (
            {"columns": {"strength_id": "id"}},
            "The profile “town” maps no column to name. "
            'Add name = "…" to [columns], with the name of a column of the file.',
        ),
        (
            {"columns": {"strength_id": "id", "name": ["a", "b"]}},
            "The profile “town”, [columns] reads name from several columns. Only strength_id, "
            "address, area may be joined; choose one column for name.",
        ),
        (
            {"columns": {"strength_id": "id", "name": "name", "adress": "a"}},
            "The profile “town”, [columns] has the key “adress”, which is not known. "
            "Did you mean “address”? Keys here: ",
        ),
        (
            {"skip": [{"column": "a", "reason": "closed"}]},
            "The profile “town”, [[skip]] 1 does not say what it leaves out, or says it twice. "
            'Write equals = ["…"] or not_equals = ["…"].',
        ),
        (
            {"source": {"columns_may_be_missing": ["phone"]}},
            "The profile “town” lets the column “phone” be missing, which it does not read. "
            "The columns it reads are ",
        ),
        (
            {"reading": {"delimiter": "||"}},
            "The profile “town”, [reading] has a delimiter that is not one character. "
            'Write delimiter = ";".',
        ),
    ],
)
def test_a_profile_that_breaks_a_rule_is_refused(parts, message):
    with pytest.raises(InvalidProfile) as refused:
        parse_strength_profile(rules(**parts), name="town")
    assert str(refused.value).startswith(message)


def test_rows_that_say_nothing_of_what_they_are_are_refused():
    without = rules()
    del without["source"]["what"]
    with pytest.raises(InvalidProfile, match="does not say what its rows are"):
        parse_strength_profile(without, name="town")
