"""Every word of the workbench stands in each catalogue, translated, and compiled as it is written.

Nothing here needs the gettext tools; `make messages` does, and mends what these tests find.
"""

import ast
import gettext
import re
from datetime import date
from html.parser import HTMLParser
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.template.base import Lexer, TokenType

from commonweal.listening.entries import EntryFacts, faults
from docs import shipped_words
from tests.rules.messages import (
    CATALOGUES,
    glued_messages,
    placeholders,
    read_catalogue,
    used_messages,
)
from tests.rules.project_files import files_in, shown
from workbench.core.audit_fields import FIELDS
from workbench.core.audit_verbs import VERBS
from workbench.core.audit_words import SUBJECTS
from workbench.listening.fault_words import fault_sentence

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
NAMES = {"Commonweal"}
SPOKEN_ATTRIBUTES = {"aria-label", "alt", "title", "placeholder", "data-label"}
TODAY = date(2026, 11, 21)


@pytest.fixture(params=LANGUAGES)
def folder(request):
    """The folder of one language's catalogue."""
    return CATALOGUES / request.param / "LC_MESSAGES"


@pytest.fixture
def entries(folder):
    """The entries of one language's catalogue."""
    return read_catalogue(folder / "django.po")


def test_there_is_a_second_language_that_proves_the_first_can_be_left():
    assert "de" in LANGUAGES


def test_every_message_stands_in_the_catalogue(entries):
    known = {entry.message for entry in entries}
    assert {m: path for m, path in used_messages().items() if m not in known} == {}


def test_the_catalogue_holds_nothing_that_is_no_longer_said(entries):
    used = used_messages()
    assert [entry.message for entry in entries if entry.message not in used] == []


def test_no_entry_is_empty_or_only_guessed(entries):
    unsaid = [e.message[0] for e in entries if e.fuzzy or not all(s.strip() for s in e.said)]
    assert unsaid == []


def test_a_message_with_a_plural_is_translated_in_both_forms(entries):
    assert [e.message[0] for e in entries if len(e.said) != (2 if e.message[1] else 1)] == []


def test_a_translation_is_given_what_the_message_is_given(entries):
    wrong = [
        (entry.message[0], said)
        for entry in entries
        for said, english in zip(entry.said, entry.message, strict=False)
        if placeholders(said) != placeholders(english)
    ]
    assert wrong == []


def test_what_is_compiled_is_what_is_written(folder, entries):
    with (folder / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    differ = [entry.message[0] for entry in entries if _compiled(compiled, entry) != entry.said]
    assert differ == []
    catalogue = vars(compiled)["_catalog"]
    plurals = sum(1 for entry in entries if entry.message[1])
    assert len(catalogue) == len(entries) + plurals + 1


def _compiled(compiled, entry):
    one, several = entry.message
    if several:
        return (compiled.ngettext(one, several, 1), compiled.ngettext(one, several, 2))
    return (compiled.gettext(one),)


def test_no_message_is_glued_from_parts():
    # knowledge.py hands over names of the shipped lists, which the catalogue holds
    found = {
        shown(path): list(glued_messages(path))
        for path in files_in("src/workbench", suffixes=(".py",))
        if path.name != "knowledge.py"
    }
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("name", shipped_words.FILES)
def test_the_shipped_words_are_those_of_the_lists(name):
    written = (shipped_words.FOLDER / name).read_text(encoding="utf-8")
    assert written == shipped_words.text(name)


TEMPLATES = files_in("src/workbench", suffixes=(".html", ".txt"))


class _Spoken(HTMLParser):
    """The words of a page that a person reads or hears."""

    def __init__(self):
        super().__init__()
        self.words = []

    def handle_data(self, data):
        self.words += re.findall(r"[^\W\d_]{2,}", data)

    def handle_starttag(self, _tag, attrs):
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES and value:
                self.words += re.findall(r"[^\W\d_]{2,}", value)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_nothing_that_is_not_marked_for_translation(path):
    spoken = _Spoken()
    spoken.feed(_fixed_text(path.read_text(encoding="utf-8")))
    assert [word for word in spoken.words if word not in NAMES] == []


def _fixed_text(text):
    """The template without its tags and without what stands in blocks for translators."""
    inside, kept = 0, []
    for token in Lexer(text).tokenize():
        word = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK:
            inside += word in {"blocktranslate", "comment"}
            inside -= word in {"endblocktranslate", "endcomment"}
        elif token.token_type == TokenType.TEXT and not inside:
            kept.append(token.contents)
    return "".join(kept)


def test_every_language_writes_dates_in_a_way_of_its_own():
    names = {
        code: {n for n in vars(import_module(f"workbench.formats.{code}.formats")) if n.isupper()}
        for code, _name in settings.LANGUAGES
    }
    assert all(found == names["en"] for found in names.values())
    assert "DATE_FORMAT" in names["en"]


def test_every_verb_of_the_audit_log_has_words():
    recorded = set()
    for path in files_in("src/workbench", suffixes=(".py",)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                recorded |= set(_verbs(node))
    assert len(recorded) > 20
    assert recorded == set(VERBS)


def _verbs(call):
    """The verbs in `record_audit(person, "verb", …)`, or in `verb="…"` of what calls it."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name == "record_audit":
        told = ast.walk(call.args[1])
        yield from (one.value for one in told if isinstance(one, ast.Constant))
    if name in {"_write", "_let_in", "_move", "_decided"}:
        for keyword in call.keywords:
            if keyword.arg == "verb":
                yield keyword.value.value


def test_every_field_and_subject_of_the_audit_log_has_words():
    logged = [model for model in apps.get_models() if hasattr(model, "audited_fields")]
    assert {model._meta.label_lower for model in logged} == set(SUBJECTS)
    assert {field for model in logged for field in model.audited_fields} == set(FIELDS)


WRONG = {
    "nothing said": {},
    "impossible": {"occurred_on": "2021-02-31", "area": "X", "place": "area", "groups": ("x",)},
    "told before": {"occurred_on": "2021-03", "reported_on": "2021-02"},
    "still to come": {"occurred_on": "2031", "kinds": ("x",), "setting": "elsewhere"},
    "half an answer": {"perceived_on": "2021", "recorded_on": "2021", "place": "nowhere"},
}


@pytest.mark.parametrize("said", WRONG.values(), ids=WRONG)
def test_the_faults_of_an_entry_read_as_the_library_says_them(said):
    found = faults(EntryFacts(**said), today=TODAY, groups=[], kinds=[], areas=[])
    assert found
    for fault in found:
        if fault.code not in {"not-offered", "no-date"}:
            assert fault_sentence(fault) == fault.sentence
        assert fault_sentence(fault)
