"""The face in which one side answers: one question a screen, in words addressed to that side.

Read `question_page` first. A side sees what itself said last, and nothing of what the other said.
"""

from dataclasses import dataclass

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.mapping.process import Question, questions_for
from workbench.core.numbers import whole
from workbench.mapping.models import Relation, Side
from workbench.mapping.pages.relation import VoiceLine
from workbench.mapping.pages.relations import knowledge_in_words
from workbench.mapping.relation_words import LINKS, voice_name, voice_said
from workbench.mapping.relations_told import answers_of


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """What relation_question.html may use."""

    relation: str
    back: str
    link: str
    where: str
    question: str
    evidence: str
    not_met_means: str
    counts: str
    own: tuple[VoiceLine, ...]
    form: BaseForm
    earlier: str
    later: str


def questions_of(relation: Relation, side: str) -> tuple[Question, ...]:
    """What one side of a relation is asked, with its own answers."""
    knowledge = knowledge_in_words()
    return questions_for(side, knowledge, answers_of(relation, knowledge))


def first_open(questions: tuple[Question, ...]) -> str:
    """The first question that this side has not answered; the first of all if it answered each."""
    return next((one.key for one in questions if not one.own), questions[0].key)


def neighbours(questions: tuple[Question, ...], key: str) -> tuple[str, str]:
    """The keys before and after one; empty at the ends."""
    keys = [one.key for one in questions]
    place = keys.index(key)
    return keys[place - 1] if place else "", keys[place + 1] if place + 1 < len(keys) else ""


def question_page(
    relation: Relation,
    questions: tuple[Question, ...],
    asked: Question,
    form: BaseForm,
    *,
    side: str,
) -> QuestionPage:
    """One question to one side."""
    earlier, later = neighbours(questions, asked.key)
    place = questions.index(asked) + 1
    return QuestionPage(
        relation=_names(relation, side),
        back=reverse("mapping-relation", args=[relation.pk]),
        link=str(LINKS.get(asked.link, _("Asked directly"))),
        where=_("Question %(here)s of %(all)s")
        % {"here": whole(place), "all": whole(len(questions))},
        question=asked.words,
        evidence=asked.evidence,
        not_met_means=asked.not_met_means,
        counts="" if asked.counts else _not_counted(),
        own=tuple(VoiceLine(who=voice_name(one), said=voice_said(one)) for one in asked.own),
        form=form,
        earlier=question_address(relation, earlier),
        later=question_address(relation, later),
    )


def _names(relation: Relation, side: str) -> str:
    other = relation.provider.name if side == Side.COMMUNITY else relation.community.name
    return _("%(adversity)s, with %(other)s") % {"adversity": relation.adversity, "other": other}


def question_address(relation: Relation, key: str) -> str:
    """Where a question stands; empty for none."""
    return reverse("mapping-question", args=[relation.pk, key]) if key else ""


def _not_counted() -> str:
    return _("Here the community’s answer counts; yours is kept beside it as your view.")
