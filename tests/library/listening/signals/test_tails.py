"""The tail of scores: a known law is found again, and beyond it nothing is made up."""

import numpy as np
import pytest

from commonweal.listening.signals.tails import Tail, fit_tail


def test_an_exponential_tail_is_found_again():
    values = 5 + np.random.default_rng(1).exponential(2.0, size=4000)
    tail = fit_tail(values, above=5.0)
    assert tail.scale == pytest.approx(2.0, rel=0.08)
    assert tail.beyond(5.0) == 1.0
    assert tail.beyond(15.0) == pytest.approx(np.exp(-5), rel=0.35)


def test_a_tail_falls_and_never_turns():
    tail = Tail(above=1.0, scale=1.5, shape=0.1)
    chances = [tail.beyond(x) for x in np.linspace(1, 40, 60)]
    assert chances == sorted(chances, reverse=True)


def test_two_values_make_a_plain_tail():
    assert fit_tail(np.array([6.0, 7.0]), above=6.0).shape == 0.0
