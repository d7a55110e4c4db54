"""A list on its way in: what it holds and would change, before anything is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.forms import BaseForm
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.errors import CommonwealError
from commonweal.core.tables import REFUSED
from commonweal.files.knowledge import STRENGTH_PROFILES, profile_names, read_profile
from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.labels import Pairs, choices, date_words
from workbench.core.numbers import whole
from workbench.core.uploads import Upload
from workbench.mapping import access
from workbench.mapping.actions.comparing import Compared
from workbench.mapping.actions.list_reading import NothingInList
from workbench.mapping.actions.taking_in import Looked
from workbench.mapping.actions.tie_lists import LookedTies
from workbench.mapping.models import BringIn

MOST_REFUSED, MOST_NAMED = 20, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtLine:
    """One list that was brought in."""

    source: str
    file_name: str
    on: str
    counted: str
    address: str
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BringInPage:
    """What bring_in.html may use."""

    form: BaseForm
    brought: tuple[BroughtLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage:
    """What look.html may use: what a list holds, and nothing of it stored yet."""

    upload: Upload
    say: str
    source: str
    nums: tuple[tuple[str, str], ...]
    new: tuple[str, ...]
    new_more: int
    gone: tuple[str, ...]
    gone_more: int
    is_known: bool
    confidential: bool
    notices: tuple[str, ...]
    refused: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusablePage:
    """What unusable.html may use: why nothing of a file could come in."""

    file_name: str
    back: str
    drop: str
    message: str
    remedy: str
    refused: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPage:
    """What upload.html may use: how far the background work is."""

    upload: Upload
    is_moving: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LookTiesPage:
    """What look_ties.html may use."""

    upload: Upload
    say: str
    nums: tuple[tuple[str, str], ...]
    form: BaseForm | None
    may_take: bool
    repeats: str
    refused: tuple[dict[str, Any], ...]


def profiles_offered() -> Pairs:
    """Every profile of lists of strengths, the city's own included, by its title."""
    folder = current_city().folder
    found = []
    for name in profile_names(folder, sort=STRENGTH_PROFILES):
        rules = read_profile(name, folder, sort=STRENGTH_PROFILES)
        title = rules.get("source", {}).get("name", name)
        found.append((name, f"{title} ({name})"))
    return choices(found)


def sources_offered() -> Pairs:
    """Every source that brought a list, by name."""
    return choices((one.key, one.name) for one in access.sources())


def bring_in_page(person: Person, form: BaseForm) -> BringInPage:
    """The form, and what was brought in lately."""
    lately = access.bring_ins_for(person)[:MOST_NAMED]
    return BringInPage(form=form, brought=tuple(_brought(one) for one in lately))


def _brought(one: BringIn) -> BroughtLine:
    counted = ngettext("%(count)s entry", "%(count)s entries", one.rows)
    return BroughtLine(
        source=one.source.name,
        file_name=one.file_name,
        on=date_words(timezone.localdate(one.received_at).isoformat()),
        counted=counted % {"count": whole(one.rows)},
        address=reverse("mapping-list", args=[one.pk]),
        waiting=left_to_decide(one),
    )


def left_to_decide(one: BringIn) -> int:
    """How much of its source's lists waits for the desk; of older lists nothing is left.

    What the holder of an entry decides is not counted: it waits for them.
    """
    newest = one.source.bring_ins.first()
    if newest is None or newest.pk != one.pk:
        return 0
    return (
        access.proposals_of_source(one.source, for_desk=True).count()
        + access.gone_of_source(one.source, for_desk=True).count()
        + access.doubts_of_source(one.source).count()
    )


def look_page(upload: Upload, looked: Looked) -> LookPage:
    """What a list holds and would change."""
    held, compared = looked.held, looked.compared
    seen = held.strengths.filter(~pl.col("confidential"))
    new, new_more = _named(_new_names(compared))
    gone, gone_more = _named(_newly_gone(compared))
    told = ngettext(
        "The list holds %(count)s entry.", "The list holds %(count)s entries.", seen.height
    )
    return LookPage(
        upload=upload,
        say=told % {"count": whole(seen.height)},
        source=looked.name,
        nums=tuple(_nums(looked)),
        new=new if looked.is_known else (),
        new_more=new_more,
        gone=gone,
        gone_more=gone_more,
        is_known=looked.is_known,
        confidential=seen.height < held.strengths.height,
        notices=(*held.gathered.caveats, *(one.sentence for one in held.notices)),
        refused=refused_lines(held.gathered.refused),
    )


