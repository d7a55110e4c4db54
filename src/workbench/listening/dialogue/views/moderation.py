"""Statements to begin with, the queue of those that people added, and its log."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.listening.dialogue import access
from workbench.listening.dialogue.actions import moderation as acts
from workbench.listening.dialogue.forms.desk import DecideForm, DoublesForm, SeedsForm
from workbench.listening.dialogue.models import Statement
from workbench.listening.dialogue.pages.desk import statements_page
from workbench.listening.dialogue.pages.queue import queue_page
from workbench.listening.dialogue.taking_out import moderation_log
from workbench.listening.dialogue.views.showing import file_answer, put_fault, show


@require_http_methods(FORM_METHODS)
@role_required(*access.HOLDS)
def statements(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """Every statement, and a form for more to begin with."""
    found = access.conversation_for(request.user, conversation_id)
    form = SeedsForm(sent(request), conversation=found)
    if form.is_valid():
        made = acts.add_seeds(
            found,
            form.cleaned_data["texts"],
            lang=form.cleaned_data["lang"],
            topic=form.chosen_topic(),
            acting_person=request.user,
            today=timezone.localdate(),
        )
        said = ngettext("%(n)s statement is there.", "%(n)s statements are there.", len(made))
        messages.success(request, said % {"n": len(made)})
        return go_to("dialogue-statements", found.pk)
    page = statements_page(found, form, asked=request.GET.get("page"))
    return show(request, "statements.html", page, status=400 if form.errors else 200)


@require_safe
@role_required(*access.HOLDS)
def moderation(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """What waits to be read."""
    found = access.conversation_for(request.user, conversation_id)
    return show(request, "moderation.html", queue_page(found))


@require_POST
@role_required(*access.HOLDS)
def decide(request: SignedInRequest, statement_id: int) -> HttpResponse:
    """Accept one, or turn it down by a rule."""
    found = access.statement_for(request.user, statement_id)
    form = DecideForm(request.POST, statement=found, prefix=f"s{found.pk}")
    if form.is_valid():
        try:
            _decided(request, found, form)
        except CommonwealError as refused:
            put_fault(form, refused)
        else:
            return go_to("dialogue-moderation", found.conversation_id)
    return show(request, "moderation.html", queue_page(found.conversation, form), status=400)


@require_POST
@role_required(*access.HOLDS)
def doubles(request: SignedInRequest, statement_id: int) -> HttpResponse:
    """Turn down those that were ticked, because they say the same as this one."""
    found = access.statement_for(request.user, statement_id)
    form = DoublesForm(request.POST, statement=found)
    if form.is_valid():
        turned_down = acts.reject_doubles(
            found, form.ticked(), acting_person=request.user, today=timezone.localdate()
        )
        said = ngettext(
            "%(n)s statement is turned down: it says the same as number %(of)s.",
            "%(n)s statements are turned down: they say the same as number %(of)s.",
            turned_down,
        )
        messages.success(request, said % {"n": turned_down, "of": found.number})
    return go_to("dialogue-moderation", found.conversation_id)


def _decided(request: SignedInRequest, found: Statement, form: DecideForm) -> None:
    today = timezone.localdate()
    if form.cleaned_data["decision"] == "accept":
        acts.accept_statement(
            found, topic=form.chosen_topic(), acting_person=request.user, today=today
        )
        return
    acts.reject_statement(
        found,
        rule=form.cleaned_data["rule"],
        reason=form.cleaned_data["reason"],
        duplicate_of=form.other(),
        acting_person=request.user,
        today=today,
    )


@require_safe
@role_required(*access.HOLDS)
def log(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """The log of moderation as a table."""
    found = access.conversation_for(request.user, conversation_id)
    name = f"moderation-{found.code}.csv"
    return file_answer(moderation_log(found), name=name, sort="text/csv; charset=utf-8")
