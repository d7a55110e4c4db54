"""Everything that a what-if rests on, gathered from rows: judgements, maps, areas, ways, channels.

Read `beliefs_of` and `scene_for` first. Nothing is mended silently: what a run cannot take in
(groups that nobody judged, factors that no map holds, channels of such factors) is named in `gaps`.
The library is imported only where it is called: a page that shows no run never waits for it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from commonweal.files.knowledge import read_policy_factors
from workbench.core.city import current_city
from workbench.core.labels import city_names, in_a_row
from workbench.weighing import access, words
from workbench.weighing.feeds import maps, ratings
from workbench.weighing.models import Channel, Option, Proposal

if TYPE_CHECKING:
    from commonweal.weighing.ensemble import Proposal as Lever
    from commonweal.weighing.ensemble import Scene

JUDGED = ("round", "rater", "policy_area", "factor", "group", "effect", "sureness")
"""What of a judgement moves an answer; words and evidence do not."""
FORM = 1
"""Raised when answers are packed or made otherwise, so that older ones are not taken for new."""


class NotYetWeighable(CommonwealError):
    """Judgements or maps are missing, so there is nothing to run."""

    code = "not-yet-weighable"


@dataclass(frozen=True, eq=False, kw_only=True)
class Beliefs:
    """What people said of one proposal, and the city on which it falls."""

    proposal: Proposal
    ratings: pl.DataFrame
    arrows: pl.DataFrame
    areas: tuple[str, ...]
    neighbours: Mapping[str, Sequence[str]]
    channels: tuple[Channel, ...]
    worse: tuple[str, ...]

    def judged(self, policy_area: str) -> pl.DataFrame:
        """The judgements of the last round about one policy area."""
        last = self.ratings.filter(pl.col("round") == self.ratings["round"].max())
        return last.filter(pl.col("policy_area") == policy_area)

    def factors(self, policy_area: str) -> frozenset[str]:
        """What was judged, and what stands on a map, as it is spelled there."""
        drawn = {*self.arrows["source"], *self.arrows["target"]}
        known = {name.casefold() for name in drawn}
        judged = set(self.judged(policy_area)["factor"])
        return frozenset(drawn | {name for name in judged if name.casefold() not in known})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What a run cannot take in, by keys; channels by name."""

    groups: tuple[str, ...]
    factors: tuple[str, ...]
    on_no_map: tuple[str, ...]
    channels: tuple[str, ...]


def beliefs_of(proposal: Proposal) -> Beliefs:
    """All that stands now."""
    areas = current_city().areas()
    near = areas.neighbours()
    finest = tuple(one.area for one in areas.at_level(areas.finest))
    pack = read_policy_factors(current_city().folder)
    return Beliefs(
        proposal=proposal,
        ratings=ratings.ratings_of(proposal),
        arrows=maps.arrows_of(proposal),
        areas=finest,
        neighbours={name: near[name] for name in finest},
        channels=tuple(access.channels_of(proposal)),
        worse=pack.worse(pack.rows),
    )


def rests_on(beliefs: Beliefs, options: Iterable[Option]) -> str:
    """The hash of everything that may move an answer about these ways of doing it."""
    told = {
        "form": FORM,
        "looked_at": [beliefs.proposal.factors, beliefs.proposal.groups],
        "options": [_set_by(one) for one in options],
        "channels": [[one.name, *_way(one)] for one in beliefs.channels],
        "areas": [[name, sorted(beliefs.neighbours[name])] for name in beliefs.areas],
        "worse": sorted(beliefs.worse),
        "tables": [_digest(beliefs.ratings.select(JUDGED)), _digest(beliefs.arrows)],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _set_by(option: Option) -> list[Any]:
    sets = [option.policy_area, sorted(option.groups), sorted(option.areas)]
    return [option.name, *sets, option.size, option.starts]


def _way(channel: Channel) -> list[Any]:
    return [channel.to, channel.factor, channel.least, channel.most, channel.delay_quarters]


def _digest(table: pl.DataFrame) -> str:
    """The same for the same rows, in whichever order the database gave them."""
    rows = sorted(json.dumps(row, default=str) for row in table.iter_rows())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def scene_for(beliefs: Beliefs, option: Option) -> "Scene":
    """One way of doing it laid on what people said; raises `NotYetWeighable`."""
    from commonweal.weighing.ensemble import scene_of

    refuse_unless_weighable(beliefs, option)
    return scene_of(
        _lever(beliefs, option),
        beliefs.ratings,
        beliefs.arrows,
        areas=beliefs.areas,
        neighbours=beliefs.neighbours,
    )


def refuse_unless_weighable(beliefs: Beliefs, option: Option) -> None:
    """Raises `NotYetWeighable` with what is missing, in words."""
    judged = beliefs.judged(option.policy_area) if beliefs.ratings.height else beliefs.ratings
    if not judged.height:
        area = words.policy_area(option.policy_area)
        raise NotYetWeighable(
            _("Nobody has judged %(area)s for this proposal yet.") % {"area": area},
            remedy=_("Open a round and ask departments and communities."),
        )
    if not beliefs.arrows.height:
        raise NotYetWeighable(
            _("Nobody has drawn a map yet, so nothing follows from anything."),
            remedy=_("Let those who were asked draw what leads to what."),
        )
    missing = [key for key in option.groups if key not in set(judged["group"])]
    if missing:
        names = city_names()
        raise NotYetWeighable(
            _("Nobody has judged what it does for %(groups)s, for whom it is meant.")
            % {"groups": in_a_row([names.group(key) for key in missing])},
            remedy=_("Ask raters about them in the next round."),
        )


def gaps_of(beliefs: Beliefs, option: Option) -> Gaps:
    """What a run of this way cannot take in."""
    judged, known = beliefs.judged(option.policy_area), beliefs.factors(option.policy_area)
    drawn = {name.casefold() for name in (*beliefs.arrows["source"], *beliefs.arrows["target"])}
    looked_at, rated = beliefs.proposal, set(judged["factor"])
    groups = set(judged["group"])
    return Gaps(
        groups=tuple(key for key in looked_at.groups if key not in groups),
        factors=tuple(key for key in looked_at.factors if _spelled(key, known) is None),
        on_no_map=tuple(sorted(key for key in rated if key.casefold() not in drawn)),
        channels=tuple(
            one.name for one in beliefs.channels if one.factor and not _spelled(one.factor, known)
        ),
    )


def _spelled(key: str, known: Iterable[str]) -> str | None:
    """A factor as the scene spells it; None where it is in no judgement and on no map."""
    return next((name for name in known if name.casefold() == key.casefold()), None)


def _lever(beliefs: Beliefs, option: Option) -> "Lever":
    """The way as the library takes it; channels of what nobody named are left out, and told."""
    from commonweal.weighing.ensemble import Channel as Way
    from commonweal.weighing.ensemble import Proposal as Lever

    known = beliefs.factors(option.policy_area)
    worse = {key.casefold() for key in beliefs.worse}
    ways = [(one, _spelled(one.factor, known) if one.factor else "") for one in beliefs.channels]
    return Lever(
        name=option.name,
        policy_area=option.policy_area,
        groups=tuple(option.groups),
        areas=tuple(option.areas),
        size=option.size,
        starts=option.starts,
        more_is_worse=tuple(sorted(name for name in known if name.casefold() in worse)),
        channels=tuple(
            Way(
                name=one.name,
                to=one.to,
                factor=factor,
                least=one.least,
                most=one.most,
                delay_quarters=one.delay_quarters,
            )
            for one, factor in ways
            if factor is not None
        ),
    )
