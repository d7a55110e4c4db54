"""Rounds in which raters say what they expect, and what they said.

Read `Round`, then `Rating`. A rater is a department or a community under the name by which it was
invited; its page hangs on a link of which only the hash is kept.
"""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.weighing.models.proposals import KEY_LENGTH, Proposal

FIRST, SECOND = 1, 2
LOWEST, HIGHEST = -3, 3
EVIDENCE_LENGTH, WORDS_LENGTH = 300, 1000


class Round(models.Model):
    """One round: what is judged for whom, until which day. The second follows the first (Delphi).

    What is judged stays as it was when the round was opened, so that raters judge the same cells.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"proposal_id", "number", "policy_areas", "factors", "groups", "closes_on", "closed_at"}
    )

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("round"))
    policy_areas = models.JSONField(_("policy areas"), default=list)
    factors = models.JSONField(_("what is judged"), default=list)
    groups = models.JSONField(_("for whom"), default=list)
    opened_at = models.DateTimeField(_("opened at"))
    closes_on = models.DateField(_("open until"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "number"], name="one_round_a_number"),
            models.CheckConstraint(
                condition=models.Q(number__in=(FIRST, SECOND)), name="round_first_or_second"
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.pk}"

    @property
    def state(self) -> str:
        """Whether the desk has closed it."""
        return self.State.CLOSED if self.closed_at else self.State.OPEN

    def takes(self, today: date) -> bool:
        """Whether raters can still say something: up to its last day, unless it was closed."""
        return self.closed_at is None and today <= self.closes_on


class Rater(models.Model):
    """A department or a community that was asked, under the name that the desk knows it by.

    Where it was withdrawn its link leads nowhere, and what it said is kept and does not count.
    `saves` counts what was sent on the day `saved_on`, to hold floods off.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset({"proposal_id", "side", "withdrawn_at"})

    class Side(models.TextChoices):
        DEPARTMENT = "department", _("department")
        COMMUNITY = "community", _("community")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="raters")
    name = models.CharField(_("name"), max_length=120)
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    body = models.CharField(_("speaks for"), max_length=120, blank=True, default="")
    token_sha256 = models.CharField(max_length=64, unique=True, null=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    saved_on = models.DateField(null=True, blank=True)
    saves = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["side", "name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "name"], name="one_rater_a_name"),
        ]

    def __str__(self) -> str:
        return f"rater {self.pk}"


class Rating(models.Model):
    """One judgement of one cell in one round; without an effect the answer is “I don't know”.

    Only its place enters the log with the fact that it was said anew; readers of the log learn
    neither effect nor words.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"round_id", "policy_area", "factor", "group", "effect", "sureness", "grade"}
    )
    withheld_fields: ClassVar[frozenset[str]] = frozenset({"effect", "sureness", "grade"})

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="judgements")
    rater = models.ForeignKey(Rater, on_delete=models.PROTECT, related_name="judgements")
    policy_area = models.CharField(_("policy area"), max_length=KEY_LENGTH)
    factor = models.CharField(_("what may change"), max_length=KEY_LENGTH)
    group = models.CharField(_("for whom"), max_length=KEY_LENGTH)
    effect = models.SmallIntegerField(
        _("effect"),
        null=True,
        validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)],
    )
    sureness = models.PositiveSmallIntegerField(
        _("how sure"), null=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    evidence = models.CharField(_("rests on"), max_length=EVIDENCE_LENGTH, blank=True, default="")
    grade = models.CharField(_("grade"), max_length=2, blank=True, default="")
    comment = models.TextField(_("comment"), max_length=WORDS_LENGTH, blank=True, default="")
    why = models.TextField(
        _("why I stay or change"), max_length=WORDS_LENGTH, blank=True, default=""
    )
    at = models.DateTimeField(_("said at"))

    class Meta:
        ordering: ClassVar = ["policy_area", "factor", "group", "rater_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "rater", "policy_area", "factor", "group"],
                name="one_judgement_a_cell",
            ),
            models.CheckConstraint(
                condition=models.Q(effect=None) | models.Q(effect__gte=LOWEST, effect__lte=HIGHEST),
                name="effect_within_the_scale",
            ),
            models.CheckConstraint(
                condition=models.Q(sureness=None) | models.Q(sureness__gte=1, sureness__lte=4),
                name="sureness_within_the_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"rating {self.pk}"

    @property
    def cell(self) -> tuple[str, str, str]:
        """Which cell it is about."""
        return self.policy_area, self.factor, self.group
