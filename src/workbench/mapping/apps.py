"""The Django application of the mapping room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MappingConfig(AppConfig):
    """Strengths, who holds them, who is connected, who asked for what."""

    name = "workbench.mapping"
    label = "mapping"
    verbose_name = _("Mapping")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the room into the menu, its list before everybody, its parts beside signals."""
        from workbench.core.neutral_places import register_neutral_places
        from workbench.core.rooms import Room, register_open_page, register_panel, register_room
        from workbench.mapping.access import READS
        from workbench.mapping.neutral import neutral_strengths
        from workbench.mapping.panels import (
            brief_panel,
            brief_part,
            signal_panel,
            signal_part,
        )

        register_room(
            Room(word="mapping", label=_("Mapping"), url_name="mapping", roles=frozenset(READS))
        )
        register_open_page("mapping", label=_("Strengths"), url_name="open-strengths")
        register_panel("signal", signal_panel, printed=signal_part)
        register_panel("brief", brief_panel, printed=brief_part)
        register_neutral_places(neutral_strengths)
