"""Sources and their deliveries: health, revisions, refused rows, finishing or dropping."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.city import current_city
from workbench.core.requests import sent
from workbench.listening import access, tasks
from workbench.listening.actions import staging
from workbench.listening.actions.discard import discard_delivery
from workbench.listening.actions.sources import describe_source
from workbench.listening.forms import SourceForm
from workbench.listening.pages.deliveries import delivery_page, progress_page
from workbench.listening.pages.sources import (
    SourceEditPage,
    source_page,
    sources_page,
    today_here,
)
from workbench.listening.views.showing import show


@require_safe
@role_required("coordinator", "analyst", "operator")
def sources(request: SignedInRequest) -> HttpResponse:
    """Every source with its health."""
    return show(
        request, "sources.html", sources_page(request.user, today=today_here()), here="sources"
    )


@require_safe
@role_required("coordinator", "analyst", "operator")
def source(request: SignedInRequest, key: str) -> HttpResponse:
    """One source and what it delivered."""
    page = source_page(request.user, key, today=today_here(), asked=request.GET.get("page"))
    return show(request, "source.html", page, here="sources")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required("coordinator", "analyst")
def source_edit(request: SignedInRequest, key: str) -> HttpResponse:
    """When a source started and ended, and what its readers should know."""
    known = access.source_for(request.user, key)
    form = SourceForm(sent(request), instance=known)
    if request.method == "POST" and form.is_valid():
        try:
            describe_source(known, acting_person=request.user, **form.cleaned_data)
        except CommonwealError as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("The change is kept."))
            return HttpResponseRedirect(reverse("listening-source", args=[key]))
    page = SourceEditPage(source=known, form=form)
    status = 400 if form.is_bound and form.errors else 200
    return show(request, "source_edit.html", page, here="sources", status=status)


@require_safe
@role_required("coordinator", "analyst", "operator")
def delivery(request: SignedInRequest, delivery_id: int) -> HttpResponse:
    """One delivery: counts, revisions, refused rows, the register as it was then."""
    page = delivery_page(request.user, delivery_id, request.GET.dict())
    return show(request, "delivery.html", page, here="sources")


@require_safe
@role_required("coordinator", "analyst", "operator")
def progress(request: SignedInRequest, delivery_id: int) -> HttpResponse:
    """How far a delivery is; asked for again and again while it is written."""
    page = progress_page(request.user, delivery_id)
    if not getattr(request, "htmx", False):
        return HttpResponseRedirect(reverse("listening-delivery", args=[delivery_id]))
    response = render(request, "listening/_progress.html", {"page": page})
    if page.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_safe
@role_required("coordinator", "analyst")
def refused(request: SignedInRequest, delivery_id: int) -> FileResponse:
    """All refused rows of a delivery as a file, personal text masked."""
    found = access.delivery_for(request.user, delivery_id)
    path = staging.refused_file(current_city().folder, found.pk)
    if not path.exists():
        raise Http404
    name = f"{found.source.key}-{found.pk}-refused.csv"
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
    )


@require_POST
@role_required("coordinator", "analyst", "operator")
def resume(request: SignedInRequest, delivery_id: int) -> HttpResponse:
    """Finish an interrupted delivery in the background."""
    found = access.delivery_for(request.user, delivery_id)
    tasks.resume.enqueue(found.pk, request.user.pk)
    messages.info(request, _("The delivery goes on where it stood."))
    return HttpResponseRedirect(reverse("listening-delivery", args=[found.pk]))


@require_POST
@role_required("coordinator", "analyst", "operator")
def discard(request: SignedInRequest, delivery_id: int) -> HttpResponse:
    """Drop an unfinished delivery; readers go on seeing what they saw."""
    found = access.delivery_for(request.user, delivery_id)
    discard_delivery(found, acting_person=request.user)
    messages.success(request, _("The delivery is dropped. Nothing of it is left."))
    return HttpResponseRedirect(reverse("listening-source", args=[found.source.key]))
