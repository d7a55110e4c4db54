"""What is known of a community: what holds it together, where, who speaks for it, what it wants."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workbench.mapping.models.keys import KeysField
from workbench.mapping.models.parties import Community, Organisation


class Bond(models.Model):
    """One thing that holds a community together (S001-4, S002-8)."""

    class Kind(models.TextChoices):
        PLACE = "place", _("a place")
        FAITH = "faith", _("a faith")
        LANGUAGE = "language", _("a language")
        ORIGIN = "origin", _("where families come from")
        INTEREST = "interest", _("an interest")
        WORK = "work", _("work or trade")
        EXPERIENCE = "experience", _("something lived through")
        OTHER = "other", _("something else")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="bonds")
    kind = models.CharField(_("what it is"), max_length=12, choices=Kind.choices)
    words = models.CharField(_("in their words"), max_length=200, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.words or self.get_kind_display()


class CommunityArea(models.Model):
    """A district where people of the community live, meet or work; there may be many."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="areas")
    area = models.CharField(_("area"), max_length=100)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["area"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "area"], name="an_area_once_a_community"),
        ]

    def __str__(self) -> str:
        return self.area


class Subgroup(models.Model):
    """A part of a community that may follow leaders of its own (S001-13)."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="subgroups")
    name = models.CharField(_("name"), max_length=200)
    about = models.CharField(_("in a few words"), max_length=300, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Spokesperson(models.Model):
    """Who speaks for a community: a role, on what evidence, recognised by whom, until when.

    Nobody's name stands here unless that person agreed to it; the database refuses it otherwise.
    The four lists say for whom the role speaks, in the dimensions of S003-R1.
    """

    class Arose(models.TextChoices):
        WITHIN = "within", _("from within")
        APPOINTED = "appointed", _("appointed from outside")
        SELF = "self", _("by its own claim")
        UNKNOWN = "unknown", _("not known")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="speakers")
    role = models.CharField(_("role"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    shown_name = models.CharField(_("name, if the person agrees"), max_length=120, blank=True)
    name_agreed = models.BooleanField(_("the person agreed to be named here"), default=False)
    arose = models.CharField(
        _("how the role arose"), max_length=10, choices=Arose.choices, default=Arose.UNKNOWN
    )
    evidence = models.CharField(_("on what evidence"), max_length=300)
    recognised_by = models.ManyToManyField(Subgroup, blank=True, related_name="recognises")
    review_on = models.DateField(_("to be looked at again on"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    areas = KeysField(_("areas"))
    professions = KeysField(_("professions"))
    households = KeysField(_("households"))
    incomes = KeysField(_("incomes"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(shown_name="") | Q(name_agreed=True),
                name="nobody_is_named_without_agreeing",
            ),
        ]

    def __str__(self) -> str:
        return self.role


class Priority(models.Model):
    """One thing on a list of what matters most: the community's own, or the official one.

    `position` is its place on its own list, as they gave it. A new list replaces the old one, which
    stays, with the day on which it was replaced. `before_framing` says that they were asked before
    anybody named a problem (S000-41).
    """

    class Whose(models.TextChoices):
        COMMUNITY = "community", _("the community’s own list")
        OFFICIAL = "official", _("the official list")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="priorities")
    whose = models.CharField(_("whose list"), max_length=10, choices=Whose.choices)
    position = models.PositiveSmallIntegerField(_("place on the list"))
    words = models.CharField(_("in words"), max_length=200)
    taken_on = models.DateField(_("taken on"))
    told_by = models.CharField(_("how it was taken"), max_length=200)
    before_framing = models.BooleanField(_("asked before anybody named a problem"), default=False)
    replaced_on = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["whose", "position", "pk"]

    def __str__(self) -> str:
        return self.words
