"""What if: every run is one person's view, told as bands of belief, with where it may move."""

from dataclasses import replace
from math import exp, tanh

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.weighing.ensemble import (
    NOTHING,
    InvalidProposal,
    Scene,
    compared,
    hinges,
    kernels,
    proposal_of,
    what_if,
)
from commonweal.weighing.ensemble.options import ELSEWHERE, HERE
from commonweal.weighing.ensemble.run import LEVELS, Drawn, draw, run
from tests.library.weighing.scenes import (
    CHANNEL,
    NEAR,
    PLAIN,
    RATED,
    arrows_of,
    ratings_of,
    scene,
    taken,
)

CLOSE = 2e-4


def test_two_factors_by_hand():
    told = scene()
    course = run(told, taken(told, kernels.KOSKO_TANH), quarters=2)
    rent, trust = told.factors.index("rent"), told.factors.index("trust")
    cell = told.groups.index("young people")
    assert course[1, rent, cell] == pytest.approx(tanh(1), abs=CLOSE)
    assert course[2, trust, cell] == pytest.approx(tanh(0.5 * tanh(1)), abs=CLOSE)


def plainly(told: Scene, drawn: Drawn, quarters: int) -> np.ndarray:
    """The same courses cell by cell, in plain Python and from the published rules."""
    groups, areas, factors = len(told.groups), len(told.areas), len(told.factors)
    sigmoid = drawn.rule >= kernels.KOSKO_SIGMOID
    start = 0.5 if sigmoid else 0.0
    now = np.zeros((quarters + 1, factors, groups * areas + 1))
    now[0] = (start + drawn.levels * (1 - start))[:, None]
    meant = told.meant.T.ravel()
    for t in range(quarters):
        for cell in range(groups * areas + 1):
            for factor in range(factors):
                own = now[t, factor, cell]
                x = 0.0
                for (source, target, delay), weight in zip(drawn.ends, drawn.weights, strict=True):
                    if target == factor:
                        before = now[max(t - delay, 0), source, cell]
                        x += weight * (2 * before - 1 if drawn.rule == kernels.RESCALE else before)
                if cell < groups * areas:
                    if meant[cell] and t >= told.proposal.starts:
                        x += drawn.effect[cell % groups, factor]
                    x += 0 if meant[cell] else carried(told, drawn, now, t, factor, cell)
                if drawn.rule in (kernels.CHANGE_TANH, kernels.CHANGE_SIGMOID):
                    x += own
                if drawn.rule == kernels.RESCALE:
                    x += 2 * own - 1
                now[t + 1, factor, cell] = 1 / (1 + exp(-x)) if sigmoid else tanh(x)
    return now


def carried(told, drawn, now, t, factor, cell) -> float:
    groups = len(told.groups)
    area, group = divmod(cell, groups)
    told_of = now[..., -1]
    total = 0.0
    for channel, strength in zip(told.proposal.channels, drawn.strengths, strict=True):
        back = t - channel.delay_quarters
        if back < 0 or channel.factor not in ("", told.factors[factor]):
            continue
        if channel.to == "areas":
            near = [told.areas.index(name) for name in NEAR[told.areas[area]]]
            cells = [one * groups + group for one in near]
        else:
            cells = [area * groups + one for one in range(groups) if one != group]
        differences = [now[back, factor, one] - told_of[back, factor] for one in cells]
        total += strength * sum(differences) / len(differences)
    return total


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10_000), rule=st.integers(0, 4))
def test_a_run_equals_the_published_rules_cell_by_cell(seed, rule):
    rng = np.random.default_rng(seed)
    names = ["rent", "trust", "moving"]
    pairs = [(a, b) for a in names for b in names if a != b]
    rows = [
        ("Ana", *pairs[n], float(rng.uniform(-1, 1)) or 0.1, int(rng.integers(0, 3)))
        for n in rng.permutation(6)[:4]
    ]
    to_groups = replace(CHANNEL, to="groups", factor="rent", delay_quarters=0)
    proposal = replace(PLAIN, starts=1, channels=(CHANNEL, to_groups))
    rated = pl.concat([RATED, ratings_of(("Ana", "trust", "young people", -2))])
    whole = arrows_of(*rows, ("Zoe", "rent", "trust", 0.5, 0))
    told = scene(proposal, rated, whole)
    drawn = taken(told, rule, levels=rng.uniform(-1, 1, len(told.factors)))
    assert run(told, drawn, quarters=6) == pytest.approx(plainly(told, drawn, 6), abs=CLOSE)


