"""A figure with its interval and what it rests on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value, the range it is shown with, and how many observations carry it.

    `method` names the rule behind `low` and `high` in the words of its method page, because a
    range of earlier years, a confidence interval and a sensitivity band are different promises.
    """

    value: float
    low: float
    high: float
    n: int
    method: str

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(
                f"An estimate lies in its own range: {self.low}, {self.value}, {self.high}."
            )
