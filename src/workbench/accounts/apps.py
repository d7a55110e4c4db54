"""The app of people and doors."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, invitations, elevated sessions."""

    name = "workbench.accounts"
    label = "accounts"
