"""The packs that are shipped, and what a city changes in them."""

from dataclasses import replace

import pytest

from commonweal.core.errors import InvalidKnowledge, InvalidProfile, UnreadableFile
from commonweal.core.groups import Group
from commonweal.files.knowledge import (
    profile_names,
    read_groups,
    read_kinds,
    read_profile,
    shipped_groups,
    shipped_kinds,
    write_group_override,
)

NYPD_LABELS = """\
ANTI-JEWISH
ANTI-ASIAN
ANTI-MALE HOMOSEXUAL (GAY)
ANTI-BLACK
ANTI-OTHER ETHNICITY
ANTI-WHITE
ANTI-MUSLIM
ANTI-TRANSGENDER
ANTI-CATHOLIC
ANTI-HISPANIC
ANTI-FEMALE HOMOSEXUAL (LESBIAN)
ANTI-FEMALE
ANTI-LGBT (MIXED GROUP)
ANTI-ARAB
ANTI-GENDER NON-CONFORMING
ANTI-HINDU
ANTI-OTHER RELIGION
ANTI-SIKH
ANTI-MULTI-RACIAL GROUPS
ANTI-BUDDHIST
ANTI-RELIGIOUS PRACTICE GENERALLY
ANTI-EASTERN ORTHODOX
ANTI-JEHOVAHS WITNESS
ANTI-PHYSICAL DISABILITY
60 YRS AND OLDER
ANTI-PROTESTANT"""


@pytest.fixture
def city(tmp_path):
    (tmp_path / "knowledge" / "profiles").mkdir(parents=True)
    return tmp_path


def own(city, text, name="groups.toml"):
    (city / "knowledge" / name).write_text(text)


def test_the_majority_is_among_the_shipped_groups():
    assert [group.key for group in shipped_groups() if group.majority] == ["majority"]


def test_every_label_of_the_new_york_file_has_a_group_of_its_own():
    groups = read_profile("nypd", None)["labels"]["groups"]
    keys = {groups[label] for label in NYPD_LABELS.splitlines()}
    assert len(keys) == 26
    assert keys <= set(shipped_groups().keys)


@pytest.mark.parametrize(
    "label",
    [
        "race or ethnicity",
        "religion or beliefs",
        "sexual orientation",
        "disability",
        "transgender identity",
        "Racist and Religious Hate Crime",
        "Faith Hate Crime",
        "Homophobic Hate Crime",
        "Transgender Hate",
        "Disability Hate Crime",
        "Islamophobic",
        "Anti-Semitic",
    ],
)
def test_every_british_strand_belongs_to_one_group(label):
    assert len(shipped_groups().labelled("uk", label)) == 1


def test_hostility_to_jewish_people_stands_under_religion_and_under_race():
    assert shipped_groups().broader("anti-jewish") == ("religion-or-belief", "race-or-ethnicity")


def test_a_label_that_was_not_checked_is_marked_to_be_verified():
    groups = shipped_groups()
    unchecked = [group for group in groups if not group.verified]
    assert "anti-roma" in [group.key for group in unchecked]
    assert all(group.note.startswith("To be verified: ") for group in unchecked)
    kinds = [kind for kind in shipped_kinds().kinds.values() if not kind.verified]
    assert {"desecration", "attack-on-place-of-worship", "online-abuse"} <= {k.key for k in kinds}
    assert all(kind.note.startswith("To be verified: ") for kind in kinds)


def test_every_shipped_row_says_where_it_comes_from():
    assert all(group.source for group in shipped_groups())
    assert all(kind.source for kind in shipped_kinds().kinds.values())


def test_every_shipped_profile_uses_groups_and_kinds_that_exist():
    names = profile_names(None)
    assert {"nypd", "london-mps", "arvig"} <= set(names)
    for name in names:
        labels = read_profile(name, None).get("labels", {})
        for word, check in (("groups", shipped_groups().check), ("kinds", shipped_kinds().check)):
            for keys in labels.get(word, {}).values():
                check([keys] if isinstance(keys, str) else keys)


def test_a_city_renames_adds_and_retires_rows_by_naming_what_differs(city):
    own(
        city,
        """
        [[group]]
        key = "majority"
        name = "Old Aldermere"
        [[group]]
        key = "anti-fisher"
        name = "Fisher families"
        people = "Families of the old harbour"
        source = "local"
        broader = ["race-or-ethnicity"]
        [[group]]
        key = "anti-mormon"
        retired = true
        """,
    )
    groups = read_groups(city)
    assert groups.name("majority") == "Old Aldermere"
    assert groups.groups["majority"].majority
    assert "anti-fisher" in groups.under("race-or-ethnicity")
    assert "anti-mormon" not in groups.keys
    assert len(groups.keys) == len(shipped_groups().keys)


