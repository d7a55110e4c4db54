"""Writes the shipped names of groups and kinds into a Python file, where translators find them.

Read `text` first. The lists themselves stand in `src/commonweal/knowledge/*.toml`, which gettext
does not read. `python -m docs.shipped_words` writes; a test asks that the file is up to date.
"""

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

from commonweal.files.knowledge import shipped_groups, shipped_kinds

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "src" / "workbench" / "core" / "shipped_words.py"
HEAD = '''"""The words of the shipped lists of groups and kinds, as messages of the catalogue.

Written by `make messages` from `commonweal/knowledge/*.toml`; `workbench.core.knowledge` says
how they are shown. Change the lists, not this file.
"""

from django.utils.translation import gettext_noop

SHIPPED_WORDS = (
'''
WIDTH = 90


def words() -> Iterator[str]:
    """Every text of the shipped lists that a page shows, each once, in the order of the lists."""
    found: dict[str, None] = {}
    for group in shipped_groups().groups.values():
        found.update(dict.fromkeys((group.name, group.people, group.note)))
    for kind in shipped_kinds().kinds.values():
        found[kind.name] = None
    yield from (one for one in found if one)


def text() -> str:
    """The whole file, as the formatter would leave it."""
    return HEAD + "".join(_entry(one) for one in words()) + ")\n"


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
    FILE.write_text(text(), encoding="utf-8")
