"""Two dialogues of Aldermere as votes: one without groups of opinion, one with two.

Read `hold_dialogues` first. Votes follow a smooth line of opinion (river walk) or two centres on it
(evening opening); some people agree with nearly everything, some vote on little. The tables have
the columns of a Pol.is export: +1 agree, −1 disagree, 0 pass, empty where a statement was not seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.demo.course import Calendar

VOTERS, SEEN_SHARE, AGREE_TO_ALL = 140, 0.55, 0.08
PASS = 0.08

RIVER_WALK = (
    "The river walk should be lit until midnight.",
    "Benches should face the water and each other.",
    "Cyclists and walkers can share the path.",
    "There should be a quiet stretch without music.",
    "Children need a place to play by the bridge.",
    "Dogs should be on a lead along the whole walk.",
    "Market stalls belong on the walk in summer.",
    "More trees matter more than more lamps.",
    "The steps at Ferry Lane shut people in wheelchairs out.",
    "People should be free to fish where they always have.",
    "A café would bring people who do not know each other together.",
    "The walk is fine as it is.",
    "Visitors should park outside and walk in.",
    "Boats should be allowed to moor for a week.",
    "There should be signs in the languages people speak here.",
    "The city should ask again when the first part is built.",
    "The path should be wide enough for two prams.",
    "Music is welcome until ten.",
    "Names on the walk should tell the stories of those who worked here.",
    "Swimming should be allowed where it is safe.",
    "Cleaning matters more than building.",
    "Schools should look after a stretch each.",
    "I would pay a little more tax for it.",
    "The walk should be open through the night.",
)
EVENING_OPENING = (
    "The library should be open until ten on weekdays.",
    "Evening opening brings noise to the street.",
    "Young people need a warm place in the evening.",
    "Staff should not have to work late.",
    "The money is better spent on books.",
    "A room for homework would help my family.",
    "Quiet readers should come first.",
    "It would be good to meet people from the other bank there.",
    "Volunteers could keep the doors open.",
    "The library should stay as it was.",
    "There should be tea.",
    "Doors should close at seven for safety.",
    "Families should feel welcome in the evening.",
    "One late evening a week is enough.",
    "We should try it for a year and look again.",
    "The street needs better light first.",
    "A late library is safer than an empty street.",
    "I would come in the evening.",
)
COMMENTS = pl.Schema(
    {
        "timestamp": pl.Int64(),
        "comment-id": pl.Int64(),
        "author-id": pl.Int64(),
        "agrees": pl.Int64(),
        "disagrees": pl.Int64(),
        "moderated": pl.Int64(),
        "comment-body": pl.String(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """One conversation: the four tables of its export, and what is true of its voters.

    `opinions` holds each voter's place on the line; `group` the planted group, 0 for all where
    there are none. Neither is in the export.
    """

    id: str
    summary: pl.DataFrame
    comments: pl.DataFrame
    votes: pl.DataFrame
    participants: pl.DataFrame
    opinions: npt.NDArray[np.float64]
    group: npt.NDArray[np.int64]


def hold_dialogues(calendar: Calendar, rng: np.random.Generator) -> Mapping[str, Dialogue]:
    """Both dialogues, by id."""
    line = np.clip(rng.normal(0, 0.8, VOTERS), -2.4, 2.4)
    side = np.repeat([0, 1], [80, 60])
    centres = np.where(side == 0, -2.2, 2.2) + rng.normal(0, 0.3, VOTERS)
    return {
        "river-walk": _hold(
            "river-walk",
            "What should the river walk be?",
            RIVER_WALK,
            line,
            np.zeros(VOTERS, dtype=np.int64),
            calendar,
            rng,
        ),
        "evening-opening": _hold(
            "evening-opening",
            "Should the library stay open in the evening?",
            EVENING_OPENING,
            centres,
            side,
            calendar,
            rng,
        ),
    }


def _hold(
    identity: str,
    question: str,
    statements: tuple[str, ...],
    opinions: npt.NDArray[np.float64],
    group: npt.NDArray[np.int64],
    calendar: Calendar,
    rng: np.random.Generator,
) -> Dialogue:
    cast = _cast_votes(opinions, len(statements), rng)
    starts = datetime.combine(calendar.monday(calendar.weeks - 12), time(9), tzinfo=UTC)
    votes = _vote_rows(cast, starts, rng)
    return Dialogue(
        id=identity,
        summary=pl.DataFrame(
            {
                "key": ["topic", "voters", "comments"],
                "value": [question, str(len(opinions)), str(len(statements))],
            }
        ),
        comments=_comment_rows(statements, cast, starts),
        votes=votes,
        participants=_participant_rows(cast, len(statements)),
        opinions=opinions,
        group=group,
    )


def _cast_votes(
    opinions: npt.NDArray[np.float64], statements: int, rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Votes (voters, statements): 1, −1, 0, or NaN where the statement was not seen."""
    leaning = np.where(np.arange(statements) % 3 == 2, 0.0, np.sign(rng.normal(size=statements)))
    popular = rng.normal(0.5, 0.7, statements)
    push = opinions[:, None] * leaning * 1.3 + popular
    agree_to_all = rng.random(len(opinions)) < AGREE_TO_ALL
    push[agree_to_all] = 3.0
    votes = np.where(rng.random(push.shape) < 1 / (1 + np.exp(-push)), 1.0, -1.0)
    votes[rng.random(push.shape) < PASS] = 0.0
    seen = rng.beta(2.2, 2.2 * (1 / SEEN_SHARE - 1), len(opinions))
    unseen = rng.random(push.shape) > seen[:, None]
    unseen[np.arange(len(opinions)), rng.integers(0, statements, len(opinions))] = False
    votes[unseen] = np.nan
    return votes


