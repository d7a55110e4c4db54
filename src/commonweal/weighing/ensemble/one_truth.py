"""The same scene under another reading: one truth that all see, each with an error of their own.

Read `around_one_truth` first. The plain reading takes views as they are, so its bands tell how far
they scatter; those are wider than the truth needs where people err around it. This reading narrows
them as means do, and is wrong where people differ in kind: it stands beside the other, never alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import numpy as np

from commonweal.weighing.causal import Link
from commonweal.weighing.ensemble.scene import Judgements, Map, Numbers, Scene, scatter_of

ENOUGH = 4
ALL = "all"


def around_one_truth(scene: Scene) -> Scene:
    """One judge and one map: means, each with the standard error that so few people leave.

    From four people on the scatter is that of Student's t, s √((n-1)/(n-3)) / √n (Gosset 1908);
    below, it is what their sureness says, over √n. Who drew both ends of a link and no arrow saw no
    link, and counts as 0; a link's delay is the middle of those told. Signs may turn.
    """
    links = [link for link in scene.merged.links if link.drawn]
    told = [_weights(link) for link in links]
    scatters = [
        _error(weights, [scatter_of(one.sureness) for one in link.drawn])
        for link, weights in zip(links, told, strict=True)
    ]
    laid = Map(
        drawer=ALL,
        ends=np.array([_ends(link, scene.factors) for link in links], dtype=np.int64),
        weights=np.array([float(np.mean(weights)) for weights in told]),
        scatter=np.array(scatters),
        may_turn=True,
    )
    notices = (*scene.notices, *_opposed(scene.merged.opposed))
    return replace(scene, raters=(_judge(scene.raters),), maps=(laid,), notices=notices)


def _weights(link: Link) -> list[float]:
    return [*(one.weight for one in link.drawn), *(0.0 for _ in link.left_out)]


def _ends(link: Link, factors: Sequence[str]) -> tuple[int, int, int]:
    at = {name.casefold(): number for number, name in enumerate(factors)}
    delay = int(np.median([one.delay_quarters for one in link.drawn]))
    return at[link.source.casefold()], at[link.target.casefold()], delay


def _error(values: Sequence[float], unsure: Sequence[float]) -> float:
    """The standard error of a mean, widened for how few there are."""
    count = len(values)
    if count < ENOUGH:
        return float(np.mean(unsure)) / sqrt(count)
    return float(np.std(values, ddof=1)) * sqrt((count - 1) / (count - 3) / count)


def _judge(raters: Sequence[Judgements]) -> Judgements:
    """The mean judgement of each cell with its error; NaN where nobody judged."""
    effects = np.stack([one.effect for one in raters])
    unsure = np.stack([one.scatter for one in raters])
    mean = np.full(effects.shape[1:], np.nan)
    scatter: Numbers = np.zeros_like(mean)
    for at in np.argwhere(~np.isnan(effects).all(axis=0)):
        told = ~np.isnan(effects[:, *at])
        mean[tuple(at)] = effects[told, *at].mean()
        scatter[tuple(at)] = _error(list(effects[told, *at]), list(unsure[told, *at]))
    return Judgements(rater=ALL, effect=mean, scatter=scatter)


def _opposed(links: Sequence[Link]) -> tuple[str, ...]:
    if not links:
        return ()
    named = ", ".join(f"{link.source} → {link.target}" for link in links)
    return (
        f"Drawn with opposite signs, and laid together under this reading: {named}. If people "
        "differ there in kind and not by error, look at their own views instead.",
    )
