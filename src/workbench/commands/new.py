"""`commonweal new`: a city from district outlines, ready to be served."""

from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from commonweal.core.errors import CommonwealError
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.small_numbers import DEFAULT_FLOOR
from commonweal.files.areas import read_areas
from commonweal.files.city import create_city, read_city
from commonweal.files.knowledge import shipped_groups
from commonweal.files.populations import PopulationColumn, read_group_populations
from workbench.commands import bring_database_up_to_date, setup_workbench

FILE_AND_COLUMN = "FILE:COLUMN or FILE:COLUMN:ID-COLUMN"


Residents = Annotated[
    str | None, typer.Option(help=f"Residents: a field of the outlines, or {FILE_AND_COLUMN}.")
]
ResidentsOfGroups = Annotated[
    list[str] | None,
    typer.Option(help=f"Residents of a group: GROUP={FILE_AND_COLUMN}; may be repeated."),
]
LargerAreas = Annotated[
    Path | None, typer.Option(help="GeoJSON of the larger areas that hold the districts.")
]


def add(app: typer.Typer) -> None:
    """Add the command to the console script."""
    app.command("new")(new)


def new(
    city: Annotated[Path, typer.Argument(help="The folder to make; it must not be there yet.")],
    name: Annotated[str, typer.Option(help="Name of the city.")],
    areas: Annotated[Path, typer.Option(help="GeoJSON with the outlines of its districts.")],
    area_id: Annotated[str, typer.Option(help="Field of the outlines that names each area.")],
    area_name: Annotated[
        str | None, typer.Option(help="Field with the name that residents know.")
    ] = None,
    id_prefix: Annotated[
        str, typer.Option(help="Put before each id, where the larger areas have the same ones.")
    ] = "",
    area_level: Annotated[str, typer.Option(help="What these areas are called.")] = "district",
    population: Residents = None,
    group_population: ResidentsOfGroups = None,
    above: LargerAreas = None,
    above_id: Annotated[str, typer.Option(help="Its field that names each area.")] = "id",
    above_name: Annotated[str | None, typer.Option(help="Its field with the name.")] = None,
    above_level: Annotated[str, typer.Option(help="What larger areas are called.")] = "borough",
    parent: Annotated[
        str | None, typer.Option(help="Field of the districts that names the larger area.")
    ] = None,
    time_zone: Annotated[str, typer.Option(help="Such as Europe/London.")] = "UTC",
    language: Annotated[list[str] | None, typer.Option(help="Such as en; may be repeated.")] = None,
    jurisdiction: Annotated[str, typer.Option(help="Such as england-and-wales.")] = "",
    floor: Annotated[int, typer.Option(help="Publishing floor.")] = DEFAULT_FLOOR,
    floor_reason: Annotated[str, typer.Option(help="Why the floor is not ten.")] = "",
    database: Annotated[str | None, typer.Option(help="postgresql://…, if not SQLite.")] = None,
) -> None:
    """Make a city from the outlines of its districts."""
    notices: list[Notice] = []
    larger = _larger(above, above_id, above_name, above_level, notices)
    read = read_areas(
        areas,
        id_field=area_id,
        name_field=area_name,
        level=area_level,
        parent_field=parent,
        population=_population_column(population),
        coarser=larger,
        id_prefix=id_prefix,
    )
    notices += read.notices
    create_city(
        city,
        name=name,
        areas=read.areas,
        populations=_group_populations(
            group_population or [], read.areas, area_id, id_prefix, notices
        ),
        languages=tuple(language or ("en",)),
        time_zone=time_zone,
        jurisdiction=jurisdiction,
        publishing_floor=floor,
        publishing_floor_reason=floor_reason,
        database=database,
    )
    make_ready(city)
    _tell(city, read.areas, notices)


def make_ready(folder: Path) -> None:
    """Make the keys and the database of a new city, and load Django for it."""
    from workbench.core import keys

    keys.create_keys(read_city(folder).keys)
    setup_workbench(folder)
    bring_database_up_to_date()


def _larger(
    path: Path | None, id_field: str, name_field: str | None, level: str, notices: list[Notice]
) -> AreaSet | None:
    if path is None:
        return None
    read = read_areas(path, id_field=id_field, name_field=name_field, level=level)
    notices += read.notices
    return read.areas


def _population_column(written: str | None) -> PopulationColumn | None:
    if written is None:
        return None
    if ":" not in written:
        return PopulationColumn(column=written)
    path, column, id_column = _file_and_column(written)
    return PopulationColumn(column=column, path=path, id_column=id_column)


def _file_and_column(written: str) -> tuple[Path, str, str | None]:
    parts = written.split(":")
    if len(parts) not in (2, 3) or not all(parts):
        raise CommonwealError(
            f"“{written}” does not say where the residents stand.",
            remedy=f"Write {FILE_AND_COLUMN}.",
            code="invalid-population",
        )
    return Path(parts[0]), parts[1], parts[2] if len(parts) == 3 else None


def _group_populations(
    written: list[str], areas: AreaSet, area_id: str, id_prefix: str, notices: list[Notice]
) -> pl.DataFrame | None:
    """Residents by area and group from all the tables that were named; None without any."""
    tables: dict[tuple[Path, str], dict[str, str]] = {}
    for one in written:
        group, _, place = one.partition("=")
        path, column, id_column = _file_and_column(place)
        tables.setdefault((path, id_column or area_id), {})[group] = column
    frames = []
    for (path, id_column), groups in tables.items():
        read = read_group_populations(
            path,
            id_column=id_column,
            groups=groups,
            areas=areas,
            pack=shipped_groups(),
            id_prefix=id_prefix,
        )
        notices += read.notices
        frames.append(read.table)
    return pl.concat(frames) if frames else None


def _tell(folder: Path, areas: AreaSet, notices: list[Notice]) -> None:
    print(f"{folder} is ready: {len(areas.ids)} areas.")
    for notice in notices:
        print(f"  Note: {notice.sentence}")
    print(f"Its keys are in {read_city(folder).keys}: back them up apart from the folder.")
    print("Next, invite the first person, bring in a file, and open the workbench:")
    print(f"  commonweal person add {folder} YOU@EXAMPLE.ORG --role operator")
    print(f"  commonweal listening bring-in {folder} FILE --profile NAME")
    print(f"  commonweal serve {folder}")
