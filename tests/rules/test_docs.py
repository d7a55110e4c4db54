"""The documents are true: commands exist, links lead somewhere, generated parts are fresh."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from benchmarks import record
from docs import command_tree, generate
from tests.rules.project_files import ROOT, shown

FENCED = re.compile(r"^```(?:sh|bash|console|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
ENDS_A_COMMAND = {"&&", "||", ";", "|"}
BEFORE_A_COMMAND = re.compile(r"^(?:\w+=\S*|sudo|time|env)$")


def commands_in(text: str) -> Iterator[list[str]]:
    """Every command that stands in a fenced block of shell, as its words."""
    for block in FENCED.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            yield from split_line(line.removeprefix("$ "))


def split_line(line: str) -> Iterator[list[str]]:
    """The commands of one line; redirections and what stands before the program are dropped."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=";&|<>")
    lexer.whitespace_split = True
    words: list[str] = []
    for word in [*lexer, ";"]:
        if word not in ENDS_A_COMMAND:
            words.append(word)
            continue
        words = without_redirections(words)
        while words and BEFORE_A_COMMAND.match(words[0]):
            words = words[1:]
        if words:
            yield words
        words = []


def without_redirections(words: list[str]) -> list[str]:
    """The words up to where their output or input goes to a file."""
    at = next((i for i, word in enumerate(words) if word and set(word) <= set("<>&")), len(words))
    return words[:at]


def all_commands(program: str) -> Iterator[tuple[str, list[str]]]:
    """Page and words after the program, wherever a page tells a reader to run it."""
    for path in generate.pages():
        for words in commands_in(path.read_text(encoding="utf-8")):
            if Path(words[0]).name == program:
                yield shown(path), words[1:]


def test_every_make_command_in_the_documents_exists():
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    asked = {
        (page, word)
        for page, words in all_commands("make")
        for word in words
        if "=" not in word and not word.startswith("-")
    }
    assert ("README.md", "run") in asked
    assert not {(page, word) for page, word in asked if word not in targets}


def test_every_commonweal_command_in_the_documents_parses():
    top = command_tree.tree()
    refused = [
        f"{page}: {why}"
        for page, words in all_commands("commonweal")
        if (why := command_tree.why_not(top, words))
    ]
    assert not refused, "\n".join(refused)


def test_every_make_target_explains_itself():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    dumb = [line for line in makefile.splitlines() if TARGET.match(line) and "## " not in line]
    assert not dumb


@pytest.mark.parametrize("page", sorted(shown(path) for path in generate.pages()))
def test_every_relative_link_leads_somewhere(page):
    text = FENCED.sub("", (ROOT / page).read_text(encoding="utf-8"))
    lost = [
        address for address in LINK.findall(text) if "://" not in address and is_lost(page, address)
    ]
    assert not lost


def is_lost(page: str, address: str) -> bool:
    """Whether the file, or the heading in it, that a link names is absent."""
    if address.startswith("mailto:"):
        return False
    name, _, heading = address.partition("#")
    target = (ROOT / page).parent / name if name else ROOT / page
    if not target.exists():
        return True
    return bool(heading) and heading not in headings(target.read_text(encoding="utf-8"))


def headings(text: str) -> set[str]:
    """The anchors of a page's headings, as Markdown viewers write them."""
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in found}


def test_generated_pages_and_tables_are_fresh():
    assert generate.stale() == [], "Run: make docs"


def test_a_measured_table_is_replaced_by_what_its_record_gives(monkeypatch, tmp_path):
    monkeypatch.setattr(record, "RECORDS", tmp_path)
    figure = record.Figure(name="share", value=0.5, low=0.4, high=0.6, n=9, method="Wilson")
    record.write(record.as_record("share", "How many.", [figure], seed=1, runs=9, code={}, data={}))
    page = "# A\n<!-- measured: share -->\n| old |\n<!-- /measured -->\nend"
    table = record.as_table(record.read("share"))
    fresh = generate.with_tables(page)
    assert fresh == f"# A\n<!-- measured: share -->\n\n{table}\n\n<!-- /measured -->\nend"
    assert generate.with_tables(fresh) == fresh


def test_a_table_without_a_record_stops_the_generator():
    page = "<!-- measured: never-taken -->\n<!-- /measured -->"
    with pytest.raises(SystemExit, match=r"docs/measured/never-taken\.json, which was never"):
        generate.with_tables(page)


def test_commands_are_found_in_shell_blocks_only():
    text = (
        "`make nothing`\n```sh\n"
        "$ make run && A=1 commonweal look f.csv \\\n  --json > out.json # x\n```\n"
        "```text\nmake never\n```\n"
    )
    assert list(commands_in(text)) == [["make", "run"], ["commonweal", "look", "f.csv", "--json"]]


@pytest.fixture
def small_tree():
    app, words = typer.Typer(), typer.Typer()
    app.add_typer(words, name="listening")

    @app.command()
    def serve(city: str, port: int = 8000) -> None:
        """Serve a city."""

    @words.command()
    def look(
        file: str = typer.Argument(help="The file | table."), profile: str = typer.Option(...)
    ) -> None:
        """Say what a file holds.

        Nothing is stored.
        """

    return command_tree.Command(words=(), parser=typer.main.get_command(app))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("listening look f.csv --profile nypd", None),
        ("serve newyork --port 8001", None),
        ("listening --help", None),
        ("listening hear", "commonweal listening has no command hear"),
        ("serve a b", "commonweal serve does not take b"),
        ("serve", "commonweal serve lacks city"),
        ("listening look f.csv", "commonweal listening look lacks profile"),
        ("serve a --posrt 1", "commonweal serve: No such option: --posrt"),
    ],
)
def test_a_typed_command_is_parsed_without_running_it(small_tree, typed, why):
    assert (command_tree.why_not(small_tree, typed.split()) or "").startswith(why or "")
    assert (command_tree.why_not(small_tree, typed.split()) is None) == (why is None)


def test_the_reference_page_tells_each_command_and_choice(small_tree):
    page = command_tree.page(small_tree)
    assert (
        "## `commonweal listening look`\n\nSay what a file holds.\n\nNothing is stored.\n" in page
    )
    assert "| `file <str>` | The file \\| table. [required] |" in page
    assert page.index("commonweal listening look") < page.index("commonweal serve")
