"""What waits to be decided: proposals to the holder of an entry, and residents' suggestions."""

from dataclasses import dataclass

from django.forms import BaseForm
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import city_names, date_words
from workbench.core.paging import Paging, paging, part
from workbench.mapping import access, words
from workbench.mapping.forms import ReasonForm
from workbench.mapping.models import Suggestion
from workbench.mapping.pages.showing import EditLine, edit_line


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsPage:
    """What proposals.html may use; `form` is a reason that was sent empty, for one of them."""

    lede: str
    waiting: tuple[EditLine, ...]
    own: tuple[EditLine, ...]
    shown: Paging
    reason_form: BaseForm
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionLine:
    """One suggestion, without its words."""

    suggestion_id: int
    what: str
    area: str
    received: str
    state: str
    state_words: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionsPage:
    """What suggestions.html may use."""

    lede: str
    waiting: tuple[SuggestionLine, ...]
    decided: tuple[SuggestionLine, ...]
    shown: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionPage:
    """What suggestion.html may use; `words` only where they were just opened."""

    line: SuggestionLine
    is_waiting: bool
    may_decide: bool
    name: str
    words: str | None
    form: BaseForm | None
    reason_form: BaseForm


def proposals_page(
    person: Person, *, asked: str | None, reason_form: BaseForm | None = None, refused: int = 0
) -> ProposalsPage:
    """What waits for this person, and what became of what they proposed."""
    names = city_names()
    waiting = [edit_line(one, names) for one in access.proposals_for(person)]
    own = access.own_proposals(person)
    shown = paging(own.count(), asked=asked, query={})
    return ProposalsPage(
        lede=_lede(len(waiting)),
        waiting=tuple(waiting),
        own=tuple(edit_line(one, names, reader=person) for one in part(own, shown)),
        shown=shown,
        reason_form=reason_form or ReasonForm(),
        refused=refused,
    )


def _lede(waiting: int) -> str:
    if not waiting:
        return _("Nothing waits for you. Whoever holds an entry decides what it says.")
    return ngettext(
        "%(count)s change waits for you.", "%(count)s changes wait for you.", waiting
    ) % {"count": waiting}


def suggestions_page(person: Person, *, asked: str | None) -> SuggestionsPage:
    """What residents suggested: those that wait, oldest first, and those decided."""
    suggestions = access.suggestions_for(person)
    waiting = suggestions.filter(state=Suggestion.State.WAITING)
    decided = suggestions.exclude(state=Suggestion.State.WAITING).order_by("-pk")
    shown = paging(decided.count(), asked=asked, query={})
    count = waiting.count()
    lede = ngettext("%(count)s suggestion waits.", "%(count)s suggestions wait.", count)
    return SuggestionsPage(
        lede=lede % {"count": count} if count else _("No suggestion waits."),
        waiting=tuple(suggestion_line(one) for one in waiting),
        decided=tuple(suggestion_line(one) for one in part(decided, shown)),
        shown=shown,
    )


def suggestion_line(one: Suggestion) -> SuggestionLine:
    """A suggestion in words, without those that were sealed."""
    return SuggestionLine(
        suggestion_id=one.pk,
        what=words.word("what", one.what),
        area=city_names().area(one.area) or _("the whole city"),
        received=date_words(one.received_on.isoformat()),
        state=str(one.state),
        state_words=str(one.get_state_display()),
        reason=one.reason,
    )


def suggestion_page(
    person: Person,
    suggestion: Suggestion,
    *,
    opened: dict[str, str] | None = None,
    form: BaseForm | None = None,
    reason_form: BaseForm | None = None,
) -> SuggestionPage:
    """One suggestion; with `opened`, its words and the form that puts it on the map."""
    return SuggestionPage(
        line=suggestion_line(suggestion),
        is_waiting=suggestion.state == Suggestion.State.WAITING,
        may_decide=person.role in access.KEEPS,
        name=opened["name"] if opened else "",
        words=opened["words"] if opened else None,
        form=form,
        reason_form=reason_form or ReasonForm(),
    )
