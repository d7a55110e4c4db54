"""How every page of talks is answered: its own object, and the room's row of links above it."""

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from workbench.accounts.doors import SignedInRequest
from workbench.listening.meetings.access import DESK, TALKS
from workbench.listening.meetings.actions.faults import UnfitTalk
from workbench.listening.meetings.pages.showing import FormPage
from workbench.listening.pages.tabs import tabs_for

FOR_TALKS, FOR_DESK = tuple(sorted(TALKS)), tuple(sorted(DESK))


def show(
    request: SignedInRequest, template: str, page: object, *, status: int = 200
) -> HttpResponse:
    """The page `meetings/<template>` with its object as `page`."""
    context = {"page": page, "tabs": tabs_for(request.user, here="talks")}
    return render(request, f"meetings/{template}", context, status=status)


def show_form(request: SignedInRequest, page: FormPage) -> HttpResponse:
    """A page with one form; 400 where what was sent must be mended."""
    return show(request, "form.html", page, status=400 if page.form.errors else 200)


def went_well(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether the form was sent whole and the act took it; what was wrong is told in the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except UnfitTalk as refused:
        field = refused.fields.get("field")
        known = field if field in form.fields else None
        form.add_error(known, f"{refused.message} {refused.remedy}")
        return False
    return True
