"""The Django application of the weighing room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WeighingConfig(AppConfig):
    """Proposals, what is believed of them, what was decided, what followed."""

    name = "workbench.weighing"
    label = "weighing"
    verbose_name = _("Weighing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the room into the menu, and its public pages where everybody finds them."""
        from workbench.core.rooms import (
            Room,
            register_foot_link,
            register_open_page,
            register_room,
        )
        from workbench.weighing.access import WEIGHS

        register_room(
            Room(word="weighing", label=_("Weighing"), url_name="weighing", roles=frozenset(WEIGHS))
        )
        register_open_page("weighing", label=_("Decisions"), url_name="open-decisions")
        register_foot_link(label=_("Raise a concern"), url_name="open-concern")
