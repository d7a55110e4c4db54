"""Parts that several pages of this room show: a form with its frame, an edit, who made it."""

from dataclasses import dataclass

from django.forms import BaseForm
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import CityNames
from workbench.core.numbers import whole
from workbench.core.words import open_words
from workbench.mapping.models import Edit, Organisation, Party, Strength
from workbench.mapping.words import field_label, value_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """What form.html may use."""

    heading: str
    form: BaseForm
    back: str
    back_words: str
    submit: str
    lede: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLine:
    """One field of an entry from one value to another, in words."""

    edit_id: int
    entry: str
    address: str
    field: str
    old: str
    new: str
    who: str
    on: str
    state: str
    state_words: str
    reason: str


def edit_line(edit: Edit, names: CityNames, *, reader: Person | None = None) -> EditLine:
    """An edit in words; the reason for declining only where its proposer reads it."""
    entry = edit.strength or edit.organisation
    own = reader is not None and edit.by_id == reader.pk and edit.sealed_reason
    return EditLine(
        edit_id=edit.pk,
        entry=entry.name if entry else "",
        address=entry_address(entry) if entry else "",
        field=field_label(edit.field),
        old=value_words(edit.field, edit.old, names),
        new=value_words(edit.field, edit.new, names),
        who=who_edited(edit),
        on=date_format(timezone.localtime(edit.made_at), "DATE_FORMAT"),
        state=str(edit.state),
        state_words=str(edit.get_state_display()),
        reason=open_words(edit.sealed_reason) if own else "",
    )


def and_more(left: int) -> str:
    """How many are not named; empty where all are."""
    if left < 1:
        return ""
    return ngettext("and %(n)s more", "and %(n)s more", left) % {"n": whole(left)}


def entry_address(entry: Strength | Organisation) -> str:
    """Where an entry stands."""
    name = "mapping-strength" if isinstance(entry, Strength) else "mapping-organisation"
    return reverse(name, args=[entry.pk])


def who_edited(edit: Edit) -> str:
    """Who made or proposed an edit: an organisation, the desk, or a source; no person's name."""
    if edit.source:
        return edit.source.name
    return who(edit.by) if edit.by else _("the command line")


def who(person: Person) -> str:
    """For whom a person acts."""
    return person.organisation or _("the city desk")


def offered_words(party: Party) -> str:
    """What it means to take over the entry of an organisation, or of a community."""
    if party.community_id:
        return _(
            "If you take it over, you speak for the community here: you say what it is and what it "
            "puts first, and you answer for it. Others answer for themselves."
        )
    return _(
        "If you take it over, you decide what it says, see who looked at it, and can take it off "
        "the map again."
    )
