"""What a list of strengths holds, told to people: tables and sentences on a terminal."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from commonweal.cli.output import print_counts
from commonweal.core.nearest import listed

MOST_LINES = 20
HEADINGS = (
    ("by_what", "By what it is", "what"),
    ("by_area", "By area", "area"),
    ("by_kind", "By kind", "kind"),
    ("by_language", "By language", "language"),
    ("by_need", "By need", "need"),
    ("by_group", "By whom it serves", "group"),
    ("by_protective_factor", "By protective factor", "factor"),
)


def tell(
    out: Console,
    answer: Mapping[str, Any],
    *,
    title: str,
    rejects: Path | None,
    names: Mapping[str, str],
) -> None:
    """Print what a list holds; `names` are those of areas by their ids."""
    out.print(f"{answer['file']}, read as {title}", style="bold", markup=False)
    out.print(_first_sentence(answer), markup=False)
    out.print()
    for key, heading, name in HEADINGS:
        of_areas = names if key == "by_area" else {}
        rows = [(of_areas.get(one, one), f"{n:,}") for one, n in answer[key].items()]
        if answer["entries"] and [one for one, _ in rows] != ["not said"]:
            print_counts(out, heading, rows, name, "entries")
    _tell_missing(out, answer)
    _tell_freshness(out, answer)
    _tell_list(out, "How to read these figures", answer["caveats"])
    _tell_list(out, "What was noticed", [one["sentence"] for one in answer["notices"]])
    skipped = [f"{_entries(one['rows'])}: {one['reason']}" for one in answer["skipped_why"]]
    _tell_list(out, "Left out", skipped)
    _tell_not_mapped(out, answer["not_mapped"])
    _tell_refused(out, answer, rejects)
    if "compared" in answer:
        _tell_compared(out, answer["compared"])


def _first_sentence(answer: Mapping[str, Any]) -> str:
    parts = [_entries(answer["entries"])]
    if answer["audience"] == "partners":
        parts.append(f"{answer['confidential']:,} of them confidential")
    if answer["skipped"]:
        parts.append(f"{answer['skipped']:,} left out")
    return f"{', '.join(parts)}, {answer['refused_count']:,} refused."


def _tell_missing(out: Console, answer: Mapping[str, Any]) -> None:
    rows = [(name, f"{n:,}") for name, n in answer["missing"].items() if n]
    if answer["entries"]:
        print_counts(out, "Entries that do not say", rows, "field", "entries")


def _tell_freshness(out: Console, answer: Mapping[str, Any]) -> None:
    ages = answer["freshness"]
    if not answer["entries"]:
        return
    months = ages["confirm_after_months"]
    lines = [
        f"{_entries(ages['fresh'])} confirmed within {months} months, {ages['stale']:,} longer "
        f"ago, {ages['never_confirmed']:,} never.",
    ]
    funding = ages["funding"]
    if funding["ended"] or funding["ends_soon"]:
        lines.append(
            f"The funding of {_entries(funding['ends_soon'])} ends within "
            f"{ages['funding_warning_months']} months; that of {funding['ended']:,} has ended."
        )
    _tell_list(out, f"Freshness on {ages['as_of']}", lines)


def _tell_not_mapped(out: Console, not_mapped: Sequence[Mapping[str, Any]]) -> None:
    if not not_mapped:
        return
    names = [
        one["name"] if one["count"] is None else f"{one['name']} ({one['count']:,})"
        for one in not_mapped
    ]
    _tell_list(out, "What the file says and the entries do not hold", [listed(names, at_most=80)])


def _tell_refused(out: Console, answer: Mapping[str, Any], rejects: Path | None) -> None:
    refused = answer["refused"]
    if not refused:
        return
    sentences = []
    for one in refused[:MOST_LINES]:
        inside = f", {one['path']}" if one["path"] not in (None, "$") else ""
        row = "object" if one["path"] else "row"
        value = "" if one["value"] is None else f" “{one['value']}”"
        where = f"{one['file']}, {row} {one['row']}{inside}, “{one['column']}”{value}"
        sentences.append(f"{where}: {one['reason']} {one['remedy']}")
    more = answer["refused_count"] - len(sentences)
    if more > 0:
        sentences.append(f"and {more:,} more; --rejects FILE keeps them all.")
    _tell_list(out, f"{answer['refused_count']:,} refused", sentences)
    if rejects is not None:
        out.print(f"All refused rows stand in {rejects}.", markup=False)


def _tell_compared(out: Console, found: Mapping[str, Any]) -> None:
    rules = ", ".join(f"{n:,} by {rule}" for rule, n in found["matched_by"].items())
    lines = [
        f"{_entries(found['matched'])} matched" + (f" ({rules})." if rules else "."),
        f"{found['new_count']:,} new, {found['gone_count']:,} gone, {found['unsure_count']:,} "
        f"unsure, {found['changed_count']:,} values changed, {found['conflicting_count']:,} "
        "conflicting.",
    ]
    for word in ("new", "gone"):
        lines += [
            f"{word}: {one['name']} ({one['strength_id']})" for one in found[word][:MOST_LINES]
        ]
    lines += [
        f"unsure: {one['before']} and {one['after']}. {one['why']}"
        for one in found["unsure"][:MOST_LINES]
    ]
    lines += [
        f"conflicting: {one['strength_id']}, {one['column']}: the source said "
        f"“{one['source_before'] or ''}”, here stands “{one['person'] or ''}”, the source now says "
        f"“{one['source_now'] or ''}”. What stands here was kept."
        for one in found["conflicting"][:MOST_LINES]
    ]
    _tell_list(out, "Compared with last time", lines)


def _tell_list(out: Console, heading: str, sentences: Sequence[str]) -> None:
    if not sentences:
        return
    out.print(heading, style="bold", markup=False)
    for sentence in sentences:
        out.print(f"• {sentence}", markup=False)
    out.print()


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
