"""What gettext would find and what a catalogue holds, read without any gettext tool.

Read `used_messages` and `read_catalogue` first. A message is its English text with its English
plural, if it has one; the words come from the call of a gettext function in Python (through the
syntax tree) and from templates (through Django's own `templatize`).
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

from tests.rules.project_files import ROOT, files_in

CATALOGUES = ROOT / "src" / "workbench" / "locale"
ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
SEVERAL = {"ngettext", "ngettext_lazy"}
QUOTED = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
IN_A_TEMPLATE = re.compile(rf"\b(_|gettext|ngettext)\(({QUOTED}(?:,\s*{QUOTED})?)")
PLACEHOLDER = re.compile(r"%\(\w+\)s|%(?![(%])\w")
Message = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a catalogue: the message, its translations, and whether it is only a guess."""

    message: Message
    said: tuple[str, ...]
    fuzzy: bool


def used_messages() -> dict[Message, str]:
    """Every message of the workbench with a file that says it."""
    found: dict[Message, str] = {}
    for path in files_in("src/workbench", suffixes=(".py", ".html", ".txt")):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            messages = _in_python(text)
        elif "templates" in path.parts:
            messages = _in_template(text)
        else:
            continue
        for message in messages:
            found.setdefault(message, path.relative_to(ROOT).as_posix())
    return found


def glued_messages(path: Path) -> Iterator[str]:
    """Calls of a gettext function with something else than fixed words, such as an f-string."""
    for call in _calls(path.read_text(encoding="utf-8")):
        wanted = call.args[: 1 if _name(call) in ONE else 2]
        if not all(isinstance(one, ast.Constant) for one in wanted):
            yield f"line {call.lineno}"


def read_catalogue(path: Path) -> tuple[Entry, ...]:
    """The entries of a .po file, without its head."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    entries = (_entry(block) for block in blocks if "\nmsgid " in f"\n{block}")
    return tuple(entry for entry in entries if entry.message[0])


def placeholders(text: str) -> frozenset[str]:
    """What is put into a message when it is said."""
    return frozenset(PLACEHOLDER.findall(text))


def _calls(text: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and _name(node) in ONE | SEVERAL:
            yield node


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _in_python(text: str) -> Iterator[Message]:
    for call in _calls(text):
        words = [one.value for one in call.args if isinstance(one, ast.Constant)]
        if _name(call) in ONE and words:
            yield words[0], ""
        elif len(words) > 1:
            yield words[0], words[1]


def _in_template(text: str) -> Iterator[Message]:
    for name, arguments in IN_A_TEMPLATE.findall(templatize(text)):
        words = ast.literal_eval(f"({arguments},)")
        yield words[0], words[1] if name == "ngettext" else ""


def _entry(block: str) -> Entry:
    fields: dict[str, str] = {}
    field = ""
    for line in block.splitlines():
        if line.startswith("#"):
            continue
        if not line.startswith('"'):
            field, _, line = line.partition(" ")
        fields[field] = fields.get(field, "") + ast.literal_eval(line)
    message = (fields["msgid"], fields.get("msgid_plural", ""))
    said = tuple(value for name, value in sorted(fields.items()) if name.startswith("msgstr"))
    return Entry(message=message, said=said, fuzzy="#, fuzzy" in block)
