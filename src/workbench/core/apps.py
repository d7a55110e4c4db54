"""The app on which every room stands."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The city, the audit log, errors, pages."""

    name = "workbench.core"
    label = "core"
