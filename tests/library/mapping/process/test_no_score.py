"""Charter 2: a reading scores nobody, adds nothing up and sets no community before another."""

import dataclasses
import re
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from commonweal.mapping import process
from commonweal.mapping.process import Reading, Relation
from tests.factories.relations import KNOWLEDGE, read, said, used
from tests.library.mapping.process.test_properties import ANSWERS, RECORDS, STRUCK, read_all

A_COUNT = {"uses"}
A_JUDGEMENT = re.compile(
    r"scor|rank|rating|total|percent|share|average|mean$|index|level|grade|weight|points|league"
)
PUBLIC = [getattr(process, name) for name in process.__all__]
TYPES = [one for one in PUBLIC if dataclasses.is_dataclass(one)]
FUNCTIONS = [one for one in PUBLIC if callable(one) and not isinstance(one, type)]


def numbers(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every number in plain values, with the name under which it stands."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from numbers(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers(inner, path)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, value


def names(value: Any) -> Iterator[str]:
    """Every name in plain values."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names(inner)


@given(answers=ANSWERS, records=RECORDS, struck=STRUCK)
def test_the_only_numbers_of_an_answer_are_counts_of_use(answers, records, struck):
    told = read_all(answers, records, struck).as_answer()
    assert {name for name, _ in numbers(told)} <= A_COUNT
    assert not [name for name in names(told) if A_JUDGEMENT.search(name)]


def test_no_public_type_holds_a_number_but_a_count_of_use():
    hints = {
        f"{one.__name__}.{name}": hint
        for one in TYPES
        for name, hint in typing.get_type_hints(one).items()
    }
    holding = {name for name, hint in hints.items() if re.search(r"\b(int|float)\b", str(hint))}
    assert holding == {"Navigation.uses", "UseTold.uses"}


@pytest.mark.parametrize("one", TYPES, ids=lambda one: one.__name__)
def test_no_public_type_has_a_name_for_a_judgement(one):
    said_there = [name for name in dir(one) if not name.startswith("_")]
    assert not [name for name in said_there if A_JUDGEMENT.search(name)]


@pytest.mark.parametrize("one", TYPES, ids=lambda one: one.__name__)
def test_nothing_public_can_be_set_in_an_order(one):
    assert one.__dataclass_params__.order is False
    assert one.__lt__ is object.__lt__


def test_readings_cannot_be_sorted():
    with pytest.raises(TypeError):
        sorted([read(), read([said("C1")])])


@pytest.mark.parametrize("one", FUNCTIONS, ids=lambda one: one.__name__)
def test_no_public_function_takes_several_relations_or_gives_back_a_number(one):
    hints = typing.get_type_hints(one)
    given_back = hints.pop("return")
    assert not re.search(r"\b(int|float)\b", str(given_back))
    many = [
        hint
        for hint in hints.values()
        if typing.get_origin(hint) and {Relation, Reading} & set(typing.get_args(hint))
    ]
    assert not many


def test_answers_are_never_counted_against_each_other():
    few, many = [said("C9", "not met")], [said("C9", "met", "provider")]
    many += [said("C9", "met", "third party", voice=str(n)) for n in range(20)]
    assert [one.rule for one in read([*few, *many]).blocks] == []
    standing = next(one for one in read([*few, *many]).links[0].standings if one.row.key == "C9")
    assert standing.state == "differs"


def test_a_small_count_of_use_is_told_as_small_and_none_as_none():
    told = read(navigation=(used(9), used(0, "required"), used(10, "expected"), used(None)))
    words = {one.voluntary: (one.uses, one.words) for one in told.use}
    assert words == {
        "voluntary": (None, "not counted in full"),
        "expected": (10, "10"),
        "required": (0, "none"),
    }
    assert read(navigation=(used(9),)).use[0].words == "fewer than 10"
    assert read(navigation=(used(12), used(None))).use[0].words == "at least 12"
    assert read(navigation=(used(None),)).use[0].words == "not counted"


def test_use_is_told_without_a_total_from_which_a_small_count_could_be_taken():
    told = read(navigation=(used(9, "required"), used(100, "voluntary")))
    assert [value for _, value in numbers(told.as_answer())] == [100]


def test_the_words_of_a_condition_do_not_judge_a_community():
    for row in KNOWLEDGE.in_chain:
        assert not re.search(r"\bresilien|\bweak communit|\bat risk", f"{row.name} {row.stop}")
