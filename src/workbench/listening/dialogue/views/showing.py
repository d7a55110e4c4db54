"""How every page of dialogues inside is answered."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest
from workbench.listening.dialogue.pages.showing import TalkFormPage
from workbench.listening.dialogue.pages.tabs import tabs_for


def show(
    request: SignedInRequest, template: str, page: object, *, status: int = 200
) -> HttpResponse:
    """The page `dialogue/<template>` with its object as `page`."""
    context = {"page": page, "tabs": tabs_for(request.user)}
    return render(request, f"dialogue/{template}", context, status=status)


def show_form(request: SignedInRequest, page: TalkFormPage) -> HttpResponse:
    """A page with one form; 400 where what was sent must be mended."""
    return show(request, "form.html", page, status=400 if page.form.errors else 200)


def put_fault(form: forms.Form, refused: CommonwealError) -> None:
    """What an action refused, at the field that it names."""
    field = refused.fields.get("field")
    known = field if field in form.fields else None
    form.add_error(known, f"{refused.message} {refused.remedy}")


def file_answer(content: bytes, *, name: str, sort: str) -> HttpResponse:
    """A file for the reader's own disk."""
    response = HttpResponse(content, content_type=sort)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
