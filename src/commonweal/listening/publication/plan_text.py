"""A table plan out of plain content (a TOML file, a form, the ledger), with clear errors.

Read `plan_of`. What `TablePlan.as_dict` gives comes back as the same plan.
"""

from collections.abc import Mapping
from typing import Any

from commonweal.core.nearest import listed, nearest_first
from commonweal.listening.publication.plan import (
    SCHEMA,
    Bundle,
    InvalidPlan,
    PlanArea,
    TablePlan,
)

_KINDS: Mapping[str, type] = {
    "schema": str,
    "year": int,
    "source": str,
    "title": str,
    "definition": str,
    "floor": int,
    "base": int,
    "basis": str,
    "overlapping": bool,
    "areas": list,
    "bundles": list,
    "key": str,
    "name": str,
    "groups": list,
    "least_people": int,
    "people_source": str,
    "remainder": bool,
}
_PLAN = ("schema", "year", "source", "title", "definition", "floor", "base", "basis", "overlapping")
_AREA = ("key", "name", "areas", "people", "remainder")
_BUNDLE = ("key", "name", "groups", "people", "least_people", "people_source", "remainder")
_WORDS = {str: "a text", int: "a whole number", bool: "true or false", list: "a list"}


def plan_of(content: Mapping[str, Any]) -> TablePlan:
    """The plan that plain content tells of; raises `InvalidPlan` naming the field."""
    _check(
        content, (*_PLAN, "areas", "bundles"), ("year", "source", "areas", "bundles"), "The plan"
    )
    if content.get("schema", SCHEMA) != SCHEMA:
        raise InvalidPlan(
            f"The plan's schema “{content['schema']}” is not known.",
            remedy=f"Write schema = “{SCHEMA}”, or have the plan proposed again.",
        )
    facts = {name: content[name] for name in _PLAN if name != "schema" and name in content}
    return TablePlan(
        **facts,
        areas=tuple(_area(row, n) for n, row in enumerate(content["areas"], 1)),
        bundles=tuple(_bundle(row, n) for n, row in enumerate(content["bundles"], 1)),
    )


def _area(row: Any, number: int) -> PlanArea:
    where = f"Area {number} of the plan"
    _check(row, _AREA, ("key", "name"), where)
    if "people" in row and not _is_whole(row["people"]):
        raise _not_a(where, "people", "a whole number")
    return PlanArea(**{**row, "areas": _texts(row.get("areas", []), where, "areas")})


def _bundle(row: Any, number: int) -> Bundle:
    where = f"Bundle {number} of the plan"
    _check(row, _BUNDLE, ("key", "name"), where)
    people = row.get("people", {})
    if not isinstance(people, Mapping) or not all(map(_is_whole, people.values())):
        raise _not_a(where, "people", "a table of whole numbers, one for each area of the plan")
    groups = _texts(row.get("groups", []), where, "groups")
    return Bundle(**{**row, "groups": groups, "people": dict(people)})


def _check(row: Any, fields: tuple[str, ...], needed: tuple[str, ...], where: str) -> None:
    if not isinstance(row, Mapping):
        raise InvalidPlan(f"{where} is no table.", remedy="Write it as a table of fields.")
    for name, value in row.items():
        if name not in fields:
            raise InvalidPlan(
                f"{where}: there is no field “{name}”.",
                remedy=f"The fields there are: {listed(nearest_first(name, fields))}.",
            )
        kind = _KINDS.get(name)
        if kind and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
            raise _not_a(where, name, _WORDS[kind])
    missing = [name for name in needed if name not in row]
    if missing:
        raise InvalidPlan(f"{where}: {listed(missing)} missing.", remedy=f"Add {listed(missing)}.")


def _texts(values: list[Any], where: str, name: str) -> tuple[str, ...]:
    if not all(isinstance(value, str) for value in values):
        raise _not_a(where, name, "a list of texts in quotes")
    return tuple(values)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _not_a(where: str, name: str, what: str) -> InvalidPlan:
    return InvalidPlan(f"{where}: “{name}” is not {what}.", remedy=f"Write {name} as {what}.")
