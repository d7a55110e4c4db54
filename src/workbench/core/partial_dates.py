"""A field for dates as precise as they are known: a day, a month or a year, never filled up."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class PartialDateWidget(forms.MultiWidget):
    """Day, month and year beside each other; the smaller ones may stay empty."""

    template_name = "core/forms/partial_date.html"

    def __init__(self) -> None:
        numbers = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            [
                forms.TextInput({**numbers, "maxlength": 2, "placeholder": gettext_lazy("DD")}),
                forms.TextInput({**numbers, "maxlength": 2, "placeholder": gettext_lazy("MM")}),
                forms.TextInput({**numbers, "maxlength": 4, "placeholder": gettext_lazy("YYYY")}),
            ]
        )

    def decompress(self, value: str | None) -> list[str]:
        """`2021-05` as empty, 05, 2021."""
        parts = (value or "").split("-")
        return [*reversed([*parts, "", ""][:3])]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Each part has a name of its own for readers of the screen."""
        context = super().get_context(name, value, attrs)
        labels = (_("Day"), _("Month"), _("Year"))
        for part, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            part["label"] = label
            part["attrs"].pop("aria-describedby", None)
        return context


class PartialDateField(forms.MultiValueField):
    """A date as precise as it is known: a day, a month or a year; never filled up."""

    widget = PartialDateWidget

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False) for _part in range(3)]
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> str:
        """ISO text of the precision given; an incomplete or impossible date is refused."""
        day, month, year = (part.strip() for part in (data_list or ["", "", ""]))
        if not (day or month or year):
            return ""
        if not year or (day and not month):
            raise ValidationError(_("Give the year; and with a day, the month as well."))
        try:
            full = date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            raise ValidationError(_("There is no such date.")) from None
        if full.year < 1900:
            raise ValidationError(_("Write the year with four figures."))
        precision = 10 if day else 7 if month else 4
        return full.isoformat()[:precision]
