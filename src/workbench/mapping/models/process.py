"""The resilience relation: a community, a provider and an adversity, and what passed between them.

Read `Relation` first (S001-6, S001-8). Nothing here is a figure about a community: a
`ConditionAnswer` is what one side said on one day, is never changed, and never added up. The codes
are those of `commonweal.mapping.process`, which reads these rows (`workbench.mapping.told`).
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
    THIRD = "third party", _("a third party")


PARTIAL_DATE_LENGTH, KEY_LENGTH = 10, 40


class WrittenOnce(models.Model):
    """Something that was said or done on a day; it is added to, and never written over."""

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it; what stands is not written over."""
        if self.pk is not None:
            raise TypeError(f"A row of {type(self).__name__} is written once.")
        super().save(*args, **kwargs)


class Relation(models.Model):
    """One community with one provider, facing one adversity.

    `first_incident` is when the adversity first struck: a day, a month or a year, as known.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"community_id", "provider_id", "since", "first_incident", "closed_on"}
    )

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="relations")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="relations")
    adversity = models.CharField(_("what they face"), max_length=200)
    beyond_own_means = models.CharField(
        _("why it is more than they can carry alone"), max_length=300, blank=True, default=""
    )
    first_incident = models.CharField(
        _("when it first struck"), max_length=PARTIAL_DATE_LENGTH, blank=True, default=""
    )
    since = models.DateField(_("since"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["community__name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "provider", "adversity"], name="one_relation_a_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community_id}–{self.provider_id}"


class Definition(WrittenOnce):
    """What the problem is, in the words of one side, on one day (S001-30)."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"relation_id", "side", "said_on"})

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="definitions")
    side = models.CharField(_("whose words"), max_length=12, choices=Side.choices)
    words = models.CharField(_("what the problem is"), max_length=500)
    said_on = models.DateField(_("said on"))

    class Meta:
        ordering: ClassVar = ["said_on", "pk"]

    def __str__(self) -> str:
        return f"{self.relation_id} {self.side}"


class ConditionAnswer(WrittenOnce):
    """What one side answered to one condition, or to the question of a warning, on one day.

    `voice` names the body or part of that side that spoke, where it has several; never a person.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"relation_id", "condition", "side", "answer", "said_on"}
    )

    class Answer(models.TextChoices):
        MET = "met", _("met")
        PARTLY = "partly", _("in part")
        NOT_MET = "not met", _("not met")
        UNKNOWN = "unknown", _("not known")

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="answers")
    condition = models.CharField(_("condition"), max_length=KEY_LENGTH)
    side = models.CharField(_("who says so"), max_length=12, choices=Side.choices)
    voice = models.CharField(_("which part speaks"), max_length=200, blank=True, default="")
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    evidence = models.CharField(_("on what evidence"), max_length=500, blank=True, default="")
    said_on = models.DateField(_("said on"))

    class Meta:
        ordering: ClassVar = ["said_on", "pk"]

    def __str__(self) -> str:
        return f"{self.condition} {self.side} {self.answer}"


class NegotiationRecord(models.Model):
    """A talk: about what, how it ended, what the community changed.

    Each side says for itself, once, whether the record is right (`community_agreed`,
    `provider_agreed`); nothing else in it changes. Only what both keep counts as agreed (S001-27).
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"relation_id", "on", "result", "community_agreed", "provider_agreed"}
    )

    class Result(models.TextChoices):
        AGREED = "agreed", _("agreed")
        OPEN = "open", _("still open")
        NOT_AGREED = "not agreed", _("not agreed, or no longer")
        UNKNOWN = "unknown", _("not known")

    class Agenda(models.TextChoices):
        BOTH = "both", _("both of them")
        COMMUNITY = "community", _("the community")
        PROVIDER = "provider", _("the provider")
        UNKNOWN = "unknown", _("not known")

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="negotiations")
    on = models.DateField(_("day"))
    subject = models.CharField(_("about what"), max_length=200)
    result = models.CharField(
        _("how it ended"), max_length=12, choices=Result.choices, default=Result.OPEN
    )
    agenda_by = models.CharField(
        _("who set the agenda"), max_length=10, choices=Agenda.choices, default=Agenda.UNKNOWN
    )
    positions = models.TextField(_("who wanted what"), blank=True, default="")
    outcome = models.TextField(_("what came of it"), blank=True, default="")
    changed = models.TextField(_("what the community changed"), blank=True, default="")
    dissent = models.TextField(_("where they still differ"), blank=True, default="")
    community_agreed = models.BooleanField(_("the community agreed"), null=True)
    community_said_on = models.DateField(_("the community said so on"), null=True)
    provider_agreed = models.BooleanField(_("the provider agreed"), null=True)
    provider_said_on = models.DateField(_("the provider said so on"), null=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.relation_id} {self.on}"


class Offer(WrittenOnce):
    """A resource, from the day on which it could be used."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"relation_id", "on"})

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="offers")
    on = models.DateField(_("from which day"))
    what = models.CharField(_("what is offered"), max_length=200)
    place = models.CharField(_("where"), max_length=200, blank=True, default="")
    language = models.CharField(_("in which language"), max_length=40, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.relation_id} {self.on}"


class NavigationRecord(WrittenOnce):
    """How a resource was used over a span of time: a count of people, and whether they chose it."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"relation_id", "since", "until"})

    class Voluntary(models.TextChoices):
        VOLUNTARY = "voluntary", _("of their own will")
        EXPECTED = "expected", _("it was expected of them")
        REQUIRED = "required", _("they had to")
        UNKNOWN = "unknown", _("nobody asked them")

    class Learned(models.TextChoices):
        WORD = "word of mouth", _("from each other")
        LEADERS = "community leaders", _("from those who speak for the community")
        PROVIDER = "provider", _("from the provider")
        SCHOOL = "school or work", _("at school or work")
        MEDIA = "media", _("from the media")
        UNKNOWN = "unknown", _("not known")

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="navigations")
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    resource = models.CharField(_("what was used"), max_length=200)
    people = models.PositiveIntegerField(_("how many people, together"), null=True, blank=True)
    learned = models.CharField(
        _("how they learned of it"),
        max_length=20,
        choices=Learned.choices,
        default=Learned.UNKNOWN,
    )
    voluntary = models.CharField(_("of their own will"), max_length=10, choices=Voluntary.choices)
    barrier = models.CharField(_("what stood in the way"), max_length=300, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.relation_id} {self.since}"


class HistoricAct(WrittenOnce):
    """Something a provider did for a community: apart from this topic, or not.

    It stands between the two whatever they face; `on` is a day, a month or a year, as known.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"community_id", "provider_id", "on", "unrelated"}
    )

    class AskedBy(models.TextChoices):
        COMMUNITY = "community", _("the community")
        PROVIDER = "provider", _("the provider itself")
        UNKNOWN = "unknown", _("not known")

    class Received(models.TextChoices):
        WELL = "well", _("well")
        MIXED = "mixed", _("well by some")
        BADLY = "badly", _("badly")
        UNKNOWN = "unknown", _("not known")

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="acts")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="acts")
    on = models.CharField(_("when"), max_length=PARTIAL_DATE_LENGTH)
    what = models.CharField(_("what was done"), max_length=300)
    unrelated = models.BooleanField(_("had nothing to do with extremism or security"), null=True)
    asked_by = models.CharField(
        _("who asked for it"), max_length=12, choices=AskedBy.choices, default=AskedBy.UNKNOWN
    )
    received = models.CharField(
        _("how it was received"), max_length=8, choices=Received.choices, default=Received.UNKNOWN
    )

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.on}"
