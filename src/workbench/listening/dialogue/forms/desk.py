"""The forms of those who hold a conversation."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from workbench.listening.dialogue import words
from workbench.listening.dialogue.actions.printing import MOST_SHEETS
from workbench.listening.dialogue.models import (
    LONGEST_STATEMENT,
    Conversation,
    Statement,
    Topic,
    Vote,
)

MOST_LINES = 40_000


def lines_of(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class LinesField(forms.CharField):
    """Several sentences, one a line."""

    def __init__(self, *, longest: int = LONGEST_STATEMENT, rows: int = 8, **kwargs: Any) -> None:
        self.longest = longest
        widget = forms.Textarea({"rows": rows, "dir": "auto"})
        super().__init__(max_length=MOST_LINES, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """The lines; one that is too long is named."""
        lines = lines_of(super().clean(value) or "")
        for number, line in enumerate(lines, start=1):
            if len(line) > self.longest:
                raise forms.ValidationError(
                    _("Line %(line)s has more than %(most)s letters. Say one thing a line."),
                    params={"line": number, "most": self.longest},
                )
        return lines


class ConversationForm(forms.Form):
    """What is asked, in which languages, by which rules, and what the room sees of itself."""

    title = forms.CharField(label=_("Title"), max_length=200)
    question = forms.CharField(
        label=_("What is the question?"),
        max_length=300,
        help_text=_("One open question, as you would put it to a neighbour."),
    )
    words = forms.CharField(
        label=_("What it is about, and what will happen with it"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which people may write"), widget=forms.CheckboxSelectMultiple
    )
    takes_statements = forms.BooleanField(
        label=_("People may add statements of their own"), required=False, initial=True
    )
    rules = forms.MultipleChoiceField(
        label=_("Rules of moderation"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Published before anybody writes. A statement is turned down by these alone."),
    )
    shows = forms.ChoiceField(
        label=_("What the room sees of itself while it is small"),
        widget=forms.RadioSelect,
        choices=Conversation.Shows.choices,
        initial=Conversation.Shows.NOTHING,
        help_text=_("Agree on it with the room. The first vote fixes it."),
    )
    floor = forms.IntegerField(
        label=_("Smallest group that is shown to everybody"), min_value=1, max_value=1000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = words.languages(words.TO_OFFER)  # type: ignore[attr-defined]  # choices
        self.fields["rules"].choices = list(words.RULES.items())  # type: ignore[attr-defined]  # choices


class InLanguage(forms.Form):
    """Something said in one of the conversation's languages, of one topic where there are."""

    lang = forms.ChoiceField(label=_("Language"))
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conversation = conversation
        self.fields["lang"].choices = words.languages(conversation.languages)  # type: ignore[attr-defined]  # choices
        topics = [(str(one.number), one.name) for one in conversation.topics.all()]
        if topics:
            self.fields["topic"].choices = [("", _("all topics")), *topics]  # type: ignore[attr-defined]  # choices
        else:
            del self.fields["topic"]

    def chosen_topic(self) -> Topic | None:
        """The topic, if one was chosen."""
        number = self.cleaned_data.get("topic")
        return self.conversation.topics.get(number=int(number)) if number else None


class SeedsForm(InLanguage):
    """Statements to begin with."""

    texts = LinesField(
        label=_("Statements, one a line"),
        help_text=_("Of every side, each saying one thing that one can agree or disagree with."),
    )
    field_order = ("texts", "lang", "topic")


class DecideForm(forms.Form):
    """Accept a statement, or turn it down by a rule."""

    decision = forms.ChoiceField(
        choices=[("accept", _("Accept it")), ("reject", _("Turn it down"))]
    )
    rule = forms.ChoiceField(label=_("By which rule"), required=False)
    reason = forms.CharField(label=_("In a few words"), required=False, max_length=300)
    duplicate = forms.IntegerField(
        label=_("Number of the statement that says the same"), required=False, min_value=1
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conversation = statement.conversation
        offered = [(key, words.rule(key)) for key in self.conversation.rules]
        self.fields["rule"].choices = [("", _("Choose one")), *offered]  # type: ignore[attr-defined]  # choices
        topics = [(str(one.number), one.name) for one in self.conversation.topics.all()]
        if topics:
            self.fields["topic"].choices = [("", _("all topics")), *topics]  # type: ignore[attr-defined]  # choices
        else:
            del self.fields["topic"]

    def other(self) -> Statement | None:
        """The statement that says the same, if its number was entered."""
        number = self.cleaned_data.get("duplicate")
        return self.conversation.statements.filter(number=number).first() if number else None

    def chosen_topic(self) -> Topic | None:
        """The topic, if one was chosen."""
        number = self.cleaned_data.get("topic")
        return self.conversation.topics.get(number=int(number)) if number else None


class DoublesForm(forms.Form):
    """Which of those that wait say the same as a statement."""

    same = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = statement.conversation.statements.filter(state=Statement.State.WAITING)
        self.waiting = {one.pk: one for one in rows.order_by("number")}
        self.fields["same"].choices = [(pk, pk) for pk in self.waiting]  # type: ignore[attr-defined]  # choices

    def ticked(self) -> list[Statement]:
        """They, in the order in which they came."""
        chosen = set(self.cleaned_data["same"])
        return [one for pk, one in self.waiting.items() if pk in chosen]


class PrintForm(forms.Form):
    """How many sheets."""

    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_SHEETS, initial=30)


