"""A page as a tagged PDF (PDF/UA-1), set by typst from plain values.

Read `tagged_pdf` first. Words and pictures reach the template as JSON in `sys.inputs`, never as
markup, so no name in the data can change the document. Words are set in a font that typst brings
along; the system's fonts are asked only for letters that it lacks.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import typst
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError

MOST_LETTERS = 200
NO_FONT_HAS = re.compile(r'the text `"(?P<letters>.+?)"` could not be displayed', re.DOTALL)


def tagged_pdf(template: bytes, told: Mapping[str, Any], *, name: str, notes: str) -> bytes:
    """`told` set by `template`, which reads it as `sys.inputs.<name>`.

    PDF/UA refuses letters that no font has. They are set as “?”, and the list `notes` of what is
    told says so.
    """
    for _round in range(MOST_LETTERS):
        try:
            return _compiled(template, told, name)
        except typst.TypstError as refused:
            lacking = NO_FONT_HAS.search(str(refused))
            if lacking is None:
                raise
            told = _without(lacking["letters"], told, notes)
    raise CommonwealError(
        _("The fonts of this machine lack too many letters of this page."),
        remedy=_("Install a font that has them, such as the package fonts-noto."),
        code="fonts-lacking",
    )


def _compiled(template: bytes, told: Mapping[str, Any], name: str) -> bytes:
    found: bytes = typst.compile(
        template,
        format="pdf",
        sys_inputs={name: json.dumps(told, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return found


def _without(letters: str, told: Mapping[str, Any], notes: str) -> dict[str, Any]:
    """The same words with these letters as “?”, and the note that says so."""
    text = json.dumps(told, ensure_ascii=False)
    for letter in letters:
        text = text.replace(letter, "?")
    changed: dict[str, Any] = json.loads(text)
    note = _(
        "Some letters stand as “?”: no font of this machine has them. The package fonts-noto does."
    )
    if note not in changed[notes]:
        changed[notes].append(note)
    return changed
