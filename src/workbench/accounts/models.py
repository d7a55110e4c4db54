"""People who work with Commonweal, the invitations that let them in, and raised powers.

Read `Person` first. There is no permanent superuser: what needs more than a role needs an
`ElevatedSession`, which is short, has a reason, and logs every request made under it.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does here, which settles what they may open."""

    COORDINATOR = "coordinator", _("Coordinator")
    ANALYST = "analyst", _("Analyst")
    PARTNER_EDITOR = "partner_editor", _("Partner editor")
    POLICY_OFFICER = "policy_officer", _("Policy officer")
    OPERATOR = "operator", _("Operator")


class People(BaseUserManager["Person"]):
    """Makes and finds people by their e-mail address, whatever its capitals."""

    def create_person(
        self, *, email: str, name: str, role: str, organisation: str = "", **more: bool
    ) -> "Person":
        """A new person who cannot sign in yet: an invitation sets the password."""
        person = Person(
            email=email.strip().lower(), name=name, role=role, organisation=organisation, **more
        )
        person.set_unusable_password()
        person.full_clean()
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this e-mail address."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Someone who may sign in. People are deactivated, not deleted: the log names them."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"role", "is_active"})

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[People] = People()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="person_has_a_known_role"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A link by which one person sets a password, once, within seven days."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"person_id", "expires_at"})

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class ElevatedSession(models.Model):
    """Raised powers of one person in one browser, for a stated reason, thirty minutes at most."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"ends_at", "ended_at"})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="elevated_sessions")
    reason = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-started_at", "-pk")

    def __str__(self) -> str:
        return f"elevated session {self.pk}"


class ElevatedRequest(models.Model):
    """One request made under an elevated session: method and path, no content."""

    session = models.ForeignKey(ElevatedSession, on_delete=models.PROTECT, related_name="requests")
    at = models.DateTimeField(auto_now_add=True)
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=300)
    status = models.PositiveSmallIntegerField()
    request_id = models.CharField(max_length=32)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