class SheetsForm(InLanguage):
    """Sheets of paper, a line each."""

    table = forms.CharField(label=_("Table"), required=False, max_length=5)
    sheets = forms.CharField(
        label=_("Sheets, one a line"),
        required=False,
        max_length=MOST_LINES,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false", "class": "typed"}),
        help_text=_(
            "The number of the sheet, a space, then a sign for each statement in the order of the "
            "sheet: + agree, - disagree, 0 pass, a full stop where nothing is ticked. Such as: "
            "17 ++-0."
        ),
    )
    texts = LinesField(
        label=_("Statements written on the sheets, one a line"), required=False, rows=4
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    field_order = ("table", "sheets", "texts", "lang", "key")

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, conversation=conversation, **kwargs)
        self.fields.pop("topic", None)
        if not conversation.tables.exists():
            del self.fields["table"]


def _tick_field(one: Statement) -> forms.ChoiceField:
    """A row of a sheet, its boxes in the order in which they are printed."""
    boxes = (Vote.Value.AGREE, Vote.Value.DISAGREE, Vote.Value.PASS)
    return forms.ChoiceField(
        label=f"{one.number}. {one.text}",
        required=False,
        choices=[*((str(box.value), box.label) for box in boxes), ("", _("not ticked"))],
        widget=forms.RadioSelect,
    )


class OneSheetForm(SheetsForm):
    """One sheet, ticked as it lies there."""

    number = forms.IntegerField(min_value=1, max_value=999_999_999, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, conversation: Conversation, statements: list[Statement], **kwargs: Any
    ) -> None:
        super().__init__(*args, conversation=conversation, **kwargs)
        del self.fields["sheets"]
        self.ticks = {f"s{one.number}": _tick_field(one) for one in statements}
        self.fields.update(self.ticks)
        self.order_fields(["table", "number", *self.ticks, "texts", "lang", "key"])

    def votes(self) -> dict[int, int]:
        """What was ticked, by the number of the statement."""
        ticked = {name: self.cleaned_data.get(name) for name in self.ticks}
        return {int(name[1:]): int(value) for name, value in ticked.items() if value}


class SeveralFilesInput(forms.ClearableFileInput):
    """A field into which several files may be put."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """All files that were sent, in their order."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 - Django's signature
        """Each of them, checked as one file is."""
        sent = data if isinstance(data, list | tuple) else [data]
        checked: list[UploadedFile[Any]] = [
            super(SeveralFilesField, self).clean(one) for one in sent
        ]
        return checked


class BringInForm(forms.Form):
    """The files of an old conversation."""

    export = SeveralFilesField(
        label=_("Files of the export"),
        help_text=_(
            "comments.csv and votes.csv (or participants-votes.csv), also as .csv.gz, or all of "
            "them in one .zip."
        ),
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Left empty, the topic in summary.csv is taken."),
    )


class TopicsForm(forms.Form):
    """More subjects."""

    topics = LinesField(label=_("Topics, one a line"), longest=120, rows=5)


class TablesForm(forms.Form):
    """More tables."""

    count = forms.IntegerField(label=_("How many tables"), min_value=1, max_value=300)
    seats = forms.IntegerField(label=_("Seats at each"), min_value=1, max_value=40, initial=8)
    topic = forms.ChoiceField(label=_("Topic they speak about"), required=False)

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conversation = conversation
        topics = [(str(one.number), one.name) for one in conversation.topics.all()]
        self.fields["topic"].choices = [("", _("all topics")), *topics]  # type: ignore[attr-defined]  # choices

    def chosen_topic(self) -> Topic | None:
        """The topic, if one was chosen."""
        number = self.cleaned_data.get("topic")
        return self.conversation.topics.get(number=int(number)) if number else None
