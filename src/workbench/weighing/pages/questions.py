"""The questions of one part of the assessment, under their families."""

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.core.assessment_words import SCREENING
from workbench.weighing.decision_forms import QuestionsForm
from workbench.weighing.models import Proposal

Asked = tuple[BoundField, BoundField]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage:
    """What questions.html may use."""

    heading: str
    lede: str
    back: str
    question: str
    families: tuple[tuple[str, tuple[Asked, ...]], ...]
    form: Any


def questions_page(proposal: Proposal, form: QuestionsForm, part: str) -> QuestionsPage:
    """The questions with what was answered."""
    if part == SCREENING:
        heading = _("Screening")
        lede = _(
            "A few questions say whether the full assessment is needed, and why. Not knowing is an "
            "answer, and calls for a closer look."
        )
    else:
        heading = _("Full assessment")
        lede = _(
            "For everybody, also for those it is not meant for. No answer is a score, and nothing "
            "adds them up. Leave open what you have to ask first."
        )
    return QuestionsPage(
        heading=heading,
        lede=lede,
        back=reverse("weighing-decision", args=[proposal.pk]),
        question=proposal.question,
        families=tuple((family, tuple(rows)) for family, rows in form.families()),
        form=form,
    )
