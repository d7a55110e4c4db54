"""`commonweal weekly CITY`: search every source, keep the signals, freeze the brief.

A timer or cron calls it once a week; it may be called again at any time. See
docs/start/operator.md.
"""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.commands import setup_workbench

if TYPE_CHECKING:
    from workbench.listening.signals.actions.weekly import SourceDone, WeekDone


def add(app: typer.Typer) -> None:
    """Add the command to the console script."""
    app.command("weekly")(weekly)


def weekly(
    city: Annotated[Path, typer.Argument(help="The city folder.", show_default=False)],
    week: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Any day of the week to search; the newest full week unless given.",
        ),
    ] = None,
) -> None:
    """Search every source for signals, keep them, and freeze the week's brief.

    A week that is done stays as it is; one that was interrupted goes on where it stood.
    """
    setup_workbench(city)
    done = _done(week.date() if week else None)
    if done.already:
        print(f"The week of {done.week} is done: its brief was frozen before. Nothing was changed.")
    for source in done.sources:
        print(_told(source))
    for frozen in done.frozen:
        print(f"Frozen ({frozen.language}): {frozen.title}, {frozen.sha256}")
    print(f"{done.waiting} signal{'s' * (done.waiting != 1)} waiting for an answer.")


def _told(source: "SourceDone") -> str:
    if source.state == "too-early":
        return f"{source.source}: too early for signals, half a year of history is needed."
    return (
        f"{source.source}: {source.findings} finding{'s' * (source.findings != 1)}, "
        f"{source.new} new signal{'s' * (source.new != 1)}, {source.returned} returned."
    )


def _done(week: date | None) -> "WeekDone":
    from django.utils import timezone

    from workbench.core.city import current_city
    from workbench.listening.signals.actions.weekly import run_week
    from workbench.listening.signals.searching import search

    return run_week(
        current_city(),
        search=search,
        week=week,
        acting_person=None,
        today=timezone.localdate(),
        now=timezone.now(),
    )
