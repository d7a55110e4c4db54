"""Records of decisions, concerns: what a proposal has once it is decided."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from tests.factories import weighing as made
from tests.factories.weighing_what_if import all_looked_at
from workbench.accounts.models import Person
from workbench.weighing import words
from workbench.weighing.actions import decisions as acts
from workbench.weighing.models import Decision, Proposal

SAID: dict[str, Any] = {
    "outcome": "adopted",
    "why": "Families wait for flats.",
    "who_may_lose": "Single people who look for small flats.",
    "resilience_of_whom": "Families at the canal.",
    "resilience_to_what": "Rising rents.",
    "could_block": "Smaller flats for the old.",
    "why_no_watch": "No series of it exists.",
    "public_summary": "Flats at the canal become larger.",
    "review_on": date(2028, 1, 15),
    "wants_full": False,
}


def answered(proposal: Proposal, person: Person, part: str, **more: str) -> None:
    """Every question of a part, with the quiet answer unless `more` says otherwise."""
    given = {
        row.key: (more.get(row.key.replace("-", "_"), row.quiet), "As the desk sees it.")
        for row in words.assessment_questions().of_part(part)
    }
    acts.answer_questions(proposal, given, acting_person=person)


def a_ready_draft(person: Person, **more: Any) -> Proposal:
    """A proposal of which the record lacks nothing."""
    proposal = made.a_proposal()
    answered(proposal, person, "screening")
    values = {**SAID, **more}
    option = values.pop("option", proposal.options.get())
    acts.keep_draft(proposal, values, option=option, responsible=person, acting_person=person)
    if option is not None:
        all_looked_at(option, person)
    return proposal


def an_adopted_one(
    person: Person, *, public: bool = False, now: datetime | None = None, **more: Any
) -> Decision:
    """A decision that was adopted with a condition and two who see it otherwise."""
    now = now or timezone.now()
    proposal = a_ready_draft(person, **more)
    condition = {
        "words": "No rent rises.",
        "until": date(2027, 6, 1),
        "responsible": "Housing office",
    }
    acts.add_condition(proposal, condition, acting_person=person)
    assumption = {"words": "Families stay.", "disputed": True, "evidence": "Two studies disagree."}
    acts.add_assumption(proposal, assumption, acting_person=person)
    for values in (
        {
            "of": "body",
            "whose": "Tenants’ union",
            "words": "It drives us out.",
            "in_public": "named",
        },
        {
            "of": "rater",
            "whose": "Youth office",
            "words": "Too few small flats.",
            "in_public": "words",
        },
        {"of": "body", "whose": "Bridge club", "words": "Nobody asked us.", "in_public": "not"},
    ):
        acts.enter_dissent(proposal, values, acting_person=person, now=now)
    decision = acts.adopt(proposal, acting_person=person, now=now)
    if public:
        acts.publish(proposal, acting_person=person, now=now)
    decision.refresh_from_db()
    return decision
