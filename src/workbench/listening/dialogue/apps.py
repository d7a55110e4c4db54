"""The Django application of dialogues."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    """Conversations, their statements, and votes of people of whom nothing is known."""

    name = "workbench.listening.dialogue"
    label = "dialogue"
    verbose_name = _("Dialogues")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the open conversations before everybody."""
        from workbench.core.rooms import register_open_page

        register_open_page("listening", label=_("Have a say"), url_name="open-talk")
