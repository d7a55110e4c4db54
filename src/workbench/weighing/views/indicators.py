"""The store of living conditions: the list, a file into it, one series, two as a pair."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.weighing import access
from workbench.weighing.access import indicators as ai
from workbench.weighing.actions import indicators as acts
from workbench.weighing.pages.indicators import indicators_page, series_page
from workbench.weighing.pages.pair import pair_page
from workbench.weighing.pages.showing import FormPage
from workbench.weighing.views.showing import show, show_form
from workbench.weighing.watch_forms import IndicatorFileForm, SeriesForm

HERE = "indicators"


@require_safe
@role_required(*access.WEIGHS)
def indicators(request: SignedInRequest) -> HttpResponse:
    """Every series with its source."""
    return show(request, "indicators.html", indicators_page(request.user), here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def bring_in(request: SignedInRequest) -> HttpResponse:
    """A file of series."""
    files = request.FILES if request.method == "POST" else None
    form = IndicatorFileForm(sent(request), files)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = acts.bring_in(
                file.chunks(),
                file_name=file.name,
                acting_person=request.user,
                now=timezone.now(),
            )
        except CommonwealError as fault:
            form.add_error("file", str(fault))
        else:
            _say(request, brought)
            return go_to("weighing-indicators")
    page = FormPage(
        heading=_("Bring in indicator series"),
        lede=_("Each value comes with its source and definition. What comes again is brought up."),
        form=form,
        back=reverse("weighing-indicators"),
        back_words=_("Indicators"),
        submit=_("Bring it in"),
    )
    return show_form(request, page, here=HERE)


@require_safe
@role_required(*access.WEIGHS)
def series(request: SignedInRequest, series_id: int) -> HttpResponse:
    """One series over time."""
    found = ai.one_series_for(request.user, series_id)
    return show(request, "series.html", series_page(found, request.GET.dict()), here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def describe(request: SignedInRequest, series_id: int) -> HttpResponse:
    """Say which way is harm, and whether it counts cases."""
    found = ai.one_series_for(request.user, series_id)
    begun = {name: getattr(found, name) for name in acts.AUDITED}
    form = SeriesForm(sent(request), initial=begun)
    if form.is_valid():
        acts.describe_series(found, form.cleaned_data, acting_person=request.user)
        return go_to("weighing-series", found.pk)
    page = FormPage(
        heading=found.name,
        lede=found.definition,
        form=form,
        back=reverse("weighing-series", args=[found.pk]),
        back_words=_("The series"),
        submit=_("Keep it"),
    )
    return show_form(request, page, here=HERE)


@require_safe
@role_required(*access.WEIGHS)
def pair(request: SignedInRequest) -> HttpResponse:
    """Isolation and polarisation beside one another."""
    return show(request, "pair.html", pair_page(request.user, request.GET.dict()), here=HERE)


def _say(request: SignedInRequest, brought: acts.Brought) -> None:
    told = _("%(added)s new values, %(changed)s changed; %(refused)s rows were refused.")
    file = brought.file
    messages.success(
        request,
        told % {"added": file.added, "changed": file.changed, "refused": file.refused},
    )
    for line in brought.refused:
        messages.warning(request, line)
