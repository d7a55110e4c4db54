"""Who is touched without being meant: for each, a reason why no check is needed, or a check."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.weighing.models.proposals import KEY_LENGTH, Option, Proposal


class LookedAt(models.Model):
    """What was said about one group in one area for which a way of doing it is not meant.

    An empty `area` is the whole city, for a group that is not looked at. Nothing is written over:
    what is said anew stands, and what was said before is kept. `worse_then` is the chance of a loss
    that the page showed when it was said; None where nobody could judge it.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"option_id", "group", "area", "kind", "check_on", "places"}
    )

    class Kind(models.TextChoices):
        REASON = "reason", _("no check, for this reason")
        CHECK = "check", _("a check")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="looks")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="looks")
    group = models.CharField(_("group"), max_length=KEY_LENGTH)
    area = models.CharField(_("area"), max_length=KEY_LENGTH, blank=True, default="")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    words = models.CharField(_("in words"), max_length=500, blank=True, default="")
    indicator = models.CharField(_("what is watched"), max_length=200, blank=True, default="")
    check_on = models.DateField(_("checked on"), null=True, blank=True)
    worse_then = models.FloatField(null=True)
    stands = models.BooleanField(default=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(_("said at"))

    class Meta:
        ordering: ClassVar = ["-said_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["option", "group", "area"],
                condition=models.Q(stands=True),
                name="one_look_stands_a_place",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="reason") | models.Q(check_on__isnull=False),
                name="a_check_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"look {self.pk}"
