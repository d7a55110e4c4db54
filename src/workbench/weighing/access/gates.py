"""What has to be there before a decision can be adopted.

Read `GATES` first: each gate looks at one thing and says what is missing, in sentences. A part of
the room adds its gate there; nothing is adopted while one of them has something to say.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.core.assessment_words import FULL, SCREENING
from commonweal.core.errors import CommonwealError
from workbench.weighing.access.decisions import decision_of, needs_full, unanswered
from workbench.weighing.access.looking import unlooked
from workbench.weighing.models import Decision, Option, Proposal

Look = Callable[[Proposal, Option | None], tuple[str, ...]]
WITH_OPTION = frozenset({Decision.Outcome.ADOPTED, Decision.Outcome.CHANGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One thing that is looked at; `url_name` with the proposal leads to where it is mended.

    With `of_option` the page is that of the way of doing it.
    """

    look: Look
    url_name: str
    link: str | Promise
    of_option: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One sentence about what is missing, with the page on which it is mended."""

    words: str
    address: str
    link: str


class NotReady(CommonwealError):
    """Something is missing before this can be adopted; `missing` says what."""

    code = "not-ready"


def outcome_gate(proposal: Proposal, option: Option | None) -> tuple[str, ...]:
    """It says what was decided, and the way that fits it."""
    decision = decision_of(proposal)
    if decision is None or not decision.outcome:
        return (_("It is not said what was decided."),)
    if decision.outcome in WITH_OPTION and option is None:
        return (_("No way of doing it is chosen, though one was adopted."),)
    if decision.outcome not in WITH_OPTION and option is not None:
        return (_("A way of doing it is chosen, though none was adopted."),)
    return ()


def reason_gate(proposal: Proposal, option: Option | None) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a gate
    """It says why, and who may lose by it."""
    decision = decision_of(proposal)
    told = (
        (_("No reason is given."), decision and decision.why),
        (_("It is not said who may lose by it."), decision and decision.who_may_lose),
    )
    return tuple(words for words, there in told if not there)


def screening_gate(proposal: Proposal, option: Option | None) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a gate
    """Every question of the screening is answered."""
    return _waiting(unanswered(decision_of(proposal), SCREENING), SCREENING)


def assessment_gate(proposal: Proposal, option: Option | None) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a gate
    """Where the screening calls for it: every question of the full assessment is answered."""
    return _waiting(unanswered(decision_of(proposal), FULL), FULL)


def resilience_gate(proposal: Proposal, option: Option | None) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a gate
    """Where the full assessment is called for: resilience of whom, to what, what it could block."""
    decision = decision_of(proposal)
    if decision is None or not needs_full(decision):
        return ()
    told = (
        (_("It is not said whose resilience is meant."), decision.resilience_of_whom),
        (_("It is not said to what they are to be resilient."), decision.resilience_to_what),
        (_("It is not said which wanted change it could block."), decision.could_block),
    )
    return tuple(words for words, there in told if not there)


def review_gate(proposal: Proposal, option: Option | None) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a gate
    """It has a day on which it is looked at again."""
    decision = decision_of(proposal)
    there = decision is not None and decision.review_on is not None
    return () if there else (_("There is no day on which it is looked at again."),)


def responsible_gate(proposal: Proposal, option: Option | None) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a gate
    """Somebody answers for it."""
    decision = decision_of(proposal)
    there = decision is not None and decision.responsible_id is not None
    return () if there else (_("Nobody is named who answers for it."),)


def around_gate(proposal: Proposal, option: Option | None) -> tuple[str, ...]:
    """Where something is done: every group and area that is not meant was looked at (S003-R3)."""
    left = len(unlooked(proposal, option)) if option else 0
    if left == 0:
        return ()
    said = ngettext(
        "%(n)s group or area that is not meant was not looked at.",
        "%(n)s groups and areas that are not meant were not looked at.",
        left,
    )
    return (said % {"n": left},)


def watch_gate(proposal: Proposal, option: Option | None) -> tuple[str, ...]:
    """Where something is done: it is watched what follows, or said why not."""
    decision = decision_of(proposal)
    if option is None or (decision is not None and _is_watched(decision)):
        return ()
    return (_("Nothing is watched afterwards, and it is not said why."),)


def _is_watched(decision: Decision) -> bool:
    return bool(decision.why_no_watch.strip()) or decision.watches.exists()


_DECIDED = ("weighing-decision-edit", gettext_lazy("What was decided"))
_ASSESSED = ("weighing-assessment", gettext_lazy("Full assessment"))
GATES: tuple[Gate, ...] = (
    *(
        Gate(look=look, url_name=url_name, link=link)
        for look, url_name, link in (
            (screening_gate, "weighing-screening", gettext_lazy("Screening")),
            (assessment_gate, *_ASSESSED),
            (outcome_gate, *_DECIDED),
            (reason_gate, *_DECIDED),
            (resilience_gate, *_DECIDED),
            (review_gate, *_DECIDED),
            (responsible_gate, *_DECIDED),
            (watch_gate, "weighing-watches", gettext_lazy("Watch")),
        )
    ),
    Gate(
        look=around_gate,
        url_name="weighing-around",
        link=gettext_lazy("Look around"),
        of_option=True,
    ),
)
"""In the order in which they are told."""


def missing_of(proposal: Proposal, option: Option | None) -> tuple[Missing, ...]:
    """Everything that is missing, in the order of the gates."""
    return tuple(
        Missing(words=words, address=_address(gate, proposal, option), link=str(gate.link))
        for gate in GATES
        for words in gate.look(proposal, option)
    )


def _address(gate: Gate, proposal: Proposal, option: Option | None) -> str:
    at = option if gate.of_option and option else proposal
    return reverse(gate.url_name, args=[at.pk])


def refuse_unless_ready(proposal: Proposal, option: Option | None) -> None:
    """Raises `NotReady` with everything that is missing."""
    missing = [one.words for one in missing_of(proposal, option)]
    if missing:
        raise NotReady(
            _("It cannot be adopted yet: %(missing)s") % {"missing": " ".join(missing)},
            remedy=_("The page of the decision leads to each of them."),
            missing=missing,
        )


def _waiting(count: int, part: str) -> tuple[str, ...]:
    if count == 0:
        return ()
    if part == SCREENING:
        said = ngettext(
            "%(n)s question of the screening is not answered.",
            "%(n)s questions of the screening are not answered.",
            count,
        )
    else:
        said = ngettext(
            "%(n)s question of the full assessment is not answered.",
            "%(n)s questions of the full assessment are not answered.",
            count,
        )
    return (said % {"n": count},)
