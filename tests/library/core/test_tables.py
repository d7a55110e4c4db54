"""A table that crosses from one area to another fits its contract or is refused by name."""

import polars as pl
import pytest

from commonweal.core.errors import InvalidTable
from commonweal.core.estimate import Estimate
from commonweal.core.tables import AREAS, INCIDENTS, POPULATIONS


def test_an_empty_table_fits_its_own_contract() -> None:
    assert INCIDENTS.check(INCIDENTS.empty()).schema == INCIDENTS.schema


def test_columns_come_back_in_the_contracts_order() -> None:
    shuffled = AREAS.empty().select(sorted(AREAS.columns, reverse=True))
    assert AREAS.check(shuffled).columns == list(AREAS.columns)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InvalidTable) as refusal:
        POPULATIONS.check(POPULATIONS.empty().drop("group"))
    assert str(refusal.value) == (
        "The table of populations lacks the column group. "
        "Add the column, or map another one to it in a source profile."
    )


def test_a_column_of_another_type_is_named() -> None:
    table = POPULATIONS.empty().with_columns(pl.col("population").cast(pl.String))
    with pytest.raises(InvalidTable) as refusal:
        POPULATIONS.check(table)
    assert refusal.value.message == (
        "The column population of populations holds String, not Int64."
    )


def test_an_empty_cell_is_refused_where_the_contract_wants_a_value() -> None:
    table = pl.DataFrame({"area": [None], "group": ["g"], "population": [1]}).cast(
        dict(POPULATIONS.schema)
    )
    with pytest.raises(InvalidTable) as refusal:
        POPULATIONS.check(table)
    assert refusal.value.fields == {"table": "populations", "column": "area"}


def test_an_estimate_outside_its_own_range_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="lies in its own range"):
        Estimate(value=5, low=6, high=7, n=3, method="range")
