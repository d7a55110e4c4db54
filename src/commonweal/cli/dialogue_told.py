"""The answer of a conversation in words and calm tables, for the one who facilitates it."""

from collections.abc import Sequence

from rich.console import Console

from commonweal.cli.output import print_counts
from commonweal.core.estimate import Estimate
from commonweal.listening.dialogue import Answer, Said, Standing
from commonweal.listening.dialogue.findings import Group

SHOWN, LONGEST = 10, 100


def tell(out: Console, answer: Answer, *, topic: str | None, public: bool) -> None:
    """Print what the room shares first, then what divides it, then what is not known."""
    out.print(topic or "A conversation", style="bold", markup=False)
    out.print(_first_sentence(answer), markup=False)
    out.print(answer.asked.sentence, markup=False)
    if answer.stability is not None:
        out.print(_stable(answer.stability), markup=False)
    out.print()
    _tell_groups(out, answer)
    _tell_lists(out, answer)
    if not public or answer.flagged.kinds:
        _tell_flags(out, answer)
    for sentence in (*(one.sentence for one in answer.notices), *answer.caveats):
        out.print(f"• {sentence}", markup=False)


def _first_sentence(answer: Answer) -> str:
    if answer.voters is None or answer.votes is None:
        return "Too few people voted to show anything."
    counted = (
        f"{answer.voters:,} voters, {answer.votes:,} votes on {answer.statements:,} statements."
    )
    said = {
        Standing.GROUPS: f"{answer.k} groups can be told apart.",
        Standing.ONE: "One group: no groups can be told apart.",
        Standing.UNKNOWN: "Not enough to say whether there are groups.",
    }
    return f"{counted} {said[answer.standing]}"


def _stable(found: Estimate) -> str:
    return (
        f"Had others of their kind come, the groups would be like these by {found.value:.2f} "
        f"({found.low:.2f} to {found.high:.2f}; 1 is the same, 0 is chance)."
    )


def _tell_groups(out: Console, answer: Answer) -> None:
    if answer.k < 2:
        return
    for group in answer.groups:
        out.print(f"Group {group.group + 1}: {group.size:,} voters", style="bold", markup=False)
        for line in _typical(group, answer):
            out.print(f"  {line}", markup=False)
    out.print()


def _typical(group: Group, answer: Answer) -> list[str]:
    return [
        f"{one.side}s more often ({one.share:.0%}, the others {one.elsewhere:.0%}): "
        f"{_words(answer, one.statement_id)}"
        for one in group.typical
    ]


def _tell_lists(out: Console, answer: Answer) -> None:
    unknown = {one.statement_id for one in answer.not_enough}
    known = [one for one in answer.consensus if one.statement_id not in unknown]
    bridges, divides, shares = (
        _rows(answer, said) for said in (answer.bridging, answer.dividing, known)
    )
    print_counts(out, "Bridging: most of every group on one side", bridges, *_names("least"))
    what = "Dividing: most of one group agree, most of another disagree"
    if answer.k < 2:
        what = "Dividing: at least three in ten on either side"
    print_counts(out, what, divides, *_names("apart" if answer.k > 1 else "agree"))
    print_counts(out, "Most shared: group-informed consensus", shares, *_names("value"))
    if answer.not_enough:
        out.print(
            f"Not enough to say on {len(answer.not_enough)} statements: fewer than "
            f"{answer.not_enough[0].needed} votes in a group.",
            markup=False,
        )


def _names(value: str) -> tuple[str, ...]:
    return ("statement", "side", value, "90 % interval", "votes")


def _rows(answer: Answer, said: Sequence[Said]) -> list[tuple[str, ...]]:
    return [
        (
            _words(answer, one.statement_id),
            one.side,
            f"{one.figure.value:.2f}",
            f"{one.figure.low:.2f} to {one.figure.high:.2f}",
            f"{one.figure.n:,}",
        )
        for one in said[:SHOWN]
    ]


def _words(answer: Answer, statement_id: str) -> str:
    text = " ".join((answer.texts.get(statement_id) or "").split())
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return f"{statement_id}: {short}" if short else f"statement {statement_id}"


def _tell_flags(out: Console, answer: Answer) -> None:
    flagged = answer.flagged
    if not flagged.voters:
        return
    out.print(
        f"{flagged.voters:,} voters look careless or arranged; their votes count. "
        + "; ".join(f"{name}: {n:,}" for name, n in flagged.kinds.items() if n)
        + ".",
        markup=False,
    )
    if flagged.effects:
        one = flagged.effects[0]
        out.print(
            f"Without them {len(flagged.effects)} statements would move, most of all "
            f"{_words(answer, one.statement_id)} ({one.value:.2f} to {one.without:.2f}).",
            markup=False,
        )
    if flagged.k_without is not None:
        out.print(f"Without them, groups found: {flagged.k_without}.", markup=False)
