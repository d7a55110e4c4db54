"""`commonweal mapping`: what a community has, who is connected, where the thread is missing."""

import typer

app = typer.Typer(
    name="mapping",
    no_args_is_help=True,
    help="What a community has, who is connected, and where the thread is missing.",
)
