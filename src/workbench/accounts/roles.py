"""What each role may do here, in a sentence: said on the pages, on the command line, nowhere else.

`workbench.accounts.doors` and the access of each room hold it; tests/rules/page_permissions.py
proves it.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workbench.accounts.models import Role

WHAT_A_ROLE_DOES: dict[str, str | Promise] = {
    Role.COORDINATOR: _(
        "reads the brief and the register, answers signals, brings files in, enters and checks "
        "incidents, keeps the list of groups and the map of strengths, releases public figures, "
        "weighs proposals, holds dialogues and talks"
    ),
    Role.ANALYST: _(
        "reads the brief, signals, the register and the map of strengths, brings files in, enters "
        "and checks incidents, weighs proposals, holds dialogues and talks"
    ),
    Role.PARTNER_EDITOR: _(
        "enters incidents for one organisation and follows them; keeps its entry, strengths and "
        "ties on the map; holds its own dialogues; sees nothing else of the register"
    ),
    Role.POLICY_OFFICER: _(
        "weighs proposals of the city: asks for judgements, looks at what may follow and for whom, "
        "and keeps the record of what was decided; sees no incident and nothing of the map"
    ),
    Role.OPERATOR: _(
        "invites people, keeps an eye on deliveries, reads the audit log; sees no incident and "
        "nothing of the map"
    ),
}


def what_a_role_does(role: str) -> str:
    """The sentence of that role, in the reader's language."""
    return str(WHAT_A_ROLE_DOES[role])
