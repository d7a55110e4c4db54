"""The commands of `commonweal` as a reference page, and whether a written line can be parsed.

Read `every_command` first. Both read the same tree that answers `commonweal --help`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from typer.main import get_command

LINE = 100  # however wide the terminal is


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command: its words after `commonweal`, and the object that parses what follows."""

    words: tuple[str, ...]
    parser: Any

    @property
    def called(self) -> str:
        """The command as it is typed."""
        return " ".join(("commonweal", *self.words))

    @property
    def context(self) -> Any:
        """What parsing and help need to know: the name they are called by."""
        return self.parser.context_class(
            self.parser, info_name=self.called, terminal_width=LINE, max_content_width=LINE
        )

    def parameters(self) -> Iterator[Any]:
        """Its arguments and options, without those that every command line has."""
        everywhere = {"help", "install_completion", "show_completion"}
        return (p for p in self.parser.get_params(self.context) if p.name not in everywhere)


def tree() -> Command:
    """The whole command line, with the workbench's commands."""
    from commonweal.cli.main import with_all_commands

    return Command(words=(), parser=get_command(with_all_commands()))


def every_command(top: Command) -> Iterator[Command]:
    """Each command that does something, in the order of their words."""
    for word in sorted(top.parser.list_commands(top.context)):
        parser = top.parser.get_command(top.context, word)
        below = Command(words=(*top.words, word), parser=parser)
        if hasattr(parser, "commands"):
            yield from every_command(below)
        elif not parser.hidden:
            yield below


def page(top: Command) -> str:
    """The text of docs/reference/commands.md."""
    head = (
        "# Commands\n\n"
        "<!-- Written by `make docs` from the command line itself. -->\n\n"
        "`commonweal --help` says the same on the terminal. Exit 0: fine; 2: something was wrong\n"
        "with what was given, and the message says what, where and what to do.\n"
    )
    return "\n".join([head, *(section(command) for command in every_command(top))])


def section(command: Command) -> str:
    """One command: what it does, how it is typed, and each of its choices."""
    usage = command.parser.get_usage(command.context).removeprefix("Usage: ")
    lines = [
        f"## `{command.called}`",
        "",
        plain(command.parser.help),
        "",
        "```text",
        usage,
        "```",
        "",
    ]
    rows = [record for p in command.parameters() if (record := p.get_help_record(command.context))]
    if rows:
        lines += ["| choice | meaning |", "| --- | --- |"]
        lines += [f"| `{cell(name)}` | {cell(plain(told))} |" for name, told in rows]
        lines.append("")
    return "\n".join(lines)


def plain(words: str | None) -> str:
    """Help without the form feed that ends it on the terminal, and without its line breaks."""
    kept = (words or "").partition("\f")[0]
    return "\n\n".join(" ".join(part.split()) for part in kept.strip().split("\n\n"))


def cell(words: str) -> str:
    """Words that stay inside one cell of a Markdown table, without the code for a date."""
    return words.replace("%Y-%m-%d", "day").replace("|", "\\|").replace("\n\n", " ")


def why_not(top: Command, typed: list[str]) -> str | None:
    """Why the command line would refuse these words after `commonweal`; None where it parses."""
    command = top
    rest = list(typed)
    while hasattr(command.parser, "commands"):
        if not rest or rest[0] in {"--help", "--version"}:
            return None
        word, *rest = rest
        found = command.parser.get_command(command.context, word)
        if found is None:
            return f"{command.called} has no command {word}"
        command = Command(words=(*command.words, word), parser=found)
    return refusal(command, rest)


def refusal(command: Command, rest: list[str]) -> str | None:
    """Why this command refuses what follows it, without running it."""
    if "--help" in rest:
        return None
    try:
        given, left_over, _order = command.parser.make_parser(command.context).parse_args(rest)
    except Exception as refused:  # typer keeps its own error class to itself
        return f"{command.called}: {refused}"
    if left_over:
        return f"{command.called} does not take {' '.join(left_over)}"
    missing = [p.name for p in command.parameters() if p.required and not given.get(p.name)]
    return f"{command.called} lacks {', '.join(missing)}" if missing else None
