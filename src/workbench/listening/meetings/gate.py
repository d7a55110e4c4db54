"""Whether a session may be called ready, and what is missing (S002-27, S003-73).

Read `missing` first. Nothing here decides whether people may meet: a session that is held without
being ready is kept, and says so.
"""

from django.utils.translation import gettext as _

from commonweal.core.dialogue_words import PreconditionPack
from workbench.listening.meetings.models import GateAnswer, Session


def missing(session: Session, pack: PreconditionPack) -> tuple[str, ...]:
    """What stands between this session and being ready, in words; empty when nothing does."""
    answers = {one.key: one.answer for one in session.gate.all()}
    told = [_unmet(row.name, answers.get(row.key)) for row in pack if row.must]
    if not session.sealed_contested or not session.contested:
        told.append(_("Why contested voices are invited or left out is not written down."))
    if not session.rules or not session.rules_agreed:
        told.append(_("The rules are not agreed."))
    if not session.groups:
        told.append(_("It is not told which groups are invited."))
    return tuple(one for one in told if one)


def _unmet(name: str, answer: str | None) -> str:
    if answer == GateAnswer.Answer.YES:
        return ""
    if answer == GateAnswer.Answer.NO:
        return _("Not met: %(what)s.") % {"what": name}
    if answer == GateAnswer.Answer.UNKNOWN:
        return _("Not known: %(what)s.") % {"what": name}
    return _("Not answered: %(what)s.") % {"what": name}
