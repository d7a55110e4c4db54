"""The record of a decision as a tagged PDF, from the same page object as the HTML."""

from collections.abc import Mapping
from dataclasses import asdict
from importlib import resources
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from workbench.core.city import current_city
from workbench.core.paper import tagged_pdf
from workbench.weighing.pages.decisions import ConditionLine, DecisionPage


def record_pdf(page: DecisionPage) -> bytes:
    """The page as PDF, with its signature where it was signed."""
    template = resources.files("workbench.weighing") / "decision.typ"
    return tagged_pdf(template.read_bytes(), content(page), name="record", notes="notes")


def content(page: DecisionPage) -> dict[str, Any]:
    """What the template shows, as plain values."""
    told = asdict(page.record)
    return {
        **told,
        "lang": get_language() or "en",
        "labels": labels(),
        "city": current_city().name,
        "mark": _("Draft: not adopted") if page.is_draft else page.record.adopted,
        "screening_told": page.screening_told,
        "full_told": page.full_told,
        "conditions": [
            {"words": one.words, "told": _condition(one)} for one in page.record.conditions
        ],
        "signed": page.record.signed or _not_signed(page),
        "notes": [],
    }


def labels() -> Mapping[str, str]:
    """The template's own words."""
    return {
        "decided": _("What was decided"),
        "ways": _("The ways that were weighed"),
        "nothing": _("Doing nothing was always compared with them."),
        "screening": _("Screening"),
        "full": _("Full assessment"),
        "called_for": _("The full assessment is called for, because of the answers to:"),
        "assumed": _("What is taken for granted"),
        "none": _("None is entered."),
        "dissent": _("Who sees it otherwise"),
        "no_dissent": _("Nobody has said so yet."),
        "conditions": _("Conditions"),
        "watched": _("What is watched afterwards"),
        "since": _("What changed since"),
        "looked_at": _("What was looked at"),
        "signed": _("Adopted and signed"),
        "sha256": _("Fingerprint of the record (SHA-256):"),
    }


def _condition(one: ConditionLine) -> str:
    until = _("by %(day)s") % {"day": one.until} if one.until else ""
    return " · ".join(part for part in (one.responsible, until, one.met) if part)


def _not_signed(page: DecisionPage) -> str:
    return _("Not signed yet: it waits for %(who)s.") % {"who": page.waits_for}
