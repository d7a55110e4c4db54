"""The lists that talks are prepared with, and what a city may change in them."""

import pytest

from commonweal.core.errors import InvalidKnowledge
from commonweal.files.dialogue_knowledge import (
    check_lists_of_talks,
    read_activation_steps,
    read_preconditions,
)

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


WHOLE = 'name = "Tea"\nwhat = "Is there tea?"\nsource = "local"\n'
BAD = {
    "no field must": (FILE, f'key = "tea"\n{WHOLE}', "must"),
    "must in words": (FILE, f'key = "tea"\n{WHOLE}must = "yes"\n', "must"),
    "an unknown field": (FILE, f'key = "tea"\n{WHOLE}must = true\nmusst = true\n', "musst"),
    "no name": (FILE, f'key = "tea"\n{WHOLE.replace("Tea", " ")}must = true\n', "has no name"),
    "a key of capitals": (FILE, f'key = "Tea!"\n{WHOLE}must = true\n', "“Tea!”"),
    "no key": (FILE, WHOLE, "there is no key"),
    "a step without a source": (
        "activation_steps.toml",
        'key = "tea"\nname = "Tea"\nwhat = "Make tea"\n',
        "source",
    ),
}


@pytest.mark.parametrize(("name", "row", "said"), BAD.values(), ids=BAD)
def test_a_bad_row_is_told_with_its_file_and_what_to_do(own, name, row, said):
    word = "dialogue_precondition" if name == FILE else "activation_step"
    with pytest.raises(InvalidKnowledge) as refused:
        check_lists_of_talks(own(f"[[{word}]]\n{row}", name))
    told = refused.value
    assert told.message.startswith(name) and said in told.message
    assert told.remedy


def test_a_checklist_without_steps_is_refused(own):
    rows = "".join(
        f'[[activation_step]]\nkey = "{key}"\nretired = true\n'
        for key in read_activation_steps(None).keys
    )
    with pytest.raises(InvalidKnowledge, match="the checklist is empty"):
        check_lists_of_talks(own(rows, "activation_steps.toml"))
