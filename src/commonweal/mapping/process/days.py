"""Days that may be known to the month or the year only, compared without guessing.

`2017-06-14` is a day, `2017-06` a month, `2017` a year; the text carries its precision, as in
`commonweal.core.periods`.
"""

import re
from datetime import date, timedelta

PARTIAL_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def first_day(text: str) -> date:
    """The first day that the text may mean; raises ValueError where it is no date."""
    if not PARTIAL_DAY.fullmatch(text):
        raise ValueError(f"“{text}” is no day, month or year.")
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :])


def last_day(text: str) -> date:
    """The last day that the text may mean; raises ValueError where it is no date."""
    first = first_day(text)
    if len(text) == 10:
        return first
    if len(text) == 4:
        return first.replace(month=12, day=31)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def surely_before(one: str, other: str) -> bool:
    """Whether `one` lies before `other`, whatever days they mean."""
    return last_day(one) < first_day(other)


def surely_not_before(one: str, other: str) -> bool:
    """Whether `one` lies on the same day as `other` or after it, whatever days they mean."""
    return first_day(one) >= last_day(other)
