"""What the register keeps: sources, their deliveries, and every version of every incident.

Read `Record` first. A delivery is invisible until `Source.shown_delivery` names it, so showing it
is one update; a record says from which delivery on it holds and with which it was replaced, so any
past delivery can be opened again. Delivery ids grow, and within a source they are shown in order.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 200
ISO_DATE_LENGTH = 10


class Source(models.Model):
    """Where incidents come from: a police file, an association's list, the city's own desk."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"key", "profile", "overlapping", "started_on", "ended_on", "shown_delivery_id"}
    )

    key = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    profile = models.CharField(_("source profile"), max_length=200, blank=True)
    channel = models.CharField(_("channel"), max_length=80, blank=True)
    overlapping = models.BooleanField(
        _("its groups overlap"),
        default=False,
        help_text=_(
            "One offence may carry several groups of this source, so figures of different groups "
            "are never added."
        ),
    )
    definition = models.TextField(_("definition"), blank=True)
    note = models.TextField(_("note"), blank=True, default="")
    started_on = models.DateField(_("started on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    shown_delivery = models.ForeignKey(
        "Delivery", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        ordering: ClassVar = ["name", "key"]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One handing over by a source: a file, or one checked entry of the city desk."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {
            "source_key",
            "state",
            "file_sha256",
            "written",
            "added",
            "vanished",
            "relabelled",
            "content_hash",
            "shown_delivery_id",
        }
    )

    class State(models.TextChoices):
        STAGED = "staged", _("being read")
        WRITING = "writing", _("being written, not shown yet")
        SHOWN = "shown", _("shown")
        DISCARDING = "discarding", _("being discarded")
        DISCARDED = "discarded", _("discarded")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="deliveries")
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    profile_sha256 = models.CharField(max_length=64, blank=True)
    method_version = models.CharField(_("version of the method"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.STAGED)
    rows = models.BigIntegerField(_("rows"), default=0)
    incidents = models.BigIntegerField(_("incidents"), default=0)
    duplicates = models.BigIntegerField(_("rows of an incident already counted"), default=0)
    refused = models.BigIntegerField(_("refused rows"), default=0)
    added = models.BigIntegerField(_("added"), default=0)
    vanished = models.BigIntegerField(_("vanished"), default=0)
    relabelled = models.BigIntegerField(_("relabelled"), default=0)
    to_write = models.BigIntegerField(_("changes to write"), default=0)
    written = models.BigIntegerField(_("changes written"), default=0)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: brought in on the command line of the server."),
    )
    received_at = models.DateTimeField(_("received at"))
    shown_at = models.DateTimeField(_("shown at"), null=True, blank=True)
    content_hash = models.CharField(
        max_length=64, blank=True, help_text=_("Of all that the source shows with this delivery.")
    )
    notices = models.JSONField(_("notices"), default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(state__in=["staged", "writing", "discarding"]),
                name="one_unfinished_delivery_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.pk}"


class Record(models.Model):
    """One version of one incident: the columns of `commonweal.core.tables.INCIDENTS`.

    A reader of a source that shows delivery S sees the versions with `since_delivery` ≤ S whose
    `until_delivery` is empty or > S. Lists are kept as `|a|b|`, dates as ISO text of the
    precision they were given in.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(_("identifier at the source"), max_length=KEY_LENGTH)
    since_delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="+")
    until_delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    occurred_on = models.CharField(_("occurred on"), max_length=ISO_DATE_LENGTH, null=True)
    reported_on = models.CharField(_("reported on"), max_length=ISO_DATE_LENGTH, null=True)
    publisher_year = models.IntegerField(_("year of the publisher"), null=True)
    area = models.CharField(_("area"), max_length=100, null=True)
    place = models.CharField(_("place"), max_length=10)
    lat = models.FloatField(_("latitude"), null=True)
    lon = models.FloatField(_("longitude"), null=True)
    groups = models.TextField(_("groups"))
    kinds = models.TextField(_("kinds"))
    setting = models.CharField(_("setting"), max_length=10, null=True)
    perceived = models.BooleanField(_("perceived"), null=True)
    perceived_on = models.CharField(max_length=ISO_DATE_LENGTH, null=True)
    recorded = models.BooleanField(_("recorded"), null=True)
    recorded_on = models.CharField(max_length=ISO_DATE_LENGTH, null=True)
    verified = models.BooleanField(_("verified"), null=True)
    verified_on = models.CharField(max_length=ISO_DATE_LENGTH, null=True)
    definition = models.TextField(_("definition"), null=True)
    status = models.CharField(_("status"), max_length=100, null=True)
    n = models.BigIntegerField(_("count"), default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "key", "since_delivery"], name="one_version_a_delivery"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["until_delivery"],
                condition=Q(until_delivery__isnull=False),
                name="record_until",
            ),
            models.Index(fields=["source", "reported_on"], name="record_reported"),
        ]

    def __str__(self) -> str:
        return self.key


class HandEntry(models.Model):
    """An incident entered by hand, on its way through a second person's check.

    The words of the report are sealed (`workbench.core.words`); everything else is coded. An
    accepted entry becomes a `Record` of the source `city-desk` through a delivery of its own.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"state", "area", "groups", "kinds", "delivery_id", "checked_by_id"}
    )
    # Operators read the log, and see no incident.
    withheld_fields: ClassVar[frozenset[str]] = frozenset({"area", "groups", "kinds"})

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("waiting for a second person's check")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    occurred_on = models.CharField(
        _("occurred on"), max_length=ISO_DATE_LENGTH, blank=True, default=""
    )
    reported_on = models.CharField(
        _("reported on"), max_length=ISO_DATE_LENGTH, blank=True, default=""
    )
    area = models.CharField(_("area"), max_length=100, blank=True, default="")
    place = models.CharField(_("place"), max_length=10, default="unknown")
    groups = models.JSONField(_("groups"), default=list)
    kinds = models.JSONField(_("kinds"), default=list)
    setting = models.CharField(_("setting"), max_length=10, blank=True, default="")
    perceived = models.BooleanField(_("perceived"), null=True)
    perceived_on = models.CharField(max_length=ISO_DATE_LENGTH, blank=True, default="")
    recorded = models.BooleanField(_("recorded"), null=True)
    recorded_on = models.CharField(max_length=ISO_DATE_LENGTH, blank=True, default="")
    verified_on = models.CharField(max_length=ISO_DATE_LENGTH, blank=True, default="")
    definition = models.TextField(_("definition"), blank=True, default="")
    sealed_words = models.BinaryField(_("the report's words, sealed"), blank=True, default=b"")
    sealed_reason = models.BinaryField(_("reason for returning, sealed"), blank=True, default=b"")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    record_key = models.CharField(max_length=KEY_LENGTH, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("entered_by")),
                name="nobody_checks_their_own_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"


class GroupRow(models.Model):
    """A row of the city's list of groups, as the audit log names it.

    The list itself is knowledge and stands in a file of the city folder; there is no table here.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset({"name", "retired", "broader"})

    key = models.CharField(max_length=KEY_LENGTH, primary_key=True)

    class Meta:
        managed = False
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
