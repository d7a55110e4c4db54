"""The forms of the store of indicators and of a watch."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.core.spans import span_holding, span_of
from workbench.core.form_fields import set_choices, several
from workbench.core.labels import CityNames, Pairs, choices
from workbench.weighing.feeds.indicators import Indicator
from workbench.weighing.models import IndicatorSeries
from workbench.weighing.watching import neighbours

NEXT_DOOR, OTHER_GROUPS = "next-door", "other-groups"
"""The names of the two places that are looked at beside the one that is meant."""


class IndicatorFileForm(forms.Form):
    """A file of indicator series."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A table (.csv, .xlsx, .ods) with the columns indicator, area, group, period, value, "
            "n, source, definition, break. An empty area means the whole city, an empty group "
            "everybody; periods look like 2024, 2024-Q1 or 2024-03."
        ),
    )


class SeriesForm(forms.Form):
    """What a file does not say of a series."""

    worse = forms.ChoiceField(
        label=_("Which way is harm"),
        required=False,
        widget=forms.RadioSelect,
        choices=IndicatorSeries.Worse.choices,
    )
    counted = forms.BooleanField(
        label=_("It counts cases"),
        required=False,
        help_text=_("Cases are added over areas and compared by shares; measures are averaged."),
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=60)


class ShowForm(forms.Form):
    """Which area and group of a series is drawn."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False)

    def __init__(self, *args: Any, areas: Pairs, groups: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, area=areas, group=groups)


class PairForm(forms.Form):
    """Which two series are laid beside one another, and from which share each counts as much."""

    isolation = forms.ChoiceField(label=_("For isolation"))
    isolated_from = forms.FloatField(
        label=_("Isolated from which share on"), min_value=0, max_value=1, initial=0.2
    )
    polarisation = forms.ChoiceField(label=_("For polarisation"))
    polarised_from = forms.FloatField(
        label=_("Polarised from which share on"), min_value=0, max_value=1, initial=0.2
    )

    def __init__(self, *args: Any, offered: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        both = [("", _("choose a series")), *offered]
        set_choices(self, isolation=both, polarisation=both)


class WatchForm(forms.Form):
    """What is watched, where it is meant, and where else it may show."""

    indicator = forms.ChoiceField(label=_("What is watched"))
    areas = several(_("Where it is meant"), _("None chosen means: in the whole city."))
    groups = several(_("For whom it is meant"), _("None chosen means: for everybody."))
    other_areas = several(
        _("Other areas where it may show"),
        _("None chosen means: the areas next door. What leaves one place may show in another."),
    )
    other_groups = several(
        _("Other groups in whom it may show, in the same areas"),
        _("The majority too; needs a series that tells groups apart."),
    )
    adopted = forms.CharField(
        label=_("First period in which it can act"),
        max_length=7,
        help_text=_("In the step of the series: 2027-Q1, 2027-01 or 2027."),
    )
    lag = forms.IntegerField(
        label=_("Periods until it can show"), min_value=0, max_value=40, initial=2
    )
    follow_up = forms.IntegerField(
        label=_("Periods that are judged"), min_value=2, max_value=80, initial=8
    )
    material = forms.FloatField(
        label=_("Smallest change that matters"),
        min_value=0.000001,
        initial=0.2,
        help_text=_("Of counts as a share (0.2 is a fifth), else in the unit of the series."),
    )

    def __init__(
        self, *args: Any, names: CityNames, indicators: dict[str, Indicator], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        groups = choices((key, names.group(key)) for key in names.groups.keys)
        areas = names.area_choices()
        set_choices(
            self,
            indicator=choices((one.key, one.name) for one in indicators.values()),
            areas=areas,
            groups=groups,
            other_areas=areas,
            other_groups=groups,
        )

    def clean_adopted(self) -> str:
        """A period as the library writes it."""
        span = span_of(self.cleaned_data["adopted"])
        if span is None:
            raise forms.ValidationError(_("Write 2027-Q1, 2027-01 or 2027."))
        return str(span)

    def values(self) -> dict[str, Any]:
        """The watch by the names of its fields; what is next door is written out."""
        given = dict(self.cleaned_data)
        others, groups = given.pop("other_areas"), given.pop("other_groups")
        near = others or sorted(_next_door(given["areas"]))
        places = []
        if near:
            places.append({"name": NEXT_DOOR, "areas": near, "groups": given["groups"]})
        if groups:
            places.append(
                {"name": OTHER_GROUPS, "areas": given["areas"], "groups": groups}
                if given["areas"]
                else {"name": OTHER_GROUPS, "groups": groups}
            )
        return {**given, "watched": places}


def next_quarter(today: date) -> str:
    """The quarter after the one of that day."""
    return str(span_holding(today, "quarter").later(1))


def _next_door(areas: list[str]) -> set[str]:
    near = neighbours()
    return {one for area in areas for one in near.get(area, ())} - set(areas)
