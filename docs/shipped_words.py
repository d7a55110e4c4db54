"""Writes the words of the shipped lists into Python files, where translators find them.

Read `FILES` and `text` first. The lists themselves stand in `src/commonweal/knowledge/*.toml`,
which gettext does not read. `python -m docs.shipped_words` writes; a test asks that each file is up
to date.
"""

import json
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from commonweal.files.assessment_knowledge import read_assessment_questions
from commonweal.files.dialogue_knowledge import read_activation_steps, read_preconditions
from commonweal.files.knowledge import (
    read_policy_areas,
    read_policy_factors,
    shipped_groups,
    shipped_kinds,
    shipped_relation_knowledge,
)
from commonweal.files.policy_knowledge import read_usual_channels

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "src" / "workbench" / "core"
HEAD = '''"""The words of the shipped {what}, as messages of the catalogue.

Written by `make messages` from `commonweal/knowledge/*.toml`; `workbench.core.knowledge` says
how they are shown. Change the lists, not this file.
"""

from django.utils.translation import gettext_noop

SHIPPED_WORDS = (
'''
WIDTH = 90


def group_and_kind_words() -> Iterator[str]:
    """Names and notes of groups, and names of kinds."""
    for group in shipped_groups().groups.values():
        yield from (group.name, group.people, group.note)
    for kind in shipped_kinds().kinds.values():
        yield kind.name


def question_words() -> Iterator[str]:
    """What each side of a relation is asked, and on which evidence an answer rests."""
    pack = shipped_relation_knowledge()
    for row in pack.conditions.values():
        yield from (row.to_community, row.to_provider, row.evidence)
    for check in pack.warnings.values():
        yield from (check.question, check.to_community, check.to_provider)


def condition_words() -> Iterator[str]:
    """What conditions and warnings are called, what stops there, and what to do then."""
    pack = shipped_relation_knowledge()
    for row in pack.conditions.values():
        yield from (row.name, row.stop, row.remedy)
    for check in pack.warnings.values():
        yield check.name


def policy_words() -> Iterator[str]:
    """Policy areas, the factors that a policy may change, and how a problem may move."""
    for area in read_policy_areas(None).rows.values():
        yield from (area.name, area.what, area.note)
    for factor in read_policy_factors(None).rows.values():
        yield from (factor.name, factor.what, factor.family, factor.note)
    for channel in read_usual_channels(None).rows.values():
        yield from (channel.name, channel.what, channel.note)


def assessment_words() -> Iterator[str]:
    """What is asked before a decision, and how each question is meant."""
    for row in read_assessment_questions(None).rows.values():
        yield from (row.text, row.help, row.family, row.note)


def dialogue_words() -> Iterator[str]:
    """What must hold before a talk, and the steps towards one."""
    for row in read_preconditions(None).rows.values():
        yield from (row.name, row.what)
    for step in read_activation_steps(None).rows.values():
        yield from (step.name, step.what)


FILES: Mapping[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "shipped_words.py": ("lists of groups and kinds", group_and_kind_words),
    "shipped_questions.py": ("questions to the two sides of a relation", question_words),
    "shipped_policy.py": ("policy areas and what they may change", policy_words),
    "shipped_assessment.py": ("questions of the impact assessment", assessment_words),
    "shipped_dialogue.py": ("lists that talks are prepared with", dialogue_words),
    "shipped_conditions.py": ("conditions and warnings of a relation", condition_words),
}
"""Each file, what stands in it, and its words in the order of the lists."""


def text(name: str) -> str:
    """One whole file, as the formatter would leave it; each text once."""
    what, words = FILES[name]
    found = dict.fromkeys(one for one in words() if one)
    return HEAD.format(what=what) + "".join(_entry(one) for one in found) + ")\n"


def _entry(message: str) -> str:
    whole = f"    gettext_noop({_quoted(message)}),\n"
    if len(whole) <= 101:
        return whole
    parts = textwrap.wrap(message, WIDTH, drop_whitespace=False, break_on_hyphens=False)
    lines = "".join(f"        {_quoted(part)}\n" for part in parts)
    return f"    gettext_noop(\n{lines}    ),\n"


def _quoted(message: str) -> str:
    return json.dumps(message, ensure_ascii=False)


if __name__ == "__main__":
    for name in FILES:
        (FOLDER / name).write_text(text(name), encoding="utf-8")
