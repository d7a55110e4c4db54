"""The console script: gathers the commands, and tells every error with its remedy."""

import sys
from importlib.metadata import entry_points, version
from typing import Annotated

import typer

from commonweal.cli.on_demand import OnDemand
from commonweal.core.errors import CommonwealError

app = typer.Typer(
    name="commonweal",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A workbench with which a city builds resilience against polarisation.",
)


class Listening(OnDemand):
    """What came in."""

    modules = {
        "look": "listening",
        "profiles": "listening",
        "week": "week",
        "signals": "signals",
        "events": "events",
        "publish": "publish",
        "dialogue": "dialogue",
    }


class Mapping(OnDemand):
    """What there is, and who is connected."""

    modules = {
        word: word for word in ("network", "reach", "relation", "representation", "strengths")
    }


class Weighing(OnDemand):
    """What a decision may do, to whom."""

    modules = {word: word for word in ("compare", "maps", "matrix", "run")}


ROOMS = (
    ("listening", Listening, "What came in: incidents, sources, the week."),
    (
        "mapping",
        Mapping,
        "What a community has, who is connected, and where the thread is missing.",
    ),
    ("weighing", Weighing, "What a decision may do, to whom, before it is made."),
)
for _name, _group, _words in ROOMS:
    app.add_typer(typer.Typer(cls=_group, no_args_is_help=True, help=_words), name=_name)


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
