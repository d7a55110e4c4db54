"""The made-up city's housing policy: judged, decided, watched since, and asked about once more.

Read `weigh_housing` first. What happened in the past is done with the clock of that day, through
the same actions as on the pages: nothing after the decision is known when its watch is fixed.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from commonweal.core.spans import span_of
from commonweal.files.toml import read_toml

if TYPE_CHECKING:
    from workbench.accounts.models import Person
    from workbench.weighing.actions.judging import Judgement
    from workbench.weighing.models import Option, Proposal

FACTORS = ("crowding", "housing-cost", "isolation", "contact", "trust-among-people")
GROUPS = ("majority", "disability", "anti-muslim", "anti-roma")
WORSE = {
    "crowded-homes": ("more", True),
    "other-notices": ("more", True),
    "rent-burden": ("more", False),
    "isolation": ("more", False),
    "polarisation": ("more", False),
}
"""Which way of each series is harm, and whether it counts cases."""
DECIDED = {
    "title": "Larger homes in Tanners and Westway",
    "question": "Shall new homes in Tanners and Westway have at least 55 square metres?",
    "words": "New homes of the city's own company become larger; the number of homes stays open.",
    "department": "Housing office",
}
AGAIN = {
    "title": "Larger homes along the river",
    "question": "Shall the same hold for Ferry Lane and Southmead?",
    "words": "The second step of the same policy, two years on.",
    "department": "Housing office",
}
RECORD = {
    "outcome": "adopted",
    "why": "Two in five families there live with more than two people a room.",
    "who_may_lose": "Those who cannot pay a larger home: they may double up next door.",
    "resilience_of_whom": "Families in crowded homes.",
    "resilience_to_what": "Rising rents, and neighbours who come and go.",
    "could_block": "Small homes for those who live alone.",
    "public_summary": "New homes in Tanners and Westway become larger, with a watch on the "
    "districts next door.",
}
DISSENT = {
    "Social services": "Fewer homes will be built, so more people will share one.",
    "Roma families of Westway and Tanners": "Nobody here can pay them; crowding gets worse for "
    "all of us.",
}
REASON = "Told by the maps as likely worse; crowded homes are counted there each quarter."
TABLES = {"a-table-of-neighbours": 7}
"""How many people drew together."""
BEFORE_ADOPTION = timedelta(days=40)


def weigh_housing(incoming: Path, *, acting: "Person", today: date) -> Iterator[str]:
    """The policy as it was decided, what followed, and its second step, open today."""
    told = read_toml(incoming / "watch.toml")
    adopted = span_of(told["adopted"])
    if adopted is None:
        raise ValueError(f"{told['adopted']} is no period.")
    then = _at(adopted.first_day - BEFORE_ADOPTION)
    _take_series(incoming / "indicators.csv", acting=acting, now=then, before=adopted.first_day)
    first = _judged(incoming, DECIDED, acting=acting, now=then)
    _decide(first, told, acting=acting, now=then + timedelta(days=30))
    _take_series(incoming / "indicators.csv", acting=acting, now=_at(today), before=today)
    yield f"“{first.title}” was decided on {_day(then)}, and is watched since."
    again = _judged(
        incoming, AGAIN, acting=acting, now=_at(today), areas=("ferry-lane", "southmead")
    )
    yield f"“{again.title}” is being weighed: judged and drawn, not decided."


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _take_series(path: Path, *, acting: "Person", now: datetime, before: date) -> None:
    """Every value of a quarter that was over by then."""
    from workbench.weighing.access.indicators import series_for
    from workbench.weighing.actions.indicators import bring_in, describe_series

    rows = pl.read_csv(path, infer_schema_length=None)
    known = pl.col("period").map_elements(lambda one: _over(one, before), return_dtype=pl.Boolean)
    text = rows.filter(known).write_csv()
    bring_in([text.encode()], file_name=path.name, acting_person=acting, now=now)
    for series in series_for(acting):
        worse, counted = WORSE[series.name]
        values = {"name": series.name, "counted": counted, "worse": worse, "unit": series.unit}
        describe_series(series, values, acting_person=acting)


def _over(period: str, day: date) -> bool:
    span = span_of(period)
    return span is not None and span.last_day < day


def _judged(
    incoming: Path,
    said: Mapping[str, str],
    *,
    acting: "Person",
    now: datetime,
    areas: tuple[str, ...] = (),
) -> "Proposal":
    """A proposal with its ways and channels, two rounds of judgements, and the maps."""
    told = read_toml(incoming / "proposal.toml")
    proposal = _entered(told, said, areas or tuple(told["areas"]), acting=acting, now=now)
    _take_rounds(proposal, incoming / "ratings.csv", acting=acting, now=now)
    _take_maps(proposal, incoming / "maps", acting=acting, now=now)
    return proposal


def _entered(
    told: Mapping[str, Any],
    said: Mapping[str, str],
    areas: tuple[str, ...],
    *,
    acting: "Person",
    now: datetime,
) -> "Proposal":
    from workbench.weighing.actions.proposals import Lever, add_channel, add_option, enter_proposal

    lever = Lever(
        name="As proposed",
        policy_area=told["policy_area"],
        groups=told["groups"],
        areas=areas,
        starts=told["starts"],
    )
    values = {**said, "factors": list(FACTORS), "groups": list(GROUPS)}
    made = enter_proposal(values, lever, acting_person=acting, now=now)
    half = Lever(
        name="Half of the homes",
        policy_area=lever.policy_area,
        groups=lever.groups,
        areas=areas,
        size=0.5,
        starts=lever.starts,
    )
    add_option(made, half, acting_person=acting)
    for channel in told["channels"]:
        add_channel(made, channel, acting_person=acting)
    return made


def _take_rounds(proposal: "Proposal", path: Path, *, acting: "Person", now: datetime) -> None:
    """Both rounds of the file, each closed as it was said."""
    from workbench.weighing import access
    from workbench.weighing.actions import rounds
    from workbench.weighing.actions.judging import take_judgements

    rows = pl.read_csv(path, infer_schema_length=None)
    raters = {
        name: rounds.enter_rater(proposal, name=name, side=side, acting_person=acting, now=now)
        for name, side in rows.select("rater", "side").unique(maintain_order=True).iter_rows()
    }
    closes_on = now.date() + timedelta(days=7)
    asked = rounds.Asked(
        policy_areas=[proposal.policy_area],
        factors=rows["factor"].unique(maintain_order=True).to_list(),
        groups=list(GROUPS),
        closes_on=closes_on,
    )
    today = now.date()
    for number, said in sorted(rows.group_by("round"), key=lambda one: str(one[0])):
        if number == (1,):
            rounds.open_round(proposal, asked, acting_person=acting, now=now, today=today)
        else:
            last = access.last_round(proposal)
            if last is None:
                raise ValueError("The first round is missing.")
            rounds.open_second_round(
                last, last.factors, closes_on, acting_person=acting, now=now, today=today
            )
        found = access.last_round(proposal)
        if found is None:
            raise ValueError("No round was opened.")
        told = [
            (raters[str(who)], [_judgement(row) for row in some.iter_rows(named=True)])
            for (who,), some in said.group_by("rater", maintain_order=True)
        ]
        take_judgements(found, told, acting_person=acting, now=now)
        rounds.close_round(found, acting_person=acting, now=now)


def _judgement(row: Mapping[str, Any]) -> "Judgement":
    from workbench.weighing.actions.judging import Judgement

    told = {name: row[name] for name in ("policy_area", "factor", "group", "effect", "sureness")}
    return Judgement(**told, grade=row["grade"] or "", comment=row["comment"] or "")


def _take_maps(proposal: "Proposal", folder: Path, *, acting: "Person", now: datetime) -> None:
    """Every map of the folder, each under the name of who drew it."""
    from workbench.weighing.access import standing_maps
    from workbench.weighing.actions.map_files import bring_maps
    from workbench.weighing.actions.maps import set_state
    from workbench.weighing.models import CausalMap

    for path in sorted(folder.glob("*.csv")):
        people = TABLES.get(path.stem, 1)
        values = {"drawer": path.stem, "people": people, "note": ""}
        bring_maps(proposal, path, values, acting_person=acting, now=now)
    for drawn in standing_maps(proposal):
        if drawn.state != CausalMap.State.DONE:
            set_state(drawn, CausalMap.State.DONE, acting_person=acting)


def _decide(
    proposal: "Proposal", told: Mapping[str, Any], *, acting: "Person", now: datetime
) -> None:
    """The record with two dissenting raters, everybody looked at, and the watch; then adopted."""
    from workbench.weighing import words
    from workbench.weighing.access import open_options
    from workbench.weighing.actions import decisions as acts
    from workbench.weighing.actions.watches import set_watch

    option = open_options(proposal)[0]
    pack = words.assessment_questions()
    for part in ("screening", "full"):
        given = {
            row.key: (row.quiet, "As the housing office sees it.") for row in pack.of_part(part)
        }
        acts.answer_questions(proposal, given, acting_person=acting)
    record = {**RECORD, "review_on": now.date() + timedelta(days=730), "wants_full": True}
    acts.keep_draft(proposal, record, option=option, responsible=acting, acting_person=acting)
    for whose, said in DISSENT.items():
        values = {"of": "rater", "whose": whose, "words": said, "in_public": "words"}
        acts.enter_dissent(proposal, values, acting_person=acting, now=now)
    _look_around(option, acting=acting, now=now)
    set_watch(proposal, _watch(told), acting_person=acting)
    acts.adopt(proposal, acting_person=acting, now=now)
    acts.sign(proposal, acting_person=acting, now=now)
    acts.publish(proposal, acting_person=acting, now=now)


def _look_around(option: "Option", *, acting: "Person", now: datetime) -> None:
    from workbench.weighing.access.looking import places_of
    from workbench.weighing.actions.looking import Said, look_at

    places = places_of(option.proposal, option)
    said = Said(
        kind="check",
        words=REASON,
        indicator="crowded-homes",
        check_on=now.date() + timedelta(days=365),
    )
    look_at(option, places, said, worse={}, acting_person=acting, now=now)


def _watch(told: Mapping[str, Any]) -> dict[str, Any]:
    """The plan of the file, on the series as the store knows it."""
    from workbench.weighing.feeds.indicators import known_indicators

    key = next(one.key for one in known_indicators().values() if one.name == told["indicator"])
    return {
        "indicator": key,
        "areas": told["areas"],
        "groups": [],
        "watched": told["watch"],
        "adopted": told["adopted"],
        "lag": told["lag"],
        "follow_up": told["follow_up"],
        "material": 0.2,
    }
