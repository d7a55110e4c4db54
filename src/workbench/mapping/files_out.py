"""What stands on the map as files for others: strengths as HSDS or a table, networks in four forms.

Read `strengths_file` and `network_file`. Who sees what was decided before: they write what they are
given. Identifiers are the sources' own, so that a file that comes back is known again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from django.db.models import QuerySet

from commonweal.files.hsds.writing import write_page, write_tables
from commonweal.files.network_formats import write_network
from commonweal.files.refused import defused
from commonweal.files.strengths import write_strengths_csv
from commonweal.mapping.strengths import public_view
from commonweal.mapping.strengths.hsds.writing import rows_of, services_of
from workbench.core.city import current_city
from workbench.mapping import feeds
from workbench.mapping.actions.list_reading import city_words
from workbench.mapping.actions.tie_lists import LookedTies
from workbench.mapping.models import Party, Strength, Tie

CSV, JSON, ZIP = "text/csv; charset=utf-8", "application/json", "application/zip"
NOBODY_S_POINT = ("lat", "lon", "address")
STRENGTH_FORMS: Mapping[str, tuple[str, str]] = {
    "hsds": ("strengths.json", JSON),
    "hsds-tables": ("strengths.zip", ZIP),
    "csv": ("strengths.csv", CSV),
}
NETWORK_FORMS: Mapping[str, tuple[str, str]] = {
    "csv": ("ties.csv", CSV),
    "nodes": ("organisations.csv", CSV),
    "graphml": ("network.graphml", "application/xml"),
    "gexf": ("network.gexf", "application/xml"),
    "kumu": ("network.json", JSON),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOut:
    """A file to hand out: its name, its sort and what is in it."""

    name: str
    sort: str
    content: bytes


def strengths_file(strengths: QuerySet[Strength], form: str, *, public: bool = False) -> FileOut:
    """These strengths in one of `STRENGTH_FORMS`; where it is public, as the public page has them:
    nobody's point, and nothing that is confidential, whatever was handed in."""
    table = feeds.strengths_table(strengths, feeds.keys_out(strengths))
    if public:
        table = public_view(table).with_columns(
            pl.lit(None, dtype=table.schema[name]).alias(name) for name in NOBODY_S_POINT
        )
    services = services_of(table, words=city_words(current_city()), for_partners=not public)
    writers: Mapping[str, Callable[[Path], None]] = {
        "hsds": lambda path: write_page(path, services, total=table.height),
        "hsds-tables": lambda path: write_tables(path, rows_of(services)),
        "csv": lambda path: write_strengths_csv(path, table),
    }
    return _written(*STRENGTH_FORMS[form], writers[form])


def network_file(parties: QuerySet[Party], ties: QuerySet[Tie], form: str) -> FileOut:
    """These parties and the ties between them in one of `NETWORK_FORMS`."""
    nodes, links = feeds.nodes_table(parties), feeds.ties_table(ties)
    name, sort = NETWORK_FORMS[form]
    if form == "nodes":
        return FileOut(name=name, sort=sort, content=defused(nodes).write_csv().encode())
    among = links.filter(
        pl.col("source").is_in(nodes["id"].implode())
        & pl.col("target").is_in(nodes["id"].implode())
    )
    return _written(name, sort, lambda path: write_network(path, nodes, among))


def refused_file_of(looked: LookedTies) -> FileOut:
    """The refused rows of a file of ties."""
    content = defused(looked.refused).write_csv().encode()
    return FileOut(name="refused.csv", sort=CSV, content=content)


def _written(name: str, sort: str, write: Callable[[Path], None]) -> FileOut:
    with TemporaryDirectory() as place:
        path = Path(place) / name
        write(path)
        return FileOut(name=name, sort=sort, content=path.read_bytes())
