"""Somebody raises a concern, and the desk answers it.

Read `raise_concern` first. Nothing is kept of who sent it: no account, address, cookie or hour. The
words are sealed and gone once they are answered; the answer is sealed too, and opens with the
receipt. Floods are held off for everybody together, since nobody is told apart.
"""

import json
import secrets
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.words import open_words, seal
from workbench.weighing.access import concerns as ac
from workbench.weighing.models import Concern, Proposal

MOST_A_DAY = 100
MOST_WAITING = 500
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Without those that are taken for one another."""


class TooManyConcerns(CommonwealError):
    """More was raised today, by everybody together, than the desk can read."""

    code = "too-many-concerns"
    status = 429


class ConcernIsAnswered(CommonwealError):
    """The concern was answered, and its words are gone."""

    code = "concern-is-answered"
    status = 409


@transaction.atomic
def raise_concern(*, about: int | None, words: str, name: str, today: date) -> tuple[Concern, str]:
    """Keep a concern, sealed; answers with the receipt, which is kept nowhere."""
    waiting = Concern.objects.filter(state=Concern.State.WAITING).count()
    if waiting >= MOST_WAITING or Concern.objects.filter(received_on=today).count() >= MOST_A_DAY:
        raise TooManyConcerns(
            _("So much was raised today that the desk cannot read more."),
            remedy=_("Please come back tomorrow, or tell somebody whom you trust at the city."),
        )
    receipt = new_receipt()
    kept = Concern.objects.create(
        proposal=Proposal.objects.filter(pk=about).first() if about else None,
        sealed_words=seal(json.dumps({"words": words, "name": name})),
        receipt_sha256=ac.receipt_sha256(receipt),
        received_on=today,
    )
    record_audit(None, "raise-concern", kept, {}, {"state": kept.state})
    return kept, receipt


@transaction.atomic
def read_concern(concern: Concern, *, acting_person: Person) -> dict[str, str]:
    """The words of a concern, opened for the desk; the log says that they were."""
    ac.refuse_unless_desk(acting_person)
    told = json.loads(open_words(_waiting(concern).sealed_words))
    record_audit(acting_person, "read-concern", concern)
    return {"words": str(told["words"]), "name": str(told["name"])}


@transaction.atomic
def answer_concern(concern: Concern, *, answer: str, acting_person: Person, today: date) -> Concern:
    """Answer it; its own words go."""
    ac.refuse_unless_desk(acting_person)
    concern = _waiting(concern)
    concern.sealed_answer, concern.sealed_words = seal(answer), b""
    concern.state, concern.answered_on = Concern.State.ANSWERED, today
    concern.answered_by = acting_person
    concern.save()
    before, after = {"state": Concern.State.WAITING.value}, {"state": concern.state}
    record_audit(acting_person, "answer-concern", concern, before, after)
    return concern


def new_receipt() -> str:
    """Sixteen letters in four groups: short enough to write down, too long to guess."""
    groups = ("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))
    return "-".join(groups)


def _waiting(concern: Concern) -> Concern:
    concern = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if concern.state != Concern.State.WAITING:
        raise ConcernIsAnswered(
            _("This concern was answered; its words are gone."), remedy=_("Go back to the list.")
        )
    return concern
