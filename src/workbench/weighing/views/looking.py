"""The look around: everybody for whom a way is not meant, and what is said about them."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.numbers import whole
from workbench.core.requests import FORM_METHODS, sent
from workbench.weighing import access
from workbench.weighing.access.looking import Place, look_for
from workbench.weighing.actions.looking import look_at
from workbench.weighing.actions.runs import Answered
from workbench.weighing.answers import Answer
from workbench.weighing.beliefs import NotYetWeighable
from workbench.weighing.looking_forms import ALL_UNLIKELY, AroundFilter, LookForm
from workbench.weighing.models import Option
from workbench.weighing.pages.around import (
    Around,
    around_of,
    around_page,
    chosen,
    filter_of,
    said_page,
)
from workbench.weighing.views.showing import show
from workbench.weighing.views.what_if import HERE, answer_now


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def around(request: SignedInRequest, option_id: int) -> HttpResponse:
    """Everybody who is not meant; what is said is kept for those ticked, or for the whole list."""
    option = access.option_for(request.user, option_id)
    found, not_yet = _believed(option)
    rows = around_of(option, Answer(kept=found.answer) if found else None)
    query = request.GET.dict()
    wanted = filter_of(option, query)
    form = LookForm(sent(request))
    if form.is_valid():
        try:
            count = _keep(request, option, rows, wanted, form)
        except CommonwealError as refused:
            form.add_error(refused.fields.get("field"), f"{refused.message} {refused.remedy}")
        else:
            _thank(request, count)
            return HttpResponseRedirect(request.get_full_path())
    page = around_page(
        option,
        found,
        rows=rows,
        wanted=wanted,
        form=form,
        query=query,
        ticked=frozenset(request.POST.getlist("place")),
        not_yet=not_yet,
    )
    return show(request, "around.html", page, here=HERE, status=400 if form.errors else 200)


@require_safe
@role_required(*access.WEIGHS)
def looked(request: SignedInRequest, look_id: int) -> HttpResponse:
    """All that was said about one place."""
    look = look_for(request.user, look_id)
    page = said_page(look.option, Place(group=look.group, area=look.area))
    return show(request, "looked.html", page, here=HERE)


def _believed(option: Option) -> tuple[Answered | None, str]:
    """The answer for this way, or why there is none; everybody is asked about all the same."""
    try:
        return answer_now(option.proposal, option), ""
    except NotYetWeighable as fault:
        return None, f"{fault.message} {fault.remedy}"


def _keep(
    request: SignedInRequest,
    option: Option,
    rows: list[Around],
    wanted: AroundFilter,
    form: LookForm,
) -> int:
    """Keep the words for those ticked, or for all listed in whom a loss is unlikely."""
    if form.cleaned_data["about"] == ALL_UNLIKELY:
        listed = chosen(rows, wanted.asked())
        places = [one.place for one in listed if not one.is_likely]
    else:
        places = [_place(key) for key in request.POST.getlist("place")]
    return look_at(
        option,
        places,
        form.said(),
        worse={one.place: one.loss.share if one.loss else None for one in rows},
        acting_person=request.user,
        now=timezone.now(),
    )


def _place(key: str) -> Place:
    group, _, area = key.partition("|")
    return Place(group=group, area=area)


def _thank(request: SignedInRequest, count: int) -> None:
    said = ngettext("Kept for %(n)s.", "Kept for %(n)s groups and areas.", count)
    messages.success(request, said % {"n": whole(count)})
