"""The public face of concerns: raising one without an account, and opening the answer.

Nothing here reads a person or a session. A receipt is sent in a form and never in an address, so it
stands in no log.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from workbench.core.open_face import for_everybody_to_send, show_open
from workbench.core.open_sending import opened_now, sent_again
from workbench.core.words import open_words
from workbench.weighing.access import concerns as ac
from workbench.weighing.actions.concerns import TooManyConcerns, raise_concern
from workbench.weighing.concern_forms import ConcernForm, ReceiptForm
from workbench.weighing.pages.concerns import (
    RaisePage,
    ReceiptPage,
    about_choices,
    counts_told,
    own_concern_page,
)


@never_cache
@sensitive_post_parameters()
@for_everybody_to_send
def concern(request: HttpRequest) -> HttpResponse:
    """A form that anybody sends without an account; the receipt is shown once."""
    asked = request.GET.get("about", "")[:12]
    if request.method != "POST":
        begun = {"about": asked, "opened": opened_now()}
        form = ConcernForm(about=about_choices(asked), initial=begun)
        return show_open(request, "open/concern.html", _page(form))
    form = ConcernForm(request.POST, about=about_choices(request.POST.get("about", "")[:12]))
    too_many = ""
    if form.is_valid():
        given = form.cleaned_data
        try:
            _kept, receipt = raise_concern(
                about=int(given["about"]) if given["about"] else None,
                words=given["words"],
                name=given["name"],
                today=timezone.localdate(),
            )
        except TooManyConcerns as fault:
            too_many = str(fault)
        else:
            return show_open(request, "open/concern_kept.html", ReceiptPage(receipt=receipt))
    form.data = sent_again(request.POST)
    status = 429 if too_many else 400
    return show_open(request, "open/concern.html", _page(form, too_many), status=status)


@never_cache
@sensitive_post_parameters()
@for_everybody_to_send
def answer(request: HttpRequest) -> HttpResponse:
    """How far a concern is, and its answer, for whoever holds the receipt."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        page = _page(ConcernForm(about=about_choices(""), initial={"opened": opened_now()}))
        status = 400 if request.method == "POST" else 200
        return show_open(request, "open/concern.html", page, status=status)
    found = ac.concern_of(form.cleaned_data["receipt"])
    told = open_words(found.sealed_answer) if found and found.sealed_answer else ""
    own = own_concern_page(found, answer=told)
    return show_open(request, "open/concern_answer.html", own, status=200 if found else 404)


def _page(form: ConcernForm, too_many: str = "") -> RaisePage:
    return RaisePage(
        form=form,
        receipt_form=ReceiptForm(initial={"opened": opened_now()}, auto_id="receipt_%s"),
        counts=counts_told(today=timezone.localdate()),
        too_many=too_many,
    )
