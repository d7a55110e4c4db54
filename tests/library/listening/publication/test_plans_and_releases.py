"""Plans and their errors, counting into cells, proposals, frozen releases and the ledger."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from commonweal.core.tables import INCIDENTS
from commonweal.listening.publication.attack import attack
from commonweal.listening.publication.editions import Edition, NotReleasable, editions_of
from commonweal.listening.publication.ledger import BrokenLedger, Ledger, ledger_of
from commonweal.listening.publication.plan import ALL, InvalidPlan
from commonweal.listening.publication.plan_text import plan_of
from commonweal.listening.publication.preparing import prepare
from commonweal.listening.publication.proposing import Fabric, propose_plan
from commonweal.listening.publication.release import (
    BrokenRelease,
    Release,
    counts_behind,
    release_of,
    rounded,
)
from commonweal.listening.publication.suppression import protect
from commonweal.listening.publication.tabulation import tabulate
from tests.library.listening.publication.plans import YEAR, counts, plan_of_size

Q1, Q2, *_, WHOLE = editions_of(YEAR)
PLAN = plan_of_size(2, 2)
LATE = date(YEAR + 2, 1, 1)


def incidents(*rows):
    """A table of (reported_on, area, groups, n)."""
    told = [
        {
            "incident_id": str(number),
            "reported_on": day,
            "area": area,
            "place": "area" if area else "city",
            "groups": groups,
            "kinds": [],
            "n": n,
        }
        for number, (day, area, groups, n) in enumerate(rows)
    ]
    filled = [{name: row.get(name) for name in INCIDENTS.columns} for row in told]
    return pl.DataFrame(filled, schema=INCIDENTS.schema)


def test_an_incident_of_two_bundles_counts_once_with_the_others():
    table = incidents(
        ("2025-02-01", "0", ["g0"], 1),
        ("2025-02-01", "0", ["g0", "g9"], 1),
        ("2025-02-01", "1", ["g9"], 1),
        ("2025-02-01", "1", [], 1),
    )
    told = tabulate(table, PLAN, Q1).counts
    assert told["a0", "g0"] == 1
    assert told["a0", "rest"] == 1
    assert told["a1", "rest"] == 2
    assert told[ALL, ALL] == 4


def test_what_has_no_month_or_no_area_of_the_plan_is_told_to_the_desk_and_counted_nowhere():
    table = incidents(
        ("2025", "0", ["g0"], 1),
        ("2025-02", "0", ["g0"], 1),
        ("2025-02-03", None, ["g0"], 1),
        ("2025-02-03", "9", ["g0"], 1),
        ("2025-04-01", "0", ["g0"], 1),
    )
    told = tabulate(table, PLAN, Q1)
    assert (told.counts[ALL, ALL], told.undated, told.elsewhere) == (1, 1, 2)
    assert told.told_until == date(2025, 4, 1)


def test_groups_that_overlap_are_tables_of_their_own_and_have_no_total():
    plan = replace(
        PLAN,
        overlapping=True,
        bundles=tuple(replace(PLAN.bundles[0], key=g, groups=(g,)) for g in ("g0", "g1")),
    )
    told = tabulate(incidents(("2025-02-01", "0", ["g0", "g1"], 7)), plan, Q1).counts
    assert (told["a0", "g0"], told["a0", "g1"], told[ALL, "g1"]) == (7, 7, 7)
    assert all(bundle != ALL for _, bundle in plan.cells)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda plan: {"bundles": plan.bundles[:1]},
            "The plan has 0 remainders of groups, and needs exactly one.",
        ),
        (
            lambda plan: {"areas": (plan.areas[0], replace(plan.areas[1], areas=("0",)))},
            "The area 0 stands twice in the plan.",
        ),
        (
            lambda plan: {"bundles": (replace(plan.bundles[0], people_source=""), plan.bundles[1])},
            "The bundle “g0” says how many people it has at least, and not who says so.",
        ),
        (lambda _: {"floor": 2}, "The floor 2 is below 3."),
        (lambda _: {"base": 12}, "Counts cannot be rounded to multiples of 12 with a floor of 10."),
        (
            lambda _: {"overlapping": True},
            "Groups of this source overlap, so the plan can have no remainder.",
        ),
    ],
)
def test_a_plan_that_cannot_be_says_why(change, message):
    with pytest.raises(InvalidPlan) as refusal:
        replace(PLAN, **change(PLAN))
    assert refusal.value.message == message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"yaer": 1}, "The plan: there is no field “yaer”."),
        ({"year": "2025"}, "The plan: “year” is not a whole number."),
        ({"areas": [{"key": "a"}]}, "Area 1 of the plan: name missing."),
        ({"bundles": [3]}, "Bundle 1 of the plan is no table."),
        ({"basis": "felt"}, "Incidents cannot be dated by “felt”."),
    ],
)
def test_a_plan_as_text_names_the_field_that_is_wrong(change, message):
    with pytest.raises(InvalidPlan) as refusal:
        plan_of({**PLAN.as_dict(), **change})
    assert refusal.value.message == message


def test_a_plan_comes_back_from_its_text():
    assert plan_of(json.loads(json.dumps(PLAN.as_dict()))) == PLAN


def test_a_proposal_never_looks_at_the_year_to_be_published():
    rows = [
        (f"2024-{month:02}-10", area, [group], n)
        for month in (2, 5, 8, 11)
        for area, group, n in (("0", "g0", 30), ("0", "g1", 14), ("1", "g0", 18), ("1", "g1", 3))
    ]
    fabric = Fabric(parents={"0": "East", "1": "West"}, people={"0": 900, "1": 800})
    before = propose_plan(incidents(*rows), fabric, year=2025, source="town")
    later = [("2025-02-10", "1", ["g1"], 500), ("2026-02-10", "1", ["g2"], 500)]
    after = propose_plan(incidents(*rows, *later), fabric, year=2025, source="town")
    assert after == before
    assert [area.name for area in before.plan.areas] == ["East", "West"]
    assert [bundle.key for bundle in before.plan.bundles] == ["g0", "others"]
    assert (before.judged_by, before.share) == (2024, 0.75)


def test_a_proposal_without_a_year_before_is_refused():
    with pytest.raises(InvalidPlan) as refusal:
        propose_plan(
            incidents(("2025-01-01", "0", ["g0"], 1)),
            Fabric(parents={"0": "East"}),
            year=2025,
            source="town",
        )
    assert "No incident of 2024 is known" in refusal.value.message


@pytest.mark.parametrize("base", [1, 3, 5, 10])
def test_the_attacker_knows_exactly_which_counts_a_figure_stands_for(base):
    for shown in range(0, 60, base):
        low, high = counts_behind(shown, base)
        held = [n for n in range(80) if rounded(n, base) == shown]
        assert held == list(range(max(low, 0), high + 1))


def a_release(edition=Q1):
    return protect(counts(PLAN, [[30, 4], [20, 25]]), PLAN, edition)[0]


def test_a_release_comes_back_from_what_was_frozen_and_says_nothing_of_hidden_cells():
    release = a_release()
    frozen = json.loads(json.dumps(release.as_dict()))
    assert release_of(frozen) == release
    told = {(one["area"], one["bundle"]): one["count"] for one in frozen["cells"]}
    assert all(told[cell] is None for cell in release.hidden)
    assert "4" not in {str(one["count"]) for one in frozen["cells"]}


def test_a_frozen_release_with_a_missing_cell_is_refused():
    frozen = a_release().as_dict()
    with pytest.raises(BrokenRelease):
        release_of({**frozen, "cells": frozen["cells"][1:]})


def test_the_ledger_keeps_plan_and_releases_in_one_chain():
    ledger = Ledger().with_release(a_release(), on=LATE)
    assert [entry.kind for entry in ledger.entries] == ["plan", "release"]
    assert ledger.entries[1].previous == ledger.entries[0].sha256
    assert ledger_of(json.loads(json.dumps(ledger.as_dict()))) == ledger
    assert ledger.next_edition(PLAN) == Q2


@pytest.mark.parametrize("what", ["figure", "order", "lost", "day"])
def test_a_ledger_that_was_changed_is_refused(what):
    told = Ledger().with_release(a_release(), on=LATE).as_dict()
    entries = json.loads(json.dumps(told["entries"]))
    if what == "figure":
        entries[1]["content"]["cells"][0]["count"] = 35
    elif what == "day":
        entries[1]["entered_on"] = "2020-01-01"
    changed = {"order": entries[::-1], "lost": entries[1:]}.get(what, entries)
    with pytest.raises(BrokenLedger):
        ledger_of({**told, "entries": changed})


def test_an_edition_is_released_once_and_in_order():
    ledger = Ledger().with_release(a_release(), on=LATE)
    with pytest.raises(NotReleasable) as twice:
        ledger.with_release(a_release(), on=LATE)
    assert twice.value.code == "released-already"
    with pytest.raises(NotReleasable) as early:
        ledger.with_release(a_release(WHOLE), on=LATE)
    assert early.value.message == "2025 would be out of order."


@pytest.mark.parametrize(
    ("edition", "today", "last", "message"),
    [
        (Q1, date(2025, 3, 31), "2025-03-31", "2025Q1 is not closed on 2025-03-31."),
        (Q1, LATE, "2025-02-27", "The source ends on 2025-02-27, before the last month of 2025Q1."),
    ],
)
def test_a_quarter_that_is_not_closed_is_not_prepared(edition, today, last, message):
    table = incidents((last, "0", ["g0"], 30))
    with pytest.raises(NotReleasable) as refusal:
        prepare(table, PLAN, edition, ledger=Ledger(), today=today)
    assert refusal.value.message == message


def test_the_yearly_edition_waits_until_revisions_are_in():
    assert WHOLE.closed_from == date(YEAR + 1, 4, 1)
    assert Edition.parse("2025") == WHOLE


def test_a_year_is_prepared_together_with_its_quarters():
    held = {"0": {"g0": 30, "g9": 2}, "1": {"g0": 20, "g9": 25}}
    rows = [
        (f"2025-{month:02}-10", area, [group], n)
        for month in (3, 6, 9, 12)
        for area, groups in held.items()
        for group, n in groups.items()
    ]
    ledger = Ledger()
    for edition in editions_of(YEAR):
        ready = prepare(incidents(*rows), PLAN, edition, ledger=ledger, today=LATE)
        ledger = ledger.with_release(ready.release, on=LATE)
    assert ledger.next_edition(PLAN) is None
    shown = ledger.releases[-1].shown
    assert (shown["a1", ALL], shown[ALL, "g0"]) == (180, 200)
    assert shown[ALL, ALL] is None
    assert narrowest(ledger.releases) >= PLAN.floor
    *quarters, year = ledger.releases
    told = replace(year, shown={**shown, (ALL, ALL): 310})
    assert narrowest([*quarters, told]) < PLAN.floor  # each quarter could then only hold 77


def narrowest(releases: Sequence[Release]) -> float:
    """The width of the narrowest range that an attacker finds for a hidden cell."""
    return min(found.width for found in attack(releases).values())
