"""The words that strengths are described with: shipped lists, a city's own, and their rules."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.strength_words import FactorPack, LanguageNames, Need, NeedPack
from commonweal.files.knowledge import (
    read_factors,
    read_languages,
    read_needs,
    read_role_words,
)

LANGUAGES = read_languages(None)


@pytest.fixture
def city(tmp_path):
    """A function that writes a knowledge file of a city; gives the folder."""
    (tmp_path / "knowledge").mkdir()

    def write(name, text):
        (tmp_path / "knowledge" / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_every_shipped_factor_and_need_names_its_source():
    for pack in (read_factors(None), read_needs(None)):
        assert all(re.search(r"S00\d-|BRAVE-14|CCRAM", row.source) for row in pack)
    assert {"hope", "trust", "social-support", "collective-identity"} <= set(
        read_factors(None).keys
    )


def test_no_factor_is_valid_everywhere_so_a_city_changes_and_retires_them(city):
    folder = city(
        "protective_factors.toml",
        '[[protective_factor]]\nkey = "hardiness"\nretired = true\n'
        '[[protective_factor]]\nkey = "hope"\nname = "Hoop"\n'
        '[[protective_factor]]\nkey = "language-of-the-home"\nname = "Own language"\n'
        'what = "People can speak the language of their home"\nseen_in = "community"\n'
        'source = "local"\n',
    )
    pack = read_factors(folder)
    assert "hardiness" in pack
    assert "hardiness" not in pack.keys
    assert pack.name("hope") == "Hoop"
    assert pack.keys[-1] == "language-of-the-home"


def test_a_factor_of_nobody_is_refused(city):
    folder = city("protective_factors.toml", '[[protective_factor]]\nkey = "hope"\nseen_in = "x"\n')
    with pytest.raises(InvalidKnowledge) as refused:
        read_factors(folder)
    assert str(refused.value) == (
        "protective_factors.toml: The protective factor “hope” is seen in “x”. "
        "Write one of community, provider, both as seen_in."
    )


def test_an_unknown_need_is_refused_with_the_nearest():
    with pytest.raises(InvalidKnowledge) as refused:
        read_needs(None).check(["food", "meeting"])
    assert refused.value.message == "“meeting” is not a need."
    assert refused.value.remedy.startswith("The nearest keys are meeting-place, ")
    assert refused.value.remedy.endswith("Or add it to knowledge/needs.toml in the city folder.")


def test_a_row_without_words_is_refused():
    with pytest.raises(InvalidKnowledge, match="The need “food” has no what"):
        NeedPack({"food": Need(key="food", name="Food", what=" ", source="local")})
    assert list(FactorPack({})) == []


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("ur", "ur"),
        ("URD", "ur"),
        ("Urdu", "ur"),
        ("Farsi", "fa"),
        ("eng", "en"),
        ("en_GB", "en-GB"),
        ("eng-gb", "en-GB"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("ca-valencia", "ca-valencia"),
        ("rom", "rom"),
        ("BSL", "bfi"),
        ("gsw", "gsw"),
        ("Klingonese", None),
        ("english please", None),
        ("x", None),
        ("", None),
    ],
)
def test_names_and_codes_of_languages_become_tags(said, tag):
    assert LANGUAGES.tag(said) == tag


@given(said=st.text(max_size=12))
def test_a_tag_is_its_own_tag(said):
    tag = LANGUAGES.tag(said)
    assert tag is None or LANGUAGES.tag(tag) == tag


def test_a_city_adds_names_of_languages(city):
    folder = city("languages.toml", '[[language]]\nkey = "kea"\nname = "Kriolu"\n')
    assert read_languages(folder).tag("kriolu") == "kea"
    assert LANGUAGES.name("ur-PK") == "Urdu"
    assert LanguageNames({}).name("kea") == "kea"


def test_a_city_adds_words_for_roles(city):
    folder = city("role_words.toml", 'words = ["Muezzin"]\n')
    assert "muezzin" in read_role_words(folder)
    assert "Workers" in read_role_words(folder)
    assert "muezzin" not in read_role_words(None)
    assert 7 not in read_role_words(None)


def test_a_misspelt_key_in_role_words_is_refused(city):
    with pytest.raises(InvalidKnowledge, match="there is no field “word”"):
        read_role_words(city("role_words.toml", 'word = ["Muezzin"]\n'))
