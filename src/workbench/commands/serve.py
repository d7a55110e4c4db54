"""`commonweal serve`: open the workbench of a city on this machine."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from commonweal.core.errors import CommonwealError
from workbench.commands import bring_database_up_to_date, setup_workbench
from workbench.commands.making import is_half_made, refuse_half_made

THREADS = 8


def add(app: typer.Typer) -> None:
    """Add the command to the console script."""
    app.command("serve")(serve)


def serve(
    city: Annotated[Path, typer.Argument(help="The city folder.", show_default=False)],
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    made_up: Annotated[
        bool, typer.Option("--made-up", help="Make the made-up city first, if it is not there.")
    ] = False,
) -> None:
    """Open the workbench, and say who can sign in and what each can see."""
    os.environ.setdefault("COMMONWEAL_ADDRESS", f"http://127.0.0.1:{port}")
    _refuse_taken(host, port)
    if made_up and (is_half_made(city) or not city.exists()):
        _make_up(city)
    refuse_half_made(city)
    setup_workbench(city)
    bring_database_up_to_date()
    _gather_static_files()
    for line in _doors():
        print(line)
    print(f"Open {os.environ['COMMONWEAL_ADDRESS']} in a browser. Ctrl-C closes it.", flush=True)
    import waitress

    from workbench.core.worker import start_worker
    from workbench.wsgi import application

    start_worker()
    start_worker()
    # Waitress would drop X-Forwarded-* unseen, and the demonstration sign-in must see them.
    waitress.serve(
        application,
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=False,
    )


def _make_up(folder: Path) -> None:
    from commonweal.demo.aldermere import SEED
    from workbench.commands.demo import make_demonstration

    print("Making Aldermere, a city that does not exist. This takes a minute, once.", flush=True)
    for line in make_demonstration(folder, seed=SEED, until=None):
        print(line, flush=True)


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommonwealError(
                f"Port {port} of {host} cannot be used: {error.strerror}.",
                remedy=f"Choose another one, such as --port {port % 65535 + 1}.",
                code="port-taken",
            ) from None


def _gather_static_files() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def _doors() -> Iterator[str]:
    """Who can sign in here, and what each can see."""
    from workbench.accounts.access import people
    from workbench.accounts.roles import what_a_role_does
    from workbench.core.city import current_city

    city = current_city()
    active = [person for person in people() if person.is_active]
    yield f"{city.name}: {len(active)} {'person' if len(active) == 1 else 'people'} may sign in."
    for person in active:
        role, does = person.get_role_display(), what_a_role_does(person.role)
        yield f"  {person.name} <{person.email}>, {role}: {does}"
    if not active:
        yield f"  Invite the first: commonweal person add {city.folder} EMAIL --role operator"
    if city.demonstration:
        yield "This city is made up. On this machine its people sign in with one click."
