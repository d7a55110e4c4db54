"""The public face of conversations. Nothing here reads a person or a session.

Who comes in gets a code in the address; nothing else tells one voice from another.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from commonweal.core.errors import CommonwealError
from workbench.core.labels import city_names
from workbench.core.methods import method_page
from workbench.core.open_face import for_everybody, for_everybody_to_send, show_open
from workbench.core.open_sending import opened_now, sent_again
from workbench.listening.dialogue import access
from workbench.listening.dialogue.actions import voices
from workbench.listening.dialogue.codes import read_code
from workbench.listening.dialogue.forms.open import BeginForm, CodeForm, SayForm, WhoForm
from workbench.listening.dialogue.models import Conversation, Statement
from workbench.listening.dialogue.pages.came_of_it import outcome_page
from workbench.listening.dialogue.pages.open import (
    FrontPage,
    front_page,
    talk_list_page,
    voice_form_page,
    vote_page,
)
from workbench.listening.dialogue.pages.report import results_page, room_page


@for_everybody
def talk(request: HttpRequest) -> HttpResponse:
    """Which conversations there are, and a field for the code of an invitation."""
    typed = read_code(request.GET.get("code", ""))
    if typed and access.public_conversations().filter(code=typed).exists():
        return on(request, "open-talk-front", typed)
    wrong = _("No conversation has this code. Look at your invitation again.") if typed else ""
    page = talk_list_page(CodeForm(initial={"code": typed}), wrong=wrong)
    return show_open(request, "open/talk.html", page, status=404 if wrong else 200)


@never_cache
@for_everybody_to_send
def front(request: HttpRequest, code: str) -> HttpResponse:
    """One conversation; sending its form is coming in, or coming back with a code."""
    conversation = access.public_conversation(code)
    if request.method != "POST":
        table = request.GET.get("table", "")
        return show_open(request, "open/front.html", _front(conversation, CodeForm(), table))
    if "code" in request.POST:
        return _come_back(request, conversation)
    return _begin(request, conversation)


def _begin(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """In by a new code; kept at the door by a flood, with the page to try again."""
    table = request.POST.get("table", request.GET.get("table", ""))
    form = BeginForm(request.POST)
    if not form.is_valid():
        page = _front(conversation, CodeForm(), table, wrong=_mark_words(form))
        return show_open(request, "open/front.html", page, status=400)
    try:
        at = access.table_of(conversation, table)
        made = voices.come_in(conversation, table=at, now=timezone.now())
    except voices.TooManyCameIn as full:
        page = _front(conversation, CodeForm(), table, wrong=f"{full.message} {full.remedy}")
        return show_open(request, "open/front.html", page, status=full.status)
    return on(request, "open-talk-vote", conversation.code, made)


def _mark_words(form: BeginForm) -> str:
    return " ".join(str(one) for one in form.non_field_errors())


def _come_back(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """In by a code of an earlier visit."""
    form = CodeForm(request.POST)
    if form.is_valid() and access.find_voice(conversation, form.cleaned_data["code"]):
        return on(request, "open-talk-vote", conversation.code, read_code(form.data["code"]))
    wrong = _("This code was not given out in this conversation. Look at it again.")
    page = _front(conversation, form, request.POST.get("table", ""), wrong=wrong)
    return show_open(request, "open/front.html", page, status=400)


def _front(conversation: Conversation, form: CodeForm, table: str, *, wrong: str = "") -> FrontPage:
    begin = BeginForm(initial={"opened": opened_now(), "table": table})
    return front_page(conversation, form, begin, table=table, wrong=wrong)


@never_cache
@for_everybody_to_send
def vote(request: HttpRequest, code: str, voice: str) -> HttpResponse:
    """One statement, and three answers; a sent answer leads to the next."""
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
        return on(request, "open-talk-vote", conversation.code, voice)
    return show_open(request, "open/vote.html", vote_page(conversation, participant, voice))


@never_cache
@sensitive_post_parameters()
@for_everybody_to_send
def say(request: HttpRequest, code: str, voice: str) -> HttpResponse:
    """A statement of somebody's own."""
    conversation = access.public_conversation(code)
    participant = access.voice(conversation, voice)
    if request.method != "POST":
        form = SayForm(conversation=conversation, initial={"opened": opened_now()})
        page = voice_form_page(conversation, voice, form, said="said" in request.GET)
        return show_open(request, "open/say.html", page)
    form = SayForm(request.POST, conversation=conversation)
    status = 400
    if form.is_valid():
        try:
            given = form.cleaned_data
            voices.say(
                conversation,
                participant,
                given["text"],
                lang=given["lang"],
                code=read_code(voice),
                today=timezone.localdate(),
            )
        except CommonwealError as refused:
            form.add_error(refused.fields.get("field"), f"{refused.message} {refused.remedy}")
            status = refused.status
        else:
            return on(request, "open-talk-say", conversation.code, voice, more="said")
    form.data = sent_again(request.POST)
    page = voice_form_page(conversation, voice, form)
    return show_open(request, "open/say.html", page, status=status)


