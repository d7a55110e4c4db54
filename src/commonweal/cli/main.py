"""The console script: gathers the commands, and tells every error with its remedy."""

import sys
from importlib.metadata import entry_points, version
from typing import Annotated

import typer

from commonweal.cli import (
    events,
    listening,
    mapping,
    network,
    publish,
    reach,
    relation,
    signals,
    strengths,
    week,
)
from commonweal.core.errors import CommonwealError

app = typer.Typer(
    name="commonweal",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A workbench with which a city builds resilience against polarisation.",
)
listening.app.command("week")(week.week)
listening.app.command("signals")(signals.signals)
listening.app.command("events")(events.events)
listening.app.command("publish")(publish.publish)
app.add_typer(listening.app, name="listening")
mapping.app.command("network")(network.network)
mapping.app.command("reach")(reach.reach)
mapping.app.command("relation")(relation.relation)
mapping.app.command("strengths")(strengths.strengths)
app.add_typer(mapping.app, name="mapping")


def _tell_version(asked: bool) -> None:
    if asked:
        print(f"commonweal {version('commonweal')}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_tell_version, is_eager=True, help="Say the version and stop."
        ),
    ] = False,
) -> None:
    pass


def with_all_commands() -> typer.Typer:
    """The app with the commands of every installed part, each added once."""
    if not getattr(app, "complete", False):
        for point in sorted(entry_points(group="commonweal.commands"), key=lambda p: p.name):
            point.load()(app)
        app.complete = True  # type: ignore[attr-defined]
    return app


def main() -> None:
    """Run the command line; a `CommonwealError` is told with its remedy, and the exit code is 2."""
    try:
        with_all_commands()()
    except CommonwealError as error:
        print(f"Error: {error.message}\nWhat to do: {error.remedy}", file=sys.stderr)
        sys.exit(2)
