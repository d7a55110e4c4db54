"""The other reading: one truth that all see, each with an error of their own."""

import numpy as np
import polars as pl
import pytest

from commonweal.weighing.ensemble import around_one_truth
from commonweal.weighing.ensemble.run import draw
from tests.library.weighing.scenes import PLAIN, RATED, arrows_of, ratings_of, scene


def test_one_truth_is_the_mean_of_all_with_the_error_of_so_few():
    names = ("Ana", "Ben", "Cem", "Dee", "Eli")
    rated = ratings_of(
        *((who, "rent", "young people", n) for who, n in zip(names, (1, 2, 3, 2, 2), strict=True))
    )
    drawn = arrows_of(
        *(
            (who, "rent", "trust", weight, 0)
            for who, weight in zip(names[:4], (0.5, 0.3, 0.4, 0.2), strict=True)
        )
    )
    left = arrows_of(("Eli", "rent", "noise", 0.5, 2), ("Eli", "trust", "noise", 0.5, 2))
    laid = around_one_truth(scene(PLAIN, rated, pl.concat([drawn, left])))
    (judge,), (one,) = laid.raters, laid.maps
    at = laid.groups.index("young people"), laid.factors.index("rent")
    assert judge.effect[at] == pytest.approx(2 / 3)
    # s of 1, 2, 3, 2, 2 thirds is √½ / 3; over √5, widened by √(4/2)
    assert judge.scatter[at] == pytest.approx((0.5**0.5 / 3) * 2**0.5 / 5**0.5)
    ends = [laid.factors.index(name) for name in ("rent", "trust")]
    link = next(n for n, row in enumerate(one.ends) if list(row[:2]) == ends)
    assert one.weights[link] == pytest.approx((0.5 + 0.3 + 0.4 + 0.2 + 0) / 5)


def test_one_truth_may_turn_a_sign_and_tells_who_is_laid_together():
    drawn = arrows_of(("Ana", "rent", "trust", 0.5, 0), ("Ben", "rent", "trust", -0.5, 0))
    laid = around_one_truth(scene(PLAIN, RATED, drawn))
    assert "rent → trust" in laid.notices[-1]
    rng = np.random.default_rng(1)
    signs = {float(np.sign(draw(laid, rng).weights[0])) for _ in range(40)}
    assert signs == {-1.0, 1.0}
    own = scene(PLAIN, RATED, arrows_of(("Ana", "rent", "trust", 0.1, 0)))
    assert all(draw(own, rng).weights[0] >= 0 for _ in range(40))


def test_one_truth_is_as_unsure_as_people_say_where_they_are_few():
    rated = ratings_of(("Ana", "rent", "young people", 3), ("Ben", "rent", "young people", 3))
    judge = around_one_truth(scene(PLAIN, rated)).raters[0]
    assert judge.scatter[0, -2:].max() == pytest.approx(0.1 / 2**0.5)
