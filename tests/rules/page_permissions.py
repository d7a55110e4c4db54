"""Who may do what at which address: the one table, walked by test_page_permissions.py.

Every address of the workbench stands here, with every method it answers. A method that is not
listed must answer 405; an address that is not listed fails the build. To add a page, add one row a
method. Statuses are numbers, or one of the words below.
"""

from typing import Any

from django.utils import timezone

from tests.cast import Cast
from tests.rules.dialogue_permissions import DIALOGUE, OPEN_TALK
from tests.rules.listening_permissions import LISTENING
from tests.rules.mapping_permissions import MAPPING, OPEN_STRENGTHS
from tests.rules.meetings_permissions import MEETINGS, OPEN_TALKS
from tests.rules.permission_rows import (
    DONE,
    RAISE,
    ROLES,
    SIGN_IN,
    Row,
    Status,
    for_all,
    for_people,
    for_roles,
)
from tests.rules.publication_permissions import OPEN_FIGURES, PUBLICATION
from tests.rules.relation_permissions import RELATIONS
from tests.rules.signals_permissions import SIGNALS
from tests.rules.weighing_decide_permissions import DECISIONS, OPEN_DECISIONS
from tests.rules.weighing_maps_permissions import MAPS, OPEN_MAPS
from tests.rules.weighing_permissions import WEIGHING
from tests.rules.weighing_rounds_permissions import OPEN_JUDGING, ROUNDS
from tests.rules.weighing_what_if_permissions import WHAT_IF
from workbench.accounts.actions.people import invite_person

OPEN_TO_ALL = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "mfa_authenticate",
        "accounts-invitation",
        "accounts-demonstration",
        "health",
        "language",
        *OPEN_FIGURES,
        *OPEN_TALK,
        *OPEN_STRENGTHS,
        *OPEN_DECISIONS,
        *OPEN_JUDGING,
        *OPEN_TALKS,
        *OPEN_MAPS,
    }
)


def a_person(cast: Cast) -> dict[str, Any]:
    """The address of Ben."""
    return {"person_id": cast.ben.pk}


def nobody(cast: Cast) -> dict[str, Any]:
    """The address of a person whom there is not."""
    return {"person_id": 999_999}


def an_invitation(cast: Cast) -> dict[str, Any]:
    """A link that holds."""
    _, token = invite_person(
        email="gil@foursquare.example",
        name="Gil Haddad",
        role="analyst",
        acting_person=cast.dana,
        now=timezone.now(),
    )
    return {"token": token}


def a_raising(cast: Cast) -> dict[str, Any]:
    """The address of an elevated session of Ben's."""
    session = cast.ben.elevated_sessions.create(
        reason="to look at it", started_at=timezone.now(), ends_at=timezone.now()
    )
    return {"session_id": session.pk}


def operated(name: str, method: str, status: Status, **more: Any) -> Row:
    """An act of an operator that needs raised powers."""
    return for_roles(name, method, RAISE, "operator", raised={"operator": status}, **more)


INVITED = {"name": "Hana", "email": "hana@foursquare.example", "role": "analyst"}
CORE = (
    for_all("health", "GET", 200),
    for_all("language", "POST", DONE, data={"language": "de", "next": "/"}),
)
DOORS = (
    Row(
        name="account_login",
        method="GET",
        anonymous=200,
        **dict.fromkeys(ROLES[1:], DONE),
    ),
    Row(
        name="account_login",
        method="POST",
        anonymous=200,
        **dict.fromkeys(ROLES[1:], DONE),
        data={"login": "nobody@foursquare.example", "password": "wrong"},
    ),
    for_all("account_inactive", "GET", 200),
    for_people("mfa_authenticate", "GET", DONE),
    for_people("mfa_authenticate", "POST", DONE),
    for_all("account_logout", "POST", SIGN_IN),
    for_people("account_reauthenticate", "GET", 200),
    for_people("account_reauthenticate", "POST", 200, data={"password": "wrong"}),
    for_people("mfa_reauthenticate", "GET", 200),
    for_people("mfa_reauthenticate", "POST", 200, data={"code": "000000"}),
    for_people("account_change_password", "GET", 200),
    for_people("account_change_password", "POST", 200, data={"oldpassword": "wrong"}),
    for_people("mfa_index", "GET", 200),
    for_people("mfa_activate_totp", "GET", DONE),
    for_people("mfa_activate_totp", "POST", DONE),
    for_people("mfa_deactivate_totp", "GET", DONE),
    for_people("mfa_deactivate_totp", "POST", DONE),
    for_people("mfa_view_recovery_codes", "GET", DONE),
    for_people("mfa_generate_recovery_codes", "GET", DONE),
    for_people("mfa_generate_recovery_codes", "POST", DONE),
    for_all("accounts-invitation", "GET", 200, kwargs=an_invitation),
    for_all("accounts-invitation", "POST", 200, kwargs=an_invitation),
    for_all("accounts-demonstration", "POST", 404, kwargs=a_person),
)
MAY_RAISE = ("coordinator", "analyst", "operator")
PEOPLE = (
    for_roles("accounts-elevated", "GET", 200, *MAY_RAISE),
    for_roles("accounts-elevated", "POST", DONE, *MAY_RAISE, data={"reason": "to try it"}),
    for_roles("accounts-lower", "POST", DONE, *MAY_RAISE),
    for_roles("operator-people", "GET", 200, "operator"),
    for_roles("operator-person", "GET", 200, "operator", kwargs=a_person),
    for_roles("operator-person", "GET", 404, "operator", kwargs=nobody),
    operated("operator-invite", "GET", 200),
    operated("operator-invite", "POST", 200, data=INVITED),
    operated("operator-role", "POST", DONE, kwargs=a_person, data={"role": "coordinator"}),
    operated("operator-role", "POST", 404, kwargs=nobody, data={"role": "coordinator"}),
    operated("operator-deactivate", "POST", DONE, kwargs=a_person),
    operated("operator-deactivate", "POST", 404, kwargs=nobody),
    operated("operator-reactivate", "POST", DONE, kwargs=a_person),
    operated("operator-reset", "POST", 200, kwargs=a_person),
    for_roles("operator-elevated", "GET", 200, "operator"),
    for_roles("operator-elevated-one", "GET", 200, "operator", kwargs=a_raising),
    for_roles("operator-audit", "GET", 200, "operator"),
)
BRIEF = (
    Row(
        name="listening-brief",
        method="GET",
        anonymous=SIGN_IN,
        coordinator=200,
        analyst=200,
        partner_editor=DONE,
        policy_officer=DONE,
        operator=DONE,
    ),
    for_roles("listening-brief-pdf", "GET", 200, "coordinator", "analyst"),
    for_roles("listening-brief-method", "GET", 200, "coordinator", "analyst"),
)

PAGES: tuple[Row, ...] = (
    *(*CORE, *DOORS, *PEOPLE, *BRIEF, *LISTENING),
    *(*SIGNALS, *PUBLICATION, *MAPPING, *RELATIONS, *DIALOGUE, *MEETINGS),
    *(*WEIGHING, *ROUNDS, *MAPS, *WHAT_IF, *DECISIONS),
)
