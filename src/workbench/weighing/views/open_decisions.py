"""The public face of decisions: the list and one of them, for everybody."""

from django.http import HttpRequest, HttpResponse

from workbench.core.open_face import for_everybody, show_open
from workbench.weighing.access import decisions as ad
from workbench.weighing.pages.open_decisions import open_decision_page, open_decisions_page


@for_everybody
def decisions(request: HttpRequest) -> HttpResponse:
    """What was decided, and is shown to everybody."""
    page = open_decisions_page(asked=request.GET.get("page"))
    return show_open(request, "open/decisions.html", page)


@for_everybody
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """One decision."""
    found = ad.public_decision(decision_id)
    if found is None:  # answered by this face: the page for those inside sets a cookie
        return show_open(request, "open/no_decision.html", None, status=404)
    return show_open(request, "open/decision.html", open_decision_page(found))
