"""Who stands on the map: organisations, communities, and the people who speak for one of them.

Read `Organisation` first. A `Party` is an organisation or a community, so that a tie, a request or
a membership can name either. Private persons are no party: a person appears only as a member of
staff who signs in.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workbench.mapping.models.keys import KeysField

KEY_LENGTH = 200


class Organisation(models.Model):
    """An organisation or an authority, as it describes itself or as a source tells of it.

    `claimed_at` says that its own people keep the entry; `left_at` that it left the map: it then
    stands in no list, count, map or tie, and a source that still names it does not bring it back.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"key", "level", "changed", "claimed_at", "left_at"}
    )

    class Level(models.TextChoices):
        GRASSROOTS = "grassroots", _("grassroots group")
        ORGANISATION = "organisation", _("organisation")
        AUTHORITY = "authority", _("authority")

    key = models.CharField(_("key"), max_length=KEY_LENGTH, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=80, blank=True, default="")
    about = models.TextField(_("in its own words"), blank=True, default="")
    area = models.CharField(_("area"), max_length=100, blank=True, default="")
    url = models.URLField(_("web page"), max_length=500, blank=True, default="")
    languages = KeysField(_("languages"))
    level = models.CharField(
        _("sort of body"), max_length=12, choices=Level.choices, default=Level.ORGANISATION
    )
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Community(models.Model):
    """People with something that holds them together: a place, a faith, a language, an interest.

    It need not fill an area, may cross several and may overlap with others. `groups` are keys of
    the city's list of groups whose people are among them.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"key", "groups", "review_on", "ended_on", "part", "part_id"}
    )
    withheld_fields: ClassVar[frozenset[str]] = frozenset({"groups"})

    key = models.CharField(_("key"), max_length=KEY_LENGTH, unique=True)
    name = models.CharField(_("name, as they call themselves"), max_length=200)
    about = models.TextField(_("in their own words"), blank=True, default="")
    groups = KeysField(_("groups"))
    languages = KeysField(_("languages"))
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    ended_on = models.DateField(_("no longer kept since"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """An organisation or a community: exactly one of the two."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, null=True, related_name="party"
    )
    community = models.OneToOneField(
        Community, on_delete=models.PROTECT, null=True, related_name="party"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) ^ Q(community__isnull=True),
                name="party_is_one_of_two",
            ),
        ]

    def __str__(self) -> str:
        return self.named.name

    @property
    def named(self) -> "Organisation | Community":
        """The organisation or the community itself."""
        found = self.organisation or self.community
        assert found is not None  # noqa: S101 - the constraint above says so
        return found

    @property
    def key(self) -> str:
        """The key under which tables of nodes and ties name it."""
        return self.named.key


class Membership(models.Model):
    """That a person who signs in speaks for a party; it counts once they have claimed the entry."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"party_id", "person_id", "claimed_at", "ended_at"}
    )

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited at"))
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at__isnull=True),
                name="one_party_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"
