"""`commonweal backup`: the whole city in one file, while people go on working."""

from pathlib import Path
from typing import Annotated

import typer

from commonweal.core.errors import CommonwealError
from workbench.commands import setup_workbench


def add(app: typer.Typer) -> None:
    """Add the command to the console script."""
    app.command("backup")(backup)


def backup(
    city: Annotated[Path, typer.Argument(help="The city folder.", show_default=False)],
    file: Annotated[Path, typer.Argument(help="The backup to write, a .zip.")],
) -> None:
    """Write every row and file of a city to one file; its keys are backed up apart."""
    setup_workbench(city)
    from workbench.commands.archive import write_archive
    from workbench.core.city import current_city
    from workbench.core.disk import disk_told

    if file.exists():
        raise CommonwealError(
            f"{file} is already there.",
            remedy="Choose another name; a backup never takes the place of an older one.",
            code="file-exists",
        )
    with disk_told(file.absolute().parent):
        manifest = write_archive(city, file)
    print(f"content hash {manifest.content_hash}")
    print(f"{len(manifest.tables)} tables and {len(manifest.files)} files are in {file}.")
    print(f"Its keys are not: back up {current_city().keys} apart from it.")
