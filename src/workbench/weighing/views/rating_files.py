"""Judgements as files: taken out, and brought in with a look before anything is kept."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.core.uploads import Upload
from workbench.weighing import access
from workbench.weighing.actions import rating_files as acts
from workbench.weighing.models import Round
from workbench.weighing.pages.rating_files import (
    files_page,
    look_page,
    rater_pairs,
    unreadable_page,
)
from workbench.weighing.rating_forms import RatingFileForm
from workbench.weighing.rating_sheets import CSV, FORMS, said_file, template_file
from workbench.weighing.views.showing import show

HERE = "proposals"


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def files(request: SignedInRequest, round_id: int) -> HttpResponse:
    """What can be taken out; a file that is sent is kept aside and looked at."""
    found = access.round_for(request.user, round_id)
    sent_files = request.FILES if request.method == "POST" else None
    form = RatingFileForm(sent(request), sent_files, raters=rater_pairs(found))
    if form.is_valid():
        upload = _kept(request, found, form)
        if upload is not None:
            return go_to("weighing-round-file", found.pk, upload.token)
    status = 400 if form.is_bound else 200
    return show(request, "round_files.html", files_page(found, form), here=HERE, status=status)


def _kept(request: SignedInRequest, found: Round, form: RatingFileForm) -> Upload | None:
    """The file put aside; where it cannot be, the form says why."""
    given = form.cleaned_data
    names = dict(rater_pairs(found))
    try:
        return acts.keep_file(
            given["file"].chunks(),
            found,
            file_name=given["file"].name,
            rater=names.get(given["rater"], ""),
            enters=given["enters"],
            acting_person=request.user,
            now=timezone.now(),
        )
    except CommonwealError as fault:
        form.add_error("file", f"{fault.message} {fault.remedy}")
        return None


@require_safe
@role_required(*access.WEIGHS)
def look(request: SignedInRequest, round_id: int, token: str) -> HttpResponse:
    """What the file holds and would change; nothing is stored yet."""
    found, upload = _sent_file(request, round_id, token)
    try:
        page = look_page(found, upload, acts.look_at_file(upload, found))
    except CommonwealError as fault:
        unreadable = unreadable_page(found, upload, fault)
        return show(request, "round_file.html", unreadable, here=HERE, status=fault.status)
    return show(request, "round_file.html", page, here=HERE)


@require_POST
@role_required(*access.WEIGHS)
def take(request: SignedInRequest, round_id: int, token: str) -> HttpResponse:
    """Keep what it says; refused rows stay in sight."""
    found, upload = _sent_file(request, round_id, token)
    acts.take_file(upload, found, acting_person=request.user, now=timezone.now())
    messages.success(request, _("The answers of the file are kept."))
    return go_to("weighing-round-file", found.pk, upload.token)


@require_POST
@role_required(*access.WEIGHS)
def drop(request: SignedInRequest, round_id: int, token: str) -> HttpResponse:
    """Remove the file."""
    found, upload = _sent_file(request, round_id, token)
    acts.drop_file(upload, acting_person=request.user)
    return go_to("weighing-round-files", found.pk)


@require_safe
@role_required(*access.WEIGHS)
def refused(request: SignedInRequest, round_id: int, token: str) -> HttpResponse:
    """The rows that cannot be used, with reason and remedy."""
    found, upload = _sent_file(request, round_id, token)
    return _handed_out(acts.refused_file(upload, found), "refused.csv", CSV)


@require_safe
@role_required(*access.WEIGHS)
def said(request: SignedInRequest, round_id: int, form: str) -> HttpResponse:
    """What was said, as a file."""
    found = access.round_for(request.user, round_id)
    return _handed_out(said_file(found, _known(form)), f"ratings.{form}", FORMS[form])


@require_safe
@role_required(*access.WEIGHS)
def template(request: SignedInRequest, round_id: int, form: str) -> HttpResponse:
    """An empty template, for one rater where it is named."""
    found = access.round_for(request.user, round_id)
    asked = request.GET.get("rater", "")
    rater = access.rater_for(request.user, int(asked)) if asked.isdecimal() else None
    if rater is not None and rater.proposal_id != found.proposal_id:
        raise Http404
    content = template_file(found, rater, _known(form))
    return _handed_out(content, f"to-fill-in.{form}", FORMS[form])


def _known(form: str) -> str:
    if form not in FORMS:
        raise Http404
    return form


def _sent_file(request: SignedInRequest, round_id: int, token: str) -> tuple[Round, Upload]:
    found = access.round_for(request.user, round_id)
    upload = acts.file_for(request.user, found, token)
    if upload is None:
        raise Http404
    return found, upload


def _handed_out(content: bytes, name: str, sort: str) -> HttpResponse:
    response = HttpResponse(content, content_type=sort)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
