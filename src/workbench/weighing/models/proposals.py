"""What is to be decided, in which ways it could be done, and how a problem may move.

Read `Proposal` first. Keys are those of the city's lists: `policy_area` of policy_areas.toml,
`factors` of policy_factors.toml, `groups` of groups.toml, `areas` of the finest level of its map.
"""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 60
LONGEST_QUARTERS = 20


class Proposal(models.Model):
    """One question that the city has to decide.

    `factors` and `groups` are what is looked at, for everybody and not for those meant alone; the
    majority is always among the groups (S003-R3).
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"policy_area", "state", "decide_by", "factors", "groups"}
    )

    class State(models.TextChoices):
        OPEN = "open", _("being weighed")
        DECIDED = "decided", _("decided")
        WITHDRAWN = "withdrawn", _("withdrawn")

    title = models.CharField(_("title"), max_length=200)
    question = models.CharField(_("what is to be decided"), max_length=300)
    words = models.TextField(_("what would be done"), blank=True, default="")
    policy_area = models.CharField(_("policy area"), max_length=KEY_LENGTH)
    department = models.CharField(_("department"), max_length=120, blank=True, default="")
    decide_by = models.DateField(_("to be decided by"), null=True, blank=True)
    factors = models.JSONField(_("what is looked at"), default=list)
    groups = models.JSONField(_("who is looked at"), default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.OPEN, db_index=True
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        ordering: ClassVar = ["-entered_at", "-pk"]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class Option(models.Model):
    """One way of doing it. Empty `groups` or `areas` mean all of them; doing nothing needs no row.

    `size` is the share of full strength, `starts` the quarter after the decision in which it begins
    to act.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"proposal_id", "policy_area", "groups", "areas", "size", "starts", "withdrawn"}
    )

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="options")
    name = models.CharField(_("name"), max_length=120)
    words = models.CharField(_("what it means"), max_length=500, blank=True, default="")
    policy_area = models.CharField(_("policy area"), max_length=KEY_LENGTH)
    groups = models.JSONField(_("for whom it is meant"), default=list)
    areas = models.JSONField(_("where"), default=list)
    size = models.FloatField(
        _("size"), default=1.0, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    starts = models.PositiveSmallIntegerField(
        _("begins to act after"), default=0, validators=[MaxValueValidator(LONGEST_QUARTERS)]
    )
    withdrawn = models.BooleanField(_("withdrawn"), default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["proposal", "name"],
                condition=models.Q(withdrawn=False),
                name="one_option_a_name",
            ),
            models.CheckConstraint(
                condition=models.Q(size__gte=0, size__lte=1), name="option_size_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"option {self.pk}"


class Channel(models.Model):
    """A way in which an effect here becomes one there (S003-R3, S003-R4); see the library's."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"proposal_id", "to", "factor", "least", "most", "delay_quarters"}
    )

    class To(models.TextChoices):
        AREAS = "areas", _("neighbouring areas")
        GROUPS = "groups", _("other groups in the same area")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="channels")
    name = models.CharField(_("what happens"), max_length=120)
    to = models.CharField(_("where it goes"), max_length=6, choices=To.choices)
    factor = models.CharField(_("of what"), max_length=KEY_LENGTH, blank=True, default="")
    least = models.FloatField(_("at least"))
    most = models.FloatField(_("at most"))
    delay_quarters = models.PositiveSmallIntegerField(_("after"), default=1)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(least__gte=-1, most__lte=1, least__lte=models.F("most")),
                name="channel_from_least_to_most",
            ),
        ]

    def __str__(self) -> str:
        return f"channel {self.pk}"
