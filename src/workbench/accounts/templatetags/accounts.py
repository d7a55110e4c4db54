"""What the sign-in page of a made-up city offers, and what each role may do, in a sentence."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workbench.accounts.access import demonstration_people
from workbench.accounts.demonstration import is_demonstration_allowed
from workbench.accounts.models import Role

register = template.Library()

WHAT_A_ROLE_DOES: dict[str, str | Promise] = {
    Role.COORDINATOR: _("reads the brief, brings files in, checks entries, keeps groups and areas"),
    Role.ANALYST: _("reads the brief, brings files in, looks closely at sources and revisions"),
    Role.PARTNER_EDITOR: _("speaks for one organisation and keeps its own entry"),
    Role.OPERATOR: _("invites people, helps them back in, reads the audit log; sees no incidents"),
}


@register.simple_tag(takes_context=True)
def people_to_play(context: dict[str, Any]) -> list[Any]:
    """The made-up people whom this visitor may sign in as; none elsewhere than here."""
    request: HttpRequest = context["request"]
    return list(demonstration_people()) if is_demonstration_allowed(request) else []


@register.filter
def what_it_does(role: str) -> str | Promise:
    """What a role does here, in a sentence."""
    return WHAT_A_ROLE_DOES[role]
