"""What came of talks, for everybody: no account, no cookie, and nothing taken away."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from workbench.core.open_face import for_everybody, show_open
from workbench.listening.meetings.pages.recommendations import came_of_it_page


@for_everybody
def came_of_it(request: HttpRequest) -> HttpResponse:
    """Every recommendation that was published, and where it stands."""
    page = came_of_it_page(today=timezone.localdate(), asked=request.GET.get("page"))
    return show_open(request, "open/what_came_of_it.html", page)
