"""The ways in which a problem often moves: shipped, and changed by a city."""

import pytest

from commonweal.core.errors import InvalidKnowledge
from commonweal.files.knowledge import read_policy_factors
from commonweal.files.policy_knowledge import read_usual_channels


@pytest.fixture
def own(tmp_path):
    (tmp_path / "knowledge").mkdir()

    def write(text):
        (tmp_path / "knowledge" / "displacement_channels.toml").write_text(text)
        return tmp_path

    return write


def test_the_shipped_ways_pass_on_factors_that_there_are_and_may_also_pass_on_nothing():
    factors = read_policy_factors(None)
    pack = read_usual_channels(None)
    assert {row.to for row in pack} == {"areas", "groups"}
    for row in pack:
        factors.check(row.factors)
        assert row.least < 0 <= row.most


def test_a_city_retires_and_changes_a_way(own):
    folder = own(
        '[[displacement_channel]]\nkey = "resentment"\nretired = true\n'
        '[[displacement_channel]]\nkey = "drawn-away"\nleast = -0.2\n'
    )
    pack = read_usual_channels(folder)
    assert "resentment" not in pack.keys
    assert pack.rows["drawn-away"].least == -0.2


@pytest.mark.parametrize("wrong", ['to = "nowhere"', "least = 0.5", "most = 3.0"])
def test_a_way_that_leads_nowhere_is_told_with_its_file(own, wrong):
    folder = own(f'[[displacement_channel]]\nkey = "drawn-away"\n{wrong}\n')
    with pytest.raises(InvalidKnowledge, match=r"displacement_channels\.toml") as told:
        read_usual_channels(folder)
    assert told.value.fields["key"] == "drawn-away"