def test_the_quotient_that_stands_for_tanh_is_close():
    told = [kernels._squash(x) for x in np.linspace(-8, 8, 801)]
    assert told == pytest.approx(np.tanh(np.linspace(-8, 8, 801)), abs=1e-4)


def test_without_a_channel_nothing_changes_where_it_is_not_meant():
    told = what_if(scene(), np.random.default_rng(1), draws=50)
    for group in ("young people", "majority"):
        course = told.course(group, "south", "rent")
        assert (course.meant, course.same) == (False, 1.0)
        assert set(course.quantiles[-1]) == {0.0}
    assert told.course("majority", "north", "rent").same == 1.0


def test_a_channel_carries_a_problem_next_door_and_never_back_into_what_is_meant():
    resented = replace(CHANNEL, least=-0.9, most=-0.6)
    told = what_if(scene(replace(PLAIN, channels=(resented,))), np.random.default_rng(1), draws=200)
    assert told.course("young people", "north", "rent").better > 0.95
    assert told.course("young people", "middle", "rent").worse > 0.95
    assert told.course("majority", "middle", "rent").same == 1.0


def test_where_factors_stand_today_is_not_known_and_changes_the_answer():
    told = scene(
        drawn=arrows_of(("Ana", "rent", "trust", 0.9, 0), ("Ana", "trust", "rent", 0.9, 0))
    )
    drawn = taken(told, kernels.CHANGE_TANH)
    rent, cell = told.factors.index("rent"), told.groups.index("young people")
    ends = []
    for level in (-0.5, 0.5):
        course = run(told, replace(drawn, levels=np.full(2, level)))
        ends.append(float(course[-1, rent, cell] - course[-1, rent, -1]))
    assert abs(ends[0] - ends[1]) > 0.5


def test_nothing_acts_before_it_starts():
    told = what_if(scene(replace(PLAIN, starts=4)), np.random.default_rng(1), draws=50)
    course = told.course("young people", "north", "rent")
    assert set(course.quantiles[3]) == {0.0}
    assert course.quantiles[4][2] > 0


def test_opposite_views_are_both_told_and_no_mean_is_run():
    drawn = arrows_of(("Ana", "rent", "trust", 0.9, 0), ("Ben", "rent", "trust", -0.9, 0))
    course = what_if(scene(drawn=drawn), np.random.default_rng(1), draws=400).course(
        "young people", "north", "trust"
    )
    assert course.better > 0.35
    assert course.worse > 0.35
    assert course.same < 0.2


def test_better_and_worse_are_those_of_the_group_where_more_is_worse():
    rated = ratings_of(("Ana", "rent", "young people", -3))
    told = scene(replace(PLAIN, more_is_worse=("rent",)), rated)
    result = what_if(told, np.random.default_rng(1), draws=100)
    course = result.course("young people", "north", "rent")
    assert course.worse > 0.95
    assert course.quantiles[-1][2] < 0
    # worse rent is more rent, and more rent makes more trust on Ana's map
    assert result.course("young people", "north", "trust").better > 0.8


def test_who_does_not_know_is_answered_for_by_nobody_who_knows_nothing():
    rated = ratings_of(("Ana", "rent", "young people", None), ("Ben", "rent", "young people", 3))
    told = scene(rated=rated)
    drawn = [draw(told, np.random.default_rng(n)).effect[0] for n in range(20)]
    rent = told.factors.index("rent")
    assert all(one[rent] > 0.5 for one in drawn)


