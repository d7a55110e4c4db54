"""How a concern is sorted: by the people who raised it, never by the city alone (S003-R2).

Read `sorted_as` first. Where the two sides differ both stand; what the people say settles which
answers are open, because information does not answer what was not a misunderstanding.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.listening.meetings.models import ConcernAnswer, ConcernSorting

FITTING: Mapping[str, tuple[str, ...]] = {
    ConcernSorting.Finding.PERCEPTION: (ConcernAnswer.Kind.INFORMATION,),
    ConcernSorting.Finding.MISALIGNMENT: (ConcernAnswer.Kind.CHANGE, ConcernAnswer.Kind.NO),
}
"""Which answers fit which finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What each side says last; empty where it said nothing."""

    people: str = ""
    city: str = ""

    @property
    def finding(self) -> str:
        """What the concern is sorted as; empty while the people have not said."""
        return self.people

    @property
    def differs(self) -> bool:
        """Whether both have said, and not the same."""
        return bool(self.people and self.city and self.people != self.city)


def sorted_as(sortings: Iterable[ConcernSorting]) -> Sorted:
    """What each side said last, of rows in their order."""
    people = city = ""
    for one in sortings:
        if one.whose != ConcernSorting.Whose.CITY:
            people = one.finding
        if one.whose != ConcernSorting.Whose.PEOPLE:
            city = one.finding
    return Sorted(people=people, city=city)


def fitting_answers(sorted_: Sorted) -> tuple[str, ...]:
    """The answers that are open for a concern; none before it is sorted."""
    return FITTING.get(sorted_.finding, ())
