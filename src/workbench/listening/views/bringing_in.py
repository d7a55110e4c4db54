"""Bring in a file in the browser: send it, look at what it holds, confirm, watch it come in."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import sent
from workbench.listening import access, tasks
from workbench.listening.actions import uploads
from workbench.listening.forms import BringInForm
from workbench.listening.pages.bringing_in import (
    BringInPage,
    look_page,
    profiles_offered,
    unusable_page,
    upload_page,
)
from workbench.listening.views.showing import show


@require_http_methods(["GET", "HEAD", "POST"])
@role_required("coordinator", "analyst")
def bring_in(request: SignedInRequest) -> HttpResponse:
    """Choose a profile and a file; the file is kept aside and looked at."""
    files = request.FILES if request.method == "POST" else None
    form = BringInForm(sent(request), files, profiles=profiles_offered())
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = uploads.keep_upload(
                file.chunks(),
                file_name=file.name,
                profile=form.cleaned_data["profile"],
                acting_person=request.user,
                now=timezone.now(),
            )
        except CommonwealError as fault:
            form.add_error("file", str(fault))
        else:
            return HttpResponseRedirect(reverse("listening-look", args=[upload.token]))
    unfinished = tuple(access.unfinished_for(request.user))
    page = BringInPage(form=form, unfinished=unfinished)
    status = 400 if form.is_bound and form.errors else 200
    return show(request, "bring_in.html", page, here="bring-in", status=status)


@require_safe
@role_required("coordinator", "analyst")
def look(request: SignedInRequest, token: str) -> HttpResponse:
    """What the file holds; nothing is stored yet."""
    upload = uploads.upload_for(request.user, token)
    if upload.state != "kept":
        return HttpResponseRedirect(reverse("listening-upload", args=[token]))
    try:
        handed = uploads.look_at(upload, today=timezone.localdate())
    except CommonwealError as fault:
        page = unusable_page(upload, fault)
        return show(request, "unusable.html", page, here="bring-in", status=fault.status)
    return show(request, "look.html", look_page(upload, handed), here="bring-in")


@require_POST
@role_required("coordinator", "analyst")
def confirm(request: SignedInRequest, token: str) -> HttpResponse:
    """Bring the file in, in the background."""
    upload = uploads.upload_for(request.user, token)
    uploads.mark_waiting(upload, acting_person=request.user)
    tasks.bring_in.enqueue(token, request.user.pk)
    return HttpResponseRedirect(reverse("listening-upload", args=[token]))


@require_POST
@role_required("coordinator", "analyst")
def drop(request: SignedInRequest, token: str) -> HttpResponse:
    """Remove a file that was not brought in."""
    uploads.drop_upload(uploads.upload_for(request.user, token), acting_person=request.user)
    messages.success(request, _("The file is removed. Nothing of it was stored."))
    return HttpResponseRedirect(reverse("listening-bring-in"))


@require_safe
@role_required("coordinator", "analyst")
def upload(request: SignedInRequest, token: str) -> HttpResponse:
    """How far the file is; asked for again and again while it moves."""
    page = upload_page(uploads.upload_for(request.user, token))
    if page.upload.state == "done" and page.upload.delivery:
        address = reverse("listening-delivery", args=[page.upload.delivery])
        if not getattr(request, "htmx", False):
            return HttpResponseRedirect(address)
        moved = HttpResponse()
        moved["HX-Redirect"] = address
        return moved
    if getattr(request, "htmx", False):
        return render(request, "listening/_upload.html", {"page": page})
    return show(request, "upload.html", page, here="bring-in")
