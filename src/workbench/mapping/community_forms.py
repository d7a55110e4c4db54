"""The forms of communities: what they are, what holds them together, who speaks, what matters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workbench.core.form_fields import a_day, set_choices, several
from workbench.core.labels import CityNames, group_choices
from workbench.mapping import words
from workbench.mapping.models import Bond, Community, Organisation, Priority, Spokesperson, Subgroup


class CommunityForm(forms.Form):
    """A community as it describes itself."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As they call themselves."))
    about = forms.CharField(
        label=_("In their own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Leave out the names of persons."),
    )
    groups = several(
        _("Groups whose people are among them"), _("There may be several; none is fine too.")
    )
    found_in = several(
        _("Where they live, meet or work"),
        _("Several districts, or none: a community need not fill an area."),
    )
    languages = several(_("Languages"))
    review_on = a_day(_("To be looked at again on"), required=False)

    def __init__(
        self, *args: Any, names: CityNames, known: Community | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        spoken = known.languages if known else ()
        set_choices(
            self,
            groups=group_choices(names.groups),
            found_in=names.area_choices(),
            languages=words.offered("languages", *spoken),
        )


class BondForm(forms.ModelForm[Bond]):
    """What holds a community together."""

    kind = forms.ChoiceField(
        label=_("What it is"), widget=forms.RadioSelect, choices=Bond.Kind.choices
    )

    class Meta:
        model = Bond
        fields = ("kind", "words")


class SubgroupForm(forms.ModelForm[Subgroup]):
    """A part of a community."""

    class Meta:
        model = Subgroup
        fields = ("name", "about")


class SpeakerForm(forms.Form):
    """Who speaks for a community, and on what evidence."""

    role = forms.CharField(
        label=_("Role"), max_length=200, help_text=_("Such as: chair of the parents’ circle.")
    )
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Organisation"), queryset=None, required=False, empty_label=_("none")
    )
    arose = forms.ChoiceField(
        label=_("How the role arose"),
        widget=forms.RadioSelect,
        choices=Spokesperson.Arose.choices,
        initial=Spokesperson.Arose.UNKNOWN,
    )
    evidence = forms.CharField(
        label=_("On what evidence"),
        max_length=300,
        help_text=_("Such as: elected in March by 60 members. Without evidence it is a claim."),
    )
    recognised_by: forms.ModelMultipleChoiceField[Subgroup] = forms.ModelMultipleChoiceField(
        label=_("Recognised by"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    review_on = a_day(_("To be looked at again on"))
    shown_name = forms.CharField(
        label=_("Name of the person"),
        required=False,
        max_length=120,
        help_text=_("Only if that person agreed to be named here. The role is enough."),
    )
    name_agreed = forms.BooleanField(label=_("The person agreed to be named here"), required=False)

    def __init__(self, *args: Any, community: Community, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # model choices
        self.fields["recognised_by"].queryset = community.subgroups.all()  # type: ignore[attr-defined]
        if not community.subgroups.exists():
            del self.fields["recognised_by"]


class PrioritiesForm(forms.Form):
    """What matters most, in the order in which it was said."""

    whose = forms.ChoiceField(
        label=_("Whose list"), widget=forms.RadioSelect, choices=Priority.Whose.choices
    )
    lines = forms.CharField(
        label=_("The list"),
        max_length=4000,
        widget=forms.Textarea({"rows": 7}),
        help_text=_("One thing a line, the first one first."),
    )
    taken_on = a_day(_("Taken on"))
    told_by = forms.CharField(
        label=_("How it was taken"),
        max_length=200,
        help_text=_("Such as: an evening with 30 people; the city’s action plan of May."),
    )
    before_framing = forms.BooleanField(
        label=_("They were asked before anybody named a problem"), required=False
    )
