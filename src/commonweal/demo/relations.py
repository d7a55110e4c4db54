"""Three relations of Aldermere, each blocked at another link, as files that an analyst might write.

Read `relate` first. Each relation is told whole (`STORIES` in `relation_stories`): earlier help,
talks that end in an agreement, an offer, use, answers of both sides. The truth in `truths.toml`
then takes out what is `missing` and sets the two sides against each other on `differ_on`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from commonweal.demo.communities import COMMUNITIES
from commonweal.demo.course import Calendar
from commonweal.demo.relation_stories import STORIES, Said, Story
from commonweal.demo.truths import Truth

AGREEMENT, USE, EARLIER_CONTACT = "agreement", "use", "earlier contact"
TOLD_BY_AN_AGREEMENT = ("C17", "C18", "C19")
TOLD_BY_USE = ("C21", "C29")
TOLD_BY_EARLIER_CONTACT = ("C15",)


def relate(
    calendar: Calendar, truths: tuple[Truth, ...], rng: np.random.Generator
) -> dict[str, dict[str, Any]]:
    """The content of each relation's file, by the relation's id."""
    stories = {story.id: story for story in STORIES}
    struck = {truth.id: calendar.monday(-truth.begins) for truth in truths if truth.begins}
    return {
        str(truth.more["relation"]): _told(
            stories[truth.more["relation"]], truth, struck, calendar.end, rng
        )
        for truth in truths
        if truth.kind == "blocked-relation"
    }


def _told(
    story: Story,
    truth: Truth,
    struck: Mapping[str, date],
    end: date,
    rng: np.random.Generator,
) -> dict[str, Any]:
    community = next(one for one in COMMUNITIES if one.id == story.community)
    missing = truth.more["missing"]
    since = struck.get(
        truth.more.get("struck_by", ""), end - timedelta(days=story.struck_days_before_end)
    )
    content = {
        "id": story.id,
        "community": {
            "id": community.id,
            "name": community.name,
            "holds_together": list(community.bonds),
            "speaks_for": community.speaks_for,
        },
        "provider": dict(story.provider),
        "adversity": {
            "name": story.adversity,
            "beyond_own_means": story.beyond_own_means,
            "first_incident": since.isoformat(),
        },
        "definitions": _definitions(story, end),
        "answers": list(_answers(story, truth, end, rng)),
        "negotiations": list(_negotiations(story, missing, end)),
        "historic_acts": list(_acts(story, missing, since, end)),
    }
    if AGREEMENT not in missing:
        content["offers"] = [_dated(story.offer, end)]
        content["navigation"] = list(_use(story, missing, end, rng))
    return content


def _definitions(story: Story, end: date) -> list[dict[str, Any]]:
    return [
        {"by": by, "on": end - timedelta(days=days), "words": words}
        for by, days, words in story.definitions
    ]


def _answers(
    story: Story, truth: Truth, end: date, rng: np.random.Generator
) -> Iterator[dict[str, Any]]:
    """The answers of both sides, without those that rest on what is missing."""
    left_out = _resting_on(truth.more["missing"])
    for said in story.answers:
        if said.condition not in left_out:
            yield _answer(said, truth, end, asked=int(rng.integers(31, 88)))


def _resting_on(missing: Iterable[str]) -> set[str]:
    rests = {
        AGREEMENT: (*TOLD_BY_AN_AGREEMENT, *TOLD_BY_USE),
        USE: TOLD_BY_USE,
        EARLIER_CONTACT: TOLD_BY_EARLIER_CONTACT,
    }
    return {condition for one in missing for condition in rests[one]}


def _answer(said: Said, truth: Truth, end: date, *, asked: int) -> dict[str, Any]:
    differs = said.condition in truth.more["differ_on"] and said.side == "community"
    return {
        "condition": said.condition,
        "value": "not met" if differs else said.value,
        "judged_by": said.side,
        "on": end - timedelta(days=said.days_before_end),
        "evidence": said.evidence.format(asked=asked),
    }


def _negotiations(story: Story, missing: Iterable[str], end: date) -> Iterator[dict[str, Any]]:
    for talk in story.talks:
        row = _dated(talk, end)
        if AGREEMENT in missing and row["outcome"] == "agreed":
            row |= {"outcome": "open", "minutes_by": "provider", "changed": ""}
        yield row


def _acts(story: Story, missing: Iterable[str], since: date, end: date) -> Iterator[dict[str, Any]]:
    for act in story.acts:
        row = _dated(act, end)
        if EARLIER_CONTACT not in missing or row["on"] >= since:
            yield row


def _use(
    story: Story, missing: Iterable[str], end: date, rng: np.random.Generator
) -> Iterator[dict[str, Any]]:
    """Use by how voluntary it was; none at all where it is missing."""
    offered = end - timedelta(days=story.offer["days_before_end"])
    uses = 0 if USE in missing else int(rng.integers(24, 60))
    yield {
        "since": offered,
        "until": end - timedelta(days=1),
        "what": story.offer["what"],
        "uses": uses,
        "voluntary": "voluntary",
        "learned_from": "word of mouth" if uses else "unknown",
        "barrier": story.barrier if not uses else "",
    }


def _dated(row: Mapping[str, Any], end: date) -> dict[str, Any]:
    """The row with its day in the place of the days before the end."""
    rest = {name: value for name, value in row.items() if name != "days_before_end"}
    return {"on": end - timedelta(days=row["days_before_end"]), **rest}
