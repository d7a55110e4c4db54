"""A crowd that votes all at once, as people with browsers do.

Read `crowd` first. Each voter comes in, reads a statement, answers it, and goes on to the end. When
an answer does not come, half of them send the form again as it is, with the key that it carries;
the other half close the page and come back with their code.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from time import monotonic
from urllib.parse import urlencode

STATEMENT = re.compile(r'name="statement" value="(\d+)"')
OPENED = re.compile(r'name="opened" value="([^"]+)"')
KEY = re.compile(r'name="key" value="([^"]+)"')
PLACE = re.compile(r"(?im)^location: *(\S+)")
LENGTH = re.compile(r"(?im)^content-length: *(\d+)")
THANKS = 'id="thanks"'
PAUSE, PATIENCE_S, EVENING_S = 0.5, 300, 1_500
BACK_AT_MOST = 3  # after so many broken answers on end, everybody sends the form again


class NotAnswered(RuntimeError):
    """An answer that did not come whole, or was none."""


@dataclass(slots=True)
class Voter:
    """One voter: the code, what was answered to whom, and how it ended.

    `told` holds the votes that the server answered, `unsure` those of which no answer came;
    `waits` are the seconds from each press to the next page.
    """

    code: str = ""
    told: dict[int, int] = field(default_factory=dict)
    unsure: dict[int, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    came_back: int = 0
    came_in: int = 0
    at_the_end: bool = False
    ended_by: str = ""


def crowd(
    port: int, code: str, voters: int, seed: int, on_vote: Callable[[int], None]
) -> list[Voter]:
    """Let so many people vote on everything at once; `on_vote` hears of each answered vote."""
    visit = _Evening(port=port, code=code, seed=seed, on_vote=on_vote)
    return asyncio.run(visit.all_of(voters))


@dataclass(slots=True, kw_only=True)
class _Evening:
    """What all voters share: the door, and when it closes."""

    port: int
    code: str
    seed: int
    on_vote: Callable[[int], None]
    count: int = 0
    closes: float = 0.0

    async def all_of(self, voters: int) -> list[Voter]:
        self.closes = monotonic() + EVENING_S
        return list(await asyncio.gather(*(self.one(number) for number in range(voters))))

    async def one(self, number: int) -> Voter:
        """One voter from the door to the end; whoever cannot go on says why."""
        voter, rng = Voter(), Random(f"{self.seed}-{number}")
        try:
            address = await self._let_in(voter)
            page = await self._page(voter, address)
            while THANKS not in page:
                pressed = monotonic()
                page = await self._vote(voter, address, page, rng, number)
                voter.waits.append(monotonic() - pressed)
            voter.at_the_end = True
        except (NotAnswered, OSError) as stopped:
            voter.ended_by = f"{type(stopped).__name__}: {stopped}"
        return voter

    async def _let_in(self, voter: Voter) -> str:
        voter.came_in = 1
        front = f"/open/talk/{self.code}/"
        while True:
            try:
                _status, _head, door = await self._asked(front, None)
                opened = {"opened": _only(OPENED, door)}
                address = _place(*await self._asked(front, opened))
            except (NotAnswered, OSError) as broken:
                voter.came_in += 1
                await self._once_more(voter, broken)
            else:
                voter.code = address.rstrip("/").rsplit("/", 1)[-1]
                return address

    async def _page(self, voter: Voter, address: str) -> str:
        """The page of the next statement, asked for until it comes."""
        while True:
            try:
                status, _head, body = await self._asked(address, None)
            except (NotAnswered, OSError) as broken:
                await self._once_more(voter, broken)
                continue
            if status == 200 and (STATEMENT.search(body) or THANKS in body):
                return body
            await self._once_more(voter, NotAnswered(f"page {status} without a statement"))

    async def _vote(self, voter: Voter, address: str, page: str, rng: Random, number: int) -> str:
        """Answer the statement of this page; the page that comes next."""
        statement, key = int(_only(STATEMENT, page)), _only(KEY, page)
        value = Random(f"{self.seed}-{number}-{statement}").choice((1, -1, 0))
        form = {"statement": str(statement), "key": key, "vote": str(value)}
        broke = 0
        while True:
            try:
                _place(*await self._asked(address, form))
                break
            except (NotAnswered, OSError) as broken:
                broke += 1
                voter.unsure[statement] = value
                await self._once_more(voter, broken)
            if broke <= BACK_AT_MOST and rng.random() < 0.5:
                return await self._page(voter, await self._back(voter))
        voter.unsure.pop(statement, None)
        voter.told[statement] = value
        self.count += 1
        self.on_vote(self.count)
        return await self._page(voter, address)

    async def _back(self, voter: Voter) -> str:
        """Come back with the code, typed into the form of the conversation."""
        voter.came_back += 1
        while True:
            try:
                return _place(*await self._asked(f"/open/talk/{self.code}/", {"code": voter.code}))
            except (NotAnswered, OSError) as broken:
                await self._once_more(voter, broken)

    async def _once_more(self, voter: Voter, broken: Exception) -> None:
        """Wait a moment, unless the evening is over."""
        if monotonic() > self.closes:
            raise NotAnswered(f"the evening was over: {broken}") from broken
        voter.broken.append(str(broken) or type(broken).__name__)
        await asyncio.sleep(PAUSE)

    async def _asked(self, path: str, form: dict[str, str] | None) -> tuple[int, str, str]:
        try:
            return await asyncio.wait_for(_exchanged(self.port, path, form), PATIENCE_S)
        except TimeoutError as late:
            raise NotAnswered(f"no answer within {PATIENCE_S} seconds") from late


async def _exchanged(port: int, path: str, form: dict[str, str] | None) -> tuple[int, str, str]:
    """One request over a connection of its own, and the whole answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        body = urlencode(form or {}).encode()
        lines = [
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()
        return _whole(await reader.read(-1))
    finally:
        writer.close()


def _whole(answer: bytes) -> tuple[int, str, str]:
    """Status, head and body; raises where the server ended in the middle of it."""
    head, parted, rest = answer.partition(b"\r\n\r\n")
    told = head.decode()
    length = LENGTH.search(told)
    if not parted or length is None or len(rest) < int(length[1]):
        raise NotAnswered(f"{len(answer)} bytes and no more")
    return int(told.split(" ", 2)[1]), told, rest.decode()


def _place(status: int, head: str, _body: str) -> str:
    """Where the answer leads on to; raises where it does not."""
    found = PLACE.search(head)
    if status != 302 or found is None:
        raise NotAnswered(f"answer {status}")
    return found[1]


def _only(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if found is None:
        raise NotAnswered(f"a page without {pattern.pattern}")
    return found[1]
