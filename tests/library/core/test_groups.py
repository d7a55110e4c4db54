"""The list of groups: many to many, and never without the majority."""

import pytest

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.groups import Group, GroupPack


def group(key, **facts):
    return Group(**{"key": key, "name": key, "people": "People", "source": "local", **facts})


def pack(*groups):
    return GroupPack({each.key: each for each in (group("majority", majority=True), *groups)})


FAMILY = pack(
    group("race"),
    group("religion"),
    group("anti-jewish", broader=("religion", "race"), systems={"odihr": ("Anti-Semitic",)}),
    group("anti-hasidic", broader=("anti-jewish",)),
    group("old", retired=True),
)


def test_a_group_may_stand_under_several_broader_ones():
    assert FAMILY.broader("anti-jewish") == ("religion", "race")


def test_broader_groups_are_followed_upwards_nearest_first():
    assert FAMILY.broader("anti-hasidic") == ("anti-jewish", "religion", "race")


def test_under_a_group_stands_everything_below_it_and_itself():
    assert FAMILY.under("race") == ("race", "anti-jewish", "anti-hasidic")


def test_a_retired_group_is_not_offered_and_keeps_its_name():
    assert "old" not in FAMILY.keys
    assert [each.key for each in FAMILY][-1] == "anti-hasidic"
    assert FAMILY.name("old") == "old"
    FAMILY.check(["old"])


def test_a_label_finds_its_group_whatever_its_case():
    assert FAMILY.labelled("odihr", "anti-semitic") == ("anti-jewish",)
    assert FAMILY.labelled("fbi", "anti-semitic") == ()


def test_an_unknown_key_is_answered_with_the_nearest():
    with pytest.raises(InvalidKnowledge) as refused:
        FAMILY.check(["race", "anti-jewsh"])
    assert str(refused.value) == (
        "The list of groups was asked for “anti-jewsh”, which is not a group. "
        "Groups with the nearest keys: anti-jewish, anti-hasidic, race, majority, religion. "
        "Or add the group to knowledge/groups.toml in the city folder."
    )


@pytest.mark.parametrize("majority", [None, group("majority", majority=True, retired=True)])
def test_a_list_without_the_majority_is_refused(majority):
    groups = [group("race"), *([majority] if majority else [])]
    with pytest.raises(InvalidKnowledge) as refused:
        GroupPack({each.key: each for each in groups})
    assert str(refused.value) == (
        "The list of groups lacks the majority. Keep one group with `majority = true` that is not "
        "retired: the majority always stands in the list, so that nobody is left out of it."
    )


def test_groups_above_each_other_in_a_circle_are_refused():
    with pytest.raises(InvalidKnowledge) as refused:
        pack(group("a", broader=("b",)), group("b", broader=("a",)))
    assert str(refused.value) == (
        "The group “a” stands under itself, through its broader groups. "
        "Remove one of the `broader` keys in that circle."
    )


def test_a_broader_key_that_is_no_group_is_refused():
    with pytest.raises(InvalidKnowledge, match="The group “a” stands under “rase”, which is not"):
        pack(group("race"), group("a", broader=("rase",)))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            group("Anti Jewish"),
            "The group key “Anti Jewish” is not small letters, figures and single hyphens. "
            "Write it like “anti-jewish”.",
        ),
        (group("a", name=" "), "The group “a” has no name. Fill in `name` in plain words."),
        (
            group("a", source=""),
            "The group “a” has no source. Write “local” as the source of a city's own row.",
        ),
        (
            group("a", systems={"nypd": ("X",)}),
            "The group “a” has labels of “nypd”, which is no known system. "
            "Use one of odihr, uk, fbi.",
        ),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_in_words(wrong, sentence):
    with pytest.raises(InvalidKnowledge) as refused:
        pack(wrong)
    assert str(refused.value) == sentence
