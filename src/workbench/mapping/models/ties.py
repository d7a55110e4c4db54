"""Ties between parties, and what parties ask of the city.

Read `Tie` first. Its columns are those of `commonweal.core.tables.TIES`. A tie of trust or dialogue
says that it is there and nothing more; one about personal information is declared, and has no
content here at all (charter 8).
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workbench.mapping.models.keys import KeysField
from workbench.mapping.models.parties import Party

ISO_DATE_LENGTH = 10


class Tie(models.Model):
    """One tie of one kind between two parties.

    Each side confirms for itself, and each side agrees for itself to show it; it is public where
    both did. A side may decline, and what was declined stays so: it is not told again, and no list
    of ties worth making names it.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {
            "source_id",
            "target_id",
            "kind",
            "state",
            "source_confirmed_on",
            "target_confirmed_on",
            "source_shows",
            "target_shows",
            "ended_on",
        }
    )

    class Kind(models.TextChoices):
        CONTACT = "contact", _("contact")
        TRUST = "trust", _("trust")
        DIALOGUE = "dialogue", _("dialogue")
        REFERRAL = "referral", _("referral")
        JOINT_WORK = "joint work", _("joint work")
        FUNDING = "funding", _("funding")
        KNOWLEDGE = "knowledge exchange", _("knowledge exchange")
        PERSONAL = "personal information", _("information about persons (declared only)")

    class State(models.TextChoices):
        STANDS = "stands", _("stands")
        ENDED = "ended", _("ended")
        DECLINED = "declined", _("declined by a party")

    source = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="ties_from")
    target = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="ties_to")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    strength = models.PositiveSmallIntegerField(_("how strong, 1 to 5"), null=True, blank=True)
    directed = models.BooleanField(_("runs one way only"), default=False)
    since = models.CharField(_("since"), max_length=ISO_DATE_LENGTH, blank=True, default="")
    ended_on = models.CharField(_("until"), max_length=ISO_DATE_LENGTH, blank=True, default="")
    evidence = models.CharField(_("what it rests on"), max_length=300, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.STANDS)
    source_confirmed_on = models.DateField(_("confirmed by one side"), null=True, blank=True)
    target_confirmed_on = models.DateField(_("confirmed by the other side"), null=True, blank=True)
    source_shows = models.BooleanField(_("one side agrees to show it"), default=False)
    target_shows = models.BooleanField(_("the other side agrees to show it"), default=False)
    declined_by = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    declined_on = models.DateField(_("declined on"), null=True, blank=True)
    sealed_reason = models.BinaryField(_("reason for declining, sealed"), default=b"")
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    told_at = models.DateTimeField(_("told at"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="nobody_is_tied_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(strength__isnull=True) | Q(strength__range=(1, 5)),
                name="tie_strength_is_1_to_5",
            ),
            models.CheckConstraint(
                condition=~Q(kind="personal information") | Q(evidence="", strength__isnull=True),
                name="declared_only_has_no_content",
            ),
            models.UniqueConstraint(
                fields=["source", "target", "kind"], name="one_tie_of_a_kind_a_pair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}–{self.target_id} ({self.kind})"


class Request(models.Model):
    """What a party asked of the city, and when and how it was answered (S002-3)."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"asked_by_id", "kind", "asked_on", "answered_on", "answer", "taken_back_on"}
    )

    class Kind(models.TextChoices):
        VENUE = "venue", _("a place to meet")
        ACTIVITY = "activity", _("an activity")
        CONSULTATION = "consultation", _("to be consulted")

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("in part")
        NO = "no", _("no")

    asked_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(_("asked for"), max_length=12, choices=Kind.choices)
    words = models.CharField(_("in a few words"), max_length=300)
    asked_of = models.CharField(_("asked of"), max_length=200, blank=True, default="")
    area = models.CharField(_("area"), max_length=100, blank=True, default="")
    groups = KeysField(_("groups"))
    asked_on = models.DateField(_("asked on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.CharField(
        _("answer"), max_length=10, choices=Answer.choices, blank=True, default=""
    )
    answer_words = models.CharField(_("the answer in words"), max_length=500, blank=True)
    taken_back_on = models.DateField(_("taken back on"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-asked_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_on__gte=F("asked_on"))),
                name="an_answer_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.kind})"