@never_cache
@sensitive_post_parameters()
@for_everybody_to_send
def about(request: HttpRequest, code: str, voice: str) -> HttpResponse:
    """What somebody chooses to say of themselves, or takes back."""
    conversation = access.public_conversation(code)
    participant = access.voice(conversation, voice)
    initial = {"group": participant.group, "area": participant.area}
    sent = request.POST if request.method == "POST" else None
    form = WhoForm(sent, names=city_names(), initial=initial)
    if form.is_valid():
        voices.say_who(participant, **form.cleaned_data)
        return on(request, "open-talk-vote", conversation.code, voice)
    page = voice_form_page(conversation, voice, form)
    return show_open(request, "open/about.html", page, status=400 if sent else 200)


@for_everybody
def came_of_it(request: HttpRequest, code: str) -> HttpResponse:
    """What the city answered, and what it did."""
    page = outcome_page(access.public_conversation(code), today=timezone.localdate())
    return show_open(request, "open/came_of_it.html", page)


@never_cache
@for_everybody
def room(request: HttpRequest, code: str, voice: str) -> HttpResponse:
    """What those who take part see: what the room agreed to."""
    conversation = access.public_conversation(code)
    access.voice(conversation, voice)
    topic = access.topic_of(conversation, request.GET.get("topic", ""))
    page = room_page(conversation, topic, voice=voice, now=timezone.now())
    return show_open(request, "open/results.html", page)


@for_everybody
def results(request: HttpRequest, code: str) -> HttpResponse:
    """What everybody sees."""
    conversation = access.public_conversation(code)
    topic = access.topic_of(conversation, request.GET.get("topic", ""))
    page = results_page(conversation, topic, now=timezone.now())
    return show_open(request, "open/results.html", page)


@for_everybody
def how(request: HttpRequest) -> HttpResponse:
    """How groups, bridges and intervals are made (charter 11)."""
    return show_open(request, "open/talk_how.html", method_page("dialogue"))


def sent_statement(conversation: Conversation, sent: str) -> Statement:
    """The statement that was sent; refused where there is none."""
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else 0
    found = access.statement_in(conversation, number)
    if found is None:
        raise voices.NotVotedOn(
            _("There is no such statement in this conversation."),
            remedy=_("Go on with the next one; nothing that you said was lost."),
        )
    return found


def sent_value(sent: str) -> int:
    """The vote that was sent; one that is none is refused where it is cast."""
    return {"1": 1, "0": 0, "-1": -1}.get(sent, 9)


def on(request: HttpRequest, name: str, *args: str, more: str = "") -> HttpResponseRedirect:
    """On to another page of this face, in the same language."""
    lang = request.GET.get("lang", "")
    kept = f"lang={lang}" if lang in dict(settings.LANGUAGES) else ""
    asked = "&".join(part for part in (kept, more) if part)
    return HttpResponseRedirect(reverse(name, args=args) + (f"?{asked}" if asked else ""))