def test_bands_are_the_quantiles_of_the_runs():
    told = scene()
    result = what_if(told, np.random.default_rng(5), draws=300)
    rng = np.random.default_rng(5)
    rent, cell = told.factors.index("rent"), told.groups.index("young people")
    ends = []
    for _ in range(300):
        drawn = draw(told, rng)
        course = run(told, drawn)
        scale = 2 if drawn.rule >= kernels.KOSKO_SIGMOID else 1
        ends.append(scale * float(course[-1, rent, cell] - course[-1, rent, -1]))
    shown = result.course("young people", "north", "rent").quantiles[-1]
    assert shown == pytest.approx(np.quantile(ends, LEVELS, method="inverted_cdf"), abs=0.011)


def test_runs_that_do_not_settle_are_counted():
    swinging = arrows_of(("Ana", "rent", "trust", -1.0, 1), ("Ana", "trust", "rent", 1.0, 1))
    told = scene(drawn=swinging)
    assert what_if(told, np.random.default_rng(1), draws=100, quarters=6).unsettled > 0.3
    assert what_if(scene(), np.random.default_rng(1), draws=100, quarters=60).unsettled == 0


def test_the_arrow_on_which_the_answer_hangs_is_named_first():
    drawn = arrows_of(
        ("Ana", "rent", "trust", 0.9, 0),
        ("Ben", "rent", "trust", -0.9, 0),
        ("Ana", "rent", "moving", 0.5, 0),
        ("Ben", "rent", "moving", 0.4, 0),
        ("Ana", "moving", "trust", 0.1, 0),
        ("Ben", "moving", "trust", 0.1, 0),
    )
    found = hinges(
        scene(drawn=drawn), np.random.default_rng(1), group="young people", factor="trust"
    )
    assert (found[0].link.source, found[0].link.target) == ("rent", "trust")
    assert found[0].total > 0.7
    assert found[0].sentence == (
        "If Ana and Ben agreed on rent → trust, the answer would be clear."
    )


def test_an_answer_that_hangs_on_no_arrow_names_none():
    found = hinges(scene(), np.random.default_rng(1), group="young people", factor="rent")
    assert found == ()


def test_the_total_index_is_that_of_a_known_function():
    # y = sign of one link: the answer is ±v by one arrow alone, so its total is 1
    drawn = arrows_of(("Ana", "rent", "trust", 0.9, 0), ("Ben", "rent", "trust", -0.9, 0))
    (only,) = hinges(
        scene(drawn=drawn), np.random.default_rng(1), group="young people", factor="trust"
    )
    assert only.total == pytest.approx(1, abs=0.15)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"groups": ("elders",)}, "names the group “elders”"),
        ({"areas": ("moon",)}, "names the area “moon”"),
        ({"more_is_worse": ("noise",)}, "names the factor “noise”"),
        ({"channels": (replace(CHANNEL, factor="noise"),)}, "names the factor “noise”"),
        ({"policy_area": "transport"}, "Nobody judged the policy area “transport”"),
    ],
)
def test_what_nobody_knows_is_refused_with_what_is_known(change, said):
    with pytest.raises(InvalidProposal, match=said):
        scene(replace(PLAIN, **change))


def test_factors_that_stand_on_no_map_are_told():
    rated = pl.concat([RATED, ratings_of(("Ana", "noise", "majority", 1))])
    assert "On no map, so nothing follows from them: noise." in scene(rated=rated).notices


GOOD = {"name": "Flats", "policy_area": "housing", "more_is_worse": []}
WAY = {"name": "moving", "to": "areas", "least": -0.1, "most": 0.1}


