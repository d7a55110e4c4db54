"""Parts that several pages of dialogues show."""

from dataclasses import dataclass

from django.forms import BaseForm


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFormPage:
    """What dialogue/form.html may use."""

    heading: str
    form: BaseForm
    back: str
    back_words: str
    submit: str
    lede: str = ""
    note: str = ""
