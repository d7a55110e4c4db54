"""`commonweal mapping bring-in`: a source's list of strengths onto the city's map."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commonweal.cli.output import refuse_unwritable
from workbench.commands import group_of, setup_workbench

if TYPE_CHECKING:
    from workbench.mapping.models import BringIn

COUNTED = {
    "rows": "entries that may be counted",
    "matched": "known already",
    "added": "new",
    "changed": "of the known with something new",
    "conflicting": "against what people here wrote",
    "gone": "no longer named",
    "unsure": "perhaps the same as one that is here",
    "refused": "refused",
}
LEFT = ("conflicting", "gone", "unsure")


def add(app: typer.Typer) -> None:
    """Add the command of this file to the word `mapping`."""
    group_of(app, "mapping").command("bring-in")(bring_in)


def bring_in(
    city: Annotated[Path, typer.Argument(help="The city folder.", show_default=False)],
    file: Annotated[Path, typer.Argument(help="The list that the source keeps.")],
    profile: Annotated[
        str, typer.Option(help="Profile of the list: its name, such as hsds, or a .toml file.")
    ],
    source: Annotated[
        str | None, typer.Option(help="Key of the source; the profile's name unless given.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="What a new source is called; as its profile unless given.")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Write every refused row with its reason to this file.")
    ] = None,
) -> None:
    """Bring a list of strengths onto the city's map and say what it told that is new.

    Nothing that a person wrote is overwritten, and nothing is deleted.
    """
    refuse_unwritable(rejects)
    setup_workbench(city)
    from django.utils import timezone

    from workbench.core.city import current_city
    from workbench.mapping.actions.taking_in import bring_in_list

    done = bring_in_list(
        file,
        profile_name=profile,
        source=source or "",
        name=name or "",
        city=current_city(),
        acting_person=None,
        now=timezone.now(),
        today=timezone.localdate(),
    )
    _tell(done)
    _hand_out_refused(done, city, rejects)


def _tell(done: "BringIn") -> None:
    print(f"The list of {done.source.key} is on the map.")
    for word, label in COUNTED.items():
        print(f"  {getattr(done, word):>12,}  {label}")
    for notice in done.notices:
        print(f"  Note: {notice['sentence']}")
    if any(getattr(done, word) for word in LEFT):
        print(f"What is left to decide stands at /mapping/bring-in/{done.pk}/ of the workbench.")


def _hand_out_refused(done: "BringIn", city: Path, rejects: Path | None) -> None:
    from workbench.mapping.actions.taking_in import refused_file

    kept = refused_file(city, done.pk)
    if not kept.exists():
        return
    if rejects is not None:
        shutil.copyfile(kept, rejects)
    print(f"Refused rows, each with its reason: {rejects or kept}")
