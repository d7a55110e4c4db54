"""What is wrong in the register, and how to mend it: the listening room's part of `check`.

Read `examine_register` first. It only looks; nothing is changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commonweal.core.errors import Busy, CommonwealError
from commonweal.files.city import City
from workbench.listening import access, feeds, public_ledger
from workbench.listening.actions import staging, turns
from workbench.listening.models import Delivery, Source
from workbench.listening.signals.access import every_frozen_brief
from workbench.listening.signals.actions.freezing import opened

AT_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that `check` found: what it is and how to mend it."""

    code: str
    sentence: str
    remedy: str


def examine_register(city: City, *, deep: bool = False) -> list[Finding]:
    """Everything wrong with the city's sources, deliveries and records.

    `deep` also reads every visible record and compares it with what was delivered.
    """
    findings = [
        *_unfinished(city.folder),
        *_left_over(city.folder),
        *_unknown(city),
        *_ledger(),
        *_frozen(),
    ]
    return [*findings, *_altered()] if deep else findings


def _unfinished(folder: Path) -> Iterator[Finding]:
    for delivery in turns.unfinished_deliveries():
        if _under_way(delivery.source.key, staging.staging_root(folder)):
            continue
        name = f"Delivery {delivery.pk} of {delivery.source.key}"
        discard = f"`commonweal listening discard {folder} {delivery.pk}`"
        if delivery.state == Delivery.State.DISCARDING:
            remedy = f"Finish discarding it with {discard}."
        else:
            resume = f"`commonweal listening resume {folder} {delivery.pk}`"
            remedy = f"Finish it with {resume}, or drop it with {discard}."
        yield Finding(
            code="interrupted-delivery",
            sentence=f"{name} was interrupted, {delivery.written:,} of {delivery.to_write:,} "
            "changes written; readers do not see it.",
            remedy=remedy,
        )


def _under_way(source_key: str, root: Path) -> bool:
    try:
        with turns.turn_of(source_key, staging=root):
            return False
    except Busy:
        return True


def _left_over(folder: Path) -> Iterator[Finding]:
    """Folders of deliveries that are settled: a process was killed just before tidying up."""
    root = staging.staging_root(folder)
    numbers = {int(path.name) for path in root.glob("*") if path.name.isdecimal()}
    waiting = {delivery.pk for delivery in turns.unfinished_deliveries()}
    for number in sorted(numbers - waiting):
        yield Finding(
            code="left-over",
            sentence=f"The staged files of delivery {number} are not needed any more.",
            remedy=f"Remove the folder {root / str(number)}.",
        )


def _unknown(city: City) -> Iterator[Finding]:
    groups, areas = city.groups(), city.areas()
    for source in feeds.shown_sources():
        records = feeds.visible(source).order_by()
        named = records.values_list("groups", flat=True).distinct()
        held = {key for text in named for key in text.strip("|").split("|") if key}
        yield from _missing(source, "group", sorted(held - set(groups.keys)))
        placed = records.exclude(area=None).values_list("area", flat=True).distinct()
        yield from _missing(
            source, "area", sorted({area for area in placed if area} - set(areas.ids))
        )


def _missing(source: Source, what: str, keys: list[str]) -> Iterator[Finding]:
    if keys:
        more = f" and {len(keys) - AT_MOST} more" if len(keys) > AT_MOST else ""
        yield Finding(
            code=f"unknown-{what}",
            sentence=f"Records of {source.key} name {what}s that the city does not know: "
            f"{', '.join(keys[:AT_MOST])}{more}.",
            remedy=f"Put the {what} back, or bring the source's file in once more with --again.",
        )


def _altered() -> Iterator[Finding]:
    for source in feeds.shown_sources():
        shown = source.shown_delivery
        if shown and feeds.content_hash(source) != shown.content_hash:
            yield Finding(
                code="altered-records",
                sentence=f"The records of {source.key} are not those that delivery {shown.pk} "
                "brought.",
                remedy="Something other than Commonweal changed the database. Restore a backup, "
                "or bring the file in once more with --again.",
            )


def _ledger() -> Iterator[Finding]:
    """The public ledger: a chain without a break, and no shorter than the audit log tells."""
    mend = "Bring the database back from a backup; until then compare with a copy of ledger.json."
    try:
        entries = public_ledger.ledger_now().entries
    except CommonwealError as fault:
        yield Finding(
            code="broken-ledger", sentence=f"Public figures: {fault.message}", remedy=mend
        )
        return
    told = access.publications_told()
    if len(entries) < told:
        yield Finding(
            code="broken-ledger",
            sentence=f"The public ledger holds {len(entries)} entries, and the audit log tells "
            f"of {told}.",
            remedy=mend,
        )


def _frozen() -> Iterator[Finding]:
    """Briefs that are not, byte for byte, what was frozen."""
    for brief in every_frozen_brief():
        try:
            opened(brief)
        except CommonwealError as fault:
            yield Finding(code=fault.code, sentence=fault.message, remedy=fault.remedy)
