"""Writes what the documentation takes from the code: reference pages and measured tables.

Read `generated` first. `python -m docs.generate` writes; `--check` writes nothing and says what
is stale.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import measure, record
from docs import command_tree

ROOT = Path(__file__).resolve().parent.parent
TABLE = re.compile(
    r"(?P<opens><!-- measured: (?P<name>[\w-]+) -->\n).*?(?P<closes><!-- /measured -->)", re.DOTALL
)


def options_page() -> str:
    """The environment variables of a host, from their table."""
    from workbench.options import options_page

    return options_page()


def commands_page() -> str:
    """Every command with its choices, from the command line itself."""
    return command_tree.page(command_tree.tree())


REFERENCE = {
    "docs/reference/commands.md": commands_page,
    "docs/reference/options.md": options_page,
}


def pages() -> Iterator[Path]:
    """Every written page of the project, in order."""
    yield from sorted(ROOT.glob("*.md"))
    yield from sorted((ROOT / "docs").rglob("*.md"))


def with_tables(text: str) -> str:
    """The page with each measured table as its record gives it."""
    return TABLE.sub(measured, text)


def measured(marked: re.Match[str]) -> str:
    """The marked place, holding the table of its record."""
    name = marked["name"]
    if name not in record.recorded_names():
        raise SystemExit(f"A page asks for docs/measured/{name}.json, which was never written.")
    return f"{marked['opens']}\n{record.as_table(record.read(name))}\n\n{marked['closes']}"


def generated() -> Iterator[tuple[Path, str]]:
    """Every page that holds something from the code, with the text it should have."""
    for name, make in REFERENCE.items():
        yield ROOT / name, make()
    for path in pages():
        text = path.read_text(encoding="utf-8")
        if TABLE.search(text):
            yield path, with_tables(text)


def stale() -> list[str]:
    """The pages that are not what the code and the records say."""
    return [
        path.relative_to(ROOT).as_posix()
        for path, text in generated()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def main() -> int:
    """Write what is stale, or with `--check` say it; 1 when something is left to mend."""
    if "--check" in sys.argv:
        for name in stale():
            print(f"{name} is not what the code says: make docs")
        for name, why in measure.all_stale().items():
            print(f"docs/measured/{name}.json does not hold ({'; '.join(why)}): make measure")
        return int(bool(stale() or measure.all_stale()))
    for path, text in generated():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT).as_posix()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
