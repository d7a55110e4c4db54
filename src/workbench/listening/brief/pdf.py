"""The brief as a tagged PDF (PDF/UA-1), set by typst from the same page object as the HTML.

Read `brief_pdf` first; `workbench.core.paper` sets it.
"""

from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from workbench.core.paper import tagged_pdf
from workbench.core.pictures import SHADE_FILLS, MapPicture
from workbench.core.rooms import PrintedPart
from workbench.listening.brief.pages import BriefPage, SourcePage
from workbench.listening.brief.reviews import ReviewPage, TablePage
from workbench.listening.signals.cards import SignalCard, SignalsPart


def brief_pdf(page: BriefPage) -> bytes:
    """The page as PDF; its pictures must have been drawn with `palette="print"`.

    Letters that no font has are set as “?”, and the brief says so.
    """
    template = resources.files("workbench.listening.brief") / "brief.typ"
    return tagged_pdf(template.read_bytes(), content(page), name="brief", notes="missing")


def content(page: BriefPage) -> dict[str, Any]:
    """What the template shows, as plain values."""
    return {
        "lang": get_language() or "en",
        "labels": labels(),
        "title": page.title or _empty_title(page),
        "city": page.city,
        "lede": page.lede or _("Bring in a source's file, then this page tells of its weeks."),
        "desk_mark": page.desk_mark,
        "why": page.why,
        "notices": page.notices,
        "signals": _signals(page.signals),
        "sources": [_source(one) for one in page.sources],
        "parts": _parts(page.printed),
        "explanations": page.explanations,
        "missing": page.missing,
        "candidates": [
            {
                "first": one.first,
                "second": one.second,
                "area": one.area,
                "groups": one.groups,
                "why": one.why,
            }
            for one in page.candidates
        ],
        "candidates_told": page.candidates_told,
        "inputs": page.inputs,
        "method": page.method,
        "made": page.made,
    }


def _empty_title(page: BriefPage) -> str:
    return _("The first week is not over yet") if page.begun else _("Nothing has come in yet")


def labels() -> Mapping[str, str]:
    """The template's own words."""
    return {
        "signals": _("Signals"),
        "no_signal": _("No signal of this week waits for an answer."),
        "answered": _("Answered before, and found again"),
        "one_event": _("One event?"),
        "where": _("Where"),
        "count": _("Count"),
        "held": _("Earlier years held"),
        "middle": _("Their middle"),
        "quiet": _("None now, and none in the same weeks of earlier years:"),
        "never": _("Never recorded by this source, which may have no label for them:"),
        "definition": _("Definition:"),
        "explanations": _("It could also be"),
        "revised": _("What was revised"),
        "column": _("Column"),
        "before": _("Before"),
        "after": _("After"),
        "missing": _("What is missing"),
        "nothing_missing": _("Nothing that the sources themselves would show."),
        "candidates": _("Told twice?"),
        "sources": _("The sources"),
        "source": _("Source"),
        "health": _("How it is"),
        "rhythm": _("Rhythm"),
        "last": _("Last delivery"),
        "made": _("How this is made"),
        "how": _(
            "Each count is of one source. Beside it stand the same week and its two neighbours in "
            "each earlier year that the source covers: lowest, highest and middle. It is a plain "
            "comparison, not a test. Content of each source at that moment, as SHA-256:"
        ),
        "sha256": _("SHA-256 of its content"),
    }


def _signals(part: SignalsPart | None) -> dict[str, Any] | None:
    """The signals of the week; None where it was not searched."""
    if part is None or not part.searched:
        return None
    return {
        "changed": part.changed,
        "open": [_signal(card) for card in part.open],
        "answered": [
            {"heading": card.finding.heading, "answered": card.answered} for card in part.answered
        ],
        "one_event": part.one_event,
        "notes": part.notes,
        "budget": part.budget,
    }


def _signal(card: SignalCard) -> dict[str, Any]:
    one = card.finding
    return {
        "who": f"{one.source} · {one.kind}",
        "heading": one.heading,
        "returned": card.returned,
        "sentence": one.said,
        "nums": one.nums,
        "caveat": one.caveat,
        "chance": one.chance,
        "doubts": [
            {"words": line.words, "lang": line.lang or (get_language() or "en")}
            for line in one.doubts
        ],
        "since": card.since,
        "series": {
            "svg": str(one.series.svg),
            "alt": one.sentence,
            "caption": " ".join((one.series.caption, *one.series.beneath)),
        }
        if one.series
        else None,
        "map": _map(one.map, alt=one.map_alt) if one.map else None,
        "parts": _parts(card.printed),
    }


def _parts(printed: Sequence[PrintedPart]) -> list[dict[str, Any]]:
    """What other rooms add, as plain values."""
    return [
        {
            "heading": one.heading,
            "lists": [{"words": words, "lines": list(lines)} for words, lines in one.lists],
        }
        for one in printed
    ]


def _source(one: SourcePage) -> dict[str, Any]:
    return {
        "name": one.name,
        "period": one.review.period if one.review.by_month else "",
        "definition": one.definition,
        "counting": one.counting,
        "review": _review(one.review),
        "strands": [{"name": s.name, **_review(s)} for s in one.review.strands],
        "revised": one.revised,
        "relabelled": one.relabelled,
        "health": one.health,
        "rhythm": one.rhythm,
        "last": one.last,
    }


def _review(one: ReviewPage) -> dict[str, Any]:
    tables = [table for table in (one.groups, *one.others, one.areas) if table]
    return {
        "sentence": one.sentence,
        "nums": _nums(one),
        "beneath": one.beneath,
        "how_sure": one.how_sure,
        "map": _map(one.map, alt=one.map_alt) if one.map else None,
        "series": {
            "svg": str(one.series.svg),
            "alt": one.sentence,
            "caption": " ".join((one.series.caption, *one.series.beneath)),
        }
        if one.series
        else None,
        "tables": [_table(table) for table in tables],
    }


def _nums(one: ReviewPage) -> Sequence[tuple[str, str]]:
    if one.observed is None:
        return ()
    return (
        (_("Came in"), str(one.observed)),
        (_("Earlier years held"), one.held),
        (_("Their middle"), one.middle),
        (_("Rests on"), one.rests_on),
    )


def _map(one: MapPicture, *, alt: str) -> dict[str, Any]:
    return {
        "svg": str(one.svg),
        "alt": alt,
        "caption": one.caption,
        "beneath": one.beneath,
        "key": [{"fill": SHADE_FILLS[shade.key], "words": shade.words} for shade in one.key],
    }


def _table(one: TablePage) -> dict[str, Any]:
    return {
        "heading": one.heading,
        "first_column": one.first_column,
        "rows": [
            {"name": row.name, "count": row.count, "held": row.held, "middle": row.middle}
            for row in one.rows
        ],
        "quiet": [row.name for row in one.quiet],
        "never": one.never,
    }
