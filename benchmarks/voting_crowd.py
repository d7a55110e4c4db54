"""A crowd that votes all at once, as browsers do: a form is sent again until it was answered.

Read `crowd` first. Each voter comes in, reads a statement, answers it, and goes on. When a
connection breaks, the same form is sent once more, with the key that it carries.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

FORM = re.compile(
    r'name="statement" value="(?P<statement>\d+)"><input type="hidden" name="key" '
    r'value="(?P<key>[^"]+)"'
)
OPENED = re.compile(r'name="opened" value="([^"]+)"')
TRIES, PAUSE, PATIENCE = 60, 0.25, 120


class Unanswered(RuntimeError):
    """A request was never answered, however often it was sent."""


@dataclass(slots=True)
class Said:
    """What the crowd said: by voice, the answer to each statement; and how often it sent again."""

    votes: dict[str, dict[int, int]] = field(default_factory=dict)
    again: int = 0
    count: int = 0


def crowd(port: int, code: str, voters: int, seed: int, on_vote: Callable[[int], None]) -> Said:
    """Let so many people vote on everything at once; `on_vote` hears of each answered vote."""
    said = Said()
    asyncio.run(_all(port, code, voters, seed, said, on_vote))
    return said


async def _all(
    port: int, code: str, voters: int, seed: int, said: Said, on_vote: Callable[[int], None]
) -> None:
    people = (
        _voter(port, code, Random(f"{seed}-{number}"), said, on_vote) for number in range(voters)
    )
    await asyncio.gather(*people)


async def _voter(
    port: int, code: str, rng: Random, said: Said, on_vote: Callable[[int], None]
) -> None:
    front = f"/open/talk/{code}/"
    _status, _head, body = await _sent(port, front, None, said)
    mark = OPENED.search(body)
    opened = {"opened": mark[1]} if mark else {}
    _status, head, _body = await _sent(port, front, opened, said)
    place = re.search(r"(?im)^location: *(\S+)", head)
    if place is None:
        raise Unanswered("Nobody was let in.")
    address = place[1]
    mine = said.votes.setdefault(address.rstrip("/").rsplit("/", 1)[-1], {})
    while True:
        _status, _head, body = await _sent(port, address, None, said)
        form = FORM.search(body)
        if form is None:
            return
        value = rng.choice((1, -1, 0))
        told = {"statement": form["statement"], "key": form["key"], "vote": str(value)}
        await _sent(port, address, told, said)
        mine[int(form["statement"])] = value
        said.count += 1
        on_vote(said.count)


async def _sent(
    port: int, path: str, form: dict[str, str] | None, said: Said
) -> tuple[int, str, str]:
    """The answer to a request, sent again while it breaks or the server fails."""
    for _try in range(TRIES):
        try:
            status, head, body = await asyncio.wait_for(_asked(port, path, form), PATIENCE)
        except (OSError, EOFError, TimeoutError):
            status, head, body = 0, "", ""
        if status in {200, 302}:
            return status, head, body
        said.again += 1
        await asyncio.sleep(PAUSE)
    raise Unanswered(f"{path} was never answered.")


async def _asked(port: int, path: str, form: dict[str, str] | None) -> tuple[int, str, str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        body = urlencode(form or {}).encode()
        method = "GET" if form is None else "POST"
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()
        answer = await reader.read(-1)
    finally:
        writer.close()
    return _whole(answer)


def _whole(answer: bytes) -> tuple[int, str, str]:
    """Status, head and body; raises EOFError where the server ended in the middle of it."""
    head, parted, rest = answer.partition(b"\r\n\r\n")
    told = head.decode()
    length = re.search(r"(?im)^content-length: *(\d+)", told)
    if not parted or length is None or len(rest) < int(length[1]):
        raise EOFError
    return int(told.split(" ", 2)[1]), told, rest.decode()
