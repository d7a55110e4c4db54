"""Personal words at rest: unreadable without the key, readable with it, told when it is gone."""

import pytest

from workbench.core.keys import MissingKey, create_keys
from workbench.core.words import SealedUnderAnotherKey, open_words, seal


def test_sealed_words_open_again():
    assert open_words(seal("She was shouted at, on the Nº 4 tram.")) == (
        "She was shouted at, on the Nº 4 tram."
    )


def test_sealed_words_do_not_hold_the_words():
    assert b"tram" not in seal("on the tram")


def test_without_the_key_nothing_opens(another_city):
    city = another_city()
    sealed = seal("on the tram")
    (city.keys / "words.key").unlink()
    with pytest.raises(MissingKey):
        open_words(sealed)


def test_words_sealed_under_a_key_that_was_replaced_stay_shut(another_city):
    city = another_city()
    sealed = seal("on the tram")
    (city.keys / "words.key").unlink()
    create_keys(city.keys)
    with pytest.raises(SealedUnderAnotherKey) as shut:
        open_words(sealed)
    assert str(shut.value) == (
        "These words were sealed under a key that is not the city's key today. "
        "Put back the words.key that belongs to this city, from the backup of its keys."
    )


def test_a_key_file_that_holds_no_key_is_told(another_city):
    city = another_city()
    (city.keys / "words.key").write_text("not a key")
    with pytest.raises(MissingKey) as missed:
        seal("on the tram")
    assert str(missed.value) == (
        "The file words.key in the city's keys directory does not hold a key. "
        "Put it back from the backup of the keys."
    )
