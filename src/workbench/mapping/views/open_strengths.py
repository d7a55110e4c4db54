"""The public face of the map: strengths for everybody, and a suggestion without an account.

Nothing here reads a person or a session. What a resident sends is kept without a name, an address,
a cookie or an hour.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from workbench.core.labels import city_names
from workbench.core.methods import method_page
from workbench.core.open_face import for_everybody, for_everybody_to_send, show_open
from workbench.core.open_sending import opened_now, sent_again
from workbench.mapping import access
from workbench.mapping.actions.suggestions import TooManyToday, suggest_strength
from workbench.mapping.files_out import strengths_file
from workbench.mapping.open_forms import SuggestForm
from workbench.mapping.pages.open_strengths import SuggestPage, open_strengths_page
from workbench.mapping.views.taking_out import handed_out


@for_everybody
def strengths(request: HttpRequest) -> HttpResponse:
    """What the city has, for everybody."""
    page = open_strengths_page(request.GET.dict())
    return show_open(request, "open/strengths.html", page)


@for_everybody
def as_csv(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """The public list as a table, without anybody's point."""
    return handed_out(strengths_file(access.public_strengths(), "csv", public=True))


@for_everybody
def as_hsds(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """The public list as a directory of services (HSDS 3.0), without anybody's point."""
    return handed_out(strengths_file(access.public_strengths(), "hsds", public=True))


@for_everybody
def how(request: HttpRequest) -> HttpResponse:
    """How the public list is made (charter 11)."""
    return show_open(request, "open/strengths_how.html", method_page("strengths"))


@never_cache
@sensitive_post_parameters()
@for_everybody_to_send
def suggest(request: HttpRequest) -> HttpResponse:
    """A form that a resident sends without an account."""
    if request.method != "POST":
        form = SuggestForm(names=city_names(), initial={"opened": opened_now()})
        return show_open(request, "open/suggest.html", SuggestPage(form=form, too_many=""))
    form = SuggestForm(request.POST, names=city_names())
    too_many = ""
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("what", "area", "name", "words")}
        try:
            suggest_strength(**given, today=timezone.localdate())
        except TooManyToday as fault:
            too_many = str(fault)
        else:
            asked = request.GET.urlencode()
            address = reverse("open-suggested") + (f"?{asked}" if asked else "")
            return HttpResponseRedirect(address)
    form.data = sent_again(request.POST)
    page = SuggestPage(form=form, too_many=too_many)
    return show_open(request, "open/suggest.html", page, status=429 if too_many else 400)


@for_everybody
def suggested(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next."""
    return show_open(request, "open/suggested.html", None)
