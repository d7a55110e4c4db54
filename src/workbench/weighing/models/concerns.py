"""A concern that somebody raises about a decision or a proposal (S003-62).

Nothing is kept of who raised it but what they chose to write, and that is sealed. There is no
account behind it, no address and no hour, and nothing here counts for or against anybody.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.weighing.models.proposals import Proposal


class Concern(models.Model):
    """Sealed words, the day they came, and the sealed answer that a receipt opens."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"state", "proposal_id"})

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        ANSWERED = "answered", _("answered")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="+")
    sealed_words = models.BinaryField(default=b"")
    receipt_sha256 = models.CharField(max_length=64, unique=True)
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.WAITING, db_index=True
    )
    received_on = models.DateField(_("received on"))
    sealed_answer = models.BinaryField(default=b"")
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["received_on", "pk"]

    def __str__(self) -> str:
        return f"concern {self.pk}"
