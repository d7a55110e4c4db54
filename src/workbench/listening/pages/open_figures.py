"""The public face: what was released, and nothing else, read from the ledger alone."""

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.core.guarded_cells import guarded
from commonweal.listening.publication.editions import Edition
from commonweal.listening.publication.ledger import Entry, Ledger
from commonweal.listening.publication.release import Release, release_of
from workbench.listening import public_ledger
from workbench.listening.pages.public_tables import (
    ReleaseTable,
    area_names,
    bundle_names,
    edition_name,
    release_table,
    span,
)


class NothingReleased(LookupError):
    """There is no such release; the public page says so calmly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEdition:
    """A link to another release."""

    name: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """What open/edition.html may use: words and released figures, no row of the register."""

    heading: str
    span: str
    source: str
    definition: str
    say: str
    released_on: str
    floor: int
    base: int
    is_year: bool
    overlapping: bool
    table: ReleaseTable
    csv: str
    json: str
    sha256: str
    number: int
    others: tuple[OtherEdition, ...]


def open_page(source: str | None = None, edition: str | None = None) -> OpenPage:
    """The newest release, or the one asked for; raises `NothingReleased`."""
    ledger = public_ledger.ledger_now()
    entry, release = find_release(ledger, source, edition)
    keys = [release.plan.source, str(release.edition)]
    return OpenPage(
        heading=edition_name(release.edition),
        span=span(release.edition),
        source=release.plan.title or release.plan.source,
        definition=release.plan.definition,
        say=_say(release),
        released_on=date_format(entry.entered_on),
        floor=release.plan.floor,
        base=release.plan.base,
        is_year=release.edition.is_year,
        overlapping=release.plan.overlapping,
        table=release_table(release),
        csv=reverse("open-csv", args=keys),
        json=reverse("open-json", args=keys),
        sha256=entry.sha256,
        number=entry.number,
        others=_others(ledger, entry),
    )


def find_release(
    ledger: Ledger, source: str | None = None, edition: str | None = None
) -> tuple[Entry, Release]:
    """The entry and the release asked for, or the newest; raises `NothingReleased`."""
    for entry in reversed(ledger.entries):
        if entry.kind == "release":
            named = (entry.content["plan"]["source"], entry.content["edition"])
            if source is None or named == (source, edition):
                return entry, release_of(entry.content)
    raise NothingReleased


def _say(release: Release) -> str:
    """One sentence, from published cells alone."""
    plan = release.plan
    whole_city = [cell for cell in plan.cells if len(plan.within(cell)) == len(plan.inner)]
    shown = release.shown[whole_city[0]] if whole_city else None
    if shown is None:
        return _("The number of incidents in the whole city is not shown for this time.")
    return _("About %(n)s incidents were recorded in this time.") % {"n": shown}


def _others(ledger: Ledger, here: Entry) -> tuple[OtherEdition, ...]:
    found = []
    for entry in reversed(ledger.entries):
        if entry.kind == "release":
            source, edition = entry.content["plan"]["source"], entry.content["edition"]
            title = entry.content["plan"]["title"] or source
            found.append(
                OtherEdition(
                    name=f"{title}: {edition_name(Edition.parse(edition))}",
                    address=reverse("open-edition", args=[source, edition]),
                    is_here=entry.number == here.number,
                )
            )
    return tuple(found)


def table_as_csv(release: Release) -> str:
    """One line a cell; a hidden cell has an empty count and says that it is not published."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(["edition", "area", "area_name", "bundle", "bundle_name", "count", "status"])
    areas, bundles = area_names(release.plan), bundle_names(release.plan)
    for (area, bundle), count in release.shown.items():
        told = ("", "not published") if count is None else (count, "rounded")
        row = [release.edition, area, areas[area], bundle, bundles[bundle], *told]
        lines.writerow([guarded(str(value)) for value in row])
    return written.getvalue()


def release_as_json(entry: Entry) -> str:
    """The frozen content with its place in the ledger."""
    facts: dict[str, Any] = {**entry.content, "ledger": _place(entry)}
    return json.dumps(facts, ensure_ascii=False, indent=1)


def _place(entry: Entry) -> dict[str, Any]:
    told = entry.as_dict()
    return {name: told[name] for name in ("number", "entered_on", "previous", "sha256")}


def ledger_as_json() -> str:
    """The whole ledger, so that everybody can check its chain."""
    ledger = public_ledger.ledger_now()
    if not ledger.releases:
        raise NothingReleased
    return json.dumps(ledger.as_dict(), ensure_ascii=False, indent=1)
