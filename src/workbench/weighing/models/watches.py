"""What is watched after a decision, with the course that was expected before it.

`frozen` holds the values before adoption on which the expected course rests, so that it stays what
it was, whatever is revised or brought in later.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.weighing.models.decisions import Decision


class Watch(models.Model):
    """One indicator, where it is meant to change and where else it is looked at (S003-R4).

    `indicator` is `series:<number>` of the store, or the key that another room registered in
    `core.indicator_sources`. `watched` is a list of places: name, areas, groups.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"decision_id", "indicator", "adopted", "lag", "follow_up", "fingerprint"}
    )

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="watches")
    indicator = models.CharField(_("indicator"), max_length=100)
    areas = models.JSONField(_("where it is meant"), default=list)
    groups = models.JSONField(_("for whom it is meant"), default=list)
    watched = models.JSONField(_("where else it is looked at"), default=list)
    adopted = models.CharField(_("first period in which it can act"), max_length=7)
    lag = models.PositiveSmallIntegerField(_("periods until it shows"), default=0)
    follow_up = models.PositiveSmallIntegerField(_("periods that are judged"), default=8)
    material = models.FloatField(_("smallest change that matters"), default=0.2)
    frozen = models.JSONField(_("before adoption"), default=dict)
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    fixed_at = models.DateTimeField(_("fixed at"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"watch {self.pk}"
