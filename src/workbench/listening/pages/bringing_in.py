"""A file on its way in: what it holds before anything is stored, and how far it is then."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from commonweal.core.tables import REFUSED
from commonweal.files.knowledge import profile_names, read_profile
from commonweal.listening.incidents import summary
from workbench.core.city import current_city
from workbench.core.numbers import whole
from workbench.listening.actions.reading import Handed, NoIncidents
from workbench.listening.actions.uploads import Upload, delivery_of
from workbench.listening.forms import BringInForm
from workbench.listening.models import Delivery
from workbench.listening.pages.deliveries import (
    CountLine,
    ProgressPage,
    in_list_order,
    progress_of,
)
from workbench.listening.pages.labels import city_labels

MOST_REFUSED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class BringInPage:
    """What bring_in.html may use."""

    form: BringInForm
    unfinished: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage:
    """What look.html may use: what a file holds, and nothing of it stored yet."""

    upload: Upload
    say: str
    rows: int
    incidents: int
    duplicates: int
    skipped: int
    refused_count: int
    overlapping: bool
    by_year: tuple[CountLine, ...]
    by_year_reported: tuple[CountLine, ...]
    by_group: tuple[CountLine, ...]
    by_kind: tuple[CountLine, ...]
    notices: tuple[str, ...]
    refused: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusablePage:
    """What unusable.html may use: why nothing of a file could come in."""

    upload: Upload
    profile: str
    message: str
    remedy: str
    refused: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPage:
    """What upload.html may use: how far the background work is."""

    upload: Upload
    progress: ProgressPage | None
    is_moving: bool


def profiles_offered() -> list[tuple[str, str]]:
    """Every source profile of the city by its title."""
    folder = current_city().folder
    found = []
    for name in profile_names(folder):
        title = read_profile(name, folder).get("source", {}).get("name", name)
        found.append((name, f"{title} ({name})"))
    return found


def look_page(upload: Upload, handed: Handed) -> LookPage:
    """The summary of the library in the words of the city."""
    coded = handed.coded
    facts = summary(coded)
    labels = city_labels()
    return LookPage(
        upload=upload,
        say=_say(facts, coded.incidents.height, overlapping=coded.overlapping),
        rows=facts["rows"],
        incidents=coded.incidents.height if coded.overlapping else facts["incidents"],
        duplicates=coded.duplicates,
        skipped=coded.skipped,
        refused_count=coded.refused.height,
        overlapping=coded.overlapping,
        by_year=_lines(facts["by_year"].items()),
        by_year_reported=_lines(facts["by_year_reported"].items()),
        by_group=in_list_order(facts["by_group"], labels.group_names),
        by_kind=in_list_order(facts["by_kind"], labels.kind_names),
        notices=(*coded.caveats, *(notice.sentence for notice in handed.notices)),
        refused=_first_of(coded.refused),
    )


def unusable_page(upload: Upload, fault: CommonwealError) -> UnusablePage:
    """Why nothing of the file could come in; of refused rows the first, each with its reason."""
    refused = fault.refused if isinstance(fault, NoIncidents) else REFUSED.empty()
    return UnusablePage(
        upload=upload,
        profile=dict(profiles_offered()).get(upload.profile, upload.profile),
        message=fault.message,
        remedy=_("Choose the profile that fits the file, or mend the file.")
        if refused.height
        else fault.remedy,
        refused=_first_of(refused),
    )


def upload_page(upload: Upload) -> UploadPage:
    """How far an upload is."""
    delivery = delivery_of(upload)
    return UploadPage(
        upload=upload,
        progress=progress_of(delivery) if delivery else None,
        is_moving=upload.state in {"waiting", "working"},
    )


def _first_of(refused: pl.DataFrame) -> tuple[dict[str, Any], ...]:
    shown = refused.head(MOST_REFUSED).select(list(REFUSED.columns))
    return tuple(shown.iter_rows(named=True))


def _lines(pairs: Iterable[tuple[Any, int]]) -> tuple[CountLine, ...]:
    return tuple(CountLine(label=str(label), count=count) for label, count in pairs)


def _say(facts: dict[str, Any], counts: int, *, overlapping: bool) -> str:
    """The first sentence: what would come in."""
    if overlapping:
        return _(
            "The file holds %(incidents)s counts that can be read, in %(rows)s rows. They overlap, "
            "so they will not be added."
        ) % {"incidents": whole(counts), "rows": whole(facts["rows"])}
    return _("The file holds %(incidents)s incidents in %(rows)s rows.") % {
        "incidents": whole(facts["incidents"]),
        "rows": whole(facts["rows"]),
    }
