"""Numbers in sentences."""


def counted(n: int, one: str) -> str:
    """`1 row`, `1,980 rows`; `one` is a noun that takes an s."""
    return f"{n:,} {one}" if n == 1 else f"{n:,} {one}s"
