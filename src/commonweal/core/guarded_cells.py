"""Cells that a spreadsheet would run as a formula, guarded by an apostrophe, and read without it.

Read `guarded` first. A table that people download is opened in a spreadsheet, and a cell that
begins with = + - or @ is then run (CWE-1236). Guarding adds one apostrophe and `unguarded` takes it
away again, so that what was downloaded can be brought in as it was: a text that already begins with
apostrophes before such a sign gets one more, and no other text is touched.
"""

import re

GUARD = "'"
RUNS = r"^'*[=+\-@\t\r]"
GUARDED = r"^'+[=+\-@\t\r]"
NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
"""All three mean the same to polars and to Python."""

_RUNS, _GUARDED, _NUMBER = (re.compile(one) for one in (RUNS, GUARDED, NUMBER))


def guarded(text: str) -> str:
    """The text as it may stand in a table for spreadsheets; a number stays one."""
    return f"{GUARD}{text}" if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe of `guarded`."""
    return text[1:] if _GUARDED.match(text) else text