def _newly_gone(compared: Compared) -> list[str]:
    keys = compared.found.gone["strength_id"]
    stands = (compared.stands[key] for key in keys)
    return [
        _with_holder(one.name, one.organisation.name if one.organisation else None)
        for one in stands
        if one.gone_on is None and one.withdrawn_on is None
    ]


def _new_names(compared: Compared) -> list[str]:
    return [_with_holder(*row) for row in compared.found.new.select("name", "organisation").rows()]


def _with_holder(name: str, holder: str | None) -> str:
    return f"{name} ({holder})" if holder and holder != name else name


def _nums(looked: Looked) -> list[tuple[str, str]]:
    counts = count_words(looked.compared.counts, is_known=looked.is_known)
    gathered = looked.held.gathered
    refused = gathered.refused.filter(~pl.col("confidential")).height
    return [
        *counts,
        (_("Left out on purpose"), whole(sum(gathered.skipped.values()))),
        (_("Refused"), whole(refused)),
    ]


def count_words(counts: Mapping[str, int], *, is_known: bool) -> list[tuple[str, str]]:
    """The counts of a comparison with their words; of a first list only what is new."""
    said = {
        "matched": _("Known already"),
        "added": _("New"),
        "changed": _("of the known with something new"),
        "conflicting": _("against what people here wrote"),
        "gone": _("No longer named"),
        "unsure": _("Perhaps the same as one that is here"),
    }
    kept = said if is_known else {name: said[name] for name in ("added", "unsure")}
    return [
        (label, whole(counts[name])) for name, label in kept.items() if is_known or counts[name]
    ]


def _named(names: Iterable[str]) -> tuple[tuple[str, ...], int]:
    every = sorted(names, key=str.casefold)
    return tuple(every[:MOST_NAMED]), max(len(every) - MOST_NAMED, 0)


def refused_lines(refused: pl.DataFrame) -> tuple[dict[str, Any], ...]:
    """The first refused rows; of an object in JSON the path stands before the field."""
    shown = refused.head(MOST_REFUSED)
    if "path" in shown.columns:
        column = pl.concat_str(["path", "column"], separator=" ", ignore_nulls=True)
        shown = shown.with_columns(column=column)
    return tuple(shown.select(list(REFUSED.columns)).iter_rows(named=True))


def unusable_page(upload: Upload, fault: CommonwealError, *, back: str, drop: str) -> UnusablePage:
    """Why nothing of the file could come in; of refused rows the first, each with its reason."""
    refused = fault.refused if isinstance(fault, NothingInList) else REFUSED.empty()
    return UnusablePage(
        file_name=upload.file_name,
        back=reverse(back),
        drop=reverse(drop, args=[upload.token]),
        message=fault.message,
        remedy=fault.remedy,
        refused=refused_lines(refused),
    )


def upload_page(upload: Upload) -> UploadPage:
    """How far a list is."""
    return UploadPage(upload=upload, is_moving=upload.state in {"waiting", "working"})


def look_ties_page(upload: Upload, looked: LookedTies, form: BaseForm | None) -> LookTiesPage:
    """What a file of ties holds, and whom somebody has to name."""
    count = len(looked.ties)
    told = ngettext(
        "The file tells of %(count)s new tie.", "The file tells of %(count)s new ties.", count
    )
    return LookTiesPage(
        upload=upload,
        say=told % {"count": whole(count)},
        nums=(
            (_("New ties"), whole(count)),
            (_("On the map already"), whole(looked.here)),
            (_("Names to be asked"), whole(len(looked.asked))),
            (_("Refused"), whole(looked.refused.height)),
        ),
        form=form,
        may_take=bool(count or looked.asked),
        repeats=_repeats(looked),
        refused=refused_lines(looked.refused),
    )


def _repeats(looked: LookedTies) -> str:
    if not looked.repeats:
        return ""
    rows = ", ".join(str(row) for row in looked.repeats[:MOST_NAMED])
    return _("Rows that say an earlier one again, and were left out: %(rows)s%(more)s.") % {
        "rows": rows,
        "more": ", …" if len(looked.repeats) > MOST_NAMED else "",
    }
