"""Imports killed at random moments: what readers see then, and after somebody has decided.

Read `one_killed_import` first. Each trial brings in the delivery that the city does not show,
kills that process with SIGKILL, looks, resumes or discards it, and looks again.
"""

import os
import signal
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import sleep

from benchmarks.tried_city import TriedCity, write_deliveries


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What was found in one trial. `state` is of the delivery left behind; None: none was."""

    state: str | None
    seen_was_whole: bool
    """Readers saw the old content or the new one, complete, straight after the kill."""
    decision: str
    ended_right: bool
    """After the decision they saw exactly what belongs to it, and nothing was left behind."""


@dataclass(slots=True, kw_only=True)
class Course:
    """Two deliveries that take turns, the hash of each, and how long an import takes."""

    city: TriedCity
    files: tuple[Path, Path]
    hashes: tuple[str, str]
    seconds: float
    shown: int

    @classmethod
    def begin(cls, city: TriedCity, folder: Path, rows: int) -> "Course":
        """Bring both files in once, undisturbed."""
        files = write_deliveries(folder, rows)
        city.bring_in(files[0])
        older = city.seen()
        seconds = city.bring_in(files[1])
        return cls(city=city, files=files, hashes=(older, city.seen()), seconds=seconds, shown=1)


def one_killed_import(course: Course, rng: Random, *, decision: str) -> Trial:
    """Kill one import at a random moment of its usual time, and settle what it left.

    `decision`: `resume` or `discard`, for whoever finds a delivery left behind.
    """
    city, coming = course.city, 1 - course.shown
    old, new = course.hashes[course.shown], course.hashes[coming]
    child = city.begin(course.files[coming])
    sleep(rng.uniform(0, course.seconds))
    os.kill(child, signal.SIGKILL)
    city.wait(child)
    seen, left = city.seen(), city.unfinished()
    if left is None:
        decision = "nothing"
    else:
        city.house.ask(decision, delivery=left["delivery"])
    wanted = {"resume": new, "discard": old, "nothing": seen}[decision]
    after = city.seen()
    course.shown = course.hashes.index(after)
    return Trial(
        state=None if left is None else str(left["state"]),
        seen_was_whole=seen == old if left else seen in (old, new),
        decision=decision,
        ended_right=after == wanted and city.unfinished() is None,
    )
