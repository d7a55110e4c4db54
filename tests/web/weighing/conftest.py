"""What the tests of the weighing room share: a city with areas enough to compare with."""

import pytest

from tests.factories.weighing_watches import sixteen_districts


@pytest.fixture
def wide_city(another_city):
    """A city of sixteen districts."""
    city = another_city()
    sixteen_districts(city.folder)
    return another_city()
