"""One row of the permission table, and the shapes that rows take: see page_permissions.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Cast

# Led to the sign-in; led to where powers are raised; led elsewhere, after the work was done.
SIGN_IN, RAISE, DONE = "sign-in", "raise-powers", 302
ROLES = ("anonymous", "coordinator", "analyst", "partner_editor", "policy_officer", "operator")
Status = int | str
Kwargs = Callable[[Cast], dict[str, Any]]


def no_kwargs(cast: Cast) -> dict[str, Any]:
    """An address without variable parts."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What each role gets for one method at one address; `raised`: with raised powers."""

    name: str
    method: str
    anonymous: Status
    coordinator: Status
    analyst: Status
    partner_editor: Status
    operator: Status
    policy_officer: Status = 403
    raised: Mapping[str, Status] = field(default_factory=dict)
    kwargs: Kwargs = no_kwargs
    data: Mapping[str, Any] = field(default_factory=dict)

    def expected(self, role: str) -> Status:
        """The status that this role gets."""
        return getattr(self, role)  # type: ignore[no-any-return]


def for_all(name: str, method: str, status: Status, **more: Any) -> Row:
    """One answer for everybody, strangers included."""
    return Row(name=name, method=method, **dict.fromkeys(ROLES, status), **more)


def for_people(name: str, method: str, status: Status, **more: Any) -> Row:
    """One answer for everybody who has signed in."""
    answers: dict[str, Status] = {**dict.fromkeys(ROLES, status), "anonymous": SIGN_IN}
    return Row(name=name, method=method, **answers, **more)


def for_roles(name: str, method: str, status: Status, *roles: str, **more: Any) -> Row:
    """One answer for some roles; the others are told that it is not open to them (403)."""
    answers: dict[str, Status] = {role: status if role in roles else 403 for role in ROLES}
    return Row(name=name, method=method, **{**answers, "anonymous": SIGN_IN}, **more)
