"""Numbers in sentences, and labels without what publications differ in."""

import re
from functools import lru_cache


def counted(n: int, one: str) -> str:
    """`1 row`, `1,980 rows`; `one` is a noun that takes an s."""
    return f"{n:,} {one}" if n == 1 else f"{n:,} {one}s"


@lru_cache(maxsize=20_000)
def plain(label: str) -> str:
    """A label without case, punctuation and doubled spaces: publications differ in those."""
    return re.sub(r"[^\w]+", " ", label.casefold(), flags=re.UNICODE).strip()
