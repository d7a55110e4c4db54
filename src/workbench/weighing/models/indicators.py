"""The store of living conditions over time, by area and group, as the city's files tell them.

Read `IndicatorSeries` first. A value that was not measured is kept as such; it is never a zero.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.weighing.models.proposals import KEY_LENGTH


class IndicatorSeries(models.Model):
    """One thing that is measured again and again, with who measures it and what counts."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"counted", "worse", "unit"})

    class Worse(models.TextChoices):
        MORE = "more", _("more of it is worse")
        LESS = "less", _("less of it is worse")
        NOT_SAID = "", _("it depends, or is not said")

    name = models.CharField(_("name"), max_length=200, unique=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True, default="")
    source = models.CharField(_("source"), max_length=300)
    definition = models.CharField(_("definition"), max_length=1000)
    counted = models.BooleanField(_("counts of cases"), default=False)
    worse = models.CharField(
        _("which way is harm"), max_length=4, choices=Worse.choices, blank=True, default=""
    )

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return f"indicator series {self.pk}"


class IndicatorFile(models.Model):
    """A file from which values came, with what was refused of it."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"sha256", "added", "changed", "refused"})

    name = models.CharField(_("file"), max_length=120)
    sha256 = models.CharField(max_length=64)
    added = models.PositiveIntegerField(_("new values"), default=0)
    changed = models.PositiveIntegerField(_("changed values"), default=0)
    refused = models.PositiveIntegerField(_("refused rows"), default=0)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    brought_at = models.DateTimeField(_("brought in at"))

    class Meta:
        ordering: ClassVar = ["-brought_at", "-pk"]

    def __str__(self) -> str:
        return f"indicator file {self.pk}"


class IndicatorValue(models.Model):
    """One value; an empty area is the whole city, an empty group everybody."""

    series = models.ForeignKey(IndicatorSeries, on_delete=models.PROTECT, related_name="values")
    area = models.CharField(_("area"), max_length=KEY_LENGTH, blank=True, default="")
    group = models.CharField(_("group"), max_length=KEY_LENGTH, blank=True, default="")
    period = models.CharField(_("period"), max_length=7)
    value = models.FloatField(_("value"), null=True)
    n = models.PositiveIntegerField(_("rests on"), null=True)
    is_break = models.BooleanField(_("not comparable with before"), default=False)
    file = models.ForeignKey(IndicatorFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["series", "area", "group", "period"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "area", "group", "period"], name="one_value_a_period"
            ),
        ]

    def __str__(self) -> str:
        return f"indicator value {self.pk}"
