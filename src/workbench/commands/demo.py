"""`commonweal demo`: the made-up city Aldermere, filled through the doors that real files use."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import polars as pl
import typer

from commonweal.demo.aldermere import SEED, Aldermere
from commonweal.demo.incoming import write_aldermere
from commonweal.files.city import WATER_FILE, create_city
from workbench.commands.demo_dialogues import bring_in_dialogues
from workbench.commands.demo_map import draw_map
from workbench.commands.demo_talks import hold_talks
from workbench.commands.demo_weighing import weigh_housing
from workbench.commands.making import whole_or_not_at_all
from workbench.commands.new import make_ready

if TYPE_CHECKING:
    from workbench.accounts.models import Person

NAME = "Aldermere"
COORDINATOR = "asha@aldermere.example"
PEOPLE = (
    (COORDINATOR, "Asha Lindqvist", "coordinator", ""),
    ("ben@aldermere.example", "Ben Achterberg", "analyst", ""),
    ("chidi@aldermere.example", "Chidi Moreau", "partner_editor", "Ferry Lane boxing club"),
    ("hanna@aldermere.example", "Hanna Silva", "policy_officer", ""),
    ("dana@aldermere.example", "Dana Petrov", "operator", ""),
    (
        "elena@aldermere.example",
        "Elena Rusu",
        "partner_editor",
        "Roma families of Westway and Tanners",
    ),
)


def add(app: typer.Typer) -> None:
    """Add the command to the console script."""
    app.command("demo")(demo)


def demo(
    city: Annotated[Path, typer.Argument(help="The folder to make; it must not be there yet.")],
    seed: Annotated[int, typer.Option(help="Another seed makes another Aldermere.")] = SEED,
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Day on which the story ends, as 2026-03-29; today if none.",
        ),
    ] = None,
    files_only: Annotated[
        bool,
        typer.Option(
            "--files-only", help="Only the files that it is made of, for the command line alone."
        ),
    ] = False,
) -> None:
    """Make Aldermere, a city that does not exist, with its people and three years of reports."""
    make = write_files if files_only else make_demonstration
    for line in make(city, seed=seed, until=until.date() if until else None):
        print(line, flush=True)


def write_files(folder: Path, *, seed: int, until: date | None) -> Iterator[str]:
    """Write what the city is made of, as if it had been sent; yields what was done."""
    with whole_or_not_at_all(folder):
        write_aldermere(folder, seed, until=until or date.today())  # noqa: DTZ011 - as below
        yield f"{folder}: the files of {NAME}, a city that does not exist."


def make_demonstration(folder: Path, *, seed: int, until: date | None) -> Iterator[str]:
    """Make the city in `folder`; yields what was done, a line at a time."""
    today = until or date.today()  # noqa: DTZ011 - the day on this machine's own wall
    with whole_or_not_at_all(folder), TemporaryDirectory(prefix="aldermere-") as incoming:
        aldermere = write_aldermere(Path(incoming), seed, until=today)
        create_city(
            folder,
            name=NAME,
            areas=aldermere.areas,
            populations=aldermere.populations,
            languages=("en", "de"),
            time_zone="Europe/London",
            jurisdiction="england-and-wales",
            demonstration=True,
        )
        _copy_profiles(Path(incoming), folder)
        shutil.copyfile(Path(incoming) / "river.geojson", folder / WATER_FILE)
        make_ready(folder)
        yield f"{folder}: {NAME}, {len(aldermere.areas.at_level('district'))} districts."
        acting = _people()
        yield from _bring_in(aldermere, Path(incoming), acting=acting, today=today)
        yield from draw_map(Path(incoming), acting=acting, today=today)
        yield from weigh_housing(Path(incoming) / "housing", acting=acting, today=today)
        yield from bring_in_dialogues(Path(incoming) / "votes", acting=acting)
        yield from hold_talks(acting=acting, today=today)
        yield _searched(today)


def _copy_profiles(incoming: Path, folder: Path) -> None:
    for profile in (incoming / "profiles").glob("*.toml"):
        target = folder / "knowledge" / "profiles" / profile.name
        target.write_text(profile.read_text(encoding="utf-8"), encoding="utf-8")


def _people() -> "Person":
    """The made-up people; the coordinator, who brings the files in."""
    from workbench.accounts.actions.people import add_demonstration_person

    added = {
        email: add_demonstration_person(
            email=email, name=name, role=role, organisation=organisation
        )
        for email, name, role, organisation in PEOPLE
    }
    return added[COORDINATOR]


def _bring_in(
    aldermere: Aldermere, incoming: Path, *, acting: "Person", today: date
) -> Iterator[str]:
    """Every delivery of every source, in the order in which they came."""
    from workbench.listening.actions.deliver import bring_in_file
    from workbench.listening.actions.sources import describe_source

    profiles = {source.key: source.profile for source in aldermere.sources}
    listed = pl.read_csv(incoming / "deliveries.csv", try_parse_dates=True)
    sources = {}
    for row in listed.sort("number").iter_rows(named=True):
        delivery = bring_in_file(
            incoming / row["file"],
            profile_name=profiles[row["source"]],
            source_key=row["source"],
            acting_person=acting,
            today=today,
            received_on=row["received_on"],
        )
        sources[row["source"]] = delivery.source
    for source in aldermere.sources:
        describe_source(
            sources[source.key],
            started_on=source.started_on,
            ended_on=source.ended_on,
            note="",
            acting_person=acting,
        )
    yield f"{listed.height} deliveries of {len(sources)} sources are in its register."


def _searched(today: date) -> str:
    """Search the newest full week for signals and freeze its brief, as a timer would."""
    from django.utils import timezone

    from workbench.core.city import current_city
    from workbench.listening.signals.actions.weekly import run_week
    from workbench.listening.signals.searching import search

    done = run_week(
        current_city(),
        search=search,
        week=None,
        acting_person=None,
        today=today,
        now=timezone.now(),
    )
    return f"The week of {done.week} was searched: {done.waiting} signals wait for an answer."
