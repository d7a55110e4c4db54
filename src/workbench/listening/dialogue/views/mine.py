"""What one voice said, for itself alone: nothing but its code leads here."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from commonweal.core.errors import CommonwealError
from workbench.core.open_face import for_everybody_to_send, show_open
from workbench.core.open_sending import opened_now, sent_again
from workbench.listening.dialogue import access
from workbench.listening.dialogue.actions import voices
from workbench.listening.dialogue.codes import read_code
from workbench.listening.dialogue.forms.open import SayForm
from workbench.listening.dialogue.pages.mine import mine_page, own_page
from workbench.listening.dialogue.views.open import on, sent_statement, sent_value


@never_cache
@for_everybody_to_send
def mine(request: HttpRequest, code: str, voice: str) -> HttpResponse:
    """Its votes, each changeable, and its statements with what became of them."""
    conversation = access.public_conversation(code)
    participant = access.voice(conversation, voice)
    if request.method == "POST":
        voices.cast(
            participant,
            sent_statement(conversation, request.POST.get("statement", "")),
            value=sent_value(request.POST.get("vote", "")),
            key=request.POST.get("key", "") or secrets.token_hex(12),
            now=timezone.now(),
        )
        return on(request, "open-talk-mine", conversation.code, voice, more="kept")
    page = mine_page(conversation, participant, voice, kept="kept" in request.GET)
    return show_open(request, "open/mine.html", page)


@never_cache
@sensitive_post_parameters()
@for_everybody_to_send
def own(request: HttpRequest, code: str, voice: str, number: int) -> HttpResponse:
    """One statement of its own: other words for it, or it is taken back, while it waits."""
    conversation = access.public_conversation(code)
    access.voice(conversation, voice)
    statement = access.own_statement(conversation, voice, number)
    if request.method != "POST":
        initial = {"text": statement.text, "lang": statement.lang, "opened": opened_now()}
        form = SayForm(conversation=conversation, initial=initial)
        return show_open(request, "open/own.html", own_page(conversation, statement, voice, form))
    if "back" in request.POST:
        voices.take_back(statement, code=read_code(voice))
        return on(request, "open-talk-mine", conversation.code, voice, more="kept")
    form, status = SayForm(request.POST, conversation=conversation), 400
    if form.is_valid():
        text, lang = form.cleaned_data["text"], form.cleaned_data["lang"]
        try:
            voices.say_otherwise(statement, text, lang=lang, code=read_code(voice))
        except CommonwealError as refused:
            form.add_error(refused.fields.get("field"), f"{refused.message} {refused.remedy}")
            status = refused.status
        else:
            return on(request, "open-talk-mine", conversation.code, voice, more="kept")
    form.data = sent_again(request.POST)
    page = own_page(conversation, statement, voice, form)
    return show_open(request, "open/own.html", page, status=status)
