"""Strengths, where they came from, who changed or proposed what, who looked, who suggested one.

Read `Strength` first. Its columns are those of `commonweal.core.tables.STRENGTHS`. What its source
said last stands beside what it says now, field by field, so that a file brought in again never
overwrites in silence what a person edited.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workbench.mapping.models.keys import KeysField
from workbench.mapping.models.parties import KEY_LENGTH, Organisation


class StrengthSource(models.Model):
    """Where strengths come from: a directory in HSDS, a public list, the city's own desk."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"key", "profile"})

    key = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    profile = models.CharField(_("source profile"), max_length=200, blank=True, default="")
    note = models.TextField(_("licence and caveats"), blank=True, default="")
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        ordering: ClassVar = ["name", "key"]

    def __str__(self) -> str:
        return self.name


class BringIn(models.Model):
    """One file of a source, brought in: how it compared with what was there before.

    No count holds confidential entries; those stand in the lists for people who may see them.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {
            *("source_key", "file_sha256", "matched", "added", "changed", "gone"),
            *("conflicting", "unsure", "refused"),
        }
    )

    source = models.ForeignKey(StrengthSource, on_delete=models.PROTECT, related_name="bring_ins")
    file_name = models.CharField(_("file"), max_length=255, blank=True, default="")
    file_sha256 = models.CharField(max_length=64, blank=True, default="")
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    received_at = models.DateTimeField(_("received at"))
    rows = models.PositiveIntegerField(_("rows"), default=0)
    matched = models.PositiveIntegerField(_("matched"), default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    gone = models.PositiveIntegerField(_("gone"), default=0)
    conflicting = models.PositiveIntegerField(_("conflicting"), default=0)
    unsure = models.PositiveIntegerField(_("unsure"), default=0)
    refused = models.PositiveIntegerField(_("refused rows"), default=0)
    notices = models.JSONField(_("notices"), default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.pk}"


class Strength(models.Model):
    """Something a city has: a place, a group, a role, a skill or a fund; never a private person.

    `source_values` holds what the source said last, by column. `gone_on`: the source no longer
    lists it. `withdrawn_on`: its holder took it off the map. A confidential one is shown to the
    desk and to partners, and stands in no public page, on no map and in no count.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"changed", "confirmed_on", "gone_on", "withdrawn_on", "organisation_id"}
    )

    class What(models.TextChoices):
        PLACE = "place", _("place")
        GROUP = "group", _("group")
        ROLE = "role", _("role")
        SKILL = "skill", _("skill")
        FUND = "fund", _("fund")

    source = models.ForeignKey(
        StrengthSource, on_delete=models.PROTECT, null=True, blank=True, related_name="strengths"
    )
    source_key = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="strengths",
        verbose_name=_("held by"),
    )
    name = models.CharField(_("name"), max_length=200)
    what = models.CharField(_("what it is"), max_length=10, choices=What.choices)
    kind = models.CharField(_("kind"), max_length=80, blank=True, default="")
    description = models.TextField(_("what it offers"), blank=True, default="")
    area = models.CharField(_("area"), max_length=100, blank=True, default="")
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True, default="")
    url = models.URLField(_("web page"), max_length=500, blank=True, default="")
    serves = KeysField(_("whom it serves"))
    needs = KeysField(_("needs it answers"))
    languages = KeysField(_("languages"))
    protective = KeysField(_("what it protects"))
    neutral_place = models.BooleanField(_("neutral ground"), null=True, blank=True)
    credible_people = models.BooleanField(
        _("led by people who are trusted there"), null=True, blank=True
    )
    rules_agreed = models.BooleanField(
        _("house rules agreed with those who come"), null=True, blank=True
    )
    confidential = models.BooleanField(_("confidential"), default=False)
    funded_until = models.DateField(_("funded until"), null=True, blank=True)
    vouched_by = models.CharField(_("who vouches for it"), max_length=200, blank=True, default="")
    confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    capacity = models.FloatField(_("people it can take in a week"), null=True, blank=True)
    source_values = models.JSONField(default=dict, blank=True)
    gone_on = models.DateField(_("no longer in its source since"), null=True, blank=True)
    withdrawn_on = models.DateField(_("taken off the map on"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "source_key"],
                condition=Q(source__isnull=False),
                name="one_strength_a_key_of_a_source",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Doubt(models.Model):
    """That an entry of a source's new list may be one that stands here: somebody has to say.

    `values` is the new entry as the source says it, its holder included. It stands nowhere on the
    map before that. What was answered stays, so that the next list does not ask again.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset({"strength_id", "state"})

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        SAME = "same", _("the same")
        DIFFERENT = "different", _("two different entries")

    source = models.ForeignKey(StrengthSource, on_delete=models.CASCADE, related_name="doubts")
    strength = models.ForeignKey(Strength, on_delete=models.CASCADE, related_name="doubts")
    source_key = models.CharField(max_length=KEY_LENGTH)
    values = models.JSONField(default=dict)
    why = models.CharField(max_length=300)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "strength", "source_key"], name="one_doubt_a_pair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"


class Edit(models.Model):
    """One field of an entry, from one value to another: made by its holder, or proposed by others.

    A proposal waits for the holder; what a source says against an edit of a person waits here too.
    Declined ones stay, so that the same is not proposed again.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"strength_id", "organisation_id", "field", "state"}
    )

    class State(models.TextChoices):
        MADE = "made", _("made")
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    strength = models.ForeignKey(
        Strength, on_delete=models.CASCADE, null=True, related_name="edits"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="edits"
    )
    field = models.CharField(_("field"), max_length=40)
    old = models.JSONField(_("before"), null=True)
    new = models.JSONField(_("after"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    source = models.ForeignKey(
        StrengthSource, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    sealed_reason = models.BinaryField(_("reason for declining, sealed"), default=b"")

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(strength__isnull=True) ^ Q(organisation__isnull=True),
                name="edit_is_of_one_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"


class EntryView(models.Model):
    """That on a day somebody of a role and organisation saw an entry, and for what.

    No person stands here, and no hour. Its holder reads it; it is a log of its own, so no audit
    row stands beside it.
    """

    class Purpose(models.TextChoices):
        READ = "read", _("opened the entry")
        SIGNAL = "signal", _("beside a signal")
        BRIEF = "brief", _("in the weekly brief")
        COMMUNITY = "community", _("on the page of a community")
        FILE = "file", _("in a file that was taken out")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="views")
    strength = models.ForeignKey(Strength, on_delete=models.CASCADE, null=True, related_name="+")
    on = models.DateField(_("day"))
    role = models.CharField(_("role"), max_length=20, blank=True, default="")
    viewer = models.CharField(_("organisation"), max_length=200, blank=True, default="")
    purpose = models.CharField(_("for what"), max_length=10, choices=Purpose.choices)

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "strength", "on", "role", "viewer", "purpose"],
                condition=Q(strength__isnull=False),
                name="one_view_of_a_strength_a_day",
            ),
            models.UniqueConstraint(
                fields=["organisation", "on", "role", "viewer", "purpose"],
                condition=Q(strength__isnull=True),
                name="one_view_of_an_organisation_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.on}"


class Suggestion(models.Model):
    """A strength that a resident suggests: no account, no name, no cookie, no hour, no address.

    The words are sealed until the desk opens them, and gone once it has decided.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset({"state", "strength_id"})

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for the desk")
        ADOPTED = "adopted", _("on the map")
        DECLINED = "declined", _("declined")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default="waiting")
    what = models.CharField(_("what it is"), max_length=10, choices=Strength.What.choices)
    area = models.CharField(_("area"), max_length=100, blank=True, default="")
    sealed_words = models.BinaryField(_("what was suggested, sealed"), default=b"")
    received_on = models.DateField(_("received on"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(_("decided on"), null=True)
    reason = models.CharField(_("reason for declining"), max_length=300, blank=True, default="")
    strength = models.ForeignKey(Strength, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"