def test_a_city_may_add_a_kind(city):
    own(
        city,
        '[[kind]]\nkey = "stickers"\nname = "Stickers"\nwhat = "Put up"\nsource = "local"\n',
        "kinds.toml",
    )
    assert read_kinds(city).name("stickers") == "Stickers"


def test_a_city_cannot_retire_the_majority(city):
    own(city, '[[group]]\nkey = "majority"\nretired = true\n')
    with pytest.raises(InvalidKnowledge, match=r"^groups\.toml: The list of groups lacks the maj"):
        read_groups(city)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '[[group]]\nkey = "a"\npeopel = "x"\n',
            "groups.toml, group 1 (a): there is no field “peopel”. The fields there are: people, ",
        ),
        (
            '[[group]]\nkey = "a"\nbroader = "race"\n',
            "groups.toml, group 1 (a): “broader” is not a list in square brackets, with texts in "
            "quotes. Write broader as a list",
        ),
        (
            '[[group]]\nkey = "a"\nname = "A"\n',
            "groups.toml, group a: people, source are missing. Add people, source.",
        ),
        (
            '[[group]]\nname = "A"\n',
            "groups.toml, group 1: there is no key. Begin the row with [[group]] and a key, "
            'such as key = "my-group".',
        ),
        (
            '[[group]]\nkey = "a"\n[[group]]\nkey = "a"\n',
            "groups.toml, group 2: the key “a” stands twice. Keep one of the two rows.",
        ),
        (
            '[[groups]]\nkey = "a"\n',
            "groups.toml: there is no field “groups”. The fields there are: group.",
        ),
        (
            '[[group]]\nkey = "majority"\nbroader = ["rase"]\n',
            "groups.toml: The group “majority” stands under “rase”, which is not a group.",
        ),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_with_file_and_key(city, text, sentence):
    own(city, text)
    with pytest.raises(InvalidKnowledge) as refused:
        read_groups(city)
    assert str(refused.value).startswith(sentence)


def test_broken_toml_is_named_with_its_line(city):
    own(city, '[[group]]\nkey = "a\n')
    with pytest.raises(UnreadableFile) as refused:
        read_groups(city)
    assert str(refused.value).startswith("groups.toml is not valid TOML: ")
    assert "line 2" in str(refused.value)


FISHER = Group(
    key="anti-fisher",
    name="Fisher families",
    people="Families of the old harbour",
    broader=("race-or-ethnicity",),
    systems={"uk": ("race or ethnicity",)},
    source="local",
)


def test_a_group_that_is_written_is_read_back(city):
    write_group_override(city, FISHER)
    write_group_override(city, replace(FISHER, name="Fishers"))
    groups = read_groups(city)
    assert groups.groups["anti-fisher"] == replace(FISHER, name="Fishers")
    assert len(groups.keys) == len(shipped_groups().keys) + 1


def test_writing_one_group_keeps_the_citys_other_rows(city):
    own(city, '[[group]]\nkey = "majority"\nname = "Old Aldermere"\n')
    write_group_override(city, FISHER)
    assert read_groups(city).name("majority") == "Old Aldermere"


def test_a_refused_change_leaves_the_file_as_it_was(city):
    write_group_override(city, FISHER)
    before = (city / "knowledge" / "groups.toml").read_bytes()
    with pytest.raises(InvalidKnowledge, match="lacks the majority"):
        write_group_override(city, replace(shipped_groups().groups["majority"], majority=False))
    assert (city / "knowledge" / "groups.toml").read_bytes() == before
    assert [path.name for path in (city / "knowledge").iterdir() if path.is_file()] == [
        "groups.toml"
    ]


def test_a_citys_profile_takes_the_place_of_a_shipped_one_of_its_name(city):
    own(city, 'definition = "ours"\n', "profiles/nypd.toml")
    own(city, 'definition = "new"\n', "profiles/city-desk-2.toml")
    assert read_profile("nypd", city) == {"definition": "ours"}
    assert read_profile("nypd", None) != {"definition": "ours"}
    assert "city-desk-2" in profile_names(city)
    assert "city-desk-2" not in profile_names(None)


def test_a_profile_may_be_named_by_its_path(city):
    own(city, 'definition = "ours"\n', "profiles/x.toml")
    path = city / "knowledge" / "profiles" / "x.toml"
    assert read_profile(str(path), None) == {"definition": "ours"}


def test_an_unknown_profile_is_answered_with_the_nearest():
    with pytest.raises(InvalidProfile) as refused:
        read_profile("nydp", None)
    assert str(refused.value).startswith("There is no source profile “nydp”. Use one of nypd, ")
    assert str(refused.value).endswith(", or the path of a .toml file.")


def test_a_name_cannot_climb_out_of_the_folder_of_profiles(city):
    own(city, "")
    with pytest.raises(InvalidProfile, match="There is no source profile"):
        read_profile("../groups", city)
