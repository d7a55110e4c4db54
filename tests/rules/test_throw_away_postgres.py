"""The throw-away PostgreSQL of .ci/with_postgres.py: it is there for one command, then gone."""

import subprocess
import sys

import psycopg
import pytest

from tests.rules.project_files import ROOT

PROGRAM = ROOT / ".ci" / "with_postgres.py"
LOOKS_INSIDE = """
import os, sys, psycopg
url = os.environ["COMMONWEAL_TEST_POSTGRES_URL"]
with psycopg.connect(url, autocommit=True) as server:
    server.execute("CREATE DATABASE made_by_a_test")
    told = server.execute("SELECT current_setting('listen_addresses'), pg_encoding_to_char("
                          "encoding) FROM pg_database WHERE datname = 'made_by_a_test'").fetchone()
print(url, *told)
sys.exit(7)
"""


def with_postgres(*command):
    return subprocess.run(
        [sys.executable, PROGRAM, *command], capture_output=True, text=True, check=False
    )


@pytest.mark.postgres
@pytest.mark.usefixtures("postgres_url")
def test_a_server_is_there_for_one_command_and_then_gone():
    done = with_postgres(sys.executable, "-c", LOOKS_INSIDE)
    url, address, encoding = done.stdout.split()
    assert (done.returncode, address, encoding) == (7, "127.0.0.1", "UTF8"), done.stderr
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_without_a_command_it_says_what_to_type():
    done = with_postgres()
    assert done.returncode == 1
    assert done.stderr == "Say what to run: python3 .ci/with_postgres.py make test\n"
