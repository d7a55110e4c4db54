"""The counts of a representation matrix, typed or pasted."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 20_000


class CountsForm(forms.Form):
    """One line an answer; nothing of it is kept."""

    counts = forms.CharField(
        label=_("The counts"),
        max_length=MOST,
        strip=False,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        help_text=_(
            "One line for each answer, parted by commas, or pasted from a spreadsheet: question, "
            "answer, how many took part, how many live there (if known). Such as: income, low, 12, "
            "4000. The answer “no answer” counts who was silent, “everybody” all who answered."
        ),
    )
