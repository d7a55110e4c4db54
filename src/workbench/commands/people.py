"""`commonweal person add`: the first people of a city, invited from the command line."""

import os
from pathlib import Path
from typing import Annotated

import typer

from workbench.commands import bring_database_up_to_date, setup_workbench


def add(app: typer.Typer) -> None:
    """Add the word `person` to the console script."""
    person = typer.Typer(no_args_is_help=True, help="People who may sign in.")

    @person.callback()
    def people() -> None:
        """People who may sign in."""

    person.command("add")(add_person)
    app.add_typer(person, name="person")


def add_person(
    city: Annotated[Path, typer.Argument(help="The city folder.", show_default=False)],
    email: Annotated[str, typer.Argument(help="Address with which the person signs in.")],
    role: Annotated[
        str, typer.Option(help="coordinator, analyst, partner_editor, policy_officer or operator.")
    ],
    name: Annotated[
        str | None, typer.Option(help="Name; the part of the address before @ unless given.")
    ] = None,
    organisation: Annotated[str, typer.Option(help="Organisation of a partner editor.")] = "",
) -> None:
    """Invite a person; the link that is printed lets them choose a password, once."""
    setup_workbench(city)
    bring_database_up_to_date()
    from django.core.exceptions import ValidationError
    from django.urls import reverse
    from django.utils import timezone

    from commonweal.core.errors import CommonwealError
    from workbench import options
    from workbench.accounts.actions.people import invite_person

    try:
        person, token = invite_person(
            email=email,
            name=name or email.partition("@")[0],
            role=role,
            organisation=organisation,
            acting_person=None,
            now=timezone.now(),
        )
    except ValidationError as wrong:
        raise CommonwealError(
            f"This person cannot be added: {' '.join(wrong.messages)}",
            remedy="Check the address and the role: coordinator, analyst, partner_editor, "
            "policy_officer or operator.",
            code="invalid-person",
        ) from None
    address = options.ADDRESS.value(os.environ)
    path = reverse("accounts-invitation", args=[token])
    print(f"{person.name} may join as {person.get_role_display()}.")
    print(f"Hand over this link; it holds for seven days and works once:\n{address}{path}")
