"""What the public edition keeps: plans of a year's tables, and releases that never change.

Django looks for models in one module; `apps.ListeningConfig.import_models` loads this one as well.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.listening.models import Delivery, Source


class PublicationPlan(models.Model):
    """The cells of one source's public tables in one year: a draft until somebody fixes it.

    `content` is a `commonweal.listening.publication.plan.TablePlan` as plain content.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset({"source_key", "year", "state", "sha256"})

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        FIXED = "fixed", _("fixed for the year")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField(_("year"))
    content = models.JSONField(_("plan"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"))

    class Meta:
        ordering: ClassVar = ["-year", "source__name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "year"], name="one_plan_a_source_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.year}"


class PublicRelease(models.Model):
    """One entry of the public ledger: a plan that was fixed, or an edition that was released.

    Written once, then never changed or removed; each entry holds the hash of the one before it
    (`commonweal.listening.publication.ledger`). `content` is public, every other column is not.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset({"source_key", "edition", "sha256"})

    class Kind(models.TextChoices):
        PLAN = "plan", _("plan")
        RELEASE = "release", _("release")

    number = models.PositiveIntegerField(_("number"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    plan = models.ForeignKey(PublicationPlan, on_delete=models.PROTECT, related_name="entries")
    edition = models.CharField(_("edition"), max_length=10, blank=True, default="")
    entered_on = models.DateField(_("entered on"))
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)
    content = models.JSONField(_("what was published"))
    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "edition"], name="an_edition_is_released_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.edition or self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the entry; one that stands is not written again."""
        if self.pk is not None:
            raise TypeError("An entry of the public ledger is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ARG002 - Django's signature
        """Refused: what was published stays in the ledger."""
        raise TypeError("An entry of the public ledger is not removed.")
