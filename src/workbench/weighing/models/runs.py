"""Runs of what people believe: first a preview, then many more, each kept with what it rests on."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.weighing.models.proposals import Option, Proposal

HASH_LENGTH = 64


class Run(models.Model):
    """One run of one way of doing it, or of all of them beside one another (no option).

    `rests_on` is the hash of everything that may move the answer: judgements, maps, what the ways
    set, the channels, the city's areas. The same hash, number of draws and seed give the same
    answer, so a row is never run twice. `answer` is packed by `weighing.answers`.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset({"state"})

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for its turn")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="runs")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, null=True, related_name="runs")
    rests_on = models.CharField(max_length=HASH_LENGTH)
    draws = models.PositiveIntegerField(_("runs"))
    seed = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    made = models.PositiveIntegerField(_("runs made"), default=0)
    answer = models.JSONField(null=True)
    fault = models.CharField(max_length=500, blank=True, default="")
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        ordering: ClassVar = ["-draws", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["option", "rests_on", "draws"],
                condition=models.Q(option__isnull=False),
                name="one_run_of_an_option",
            ),
            models.UniqueConstraint(
                fields=["proposal", "rests_on", "draws"],
                condition=models.Q(option__isnull=True),
                name="one_run_of_all_options",
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.pk}"
