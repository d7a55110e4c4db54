"""What people recommended, what the city answered in words, and later in deeds.

Nothing here is overwritten: answers, deeds and changes of state are added one after the other.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Recommendation(models.Model):
    """One recommendation to an office, from a talk, from a conversation, or from neither.

    `statement` is the one of the conversation that it rests on; `heard_from` says in words where
    it was heard, where neither is named. An empty `office` is the city as a whole. Once it is
    published its words stay, and it stays in the public list, withdrawn or not.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"session_id", "conversation_id", "statement_id", "state", "made_on", "published_on"}
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("not published yet")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    words = models.TextField(_("what is recommended"))
    office = models.CharField(_("addressed to"), max_length=200, blank=True, default="")
    session = models.ForeignKey(
        "meetings.Session",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
    )
    conversation = models.ForeignKey(
        "dialogue.Conversation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
    )
    statement = models.ForeignKey(
        "dialogue.Statement", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    heard_from = models.CharField(_("heard from"), max_length=100, blank=True, default="")
    made_on = models.DateField(_("made on"))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, db_index=True
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["published_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(published_on__isnull=False),
                name="published_recommendation_has_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(statement=None) | models.Q(conversation__isnull=False),
                name="statement_of_a_conversation",
            ),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.pk}"


class StateChange(models.Model):
    """A recommendation was published or withdrawn, and why: it stays visible."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"recommendation_id", "state"})

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="changes"
    )
    state = models.CharField(_("state"), max_length=10, choices=Recommendation.State.choices)
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    changed_on = models.DateField(_("on"))

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"state change {self.pk}"


class RecommendationAnswer(models.Model):
    """What the office answered in words; the newest counts, the earlier ones stay.

    `SAID` is an answer of which nobody noted whether it adopts: none is entered any more.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"recommendation_id", "answer", "by_when", "answered_on"}
    )

    class Kind(models.TextChoices):
        ADOPTED = "adopted", _("adopted in full")
        IN_PART = "in-part", _("adopted in part")
        NOT = "not", _("not adopted")
        SAID = "said", _("answered")

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="answers"
    )
    answer = models.CharField(_("answer"), max_length=10, choices=Kind.choices)
    reasons = models.TextField(_("reasons"))
    by_when = models.DateField(_("to be done by"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["answered_on", "pk"]

    def __str__(self) -> str:
        return f"answer to a recommendation {self.pk}"


class Deed(models.Model):
    """What was done, what shows it, and on which day."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"recommendation_id", "done_on", "is_whole"}
    )

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="deeds"
    )
    words = models.TextField(_("what was done"))
    evidence = models.CharField(_("what shows it"), max_length=400, blank=True, default="")
    done_on = models.DateField(_("done on"))
    is_whole = models.BooleanField(_("what was promised is done with this"), default=False)

    class Meta:
        ordering: ClassVar = ["done_on", "pk"]

    def __str__(self) -> str:
        return f"deed {self.pk}"
