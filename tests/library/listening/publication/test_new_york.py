"""The public file of New York: planned from the year before, released, and attacked."""

import pytest

from benchmarks.measurements.public_edition import YEARS, new_york_year
from commonweal.listening.publication.attack import attack

pytestmark = [pytest.mark.shared_data, pytest.mark.usefixtures("shared_data")]


@pytest.mark.parametrize("year", YEARS)
def test_five_releases_of_a_year_give_no_hidden_cell_away(year):
    told = new_york_year(year)
    ranges = attack(told.releases)
    assert len(told.releases) == 5
    assert all(one.width >= told.plan.floor for one in ranges.values())


@pytest.mark.parametrize("year", YEARS)
def test_most_cells_of_a_quarter_carry_a_figure_where_sizes_are_known(year):
    shares = new_york_year(year).shares
    assert sum(shares) / len(shares) > 50


def test_a_group_whose_size_nobody_has_stated_is_never_shown():
    told = new_york_year(2022, sizes_known=False)
    named = {bundle.key for bundle in told.plan.bundles if not bundle.remainder}
    shown = {bundle for one in told.releases for (_, bundle), n in one.shown.items() if n}
    assert named.isdisjoint(shown)
