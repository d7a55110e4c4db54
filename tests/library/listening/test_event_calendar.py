"""The calendar of trigger events: read whole, or refused with row, column and remedy."""

from datetime import date

import pytest

from commonweal.files.tabular import read_raw
from commonweal.listening.signals.calendar import InvalidCalendar, check_columns, parse_calendar

GROUPS = {"anti-asian": "Asian people", "anti-jewish": "Jewish people"}
AREAS = {"5": "Chinatown", "94": "Greenpoint"}
HEADER = "on,name,kind,reach,until,areas,groups"


def read(tmp_path, *lines, header=HEADER):
    path = tmp_path / "events.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    table = read_raw(path)
    columns = check_columns(table.columns, file=path.name)
    return parse_calendar(table.batches(columns), file=path.name, groups=GROUPS, areas=AREAS)


def test_a_calendar_is_read_in_order_of_time(tmp_path):
    told = read(
        tmp_path,
        "2021-05-10,Fighting,war abroad,international,2021-05-21,,anti-jewish",
        "2021-03-16,Shootings,attack elsewhere,national,,5; 94,anti-asian;anti-jewish",
    )
    assert [one.on for one in told] == [date(2021, 3, 16), date(2021, 5, 10)]
    assert (told[0].areas, told[0].groups) == (("5", "94"), ("anti-asian", "anti-jewish"))
    assert (told[1].until, told[1].areas) == (date(2021, 5, 21), ())


def test_until_areas_and_groups_may_be_left_out(tmp_path):
    (told,) = read(tmp_path, "2021-03-16,A,riot,local", header="on,name,kind,reach")
    assert (told.until, told.areas, told.groups) == (None, (), ())


@pytest.mark.parametrize(
    "line, message",
    [
        (
            "16.3.2021,A,riot,local,,,",
            "events.csv, row 2, column on: “16.3.2021” is not a day. "
            "Write it as 2021-03-16: year, month, day.",
        ),
        (
            "2021-03-16,,riot,local,,,",
            "events.csv, row 2, column name: It is empty. Write the event's name.",
        ),
        (
            "2021-03-16,A,riot,global,,,",
            "events.csv, row 2, column reach: “global” is not a reach. "
            "Use one of local, national, international.",
        ),
        (
            "2021-03-16,A,riot,local,2021-03-15,,",
            "events.csv, row 2, column until: 2021-03-15 lies before 2021-03-16. "
            "Give the last day, or leave it out.",
        ),
        (
            "2021-03-16,A,riot,local,,,anti-asia",
            "events.csv, row 2, column groups: “anti-asia” is not known. "
            "Use one of anti-asian, anti-jewish; several are parted by a semicolon.",
        ),
        (
            "2021-03-16,A,riot,local,,6,",
            "events.csv, row 2, column areas: “6” is not known. "
            "Use one of 5, 94; several are parted by a semicolon.",
        ),
        (
            "2021-03-16,A,chinatown,local,,,",
            "events.csv, row 2, column kind: “chinatown” names a group or an area. "
            "Say what happened, not to whom or where: kinds are ranked, and neither groups nor "
            "areas ever are. Groups and areas have columns of their own.",
        ),
    ],
)
def test_a_bad_row_is_refused_with_row_column_and_remedy(tmp_path, line, message):
    with pytest.raises(InvalidCalendar) as refused:
        read(tmp_path, line)
    assert str(refused.value) == message
    assert refused.value.fields["row"] == 2


def test_a_row_with_too_few_cells_is_refused(tmp_path):
    with pytest.raises(InvalidCalendar, match=r"^events.csv, row 3: The row has fewer cells"):
        read(tmp_path, "2021-03-16,A,riot,local,,,", "2021-03-17,B")


def test_an_event_stands_once(tmp_path):
    with pytest.raises(InvalidCalendar) as refused:
        read(tmp_path, *["2021-03-16,A,riot,local,,,"] * 2)
    assert str(refused.value) == (
        "events.csv, row 3, column name: “A” stands twice on 2021-03-16. Keep one of the two."
    )


def test_a_calendar_without_events_is_refused(tmp_path):
    with pytest.raises(InvalidCalendar) as refused:
        parse_calendar([], file="events.csv", groups={}, areas={})
    assert str(refused.value) == (
        "events.csv holds no event. Write at least one row below the header."
    )


def test_a_missing_column_is_named():
    with pytest.raises(InvalidCalendar) as refused:
        check_columns(["date", "name", "kind", "reach"], file="events.csv")
    assert str(refused.value) == (
        "events.csv has no column “on”. Give the columns on, name, kind, reach, and until, areas, "
        "groups if wanted. Its columns are name, kind, date, reach."
    )
