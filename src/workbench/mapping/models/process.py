"""The resilience relation: a community, a provider and an adversity, and what passed between them.

Read `Relation` first (S001-6, S001-8). Nothing here is a figure about a community: a
`ConditionAnswer` is what one side said on one day, is never changed, and never added up.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.mapping.models.parties import Community, Organisation


class Side(models.TextChoices):
    """Who says it."""

    COMMUNITY = "community", _("the community")
    PROVIDER = "provider", _("the provider")
    THIRD = "third", _("a third party")


class Relation(models.Model):
    """One community with one provider, facing one adversity, each in their own words."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"community_id", "provider_id", "since", "closed_on"}
    )

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="relations")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="relations")
    adversity = models.CharField(_("what they face"), max_length=200)
    community_definition = models.TextField(_("the community’s words for it"), blank=True)
    provider_definition = models.TextField(_("the provider’s words for it"), blank=True)
    since = models.DateField(_("since"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "provider", "adversity"], name="one_relation_a_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community_id}–{self.provider_id}"


class ConditionAnswer(models.Model):
    """What one side answered to one condition on one day; written once, never changed."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"relation_id", "condition", "side", "answer", "said_on"}
    )

    class Answer(models.TextChoices):
        MET = "met", _("met")
        PARTLY = "partly", _("in part")
        NOT_MET = "not met", _("not met")
        UNKNOWN = "unknown", _("not known")

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="answers")
    condition = models.CharField(_("condition"), max_length=4)
    side = models.CharField(_("who says so"), max_length=10, choices=Side.choices)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    evidence = models.CharField(_("on what evidence"), max_length=500, blank=True, default="")
    said_on = models.DateField(_("said on"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        ordering: ClassVar = ["said_on", "pk"]

    def __str__(self) -> str:
        return f"{self.condition} {self.side} {self.answer}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the answer; one that stands is not written over."""
        if self.pk is not None:
            raise TypeError("An answer to a condition is written once.")
        super().save(*args, **kwargs)


class NegotiationRecord(models.Model):
    """What was negotiated: with what outcome, agreed by whom, and what the community changed."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"relation_id", "on", "community_agreed", "provider_agreed"}
    )

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="negotiations")
    on = models.DateField(_("day"))
    subject = models.CharField(_("about what"), max_length=200)
    positions = models.TextField(_("who wanted what"), blank=True, default="")
    outcome = models.TextField(_("what came of it"), blank=True, default="")
    changed = models.TextField(_("what the community changed"), blank=True, default="")
    dissent = models.TextField(_("where they still differ"), blank=True, default="")
    community_agreed = models.BooleanField(_("the community agreed"), null=True)
    provider_agreed = models.BooleanField(_("the provider agreed"), null=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.relation_id} {self.on}"


class NavigationRecord(models.Model):
    """How a resource was used over a span of time: a count of people, and whether they chose it."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"relation_id", "since", "until"})

    class Voluntary(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("for some")
        NO = "no", _("no")
        NOT_ASKED = "not asked", _("nobody asked them")

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="navigations")
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    resource = models.CharField(_("what was used"), max_length=200)
    people = models.PositiveIntegerField(_("how many people, together"), null=True, blank=True)
    learned = models.CharField(_("how they learned of it"), max_length=200, blank=True, default="")
    voluntary = models.CharField(_("of their own will"), max_length=10, choices=Voluntary.choices)
    barrier = models.CharField(_("what stood in the way"), max_length=300, blank=True, default="")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.relation_id} {self.since}"


class HistoricAct(models.Model):
    """Something a provider did for a community, with its day: apart from this topic, or not."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"community_id", "provider_id", "on", "unrelated"}
    )

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="acts")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="acts")
    on = models.DateField(_("day"))
    what = models.CharField(_("what was done"), max_length=300)
    unrelated = models.BooleanField(_("had nothing to do with extremism or security"), null=True)
    asked_by = models.CharField(_("who asked for it"), max_length=200, blank=True, default="")
    received = models.CharField(_("how it was received"), max_length=300, blank=True, default="")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.on}"
