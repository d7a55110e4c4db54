"""A drawer's own page: no account, no cookie, no session; the link is all that is needed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from workbench.core.open_face import for_everybody_to_send, show_open
from workbench.weighing import access
from workbench.weighing.pages.drawing import DrawingPage
from workbench.weighing.views.drawing import Desk, draw


@never_cache
@sensitive_post_parameters()
@for_everybody_to_send
def draw_openly(request: HttpRequest, token: str) -> HttpResponse:
    """The map behind this link."""
    found = access.map_behind(token)
    if found is None:
        raise Http404

    def shown(page: DrawingPage, status: int) -> HttpResponse:
        return show_open(request, "open/draw.html", page, status=status)

    address = reverse("open-map", args=[token])
    asked = request.GET.get("lang", "")
    if asked.isalpha():
        address += f"?lang={asked}"
    return draw(request, Desk(causal_map=found, person=None, address=address, show=shown))
