"""Causal maps: what one person or table thinks drives what.

Read `CausalMap` first. A node is a factor of the city's list or has words of its own; the desk may
say that such words mean a factor (`SameThing`), and may take that back: no row of a map is changed.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.weighing.models.proposals import KEY_LENGTH, Proposal

LONGEST_WORDS = 120


class CausalMap(models.Model):
    """One drawing. Of the link that opens it only a hash is kept.

    `undone` holds what takes the last changes back; `refused` the rows of a file that could not be
    used, until somebody has dealt with them.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset({"proposal_id", "people", "state"})

    class State(models.TextChoices):
        OPEN = "open", _("being drawn")
        DONE = "done", _("done")
        WITHDRAWN = "withdrawn", _("withdrawn")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="maps")
    drawer = models.CharField(_("who draws"), max_length=120)
    people = models.PositiveSmallIntegerField(_("people at the table"), default=1)
    token_sha256 = models.CharField(max_length=64, null=True, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.OPEN, db_index=True
    )
    note = models.TextField(_("note"), blank=True, default="")
    undone = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    changed_on = models.DateField(null=True)
    changes_that_day = models.PositiveIntegerField(default=0)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["proposal", "drawer"],
                condition=~models.Q(state="withdrawn"),
                name="one_map_a_drawer",
            ),
        ]

    def __str__(self) -> str:
        return f"map {self.pk}"


class MapNode(models.Model):
    """Something that changes; `x` and `y` are its place in a unit square."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"map_id", "factor"})

    map = models.ForeignKey(CausalMap, on_delete=models.CASCADE, related_name="nodes")
    factor = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    words = models.CharField(max_length=LONGEST_WORDS, blank=True, default="")
    x = models.FloatField(default=0.5)
    y = models.FloatField(default=0.5)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(factor="") ^ models.Q(words=""),
                name="node_is_a_factor_or_own_words",
            ),
            models.CheckConstraint(
                condition=models.Q(x__gte=0, x__lte=1, y__gte=0, y__lte=1),
                name="node_is_in_the_square",
            ),
        ]

    def __str__(self) -> str:
        return f"node {self.pk}"


class MapArrow(models.Model):
    """More of the one makes more (or, below 0, less) of the other, after so many quarters."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"map_id", "source_id", "target_id", "weight", "delay_quarters", "sureness"}
    )

    class Sureness(models.IntegerChoices):
        GUESS = 1, _("a guess")
        SOMEWHAT = 2, _("somewhat sure")
        FAIRLY = 3, _("fairly sure")
        CERTAIN = 4, _("certain")

    map = models.ForeignKey(CausalMap, on_delete=models.CASCADE, related_name="arrows")
    source = models.ForeignKey(MapNode, on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey(MapNode, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField(_("how"))
    delay_quarters = models.PositiveSmallIntegerField(_("after"), default=0)
    sureness = models.PositiveSmallIntegerField(_("how sure"), null=True, choices=Sureness.choices)
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "target"], name="one_arrow_a_link"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="nothing_drives_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=-1, weight__lte=1) & ~models.Q(weight=0),
                name="arrow_weight_in_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"arrow {self.pk}"


class SameThing(models.Model):
    """The desk reads these words of drawers as that factor; `words` are in small letters."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"proposal_id", "factor"})

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="same_things")
    words = models.CharField(max_length=LONGEST_WORDS)
    factor = models.CharField(max_length=KEY_LENGTH)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "words"], name="words_mean_one_thing"),
        ]

    def __str__(self) -> str:
        return f"same thing {self.pk}"
