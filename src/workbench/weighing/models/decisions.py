"""The record of a decision: what was asked before it, what was decided, and who saw it otherwise.

Read `Decision` first. While it is a draft its rows may be changed; adopting freezes what they say
into `frozen`, with its SHA-256. From then on nothing of it is changed: what is new stands beside it
as a row of its own (`Amendment`, a late `Dissent`, the day on which a `Condition` was met).
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.weighing.models.proposals import KEY_LENGTH, Option, Proposal

AFTERWARDS = frozenset({"published_at", "published_by"})
"""The only fields of an adopted decision that are still written."""
LONG = 2000


class Decision(models.Model):
    """What became of one proposal. Without an option it is left as it is, or decided later."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {
            *("proposal_id", "option_id", "outcome", "state", "responsible_id", "review_on"),
            *("sha256", "published_at", "wants_full"),
        }
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ADOPTED = "decided", _("adopted")

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("adopted as proposed")
        CHANGED = "changed", _("adopted in a changed form")
        REFUSED = "refused", _("refused: things are left as they are")
        POSTPONED = "postponed", _("postponed")

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    why = models.TextField(_("why"), blank=True, default="")
    who_may_lose = models.TextField(_("who may lose"), blank=True, default="")
    resilience_of_whom = models.TextField(_("resilience of whom"), blank=True, default="")
    resilience_to_what = models.TextField(_("to what"), blank=True, default="")
    could_block = models.TextField(_("what it could block"), blank=True, default="")
    public_summary = models.TextField(_("for everybody"), blank=True, default="")
    why_no_watch = models.TextField(_("why nothing is watched"), blank=True, default="")
    wants_full = models.BooleanField(_("the full assessment in any case"), default=False)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    frozen = models.JSONField(_("the record as adopted"), default=dict)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    published_at = models.DateTimeField(_("public since"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"decision {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it; of an adopted one only what is public of it."""
        stands = Decision.objects.filter(pk=self.pk, state=self.State.ADOPTED).exists()
        if stands and not set(kwargs.get("update_fields") or {"state"}) <= AFTERWARDS:
            raise TypeError("An adopted decision is not changed: add an amendment.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ARG002 - Django's signature
        """Refused: a record stays."""
        raise TypeError("A decision is not removed.")


class AssessmentAnswer(models.Model):
    """What was answered to one question of the screening or of the full assessment."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"question", "answer"})

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        IN_PART = "in-part", _("in part")
        NOT_KNOWN = "not-known", _("not known")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(_("question"), max_length=KEY_LENGTH)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    words = models.TextField(_("in words"), blank=True, default="")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "question"], name="one_answer_a_question"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Assumption(models.Model):
    """What the decision takes for granted; `disputed` where the evidence does not agree."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"decision_id", "disputed"})

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="assumptions")
    words = models.CharField(_("what is assumed"), max_length=LONG)
    disputed = models.BooleanField(_("disputed"), default=False)
    evidence = models.CharField(_("what the evidence says"), max_length=LONG, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"assumption {self.pk}"


class Dissent(models.Model):
    """Who saw it otherwise. It stays with the decision for good; new ones may come at any time."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"decision_id", "of", "in_public"})

    class Of(models.TextChoices):
        BODY = "body", _("a body that gave its name")
        RATER = "rater", _("somebody who was asked for a judgement")

    class InPublic(models.TextChoices):
        NOT = "not", _("not at all")
        WORDS = "words", _("the words, without who it is")
        NAMED = "named", _("the words and the name")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="dissents")
    of = models.CharField(_("of"), max_length=5, choices=Of.choices)
    whose = models.CharField(_("whose"), max_length=120)
    words = models.TextField(_("in their words"))
    in_public = models.CharField(_("in public"), max_length=5, choices=InPublic.choices)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(of="rater", in_public="named"),
                name="no_rater_is_named_in_public",
            ),
        ]

    def __str__(self) -> str:
        return f"dissent {self.pk}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ARG002 - Django's signature
        """Refused: dissent is kept with the decision."""
        raise TypeError("Dissent is not removed.")


class Condition(models.Model):
    """Under what it was decided, until when, and who sees to it."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"decision_id", "until", "met_on"})

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="conditions")
    words = models.CharField(_("condition"), max_length=LONG)
    until = models.DateField(_("until"), null=True, blank=True)
    responsible = models.CharField(_("who sees to it"), max_length=120)
    met_on = models.DateField(_("met on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"condition {self.pk}"


class Amendment(models.Model):
    """What changed after a decision was adopted; it stands beside the record."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"decision_id"})

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="amendments")
    words = models.TextField(_("what changed, and why"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"amendment {self.pk}"


class Signature(models.Model):
    """The responsible person signed the record as it stands, signed in as themselves."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"decision_id", "sha256"})

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="signature")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(_("signed at"))
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"signature {self.pk}"
