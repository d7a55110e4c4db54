"""JSON read bit by bit: however it is cut into pieces, the same values come out."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.errors import UnreadableFile
from commonweal.files.hsds import json_stream
from commonweal.files.hsds.json_stream import values
from commonweal.files.hsds.shapes import is_list

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=20,
)
OBJECTS = st.dictionaries(
    st.sampled_from(["id", "name", "contents", "services", "locations.csv", "total_items"]), JSON
)


@pytest.fixture(autouse=True)
def read_little_ahead(monkeypatch):
    """Pieces of a few characters must matter, so little is kept in hand."""
    monkeypatch.setattr(json_stream, "READ_AHEAD", 8)


def pieces(text: str, cuts: list[int]) -> list[str]:
    """The text cut at these places."""
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    return [text[a:b] for a, b in pairwise(places)]


def read(text: str, *cuts: int) -> list[tuple[int, tuple[str | int, ...], object]]:
    found = values(pieces(text, list(cuts)), file="town.json", is_list=is_list)
    return [(one.document, one.path, one.value) for one in found]


@given(
    document=st.lists(JSON, max_size=6) | OBJECTS,
    cuts=st.lists(st.integers(0, 500), max_size=40),
    indent=st.sampled_from([None, 2]),
    ascii_only=st.booleans(),
)
def test_any_cutting_gives_the_values_that_the_whole_text_has(document, cuts, indent, ascii_only):
    text = json.dumps(document, indent=indent, ensure_ascii=ascii_only)
    assert read(text, *cuts) == read(text)


def test_a_number_is_never_cut_where_the_text_was():
    numbers = [1234567890, -98765.4321, 1e300, 7]
    text = json.dumps(numbers)
    for size in range(1, len(text)):
        assert [one for _, _, one in read(text, *range(0, len(text), size))] == numbers


@given(document=st.lists(JSON, max_size=6), cuts=st.lists(st.integers(0, 500), max_size=40))
def test_the_elements_of_a_list_are_those_that_json_loads_gives(document, cuts):
    text = json.dumps(document)
    assert [value for _, _, value in read(text, *cuts)] == json.loads(text)


@given(document=OBJECTS, cuts=st.lists(st.integers(0, 500), max_size=40))
def test_of_an_object_nothing_is_lost(document, cuts):
    """Elements of its lists come first, what is left of it after them."""
    rest = {}
    expected = []
    for key, value in document.items():
        if is_list(key, rest) and isinstance(value, list):
            expected += [(0, (key, at), one) for at, one in enumerate(value)]
        else:
            rest[key] = value
    if rest or not document:
        expected.append((0, (), rest))
    assert read(json.dumps(document), *cuts) == expected


@given(
    documents=st.lists(st.dictionaries(st.text(max_size=4), JSON, min_size=1), max_size=5),
    cuts=st.lists(st.integers(0, 500), max_size=40),
)
def test_documents_that_follow_each_other_are_numbered(documents, cuts):
    text = "\n".join(json.dumps(one) for one in documents)
    found = read(text, *cuts)
    assert [number for number, path, _ in found if not path] == sorted(
        number for number, path, _ in found if not path
    )
    assert found == read(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1', "at character 8, “,” is missing."),
        ("[1 2]", "at character 4, “,” is missing."),
        ('{"a" 1}', "at character 6, “:” is missing."),
        ("{a: 1}", "at character 2, a key in double quotes is missing."),
        ("[1,]", "at character 4, expecting value."),
        ("none", "at character 1, neither an object nor a list begins here."),
        ('[{"a": "x}]', "at character 8, unterminated string starting at."),
        ('{"contents": [', "at character 15, the text ends where a value should be."),
    ],
)
def test_broken_json_is_told_with_its_place_however_it_is_cut(text, message):
    for size in (1, 3, 100):
        with pytest.raises(UnreadableFile) as refused:
            read(text, *range(0, len(text), size))
        assert refused.value.message == f"town.json is not whole JSON: {message}"
        assert refused.value.remedy == "Export it again; it may have been cut off."


def test_one_entry_may_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(json_stream, "LONGEST_VALUE", 100)
    with pytest.raises(UnreadableFile, match="one entry is longer than 0 million characters"):
        read('[{"a": "' + "x" * 1000, *range(1000))


def test_nesting_too_deep_is_no_crash():
    with pytest.raises(UnreadableFile, match="it nests too deep"):
        read("[" + "[" * 200_000)


def test_services_inside_an_organization_belong_to_it():
    found = read('{"id": "o1", "name": "Circle", "services": [{"id": "s1"}]}')
    assert found == [(0, (), {"id": "o1", "name": "Circle", "services": [{"id": "s1"}]})]
    assert read('{"services": [{"id": "s1"}]}') == [(0, ("services", 0), {"id": "s1"})]
