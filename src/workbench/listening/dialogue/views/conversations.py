"""Conversations from inside: the list, a new one, one with its steps, opening and closing."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.city import current_city
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.listening.dialogue import access, words
from workbench.listening.dialogue.actions import bringing_in
from workbench.listening.dialogue.actions import conversations as acts
from workbench.listening.dialogue.forms.desk import (
    BringInForm,
    ConversationForm,
    TablesForm,
    TopicsForm,
)
from workbench.listening.dialogue.models import Conversation
from workbench.listening.dialogue.pages.desk import dialogue_page, dialogues_page, tables_page
from workbench.listening.dialogue.pages.showing import TalkFormPage
from workbench.listening.dialogue.taking_out import export_file
from workbench.listening.dialogue.views.showing import file_answer, put_fault, show, show_form


@require_safe
@role_required(*access.HOLDS)
def dialogues(request: SignedInRequest) -> HttpResponse:
    """The conversations of this person."""
    page = dialogues_page(request.user, asked=request.GET.get("page"))
    return show(request, "dialogues.html", page)


@require_http_methods(FORM_METHODS)
@role_required(*access.HOLDS)
def new_dialogue(request: SignedInRequest) -> HttpResponse:
    """Prepare a conversation."""
    access.refuse_unless_holds(request.user)
    city = current_city()
    initial = {
        "languages": list(city.languages),
        "rules": list(words.RULES),
        "floor": city.publishing_floor,
    }
    form = ConversationForm(sent(request), initial=initial)
    if form.is_valid():
        try:
            made = acts.enter_conversation(
                form.cleaned_data,
                city_floor=city.publishing_floor,
                acting_person=request.user,
                now=timezone.now(),
            )
        except acts.UnfitConversation as refused:
            put_fault(form, refused)
        else:
            messages.success(request, _("It is kept. Put statements there to begin with."))
            return go_to("dialogue-statements", made.pk)
    return show_form(request, _conversation_form(form, None))


@require_safe
@role_required(*access.HOLDS)
def dialogue(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """One conversation with what comes next."""
    found = access.conversation_for(request.user, conversation_id)
    return show(request, "dialogue.html", dialogue_page(found))


@require_http_methods(FORM_METHODS)
@role_required(*access.HOLDS)
def edit_dialogue(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """Say it better."""
    found = access.conversation_for(request.user, conversation_id)
    names = ConversationForm.base_fields
    form = ConversationForm(sent(request), initial={name: getattr(found, name) for name in names})
    if form.is_valid():
        try:
            acts.change_conversation(
                found,
                form.cleaned_data,
                city_floor=current_city().publishing_floor,
                acting_person=request.user,
            )
        except CommonwealError as refused:
            put_fault(form, refused)
        else:
            return go_to("dialogue-one", found.pk)
    return show_form(request, _conversation_form(form, found))


@require_POST
@role_required(*access.HOLDS)
def open_dialogue(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """Let people in."""
    found = access.conversation_for(request.user, conversation_id)
    acts.open_conversation(found, acting_person=request.user, now=timezone.now())
    return go_to("dialogue-one", found.pk)


@require_POST
@role_required(*access.HOLDS)
def close_dialogue(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """Let nobody vote any more."""
    found = access.conversation_for(request.user, conversation_id)
    acts.close_conversation(found, acting_person=request.user, now=timezone.now())
    return go_to("dialogue-one", found.pk)


@require_http_methods(FORM_METHODS)
@role_required(*access.HOLDS)
def tables(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """The hall: topics and tables."""
    found = access.conversation_for(request.user, conversation_id)
    given = sent(request)
    for_topics = given if given is not None and "topics" in given else None
    for_tables = given if given is not None and "count" in given else None
    topics_form = TopicsForm(for_topics)
    tables_form = TablesForm(for_tables, conversation=found)
    if _set_up(request, found, topics_form, tables_form):
        return go_to("dialogue-tables", found.pk)
    page = tables_page(found, topics_form, tables_form)
    wrong = bool(given is not None)
    return show(request, "tables.html", page, status=400 if wrong else 200)


def _set_up(
    request: SignedInRequest, found: Conversation, topics: TopicsForm, tables: TablesForm
) -> bool:
    """Whether the form that was sent could be done."""
    form: TopicsForm | TablesForm = topics if topics.is_bound else tables
    if not form.is_valid():
        return False
    try:
        if isinstance(form, TopicsForm):
            acts.add_topics(found, form.cleaned_data["topics"], acting_person=request.user)
        else:
            acts.set_tables(
                found,
                count=form.cleaned_data["count"],
                seats=form.cleaned_data["seats"],
                topic=form.chosen_topic(),
                acting_person=request.user,
            )
    except acts.UnfitConversation as refused:
        put_fault(form, refused)
        return False
    return True


@require_http_methods(FORM_METHODS)
@role_required(*access.HOLDS)
def bring_in(request: SignedInRequest) -> HttpResponse:
    """Take in an old conversation from its files."""
    access.refuse_unless_holds(request.user)
    form = BringInForm(sent(request), request.FILES or None)
    if form.is_valid():
        try:
            made = bringing_in.bring_in(
                form.cleaned_data["export"],
                title=form.cleaned_data["title"],
                floor=current_city().publishing_floor,
                acting_person=request.user,
                now=timezone.now(),
            )
        except CommonwealError as refused:
            put_fault(form, refused)
        else:
            messages.success(request, _("It is here. What the reader said of it stands below."))
            return go_to("dialogue-one", made.pk)
    page = TalkFormPage(
        heading=_("Bring in an old conversation"),
        lede=_("From an export of Pol.is, in either of its forms."),
        form=form,
        back=reverse("dialogue"),
        back_words=_("Dialogues"),
        submit=_("Bring it in"),
        note=_(
            "Taken over: statements, their order, what was decided of them, votes and their time. "
            "Left behind: who wrote a statement, and in which group a voter was."
        ),
    )
    return show_form(request, page)


@require_safe
@role_required(*access.HOLDS)
def take_out(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """The conversation as files, in the form of Pol.is."""
    found = access.conversation_for(request.user, conversation_id)
    name = f"conversation-{found.code}.zip"
    return file_answer(export_file(found), name=name, sort="application/zip")


def _conversation_form(form: ConversationForm, found: Conversation | None) -> TalkFormPage:
    return TalkFormPage(
        heading=_("Change the conversation") if found else _("A new conversation"),
        lede=_("What is asked, in which languages, and what was agreed before it begins."),
        form=form,
        back=reverse("dialogue-one", args=[found.pk]) if found else reverse("dialogue"),
        back_words=found.title if found else _("Dialogues"),
        submit=_("Keep it"),
        note=_(
            "Whom one asks decides what one hears. Inviting voices that others object to, and "
            "leaving them out, each has a risk: note which you chose, and why, in the words above."
        ),
    )
