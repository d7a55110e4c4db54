"""Where everything of a network drawing stood at the last visit, so that people find it again."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptDrawing(models.Model):
    """The placement of one audience's network: the desk's, one party's, or what all partners see.

    Each audience has its own, so that no tie which somebody may not see shapes what they see. It
    follows from the ties alone and can be thrown away, so no audit row stands beside it.
    """

    audience = models.CharField(_("whose drawing"), max_length=40, unique=True)
    placement = models.JSONField(_("where everything stands"))

    class Meta:
        ordering: ClassVar = ["audience"]

    def __str__(self) -> str:
        return self.audience
