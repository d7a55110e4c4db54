"""The Django application of talks in a room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Sessions, concerns, recommendations, and what stands ready for the next talk."""

    name = "workbench.listening.meetings"
    label = "meetings"
    verbose_name = _("Talks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put what came of talks before everybody, and readiness into the brief."""
        from workbench.core.rooms import register_open_page, register_panel
        from workbench.listening.meetings.panels import brief_panel, brief_part

        register_open_page("listening", label=_("What came of it"), url_name="open-meetings")
        register_panel("brief", brief_panel, printed=brief_part)