def _vote_rows(
    cast: npt.NDArray[np.float64], starts: datetime, rng: np.random.Generator
) -> pl.DataFrame:
    """`votes.csv`: every vote, with a few that were changed later (the last one counts)."""
    voter, comment = np.nonzero(~np.isnan(cast))
    votes = cast[voter, comment].astype(np.int64)
    changed = np.flatnonzero(rng.random(len(votes)) < 0.01)
    seconds = np.sort(rng.integers(0, 14 * 24 * 3600, len(votes) + len(changed)))
    order = np.concatenate([changed, rng.permutation(len(votes))])
    said = np.concatenate([-votes[changed], votes[order[len(changed) :]]])
    at = [starts + timedelta(seconds=int(second)) for second in seconds]
    return pl.DataFrame(
        {
            "timestamp": [int(moment.timestamp() * 1000) for moment in at],
            "datetime": [moment.strftime("%a %b %d %H:%M:%S UTC %Y") for moment in at],
            "comment-id": comment[order],
            "voter-id": voter[order],
            "vote": said,
        }
    )


def _comment_rows(
    statements: tuple[str, ...], cast: npt.NDArray[np.float64], starts: datetime
) -> pl.DataFrame:
    rows = [
        (
            int(starts.timestamp() * 1000) + number,
            number,
            0,
            int((cast[:, number] == 1).sum()),
            int((cast[:, number] == -1).sum()),
            1,
            text,
        )
        for number, text in enumerate(statements)
    ]
    return pl.DataFrame(rows, schema=COMMENTS, orient="row")


def _participant_rows(cast: npt.NDArray[np.float64], statements: int) -> pl.DataFrame:
    """`participants-votes.csv`: one row per voter; no group is given: nobody looked for one yet."""
    said = ~np.isnan(cast)
    head = {
        "participant": np.arange(len(cast)),
        "group-id": pl.Series([None] * len(cast), dtype=pl.Int64),
        "n-comments": np.where(np.arange(len(cast)) == 0, statements, 0),
        "n-votes": said.sum(axis=1),
        "n-agree": (cast == 1).sum(axis=1),
        "n-disagree": (cast == -1).sum(axis=1),
    }
    columns = {
        str(number): pl.Series(cast[:, number]).fill_nan(None).cast(pl.Int64)
        for number in range(statements)
    }
    return pl.DataFrame(head | columns)
