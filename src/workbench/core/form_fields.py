"""Fields that the forms of several rooms are made of."""

from typing import Any

from django import forms

DAY = {"type": "date"}


def a_day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, chosen in the browser's own calendar."""
    widget = forms.DateInput(DAY, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def several(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    """Any number of what is offered, or none."""
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=label, required=False, widget=widget, help_text=help_text
    )


def set_choices(form: forms.Form, **lists: Any) -> None:
    """Give the choice fields of a form what they offer."""
    for name, offered in lists.items():
        form.fields[name].choices = offered  # type: ignore[attr-defined]  # choice fields
