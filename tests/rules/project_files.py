"""Which files the rules look at: everything in the repository or about to be, nothing generated.

Read `project_files` first. Inside a git checkout git decides; in an unpacked archive, the folders.
"""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_OURS = {".git", ".venv", "__pycache__", "build", "cities", "tmp"}


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is tracked or would be added, as absolute paths in order."""
    ask = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    said = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=False)
    if said.returncode == 0:
        named = (ROOT / name for name in said.stdout.split("\0") if name)
        return tuple(sorted(path for path in named if path.is_file()))
    return tuple(sorted(walked(ROOT)))


def walked(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, leaving out what commands made and hidden caches."""
    for path in folder.iterdir():
        if path.name in NOT_OURS or path.name.endswith((".egg-info", "_cache")):
            continue
        if path.is_dir():
            yield from walked(path)
        else:
            yield path


def files_in(*folders: str, suffixes: tuple[str, ...]) -> list[Path]:
    """The project's files below any of `folders` whose name ends as asked."""
    starts = tuple(ROOT / folder for folder in folders)
    return [
        path
        for path in project_files()
        if path.name.endswith(suffixes) and any(path.is_relative_to(start) for start in starts)
    ]


def text_files() -> Iterator[tuple[Path, str]]:
    """Every project file that is text, with its words."""
    for path in project_files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def shown(path: Path) -> str:
    """The path as a reader of the repository writes it."""
    return path.relative_to(ROOT).as_posix()
