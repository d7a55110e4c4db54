"""What people recommended, and what the city answered and did."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.listening.dialogue import access
from workbench.listening.dialogue.actions import recommendations as acts
from workbench.listening.dialogue.forms.desk import AnswerForm, RecommendForm
from workbench.listening.dialogue.pages.desk import recommendations_page
from workbench.listening.dialogue.pages.showing import TalkFormPage
from workbench.listening.dialogue.views.showing import put_fault, show, show_form


@require_http_methods(FORM_METHODS)
@role_required(*access.HOLDS)
def recommendations(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """What was recommended, and a form for more."""
    found = access.conversation_for(request.user, conversation_id)
    form = RecommendForm(sent(request))
    if form.is_valid():
        number = form.cleaned_data["number"]
        acts.recommend(
            found,
            form.cleaned_data["text"],
            statement=access.accepted(found).filter(number=number).first() if number else None,
            acting_person=request.user,
            today=timezone.localdate(),
        )
        return go_to("dialogue-recommendations", found.pk)
    page = recommendations_page(found, form)
    return show(request, "recommendations.html", page, status=400 if form.errors else 200)


@require_http_methods(FORM_METHODS)
@role_required(*access.HOLDS)
def answer(request: SignedInRequest, recommendation_id: int) -> HttpResponse:
    """What the city says to one, and did."""
    row = access.recommendation_for(request.user, recommendation_id)
    form = AnswerForm(sent(request), initial={"answer": row.answer, "deed": row.deed})
    if form.is_valid():
        try:
            acts.answer_recommendation(
                row, **form.cleaned_data, acting_person=request.user, today=timezone.localdate()
            )
        except CommonwealError as refused:
            put_fault(form, refused)
        else:
            return go_to("dialogue-recommendations", row.conversation_id)
    page = TalkFormPage(
        heading=_("Answer a recommendation"),
        lede=row.text,
        form=form,
        back=reverse("dialogue-recommendations", args=[row.conversation_id]),
        back_words=_("Recommendations"),
        submit=_("Keep it"),
        note=_("It stands before everybody, in these words."),
    )
    return show_form(request, page)
