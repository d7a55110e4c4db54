"""Runs a command beside a throw-away PostgreSQL server: python3 .ci/with_postgres.py make test

The server listens on loopback only, on a port nobody uses, and is gone with its data when the
command ends. PostgreSQL refuses to run as root, so root starts it as the user `postgres`.
The command finds the address in COMMONWEAL_TEST_POSTGRES_URL. Standard library only.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def main() -> int:
    """Start the server, run the command with its address, and return the command's own answer."""
    command = sys.argv[1:]
    if not command:
        sys.exit("Say what to run: python3 .ci/with_postgres.py make test")
    with throw_away_server() as url:
        environment = {**os.environ, "COMMONWEAL_TEST_POSTGRES_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode


@contextmanager
def throw_away_server() -> Iterator[str]:
    """A fresh cluster on loopback; yields its address, with a password made for this run."""
    programs = newest_programs()
    user = server_user()
    folder = Path(tempfile.mkdtemp(prefix="commonweal-postgres-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        yield from served(programs, folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def served(programs: Path, folder: Path, user: str | None) -> Iterator[str]:
    """Make the cluster in `folder`, run it while the caller works, and stop it at once."""
    data, password, port = folder / "data", secrets.token_hex(16), free_port()
    words = folder / "password"
    words.write_text(password)
    if user is not None:
        shutil.chown(words, user)
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
    fast = " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-s"]
    make = [str(programs / "initdb"), "-D", str(data), "-U", "commonweal", "--no-sync"]
    run([*make, "-A", "scram-sha-256", "--pwfile", str(words), "-E", "UTF8"], folder, user)
    run([*control, "-l", str(folder / "log"), "-o", options + fast, "start"], folder, user)
    try:
        yield f"postgresql://commonweal:{password}@127.0.0.1:{port}/postgres"
    finally:
        run([*control, "-m", "immediate", "stop"], folder, user)


def run(command: list[str], folder: Path, user: str | None) -> None:
    """Run one of PostgreSQL's programs as `user`; its words are shown only when it fails."""
    log = folder / "words-of-the-programs"
    with log.open("ab") as words:
        done = subprocess.run(
            command, stdout=words, stderr=words, user=user, cwd=folder, check=False
        )
    if done.returncode:
        sys.stderr.write(log.read_text(errors="replace"))
        sys.exit(f"PostgreSQL's {Path(command[0]).name} failed; its words stand above.")


def newest_programs() -> Path:
    """The folder that holds `initdb` and `pg_ctl`: Debian keeps it out of PATH, one a version."""
    kept = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(kept, key=lambda program: int(program.parts[-3]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    sys.exit("PostgreSQL is not installed: apt install postgresql")


def server_user() -> str | None:
    """`postgres` when we are root, otherwise nobody else than ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


def free_port() -> int:
    """A port on loopback that nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
