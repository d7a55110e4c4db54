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
    from commonweal.weighing.ensemble import Course, Hinge, Scene, WhatIf

FULL, FULL_COMPARED = 10_000, 2_000
PREVIEW, PREVIEW_LARGE, PREVIEW_COMPARED = 500, 200, 200
LARGE = 30_000
SEED = 1
CLEAR, STILL = 0.9, 0.75

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

    from commonweal.weighing.ensemble import hinges_of

    scene, rng = result.scene, np.random.default_rng([SEED, 1])
    spelled = answers.looked_at(scene, factors)
    key_of = {name: key for key, name in spelled.items()}
    return {
        (group, key_of[name]): found
        for group, names in _unclear(result, list(spelled.values())).items()
        for name, found in hinges_of(scene, rng, group=group, factors=names, most=1).items()
    }


def _unclear(result: "WhatIf", names: Sequence[str]) -> dict[str, list[str]]:
    """For each group that is meant, what fewer than nine runs in ten give one sign."""
    scene = result.scene
    found: dict[str, list[str]] = {}
    for row, group in enumerate(scene.groups):
        if not scene.meant[row].any():
            continue
        area = scene.areas[int(scene.meant[row].argmax())]
        courses = [result.course(group, area, name) for name in names]
        unclear = [one.factor for one in courses if _is_unclear(one)]
        if unclear:
            found[group] = unclear
    return found


def _is_unclear(course: "Course") -> bool:
    return max(course.better, course.worse) < CLEAR and course.same < STILL
