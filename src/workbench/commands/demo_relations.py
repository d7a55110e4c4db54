"""The made-up city's communities, what they asked of the city, and three relations.

Read `tell_of_communities` first. One function a file of the demo; each goes through the actions
of the mapping room.
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from workbench.accounts.models import Person
    from workbench.mapping.models import Community

BETWEEN = "|"
AROSE = {"elected": "within", "asked": "within", "sent": "within", "own-word": "self"}
OWN_WORD = "By its own word; nothing was shown"
TAKEN = "Asked at a gathering of their own"
SHOWN = "The city's action plan"
SPEAKS = ("roma-families", "elena@aldermere.example")


def tell_of_communities(path: Path, *, acting: "Person", now: datetime) -> Iterator[str]:
    """What each community says of itself, and what it puts first."""
    rows = pl.read_csv(path, infer_schema_length=None).iter_rows(named=True)
    count = len([_community(row, acting=acting, now=now) for row in rows])
    _let_speak(now)
    yield f"{count} communities have told of themselves."


def _community(row: dict[str, Any], *, acting: "Person", now: datetime) -> "Community":
    from workbench.mapping.actions.communities import add_community, add_part

    made = add_community(
        {
            "name": row["name"],
            "groups": _list(row["groups"]),
            "languages": _list(row["languages"]),
            "review_on": date.fromisoformat(row["review_due_on"]),
        },
        bonds=[(bond, "") for bond in _list(row["bonds"])],
        areas=_list(row["areas"]),
        key=row["community_id"],
        acting_person=acting,
        now=now,
    )
    add_part(made, "speaker", _speaker(row), acting_person=acting)
    _take_lists(made, row, acting=acting)
    return made


def _speaker(row: dict[str, Any]) -> dict[str, Any]:
    from workbench.mapping.access import party_with_key

    holders = [party_with_key(key) for key in _list(row["organisations"])]
    return {
        "role": row["speaks_for"],
        "organisation": next((one.organisation for one in holders if one), None),
        "arose": AROSE[row["grounds"]],
        "evidence": row["evidence"] or OWN_WORD,
        "review_on": date.fromisoformat(row["review_due_on"]),
    }


def _take_lists(community: "Community", row: dict[str, Any], *, acting: "Person") -> None:
    """The community's own list, taken before anybody framed a problem, and the official one."""
    from workbench.mapping.actions.communities import take_priorities

    for whose, lines, taken_on, how in (
        ("community", row["priorities"], row["priorities_taken_on"], TAKEN),
        ("official", row["official_priorities"], row["official_shown_on"], SHOWN),
    ):
        take_priorities(
            community,
            whose=whose,
            lines=_list(lines),
            taken_on=date.fromisoformat(taken_on),
            told_by=how,
            before_framing=whose == "community",
            acting_person=acting,
        )


def _let_speak(now: datetime) -> None:
    """Elena speaks for one of the communities."""
    from workbench.accounts.access import demonstration_people
    from workbench.mapping.access import community_with_key
    from workbench.mapping.actions.organisations import claim_entry, offer_entry

    key, email = SPEAKS
    person = next((one for one in demonstration_people() if one.email == email), None)
    community = community_with_key(key)
    if person and community:
        offer_entry(community.party, person=person, acting_person=None, now=now)
        claim_entry(acting_person=person, now=now)


def enter_requests(path: Path, *, acting: "Person") -> Iterator[str]:
    """What communities asked of the city, and how it was answered."""
    rows = pl.read_csv(path, infer_schema_length=None).iter_rows(named=True)
    count = sum(_request(row, acting=acting) for row in rows)
    yield f"{count} requests to the city are on record."


def _request(row: dict[str, Any], *, acting: "Person") -> int:
    from workbench.mapping.access import community_with_key, party_with_key
    from workbench.mapping.actions.requests import answer_request, enter_request

    community, office = community_with_key(row["asked_by"]), party_with_key(row["asked_of"])
    if community is None:
        return 0
    values = {
        "kind": row["kind"],
        "words": row["what"],
        "asked_of": office.named.name if office else "",
        "area": row["area"] or "",
        "groups": [row["group"]] if row["group"] else [],
        "asked_on": date.fromisoformat(row["asked_on"]),
        "taken_back_on": date.fromisoformat(row["withdrawn_on"]) if row["withdrawn_on"] else None,
    }
    made = enter_request(community.party, values, acting_person=acting)
    if row["answered_on"]:
        answer_request(
            made,
            answer=row["answer"],
            words=" · ".join(filter(None, (row["how"], row["reason"]))),
            answered_on=date.fromisoformat(row["answered_on"]),
            acting_person=acting,
        )
    return 1


def enter_relations(folder: Path, *, acting: "Person", today: date) -> Iterator[str]:
    """Each file of a relation, read by the library and kept as its file tells it."""
    paths = sorted(folder.glob("*.toml"))
    count = sum(_relation(path, acting=acting, today=today) for path in paths)
    yield f"{count} relations between a community and a provider are on record."


def _relation(path: Path, *, acting: "Person", today: date) -> int:
    from commonweal.files.relations import read_relation_file
    from commonweal.mapping.process import relation_of
    from workbench.mapping.access import community_with_key, party_with_key
    from workbench.mapping.actions.taking_in_relations import take_in_relation
    from workbench.mapping.relations_told import relation_knowledge

    content = read_relation_file(path)
    told = relation_of(content, file=path.name, knowledge=relation_knowledge(), today=today)
    community = community_with_key(told.relation.community.id)
    provider = party_with_key(told.relation.provider.id)
    if community is None or provider is None or provider.organisation is None:
        return 0
    take_in_relation(
        told,
        community=community,
        provider=provider.organisation,
        acting_person=acting,
        today=today,
    )
    return 1


def _list(text: str | None) -> list[str]:
    return text.split(BETWEEN) if text else []
