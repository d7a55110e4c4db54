"""What the sign-in page of a made-up city offers, and what each role does, as a filter."""

from typing import Any

from django import template
from django.http import HttpRequest

from workbench.accounts.access import demonstration_people
from workbench.accounts.demonstration import is_demonstration_allowed
from workbench.accounts.roles import what_a_role_does

register = template.Library()


@register.simple_tag(takes_context=True)
def people_to_play(context: dict[str, Any]) -> list[Any]:
    """The made-up people whom this visitor may sign in as; none elsewhere than here."""
    request: HttpRequest = context["request"]
    return list(demonstration_people()) if is_demonstration_allowed(request) else []


register.filter("what_it_does", what_a_role_does)