def test_a_proposal_says_as_little_as_it_may():
    told = proposal_of(GOOD, file="p.toml")
    assert (told.groups, told.areas, told.size, told.starts, told.channels) == ((), (), 1.0, 0, ())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({**GOOD, "name": " "}, "p.toml: “name” is missing or empty."),
        ({"name": "a", "policy_area": "b"}, "p.toml: “more_is_worse” is missing."),
        ({**GOOD, "groups": "young"}, "p.toml: “groups” is no list."),
        ({**GOOD, "size": 2}, "p.toml: “size” is missing or out of range."),
        ({**GOOD, "size": True}, "p.toml: “size” is missing or out of range."),
        ({**GOOD, "channels": {"a": 1}}, "p.toml: “channels” is no list of tables."),
        ({**GOOD, "channels": [{**WAY, "to": "x"}]}, "[[channels]]: “to” is “x”."),
        ({**GOOD, "channels": [{**WAY, "least": 0.5}]}, "“least” is more than most."),
        ({**GOOD, "channels": [{"name": "a", "to": "areas"}]}, "“least” is missing"),
    ],
)
def test_a_proposal_that_cannot_be_weighed_names_the_key(content, said):
    with pytest.raises(InvalidProposal) as refused:
        proposal_of(content, file="p.toml")
    assert said in refused.value.message
    assert refused.value.remedy


def test_options_meet_the_same_beliefs_run_for_run():
    small = replace(PLAIN, name="A smaller step", size=0.5)
    told = compared({"Larger flats": scene(), "A smaller step": scene(small)}, seed=1, draws=40)
    assert told.names == ("Larger flats", "A smaller step", NOTHING)
    alone = compared({"A smaller step": scene(small)}, seed=1, draws=40)
    assert told.changes[1] == pytest.approx(alone.changes[0])
    assert np.abs(told.changes[2]).max() < 1e-6


def test_regret_is_what_the_best_option_would_have_given():
    small = replace(PLAIN, name="A smaller step", size=0.5)
    told = compared({"Larger flats": scene(), "A smaller step": scene(small)}, seed=1, draws=200)
    rent = told.factors.index("rent")
    row = told.groups.index("young people")
    every = told.changes[:, :, 0, row, rent]
    nothing = told.outcome(NOTHING, "young people", "rent")
    assert nothing.regret == pytest.approx(float(np.median(every.max(axis=0) - every[2])))
    assert told.outcome("Larger flats", "young people", "rent").regret == 0
    assert nothing.regret > told.outcome("A smaller step", "young people", "rent").regret > 0


def test_what_is_gained_in_one_area_does_not_pay_for_what_is_lost_in_another():
    resented = replace(PLAIN, channels=(replace(CHANNEL, least=-0.9, most=-0.7),))
    told = compared({"Larger flats": scene(resented)}, seed=1, draws=100)
    assert told.places == (HERE, ELSEWHERE)
    assert told.outcome("Larger flats", "young people", "rent").better > 0.9
    assert told.outcome("Larger flats", "young people", "rent", place=ELSEWHERE).worse > 0.9
    assert told.unharmed("Larger flats", "young people", place=ELSEWHERE) < 0.1
    assert told.unharmed("Larger flats", "majority") == 1


def test_an_option_for_everywhere_has_no_elsewhere():
    assert compared({"All": scene(replace(PLAIN, areas=()))}, seed=1, draws=5).places == (HERE,)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({str(n): scene() for n in range(6)}, "6 options cannot be laid"),
        ({NOTHING: scene()}, "is always among the options"),
    ],
)
def test_options_that_cannot_be_compared_are_refused(options, said):
    with pytest.raises(InvalidProposal, match=said):
        compared(options, seed=1, draws=5)


def test_options_judged_for_different_groups_are_refused():
    rated = ratings_of(("Ben", "rent", "young people", 1))
    with pytest.raises(InvalidProposal, match="do not meet the same groups"):
        compared({"a": scene(), "b": scene(rated=rated)}, seed=1, draws=5)


def test_only_what_is_asked_about_counts_as_unharmed():
    worse = ratings_of(("Ana", "rent", "young people", 3), ("Ana", "trust", "young people", -3))
    told = compared({"Larger flats": scene(rated=worse)}, seed=1, draws=100)
    assert told.unharmed("Larger flats", "young people") < 0.5
    assert told.unharmed("Larger flats", "young people", factors=("rent",)) > 0.9
