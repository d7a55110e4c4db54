"""What stands ready for a talk, and how fast it was opened after something happened (S002-25)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 60


class Standing(models.Model):
    """A place, a facilitator or a set of rules on which the city may count.

    A facilitator is a role or an organisation, never judged. What was not confirmed again asks to
    be, and is not counted meanwhile.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"kind", "area", "confirmed_on", "holds_until", "retired"}
    )

    class Kind(models.TextChoices):
        PLACE = "place", _("Place")
        FACILITATOR = "facilitator", _("Facilitator")
        RULES = "rules", _("Rules")

    kind = models.CharField(_("what it is"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    area = models.CharField(_("area"), max_length=KEY_LENGTH, blank=True, default="")
    words = models.TextField(_("what to know"), blank=True, default="")
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    holds_until = models.DateField(_("to be confirmed again by"), null=True, blank=True)
    retired = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        ordering: ClassVar = ["kind", "name", "pk"]

    def __str__(self) -> str:
        return f"standing {self.pk}"


class Activation(models.Model):
    """One time that the checklist was started: after an incident, a signal, or by hand.

    `reference` names the record or the signal; `incident_on` is when it happened.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"begun_from", "reference", "area", "incident_on", "closed_on"}
    )

    class From(models.TextChoices):
        HAND = "hand", _("by hand")
        INCIDENT = "incident", _("from an incident")
        SIGNAL = "signal", _("from a signal")

    what = models.CharField(_("what happened"), max_length=200)
    begun_from = models.CharField(_("started"), max_length=10, choices=From.choices)
    reference = models.CharField(_("which one"), max_length=200, blank=True, default="")
    area = models.CharField(_("area"), max_length=KEY_LENGTH, blank=True, default="")
    incident_on = models.DateField(_("happened on"))
    begun_at = models.DateTimeField(_("started at"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-incident_on", "-pk"]

    def __str__(self) -> str:
        return f"activation {self.pk}"


class ActivationStep(models.Model):
    """One step of the checklist that was done, and when."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"activation_id", "key", "done_at"})

    activation = models.ForeignKey(Activation, on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(_("step"), max_length=KEY_LENGTH)
    words = models.CharField(_("in words"), max_length=300, blank=True, default="")
    done_at = models.DateTimeField(_("done at"))

    class Meta:
        ordering: ClassVar = ["done_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activation", "key"], name="one_activation_step_a_key")
        ]

    def __str__(self) -> str:
        return f"activation step {self.pk}"
