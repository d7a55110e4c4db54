"""The lists that talks are prepared with, and what a city may change in them."""

import pytest

from commonweal.core.errors import InvalidKnowledge
from commonweal.files.dialogue_knowledge import read_activation_steps, read_preconditions

FILE = "dialogue_preconditions.toml"


@pytest.fixture
def own(tmp_path):
    """A city folder with this text in its own list."""

    def write(text, name=FILE):
        (tmp_path / "knowledge").mkdir(exist_ok=True)
        (tmp_path / "knowledge" / name).write_text(text)
        return tmp_path

    return write


def test_every_shipped_row_has_a_source():
    rows = [*read_preconditions(None), *read_activation_steps(None)]
    assert rows and all(row.source.startswith("S00") for row in rows)


def test_the_three_preconditions_of_the_field_are_musts():
    pack = read_preconditions(None)
    assert all(pack.rows[key].must for key in ("listening", "safe-space", "neutral"))


def test_a_city_adds_and_rewords(own):
    row = 'key = "crèche"\nname = "x"\nwhat = "y"\nmust = true\nsource = "city"\n'
    city = own(
        '[[dialogue_precondition]]\nkey = "listening"\nname = "All will listen"\n'
        f"[[dialogue_precondition]]\n{row.replace('è', 'e')}"
    )
    pack = read_preconditions(city)
    assert pack.rows["listening"].name == "All will listen"
    assert pack.rows["creche"].must


@pytest.mark.parametrize("change", ["must = false", "retired = true"])
def test_a_must_is_not_made_weaker_or_retired(own, change):
    city = own(f'[[dialogue_precondition]]\nkey = "listening"\n{change}\n')
    with pytest.raises(InvalidKnowledge) as refused:
        read_preconditions(city)
    assert FILE in str(refused.value) and "listening" in str(refused.value)


def test_a_step_may_be_retired(own):
    city = own('[[activation_step]]\nkey = "facts"\nretired = true\n', "activation_steps.toml")
    assert "facts" not in read_activation_steps(city).keys
