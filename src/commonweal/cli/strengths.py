"""`commonweal mapping strengths`: what a list of strengths holds, and the list in another form."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer

from commonweal.cli.output import console, print_json, refuse_unwritable
from commonweal.cli.strengths_compared import compared
from commonweal.cli.strengths_reading import Ground, ReadList, ground_of, read_list
from commonweal.cli.strengths_told import tell
from commonweal.core.errors import CommonwealError
from commonweal.core.lineage import Lineage
from commonweal.core.nearest import listed
from commonweal.core.tables import REFUSED
from commonweal.files.city import read_city
from commonweal.files.hsds.refused_objects import write_refused_objects
from commonweal.files.hsds.writing import write_lines, write_page, write_tables
from commonweal.files.refused import write_refused
from commonweal.files.strengths import write_strengths_csv, write_strengths_parquet
from commonweal.mapping.strengths import Audience, Words, reconcile, summary
from commonweal.mapping.strengths.freshness import CONFIRM_AFTER_MONTHS
from commonweal.mapping.strengths.hsds.writing import rows_of, services_of
from commonweal.mapping.strengths.public import refused_seen_by, seen_by

SCHEMA = "commonweal/strengths/1"
OWN_COLUMNS = "strengths"
"""The profile of our own columns."""


ListFile = Annotated[
    Path, typer.Argument(help="A list (.csv, .xlsx, .parquet) or HSDS (.json, folder, .zip).")
]
ProfileName = Annotated[
    str, typer.Option(help="Source profile: its name, such as hsds, or a .toml file.")
]
Areas = Annotated[Path | None, typer.Option(help="Outlines (GeoJSON) of the city's areas.")]
AreaId = Annotated[str | None, typer.Option(help="Property of the outlines that holds their id.")]
CityFolder = Annotated[
    Path | None, typer.Option(help="City folder: its areas, lists and profiles are used.")
]
Months = Annotated[
    int | None,
    typer.Option(min=1, help="Months after which an entry asks to be confirmed; 12 if none."),
]
Compare = Annotated[
    Path | None, typer.Option(help="What the source said last time, read the same way.")
]
Edited = Annotated[
    Path | None, typer.Option(help="Entries as people left them since then, in our own columns.")
]
Write = Annotated[
    tuple[str, Path] | None,
    typer.Option(
        metavar="FORM FILE",
        help="Write the entries as hsds-json, hsds-lines, hsds-tabular, parquet or csv.",
    ),
]
Rejects = Annotated[
    Path | None, typer.Option(help="Write every refused row with its reason to this file.")
]
ForPartners = Annotated[
    bool, typer.Option("--for-partners", help="With confidential entries; never to be published.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def strengths(
    file: ListFile,
    profile: ProfileName,
    areas: Areas = None,
    area_id: AreaId = None,
    city: CityFolder = None,
    months: Months = None,
    compare: Compare = None,
    edited: Edited = None,
    write: Write = None,
    rejects: Rejects = None,
    for_partners: ForPartners = False,
    as_json: AsJson = False,
) -> None:
    """Say what a list of strengths holds, and write it in another form.

    Confidential entries are left out everywhere, unless for partners.
    """
    refuse_unwritable(rejects, None if write is None else write[1])
    _refuse_edited_alone(edited, compare)
    audience = Audience.PARTNERS if for_partners else Audience.PUBLIC
    ground = ground_of(areas, area_id, city)
    found = read_list(file, profile, ground, city)
    months = months or (read_city(city).confirm_after_months if city else CONFIRM_AFTER_MONTHS)
    answer = _answer(file, found, ground, audience, months)
    lineage = found.lineage(ground)
    if compare is not None:
        old = read_list(compare, profile, ground, city)
        answer["compared"] = _compared(found, old, edited, ground, city, audience)
    if rejects is not None:
        _write_rejects(rejects, found, audience)
    if write is not None:
        seen = seen_by(audience, found.gathered.strengths)
        _write(write, seen, ground.words, lineage, for_partners=for_partners)
    if as_json:
        print_json(SCHEMA, lineage, answer)
    else:
        title = found.profile.title
        tell(console(), answer, title=title, rejects=rejects, names=ground.area_names)


def _refuse_edited_alone(edited: Path | None, compare: Path | None) -> None:
    if edited is not None and compare is None:
        raise CommonwealError(
            "What people edited can only be kept where two readings are compared.",
            remedy="Add --compare FILE with what the source said last time.",
            code="edited-alone",
        )


def _answer(
    file: Path, found: ReadList, ground: Ground, audience: Audience, months: int
) -> dict[str, Any]:
    held = summary(
        found.gathered,
        words=ground.words,
        areas=ground.areas,
        today=ground.today,
        audience=audience,
        months=months,
    )
    held["notices"] = [
        {"code": one.code, "sentence": one.sentence, "count": one.count} for one in found.notices
    ]
    return {"file": file.name, "profile": found.profile.name, **held}


def _compared(
    found: ReadList,
    old: ReadList,
    edited: Path | None,
    ground: Ground,
    city: Path | None,
    audience: Audience,
) -> dict[str, Any]:
    now, then = found.gathered.strengths, old.gathered.strengths
    stands = None
    if edited is not None:
        stands = read_list(edited, OWN_COLUMNS, ground, city).gathered.strengths
    tables = [table for table in (then, now, stands) if table is not None]
    return compared(reconcile(then, now, stands), *tables, audience=audience)


def _write_rejects(path: Path, found: ReadList, audience: Audience) -> None:
    refused = refused_seen_by(audience, found.gathered.refused)
    if found.raw is None:
        write_refused_objects(path, refused)
        return
    profile = found.profile
    columns = profile.columns_to_read(found.raw.columns, file=found.raw.file)
    shown = refused.select(list(REFUSED.columns))
    write_refused(path, shown, found.raw, columns=columns, personal=profile.personal)


def _write(
    write: tuple[str, Path],
    seen: pl.DataFrame,
    words: Words,
    lineage: Lineage,
    *,
    for_partners: bool,
) -> None:
    """Write what the audience may see, in one of the forms."""
    form, path = write
    services = services_of(seen, words=words, for_partners=for_partners)
    forms: Mapping[str, Callable[[], None]] = {
        "hsds-json": lambda: write_page(path, services, total=seen.height),
        "hsds-lines": lambda: write_lines(path, services),
        "hsds-tabular": lambda: write_tables(path, rows_of(services)),
        "parquet": lambda: write_strengths_parquet(path, seen, lineage=lineage),
        "csv": lambda: write_strengths_csv(path, seen),
    }
    if form not in forms:
        raise CommonwealError(
            f"“{form}” is no form in which strengths are written.",
            remedy=f"The forms are {listed(forms)}.",
            code="unknown-form",
        )
    forms[form]()
