"""The city commands of `commonweal`: make a city, serve it, look after it, move it.

Read `setup_workbench` first: Django is loaded inside a command, for the city it is given, so that
analysts' commands on plain files never wait for it. One file a command; `register` gathers them.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

import typer

COMMANDS = (
    "new",
    "demo",
    "serve",
    "check",
    "backup",
    "restore",
    "people",
    "bring_in",
    "bring_in_strengths",
    "brief",
    "weekly",
)


def register(app: typer.Typer) -> None:
    """Add the city commands to the console script; called through the entry point."""
    for name in COMMANDS:
        import_module(f"workbench.commands.{name}").add(app)


def setup_workbench(folder: Path) -> None:
    """Load Django for the city in `folder`; raises `InvalidCity` where it is none."""
    from commonweal.files.city import read_city

    read_city(folder)
    os.environ["COMMONWEAL_CITY"] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "workbench.settings"
    import django

    from workbench.core.city import current_city

    current_city.cache_clear()
    django.setup()
    from django.utils.translation import activate

    # The command line speaks English; pages and the brief speak the reader's language.
    activate("en")


def bring_database_up_to_date() -> None:
    """Apply the migrations that the database lacks."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def group_of(app: typer.Typer, word: str) -> typer.Typer:
    """The sub-commands of one of the five words; made where the library has none for it yet."""
    for group in app.registered_groups:
        if group.name == word and group.typer_instance is not None:
            return group.typer_instance
    made = typer.Typer(name=word, no_args_is_help=True)
    app.add_typer(made, name=word)
    return made


def on_a_terminal() -> bool:
    """Whether progress may be drawn: never into a file or a pipe."""
    return sys.stderr.isatty()
