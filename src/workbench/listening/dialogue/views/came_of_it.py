"""What a conversation recommends; from there on it is followed like every recommendation."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.listening.dialogue import access
from workbench.listening.dialogue.models import Conversation, Statement
from workbench.listening.dialogue.pages.came_of_it import recommendations_page
from workbench.listening.dialogue.views.showing import show
from workbench.listening.meetings.actions import recommendations as acts
from workbench.listening.meetings.forms import FromConversationForm
from workbench.listening.meetings.models import Recommendation


@require_http_methods(FORM_METHODS)
@role_required(*access.HOLDS)
def recommendations(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """What was recommended, and a form for more."""
    found = access.conversation_for(request.user, conversation_id)
    today = timezone.localdate()
    form = FromConversationForm(sent(request), initial={"made_on": today})
    if form.is_valid():
        origin = acts.Origin(conversation=found, statement=_named(found, form))
        if not form.errors:
            acts.write_recommendation(form.values(), origin=origin, acting_person=request.user)
            return go_to("dialogue-recommendations", found.pk)
    page = recommendations_page(found, form, today=today)
    return show(request, "recommendations.html", page, status=400 if form.errors else 200)


@require_POST
@role_required(*access.HOLDS)
def recommend(request: SignedInRequest, conversation_id: int, number: int) -> HttpResponse:
    """Make a draft of a statement, and go on to name the office that has to answer."""
    found = access.conversation_for(request.user, conversation_id)
    statement = access.accepted_number(found, number)
    made = acts.recommend_statement(
        statement, today=timezone.localdate(), acting_person=request.user
    )
    is_draft = made.state == Recommendation.State.DRAFT
    return go_to("meetings-recommendation-edit" if is_draft else "meetings-recommendation", made.pk)


def _named(found: Conversation, form: FromConversationForm) -> Statement | None:
    """The statement whose number was given; an error in the form where there is none."""
    number = form.cleaned_data["number"]
    if number is None:
        return None
    named = access.accepted(found).filter(number=number).first()
    if named is None:
        form.add_error("number", _("No statement that is voted on has this number."))
    return named
