"""The audit log: who changed what, when, from what to what, without a personal word."""

from typing import Any

from django.conf import settings
from django.db import models


class AuditRow(models.Model):
    """One change. Written once by `core.audit.record_audit`, then never changed or removed."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    acting_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    verb = models.CharField(max_length=60, db_index=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    request_id = models.CharField(max_length=32, blank=True)
    elevated_session_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["subject_type", "subject_id"]),)

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; a row that stands is not written again."""
        if self.pk is not None:
            raise TypeError("An audit row is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ARG002 - Django's signature
        """Refused: the log stays."""
        raise TypeError("An audit row is not removed.")
