"""The audit log, for an operator: filtered, and a page at a time."""

from datetime import datetime, time, timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from workbench.accounts.access import AuditQuestion, audit_rows, audit_words, people
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.accounts.forms import AuditForm
from workbench.accounts.pages import AuditPage, audit_line
from workbench.core.audit_words import subject_in_words, verb_in_words

ON_A_PAGE = 50


@require_safe
@role_required("operator")
def audit(request: SignedInRequest) -> HttpResponse:
    """What was changed, by whom, from what to what."""
    verbs, subjects = audit_words()
    form = AuditForm(
        request.GET,
        people=people(),
        verbs=[(verb, verb_in_words(verb)) for verb in verbs],
        subjects=[(subject, subject_in_words(subject)) for subject in subjects],
    )
    question = _question(form) if form.is_valid() else AuditQuestion()
    paged = Paginator(audit_rows(question), ON_A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    page = AuditPage(
        form=form,
        lines=tuple(audit_line(row) for row in paged),
        page=paged,
        query=asked.urlencode(),
    )
    return render(request, "accounts/audit.html", {"page": page})


def _question(form: AuditForm) -> AuditQuestion:
    asked = form.cleaned_data
    until = asked["until"]
    return AuditQuestion(
        person_id=asked["person"].pk if asked["person"] else None,
        verb=asked["verb"],
        subject=asked["subject"],
        since=_midnight(asked["since"]) if asked["since"] else None,
        until=_midnight(until + timedelta(days=1)) if until else None,
    )


def _midnight(day: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
