"""The examples in the pages are run: sessions answer as written, programs run on a real file."""

import doctest
import re
import shutil

import pytest

from docs.generate import pages
from tests.rules.project_files import ROOT, shown

PYTHON = re.compile(r"^```(?:python|pycon)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMPLAINTS = "incidents/nypd_hate_crimes_2019-01_2022-12.csv"


def blocks_in(text: str, *, sessions: bool) -> list[str]:
    """The Python blocks of a page: those that show answers (`>>>`), or those that only do."""
    return [block for block in PYTHON.findall(text) if (">>>" in block) == sessions]


def pages_with(*, sessions: bool) -> list[str]:
    """The pages that hold such blocks."""
    texts = {shown(path): path.read_text(encoding="utf-8") for path in pages()}
    return sorted(name for name, text in texts.items() if blocks_in(text, sessions=sessions))


def wrong_answers(text: str, name: str) -> str:
    """What a session answered other than the page says; empty where all is true."""
    told: list[str] = []
    session = "\n".join(blocks_in(text, sessions=True))
    example = doctest.DocTestParser().get_doctest(session, {}, name, name, 0)
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=told.append)
    return "".join(told)


@pytest.mark.parametrize("page", pages_with(sessions=True))
def test_a_session_on_a_page_answers_as_written(page):
    assert wrong_answers((ROOT / page).read_text(encoding="utf-8"), page) == ""


@pytest.mark.shared_data
@pytest.mark.parametrize("page", pages_with(sessions=False))
def test_a_program_on_a_page_runs(page, shared_data, tmp_path, monkeypatch):
    """Its file `complaints.csv` is the police file of the shared data."""
    shutil.copy(shared_data / COMPLAINTS, tmp_path / "complaints.csv")
    monkeypatch.chdir(tmp_path)
    for block in blocks_in((ROOT / page).read_text(encoding="utf-8"), sessions=False):
        exec(compile(block, page, "exec"), {"__name__": "__main__"})  # noqa: S102 # our own pages


def test_a_wrong_answer_is_noticed():
    page = "```python\n>>> 1 + 1\n3\n\n```\n"
    assert "Expected:\n    3\nGot:\n    2\n" in wrong_answers(page, "page")


def test_a_right_answer_is_accepted():
    assert wrong_answers("```python\n>>> 1 + 1\n2\n```\ntext\n", "page") == ""
