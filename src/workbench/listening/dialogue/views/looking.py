"""What a conversation shows to those who hold it, and the report that they hand out."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.listening.dialogue import access
from workbench.listening.dialogue.pages.report import analysis_page, report_page, report_pdf
from workbench.listening.dialogue.views.showing import file_answer, show


@require_safe
@role_required(*access.HOLDS)
def analysis(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """Groups, bridges, what divides, what is not known, who is missing."""
    found = access.conversation_for(request.user, conversation_id)
    topic = access.topic_of(found, request.GET.get("topic", ""))
    return show(request, "analysis.html", analysis_page(found, topic, now=timezone.now()))


@require_safe
@role_required(*access.HOLDS)
def report(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """What is handed out, as a page."""
    found = access.conversation_for(request.user, conversation_id)
    topic = access.topic_of(found, request.GET.get("topic", ""))
    page = report_page(found, topic, palette="page", now=timezone.now())
    return show(request, "report.html", page)


@require_safe
@role_required(*access.HOLDS)
def report_as_pdf(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """What is handed out, on paper."""
    found = access.conversation_for(request.user, conversation_id)
    topic = access.topic_of(found, request.GET.get("topic", ""))
    page = report_page(found, topic, palette="print", now=timezone.now())
    return file_answer(report_pdf(page), name=f"report-{found.code}.pdf", sort="application/pdf")
