"""The Django application of the listening room."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListeningConfig(AppConfig):
    """Sources, their deliveries, and the incidents that they brought."""

    name = "workbench.listening"
    label = "listening"
    verbose_name = _("Listening")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """Signals and the public edition keep their models apart; Django looks into one file."""
        super().import_models()
        import_module("workbench.listening.public_models")
        import_module("workbench.listening.signals.models")

    def ready(self) -> None:
        """Put the brief into the menu of those who see records, and the room into everybody's."""
        from workbench.accounts.models import Role
        from workbench.core.indicator_sources import register_indicator_sources
        from workbench.core.rooms import Room, register_open_page, register_room
        from workbench.listening.access import SEES_RECORDS
        from workbench.listening.indicator_counts import indicator_sources

        register_room(
            Room(
                word="brief",
                label=_("Brief"),
                url_name="listening-brief",
                roles=frozenset(SEES_RECORDS),
            )
        )
        register_room(
            Room(
                word="listening",
                label=_("Listening"),
                url_name="listening",
                roles=frozenset(Role.values),
            )
        )
        register_open_page("listening", label=_("Open figures"), url_name="open")
        register_indicator_sources(indicator_sources)
