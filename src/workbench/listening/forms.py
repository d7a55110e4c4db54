"""The forms of the listening room: bring in a file, filter the register, enter, check, groups.

A form turns what was typed into codes and dates; what may be done with them is decided by the
actions and by the library.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.groups import Group, GroupPack
from workbench.listening.models import Source

ANY = ("", gettext_lazy("any"))


class BringInForm(forms.Form):
    """A file and the source profile that reads it."""

    profile = forms.ChoiceField(
        label=gettext_lazy("Source profile"),
        help_text=gettext_lazy("How the columns and labels of this source are read."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, Excel, OpenDocument or GeoJSON, of any size."),
    )

    def __init__(self, *args: Any, profiles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = profiles  # type: ignore[attr-defined]  # a ChoiceField


class RegisterForm(forms.Form):
    """What to show of one source."""

    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("Aimed at"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    setting = forms.ChoiceField(
        label=gettext_lazy("Setting"),
        required=False,
        choices=[
            ANY,
            ("offline", gettext_lazy("offline")),
            ("online", gettext_lazy("online")),
            ("unknown", gettext_lazy("not stated")),
        ],
    )
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=forms.DateInput({"type": "date"})
    )
    as_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        sources: list[tuple[str, str]],
        groups: list[tuple[str, str]],
        kinds: list[tuple[str, str]],
        areas: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        no_area = [("-city", _("in the city, area not known")), ("-unknown", _("not known"))]
        for name, offered in (
            ("source", sources),
            ("group", [ANY, *groups]),
            ("kind", [ANY, *kinds]),
            ("area", [ANY, *areas, *no_area]),
        ):
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # ChoiceFields


class SourceForm(forms.ModelForm[Source]):
    """What people say of a source."""

    class Meta:
        model = Source
        fields = ("started_on", "ended_on", "note")
        widgets = {
            "started_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "ended_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "note": forms.Textarea({"rows": 3}),
        }
        help_texts = {
            "started_on": gettext_lazy("The first day on which people could be heard through it."),
            "ended_on": gettext_lazy(
                "The last day, if it has ended; it is then not called silent."
            ),
            "note": gettext_lazy(
                "What a reader of its figures should know, such as a campaign or a new office."
            ),
        }


class ReturnForm(forms.Form):
    """Why an entry goes back to its author."""

    reason = forms.CharField(
        label=gettext_lazy("What is to be mended"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        help_text=gettext_lazy("The author reads this. It is sealed like the report's own words."),
    )


class _GroupFields(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("A name of your own is shown in every language as you write it."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
    broader = forms.MultipleChoiceField(
        label=gettext_lazy("Belongs to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Broader groups; there may be several."),
    )

    def __init__(self, *args: Any, pack: GroupPack, without: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["broader"].choices = [  # type: ignore[attr-defined]  # a MultipleChoiceField
            (group.key, group.name) for group in pack if group.key != without
        ]


class GroupForm(_GroupFields):
    """What a city may change of a group that stands in its list."""

    retired = forms.BooleanField(
        label=gettext_lazy("No longer offered"),
        required=False,
        help_text=gettext_lazy("Old records keep it; new entries cannot choose it."),
    )

    def __init__(self, *args: Any, group: Group, pack: GroupPack, **kwargs: Any) -> None:
        initial = {
            "name": group.name,
            "note": group.note,
            "retired": group.retired,
            "broader": list(group.broader),
        }
        super().__init__(*args, pack=pack, without=group.key, initial=initial, **kwargs)

    def facts(self) -> dict[str, Any]:
        """The arguments of `change_group`."""
        return {**self.cleaned_data, "broader": tuple(self.cleaned_data["broader"])}


class NewGroupForm(_GroupFields):
    """A group of the city's own."""

    key = forms.RegexField(
        label=gettext_lazy("Key"),
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=60,
        help_text=gettext_lazy(
            "Small letters, figures and hyphens, such as anti-roma. It cannot be changed later."
        ),
        error_messages={"invalid": gettext_lazy("Write it like anti-roma.")},
    )
    people = forms.CharField(
        label=gettext_lazy("Who is meant"),
        max_length=300,
        help_text=gettext_lazy("In the words a resident would use."),
    )
    field_order = ("key", "name", "people", "note", "broader")

    def facts(self) -> dict[str, Any]:
        """The arguments of `add_group`."""
        return {**self.cleaned_data, "broader": tuple(self.cleaned_data["broader"])}


class ProposeForm(forms.Form):
    """A source and the year whose plan of public tables is to be proposed."""

    source = forms.ChoiceField(label=gettext_lazy("Source"))
    year = forms.IntegerField(
        label=gettext_lazy("Year to publish"),
        min_value=1900,
        max_value=2999,
        help_text=gettext_lazy("The plan is proposed from the year before it, and from no other."),
    )

    def __init__(self, *args: Any, sources: list[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(one.key, one.name) for one in sources]  # type: ignore[attr-defined]  # a ChoiceField


class PlanForm(forms.Form):
    """A plan of public tables as text."""

    text = forms.CharField(
        label=gettext_lazy("The plan as text"),
        help_text=gettext_lazy(
            "Areas and bundles may be joined, split and renamed. How many people a group has "
            "(least_people) needs its source (people_source)."
        ),
        widget=forms.Textarea({"rows": 24, "spellcheck": "false", "class": "code"}),
        strip=False,
    )


class ReleaseForm(forms.Form):
    """The second look before a release."""

    seen = forms.CharField(max_length=64)
    looked = forms.BooleanField()
