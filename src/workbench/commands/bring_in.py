"""`commonweal listening bring-in`, `resume` and `discard`: a source's files into the register."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commonweal.cli.output import refuse_unwritable
from workbench.commands import group_of, on_a_terminal, setup_workbench

if TYPE_CHECKING:
    from workbench.listening.models import Delivery

CITY = typer.Argument(help="The city folder.", show_default=False)
BOTH = ("before", "after")
MOST_CHANGES = 20
MUCH_VANISHED = """\
  Most of what the source showed before is not in this file and is no longer shown. If the file is
  only a part of what the source holds, write coverage = "window" under [source] of its profile,
  and bring in the whole file again. Nothing is lost: the earlier delivery can be opened."""
STEPS = {"read": "reading", "compare": "comparing", "write": "writing"}


def add(app: typer.Typer) -> None:
    """Add the commands of this file to the word `listening`."""
    listening = group_of(app, "listening")
    listening.command("bring-in")(bring_in)
    listening.command("resume")(resume)
    listening.command("discard")(discard)


def bring_in(
    city: Annotated[Path, CITY],
    file: Annotated[Path, typer.Argument(help="The file that the source delivered.")],
    profile: Annotated[str, typer.Option(help="Source profile: its name, or a .toml file.")],
    source: Annotated[
        str | None, typer.Option(help="Key of the source; the profile's name unless given.")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Write every refused row with its reason to this file.")
    ] = None,
    received_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day of the delivery, if it was before today."),
    ] = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait while the source is being brought in by others.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Read it once more, even if it is already in.")
    ] = False,
) -> None:
    """Bring a source's file into the city's register and show what it changed."""
    refuse_unwritable(rejects)
    setup_workbench(city)
    from workbench.listening.actions.deliver import AlreadyIn, bring_in_file

    try:
        with _interruptible(city), _progress() as progress:
            delivery = bring_in_file(
                file,
                profile_name=profile,
                source_key=source,
                acting_person=None,
                today=_today(),
                received_on=received_on.date() if received_on else None,
                progress=progress,
                wait=wait,
                again=again,
            )
    except AlreadyIn as told:
        print(told)
        return
    _tell(delivery)
    _hand_out_refused(delivery, city, rejects)


def resume(
    city: Annotated[Path, CITY],
    delivery: Annotated[int, typer.Argument(help="Number of the delivery, as `check` says it.")],
) -> None:
    """Finish a delivery that was interrupted, from where it stood."""
    setup_workbench(city)
    from workbench.listening.actions.deliver import delivery_numbered, resume_delivery

    with _interruptible(city), _progress() as progress:
        done = resume_delivery(delivery_numbered(delivery), acting_person=None, progress=progress)
    _tell(done)


def discard(
    city: Annotated[Path, CITY],
    delivery: Annotated[int, typer.Argument(help="Number of the delivery, as `check` says it.")],
) -> None:
    """Drop a delivery that was interrupted; readers go on seeing what they saw."""
    setup_workbench(city)
    from workbench.listening.actions.deliver import delivery_numbered
    from workbench.listening.actions.discard import discard_delivery

    done = discard_delivery(delivery_numbered(delivery), acting_person=None)
    print(f"Delivery {done.pk} of {done.source.key} is discarded; nothing of it is left.")


def _today() -> date:
    from django.utils import timezone

    return timezone.localdate()


@contextmanager
def _interruptible(city: Path) -> Iterator[None]:
    """Ctrl-C leaves an invisible delivery, and says how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        print(
            "Stopped. Readers see what they saw before. "
            f"`commonweal check {city}` says how to finish or drop the delivery.",
            file=sys.stderr,
        )
        raise typer.Exit(130) from None


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A line that says how far it is, on a terminal only."""
    if not on_a_terminal():
        yield None
        return

    def tell(step: str, done: int, of: int) -> None:
        far = f" {done:,} of {of:,} changes" if step == "write" else ""
        print(f"\r\033[K{STEPS[step]}{far}", end="", file=sys.stderr, flush=True)

    yield tell
    print("\r\033[K", end="", file=sys.stderr, flush=True)


def _tell(delivery: "Delivery") -> None:
    print(f"Delivery {delivery.pk} of {delivery.source.key} is shown.")
    for label, count in (
        ("rows", delivery.rows),
        ("incidents", delivery.incidents),
        ("rows of an incident already counted", delivery.duplicates),
        ("refused", delivery.refused),
        ("added", delivery.added),
        ("vanished", delivery.vanished),
        ("relabelled", delivery.relabelled),
    ):
        print(f"  {count:>12,}  {label}")
    for notice in delivery.notices:
        print(f"  Note: {notice['sentence']}")
    if 2 * delivery.vanished > delivery.vanished + delivery.incidents - delivery.added:
        print(MUCH_VANISHED)
    if delivery.relabelled:
        _tell_relabelled(delivery)


def _tell_relabelled(delivery: "Delivery") -> None:
    """Both values of what the source relabelled; a long list goes on on the delivery's page."""
    from commonweal.listening.revisions import compare
    from workbench.listening import feeds

    earlier = [one for one in feeds.shown_deliveries(delivery.source) if one.pk < delivery.pk]
    before, after = (
        feeds.incidents_of(delivery.source, as_of_delivery=one) for one in (earlier[-1], delivery)
    )
    changes = compare(before, after).relabelled
    for row in changes.head(MOST_CHANGES).iter_rows(named=True):
        said = (row[side] if row[side] is not None else "not stated" for side in BOTH)
        print(f"  {row['incident_id']}: {row['column']} was {' and is now '.join(said)}")
    if changes.height > MOST_CHANGES:
        print(f"  … and {changes.height - MOST_CHANGES:,} more, on the delivery's page.")


def _hand_out_refused(delivery: "Delivery", city: Path, rejects: Path | None) -> None:
    from workbench.listening.actions.staging import refused_file

    kept = refused_file(city, delivery.pk)
    if rejects is not None and kept.exists():
        shutil.copyfile(kept, rejects)
    if delivery.refused:
        print(f"Refused rows, each with its reason: {rejects or kept}")
