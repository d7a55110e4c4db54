"""The list of kinds of incident."""

import pytest

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.kinds import Kind, KindPack

ASSAULT = Kind(key="assault", name="Assault", what="Violence", source="local")
OLD = Kind(key="old", name="Old", what="No longer used", source="local", retired=True)
KINDS = KindPack({kind.key: kind for kind in (ASSAULT, OLD)})


def test_a_retired_kind_is_not_offered_and_keeps_its_name():
    assert KINDS.keys == ("assault",)
    assert KINDS.name("old") == "Old"


def test_an_unknown_kind_is_answered_with_the_nearest():
    with pytest.raises(InvalidKnowledge) as refused:
        KINDS.check(["assult"])
    assert str(refused.value) == (
        "“assult” is not a kind of incident. Kinds with the nearest keys: assault, old. "
        "Or add it to knowledge/kinds.toml in the city folder."
    )


def test_a_kind_without_a_meaning_is_refused():
    with pytest.raises(InvalidKnowledge) as refused:
        KindPack({"a": Kind(key="a", name="A", what="", source="local")})
    assert str(refused.value) == "The kind “a” has no what. Fill in `what` in plain words."
