"""What raters said, as a picture and a table; and one cell with every answer."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.weighing import access
from workbench.weighing.pages.matrix import matrix_page
from workbench.weighing.pages.matrix_cell import matrix_cell_page
from workbench.weighing.views.showing import show

HERE = "proposals"


@require_safe
@role_required(*access.WEIGHS)
def matrix(request: SignedInRequest, round_id: int) -> HttpResponse:
    """What was said in one round, or last by everybody."""
    page = matrix_page(
        access.round_for(request.user, round_id),
        told_of=request.GET.get("told", ""),
        only_further=request.GET.get("only") == "further",
    )
    return show(request, "matrix.html", page, here=HERE)


@require_safe
@role_required(*access.WEIGHS)
def cell(
    request: SignedInRequest, round_id: int, policy_area: str, factor: str, group: str
) -> HttpResponse:
    """One cell with every answer."""
    found = access.round_for(request.user, round_id)
    key = (policy_area, factor, group)
    page = matrix_cell_page(found, key, told_of=request.GET.get("told", ""))
    return show(request, "matrix_cell.html", page, here=HERE)
