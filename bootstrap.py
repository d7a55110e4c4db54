"""Makes `.venv` and fills it with the pinned packages; a second run only looks at a stamp.

Standard library only, and readable by old Pythons too, so that they can be refused in one line.
Read `main` first. Called by the Makefile; `--only-refuse` prints the refusal, if any, and stops.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 12)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "filled-from"
TOOLS = "requirements/uv.txt"
PACKAGES = "requirements/dev.txt"
FILLED_FROM = (TOOLS, PACKAGES, "requirements/run.in", "pyproject.toml", "bootstrap.py")
UV_KEEPS_TO_ITSELF = {
    "UV_PYTHON_DOWNLOADS": "never",
    "UV_NO_CONFIG": "1",
    "UV_SYSTEM_CERTS": "1",
}


def main() -> None:
    """Refuse what cannot work, do nothing where nothing changed, otherwise fill `.venv` anew."""
    refusal = why_not()
    if "--only-refuse" in sys.argv:
        print(refusal or "", end="")
        return
    if refusal:
        sys.exit(refusal)
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    try:
        fill()
    except subprocess.CalledProcessError as failure:
        command = " ".join(map(str, failure.cmd[:5]))
        sys.exit(f"Setting up stopped at: {command} … Its message stands above.")
    STAMP.write_text(wanted)
    print("Set up: .venv holds the pinned packages.")


def why_not() -> str | None:
    """One line that says what to install, where this Python cannot make the environment."""
    if sys.version_info < OLDEST:
        have, need = (".".join(map(str, pair)) for pair in (sys.version_info[:2], OLDEST))
        return (
            f"Commonweal needs Python {need} or newer and this is {have}: install a newer one "
            "(Debian 13 and Ubuntu 24.04 have it: apt install python3 python3-venv)"
        )
    try:
        import ensurepip
        import venv
    except ImportError:
        return "This Python cannot make an environment: apt install python3-venv"
    del ensurepip, venv
    return None


def fingerprint() -> str:
    """What `.venv` was filled from: requirement files, interpreter and place, as one SHA-256."""
    digest = hashlib.sha256(f"{sys.version}\n{sys.base_prefix}\n{ROOT}\n".encode())
    for name in FILLED_FROM:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def fill() -> None:
    """Make the environment and fill it with uv, or with pip where uv cannot do it here."""
    print("Setting up .venv (once; about a minute without a package cache) …", flush=True)
    STAMP.unlink(missing_ok=True)
    if not fits(PYTHON):
        shutil.rmtree(VENV, ignore_errors=True)
        run(sys.executable, "-m", "venv", VENV)
    pip("install", "--require-hashes", "-r", TOOLS)
    try:
        uv("sync", "--require-hashes", PACKAGES, TOOLS)
        uv("install", "--no-deps", "--no-build-isolation", "-e", ".")
    except (OSError, subprocess.CalledProcessError):
        print("uv could not fill .venv here; pip does it instead, more slowly.", flush=True)
        pip("install", "--require-hashes", "-r", PACKAGES, "-r", TOOLS)
        pip("install", "--no-deps", "--no-build-isolation", "-e", ".")


def fits(python: Path) -> bool:
    """Whether `.venv` is there, works, and was made by the Python that runs this."""
    if not python.exists():
        return False
    ask = [str(python), "-c", "import pip, sys; print(sys.version, sys.base_prefix, sys.prefix)"]
    said = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()
    return said == f"{sys.version} {sys.base_prefix} {VENV}"


def pip(*arguments: str) -> None:
    """Run pip inside `.venv`."""
    run(PYTHON, "-m", "pip", arguments[0], "--quiet", "--disable-pip-version-check", *arguments[1:])


def uv(*arguments: str) -> None:
    """Run the pinned uv on `.venv`, kept from foreign settings and from fetching a Python."""
    run(VENV / "bin" / "uv", "pip", arguments[0], "--quiet", "--python", PYTHON, *arguments[1:])


def run(*command: str | Path) -> None:
    """Run one command in the root of the project; a failure stops the set-up."""
    environment = {**os.environ, **UV_KEEPS_TO_ITSELF}
    environment.pop("VIRTUAL_ENV", None)
    subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main()
