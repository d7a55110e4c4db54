"""Who took part, beside who lives there."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, sent
from workbench.mapping import access
from workbench.mapping.pages.representation import representation_page
from workbench.mapping.representation_forms import CountsForm
from workbench.mapping.views.showing import show


@require_http_methods(FORM_METHODS)
@role_required(*access.DESK)
def representation(request: SignedInRequest) -> HttpResponse:
    """Reckon what was sent and keep nothing; small numbers stand here, for the desk alone."""
    page = representation_page(CountsForm(sent(request)))
    status = 400 if page.form.errors else 200
    return show(request, "representation.html", page, here="communities", status=status)
