"""The Django application of the listening room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListeningConfig(AppConfig):
    """Sources, their deliveries, and the incidents that they brought."""

    name = "workbench.listening"
    label = "listening"
    verbose_name = _("Listening")
    default_auto_field = "django.db.models.BigAutoField"
