"""The one door to the library's runs: a few for a page, many in the background.

Read `what_if_answer` and `compared_answer` first. Both give what is kept of a run; the library is
imported only when they are called.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workbench.weighing import answers, comparing
from workbench.weighing.beliefs import Beliefs, gaps_of, scene_for
from workbench.weighing.models import Option

if TYPE_CHECKING:
    from commonweal.weighing.ensemble import Hinge, Scene, WhatIf

FULL, FULL_COMPARED = 10_000, 2_000
PREVIEW, PREVIEW_LARGE, PREVIEW_COMPARED = 500, 200, 200
LARGE = 12_000
SEED = 1
MOST_ASKED = 16
"""Answers whose arrow is looked for, the least clear first: each takes about two seconds."""
CLEAR, STILL = 0.9, 0.75
TOLD_EACH = 1_000

Progress = Callable[[int, int], None]


def what_if_answer(
    beliefs: Beliefs, option: Option, *, draws: int | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """One way of doing it run `draws` times; without a number a preview, and no arrows sought."""
    import numpy as np

    from commonweal.weighing.ensemble import Moved, what_if

    scene = scene_for(beliefs, option)
    moved, rng = Moved(scene), np.random.default_rng(SEED)
    count = draws or _preview(scene)
    result = what_if(scene, rng, draws=count, progress=progress, ended=moved)
    asked = _hinges(result, beliefs.proposal.factors) if draws else {}
    return answers.packed(result, moved, asked, beliefs=beliefs, gaps=gaps_of(beliefs, option))


def compared_answer(
    beliefs: Beliefs,
    options: Sequence[Option],
    *,
    draws: int | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Every way of doing it, and doing nothing, on the same beliefs; a preview without a number."""
    from commonweal.weighing.ensemble import compared

    scenes = {option.name: scene_for(beliefs, option) for option in options}
    told = compared(scenes, seed=SEED, draws=draws or PREVIEW_COMPARED, progress=progress)
    first = next(iter(scenes.values()))
    return comparing.packed(
        told,
        factors=answers.looked_at(first, beliefs.proposal.factors),
        gaps=gaps_of(beliefs, options[0]),
        asked=(len(first.raters), len(first.maps)),
    )


def _preview(scene: "Scene") -> int:
    """As many runs as a page can wait for."""
    cells = len(scene.groups) * len(scene.areas) * len(scene.factors)
    return PREVIEW if cells * (1 + len(scene.proposal.channels)) <= LARGE else PREVIEW_LARGE


def _hinges(
    result: "WhatIf", factors: Sequence[str]
) -> Mapping[tuple[str, str], Sequence["Hinge"]]:
    """The arrow on which each unclear answer hangs, for those for whom it is meant."""
    import numpy as np

    from commonweal.weighing.ensemble import hinges

    scene, rng = result.scene, np.random.default_rng([SEED, 1])
    spelled = answers.looked_at(scene, factors)
    return {
        (group, key): hinges(scene, rng, group=group, factor=spelled[key], most=1)
        for group, key in _unclear(result, spelled)[:MOST_ASKED]
    }


def _unclear(result: "WhatIf", spelled: Mapping[str, str]) -> list[tuple[str, str]]:
    """Answers of which fewer than nine runs in ten have one sign, the least clear first."""
    scene, found = result.scene, []
    for row, group in enumerate(scene.groups):
        if not scene.meant[row].any():
            continue
        area = scene.areas[int(scene.meant[row].argmax())]
        for key, name in spelled.items():
            one = result.course(group, area, name)
            sure = max(one.better, one.worse)
            if sure < CLEAR and one.same < STILL:
                found.append((sure, group, key))
    return [(group, key) for _, group, key in sorted(found)]
