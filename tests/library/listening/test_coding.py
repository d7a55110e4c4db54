"""Rows become incidents by a profile: each row ends in one of four places."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.errors import InvalidProfile
from commonweal.core.raw import guided
from commonweal.files.knowledge import shipped_groups, shipped_kinds
from commonweal.listening.coding import code_rows
from commonweal.listening.incidents import summary
from tests.factories.tables import (
    coded,
    every_row_is_accounted_for,
    profile,
    refused_by_code,
    shipped,
    two_squares,
)


@pytest.fixture
def town(tmp_path):
    def write(text):
        path = tmp_path / "town.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


LABELS = {"groups": {"Jews": "anti-jewish", "Whites": ["anti-white"]}}
GROUPED = {"columns": {"incident_id": "id", "groups": "who"}, "labels": LABELS}


def dates_of(of, name="reported_on"):
    return of.incidents[name].to_list()


def test_a_profiles_own_date_format_is_read(town):
    assert dates_of(coded(town("id,day\n1,17.05.2021\n"), profile())) == ["2021-05-17"]


@pytest.mark.parametrize("text", ["2021-05-17", "2021-05", "2021", "2021-05-17T12:03:00"])
def test_iso_dates_are_read_in_the_precision_they_have(town, text):
    assert dates_of(coded(town(f"id,day\n1,{text}\n"), profile())) == [text[:10]]


@pytest.mark.parametrize(
    ("pattern", "text", "date_text"),
    [
        ("%m/%Y", "05/2021", "2021-05"),
        ("%b %Y", "May 2021", "2021-05"),
        ("%d/%m/%y", "17/05/21", "2021-05-17"),
        ("%d.%m.%Y %H:%M", "17.05.2021 12:03", "2021-05-17"),
        ("%Y.", "2021.", "2021"),
    ],
)
def test_the_parts_of_a_format_set_the_precision(town, pattern, text, date_text):
    how = profile(dates={"reported_on": {"column": "day", "formats": [pattern]}})
    assert dates_of(coded(town(f"id,day\n1,{text}\n"), how)) == [date_text]


def test_a_date_with_day_and_month_exchanged_is_refused_with_the_remedy(town):
    of = coded(town("id,day\n1,05.17.2021\n"), profile())
    assert of.refused.row(0, named=True) == {
        "row": 2,
        "column": "day",
        "value": "05.17.2021",
        "code": "unreadable-date",
        "reason": "This is not a date of the form %d.%m.%Y.",
        "remedy": "It would fit with day and month exchanged: if the file writes them so, set "
        'formats = ["%m.%d.%Y"] for this date in the profile.',
    }


def test_a_spreadsheets_serial_number_is_named_as_such(town):
    of = coded(town("id,day\n1,44333\n"), profile())
    assert of.refused["remedy"][0] == (
        "It looks like a spreadsheet's serial number: format the column as a date."
    )


def test_dates_in_the_future_are_refused(town):
    text = "id,day\n1,02.03.2026\n2,03.03.2026\n3,2026-03\n4,2026-04\n5,2027\n"
    of = coded(town(text), profile(), today=date(2026, 3, 2))
    assert refused_by_code(of) == {"future-date": [3, 5, 6]}
    assert of.refused["reason"][0] == "The date lies after today, 2026-03-02."


def test_dates_before_the_source_began_are_refused(town):
    dates = {"reported_on": {"column": "day"}, "earliest": date(2020, 6, 1)}
    of = coded(town("id,day\n1,2020-05-31\n2,2020-06-01\n3,2020\n"), profile(dates=dates))
    assert refused_by_code(of) == {"date-too-early": [2]}


def test_an_event_after_its_own_report_is_refused(town):
    dates = {"reported_on": {"column": "day"}, "occurred_on": {"column": "event"}}
    text = "id,day,event\n1,2021-05-17,2021-05-18\n2,2021-05-17,2021-05\n3,2021-05,2021-05-31\n"
    of = coded(town(text), profile(dates=dates))
    assert refused_by_code(of) == {"dates-reversed": [2]}


def test_an_event_two_years_ahead_of_its_report_is_not_mended(town):
    dates = {
        "reported_on": {"column": "day"},
        "occurred_on": {
            "year": "y",
            "month": "m",
            "not_after": "reported_on",
            "remedy": "subtract-one-year",
        },
    }
    text = "id,day,y,m\n1,2021-01-05,2021,12\n2,2021-01-05,2022,12\n3,2021-01-05,2021,1\n"
    of = coded(town(text), profile(dates=dates))
    assert dates_of(of, "occurred_on") == ["2020-12", "2021-01"]
    assert refused_by_code(of) == {"dates-reversed": [3]}


def test_a_month_that_is_none_is_refused_at_its_column(town):
    dates = {"occurred_on": {"year": "y", "month": "m"}}
    of = coded(town("id,y,m\n1,2021,13\n2,21,5\n3,2021,\n4,2021.0,5.0\n"), profile(dates=dates))
    assert of.refused.select("row", "column").rows() == [(2, "m"), (3, "y")]
    assert dates_of(of, "occurred_on") == ["2021", "2021-05"]


def test_labels_match_whatever_their_case_and_punctuation(town):
    of = coded(town('id,day,who\n1,2021,JEWS\n2,2021," jews. "\n'), profile(**GROUPED))
    assert of.incidents["groups"].to_list() == [["anti-jewish"], ["anti-jewish"]]


def test_an_unknown_label_is_refused_by_name_with_the_remedy(town):
    of = coded(town("id,day,who\n1,2021,Jws\n"), profile(**GROUPED))
    assert of.refused.row(0, named=True) == {
        "row": 2,
        "column": "who",
        "value": "Jws",
        "code": "unknown-group",
        "reason": "The profile does not know the group label “Jws”.",
        "remedy": 'Add "Jws" = "key-of-the-group" to [labels.groups] of the profile; '
        "the nearest known is “jews”.",
    }


def test_several_labels_in_one_cell_become_several_groups(town):
    labels = {**LABELS, "groups_split": [";"]}
    how = profile(**{**GROUPED, "labels": labels})
    of = coded(town("id,day,who\n1,2021,Whites; Jews;\n2,2021,\n"), how)
    assert of.incidents["groups"].to_list() == [["anti-jewish", "anti-white"], []]
    assert [one.sentence for one in of.notices if one.code == "no-group"] == [
        "In 1 row no group is named."
    ]


def test_words_for_other_kinds_are_kept_under_one_key_and_told(town):
    how = profile(
        columns={"incident_id": "id", "kinds": "what"},
        labels={"kinds_other": "other", "kinds": {"Hit": "assault"}},
    )
    of = coded(town("id,day,what\n1,2021,Hit\n2,2021,Spat\n3,2021,Spat\n"), how)
    assert of.incidents["kinds"].to_list() == [["assault"], ["other"], ["other"]]
    assert [one.sentence for one in of.notices] == [
        "In 2 rows the kind of incident is not in the profile's list; it is kept as “other”.",
        "No area is given in 3 rows; kept as “city known, area unknown”.",
    ]


def test_a_profile_with_a_key_that_is_no_group_is_refused_before_anything_is_read(town):
    how = profile(**{**GROUPED, "labels": {"groups": {"Jews": "anti-jewisch"}}})
    with pytest.raises(InvalidProfile) as refused:
        coded(town("id,day,who\n1,2021,Jews\n"), how)
    assert refused.value.message == (
        "The profile “town”, [labels.groups]: “jews” has the key “anti-jewisch”, "
        "which is not in the city's list."
    )
    assert refused.value.remedy.startswith("The nearest keys are anti-jewish, ")


def test_a_missing_column_is_named_with_the_nearest_one(town):
    with pytest.raises(InvalidProfile) as refused:
        coded(town("id,days,who\n1,2021,Jews\n"), profile(**GROUPED))
    assert str(refused.value) == (
        "town.csv has no column “day”, which the profile “town” reads as reported_on. The nearest "
        "column there is “days”. It has: id, days, who. Correct the profile, or choose another one."
    )


def test_a_file_of_another_source_gets_no_far_fetched_nearest_column(town):
    with pytest.raises(InvalidProfile) as refused:
        coded(town("a,b,c\n1,2,3\n"), profile(**GROUPED))
    assert refused.value.remedy == "It has: a, b, c. Correct the profile, or choose another one."


def test_numbers_that_a_spreadsheet_made_of_identifiers_are_mended_or_refused(town):
    of = coded(town("id,day\n5.0,2021\n2.02105E+14,2021\n,2021\n"), profile())
    assert of.incidents["incident_id"].to_list() == ["5"]
    assert refused_by_code(of) == {"shortened-id": [3], "no-id": [4]}


def test_an_identifier_that_stands_twice_is_refused_unless_the_profile_merges(town):
    path = town("id,day\n1,2021-01\n1,2021-02\n2,2021-01\n")
    assert refused_by_code(coded(path, profile())) == {"id-twice": [3]}
    merged = coded(path, profile(duplicates={"rows_of_one_id": "merge"}))
    assert dates_of(merged) == ["2021-01", "2021-01"]
    assert [one.sentence for one in merged.notices][-2:] == [
        "1 row repeated an incident that an earlier row holds; each incident is counted once, with "
        "the groups and kinds of all its rows.",
        "The rows of 1 incident differ in date or area; the first row counts.",
    ]


def test_rows_of_one_incident_bring_all_their_groups(town):
    how = profile(**GROUPED, duplicates={"rows_of_one_id": "merge"})
    of = coded(town("id,day,who\n1,2021,Jews\n2,2021,Jews\n1,2021,Whites\n"), how)
    assert of.incidents["groups"].to_list() == [["anti-jewish", "anti-white"], ["anti-jewish"]]
    facts = summary(of)
    assert (facts["incidents"], facts["incident_group_pairs"]) == (2, 3)


def test_rows_left_out_by_the_profile_are_counted_with_the_reason(town):
    skip = [{"column": "who", "equals": ["Test"], "reason": "Trial entries."}]
    how = profile(**GROUPED, skip=skip)
    of = coded(town("id,day,who\n1,2021,Jews\n2,2021,test\n,,\n"), how)
    assert of.skipped_why == (("The row is blank.", 1), ("Trial entries.", 1))
    assert every_row_is_accounted_for(of)


def test_rows_that_could_not_be_read_are_refused_with_their_problem(town):
    of = coded(town('id,day\n1,2021,x\n2\n3,"2021\n4,2021\n'), profile())
    assert refused_by_code(of) == {
        "too-many-cells": [2],
        "too-few-cells": [3],
        "unclosed-quote": [4],
    }
    assert of.rows == 4
    assert every_row_is_accounted_for(of)


def test_personal_words_are_masked_in_refused_rows(town):
    how = profile(
        columns={"incident_id": "id", "groups": "told"},
        labels=LABELS,
        personal={"columns": ["told"]},
    )
    of = coded(town("id,day,told\n1,2021,Mrs Smith of Elm Street\n"), how)
    assert of.refused["value"].to_list() == ["(masked)"]


def test_statements_are_kept_apart_each_with_its_date(town):
    dates = {
        "reported_on": {"column": "day"},
        "verified_on": {"column": "checked"},
    }
    columns = {"incident_id": "id", "perceived": "felt", "verified": "true"}
    of = coded(
        town("id,day,felt,true,checked\n1,2021,Yes,no,2021-05\n2,2021,,1,\n3,2021,perhaps,,\n"),
        profile(columns=columns, dates=dates),
    )
    kept = of.incidents.select("perceived", "verified", "verified_on", "recorded").rows()
    assert kept == [(True, False, "2021-05", None), (None, True, None, None)]
    assert refused_by_code(of) == {"not-yes-or-no": [4]}


def test_the_canonical_columns_are_read_as_they_are(town):
    text = (
        "incident_id,occurred_on,reported_on,area,groups,kinds,setting,verified,verified_on\n"
        "a,2025-05,2025-05-17,1,anti-jewish;anti-asian,assault|arson,online,yes,2025-06-01\n"
        "b,2025-05-17,2025-05-17,East End,anti-martian,,offline,,\n"
        "c,2025,,,,,indoors,,\n"
    )
    of = coded(town(text), shipped("canonical"), areas=two_squares())
    one = of.incidents.row(0, named=True)
    assert (one["occurred_on"], one["groups"], one["kinds"], one["setting"]) == (
        "2025-05",
        ["anti-asian", "anti-jewish"],
        ["arson", "assault"],
        "online",
    )
    assert refused_by_code(of) == {"unknown-group": [3], "unknown-setting": [4]}
    assert of.refused["reason"][0] == "“anti-martian” is not the key of a group."


def test_counts_that_are_no_counts_are_refused_cell_by_cell(town):
    how = profile(
        source={"kind": "wide-counts"},
        columns={"area": "where", "groups": "who"},
        labels=LABELS,
        dates={},
        months={"pattern": "[0-9]{6}", "format": "%Y%m"},
    )
    of = coded(town("where,who,202501,202502,202704\nA,Jews,3,x,\nB,Jews,,-1,7\n"), how)
    assert of.incidents.select("incident_id", "n").rows() == [("A|anti-jewish|2025-01", 3)]
    assert of.refused.select("row", "column", "code").rows() == [
        (2, "202502", "not-a-count"),
        (3, "202502", "not-a-count"),
        (3, "202704", "future-date"),
    ]
    assert [one.sentence for one in of.notices] == [
        "Blank cells state nothing and count as no zeros: 2."
    ]


CELLS = st.text(alphabet="0123456789.-/E+ \tabyes;|é\"'", max_size=12)


@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=12))
def test_no_row_is_lost_whatever_its_cells_hold(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("rows") / "town.csv"
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    path.write_text("id,day,who,where\n" + "\n".join(lines) + "\n", encoding="utf-8")
    how = profile(
        columns={"incident_id": "id", "groups": "who", "area": "where"},
        labels=LABELS,
        duplicates={"rows_of_one_id": "merge"},
    )
    of = coded(path, how, areas=two_squares())
    assert of.rows == len(rows)
    assert every_row_is_accounted_for(of)
    assert of.incidents["incident_id"].is_unique().all()
    assert of.incidents["n"].sum() == summary(of)["incidents"]
    assert of.refused.select(pl.col("remedy").str.len_bytes().min()).item() != 0


def batches(*frames):
    """Frames as a reader yields them, their rows counted on from one to the next."""
    first = 2
    for frame in frames:
        yield guided(frame, first_row=first)
        first += frame.height


@pytest.mark.parametrize("bad", [{"id": ""}, {"day": "01.01.2199"}, {"where": "Nowhere"}])
def test_a_batch_that_is_refused_whole_does_not_stop_the_next(bad):
    columns = {"incident_id": "id", "area": "where", "groups": "who", "kinds": "what"}
    sound = {"id": "1", "day": "17.05.2021", "where": "West End", "who": "Jews", "what": "arson"}
    of = code_rows(
        batches(pl.DataFrame([sound | bad]), pl.DataFrame([sound | {"id": "2"}])),
        profile=profile(columns=columns, labels=LABELS | {"kinds_are_keys": True}),
        groups=shipped_groups(),
        areas=two_squares(),
        today=date(2026, 3, 2),
    )
    assert of.incidents["incident_id"].to_list() == ["2"]
    assert of.refused["row"].to_list() == [2]


def test_groups_and_kinds_stand_in_the_order_of_the_citys_lists_not_by_count(town):
    how = profile(
        columns={"incident_id": "id", "groups": "who", "kinds": "what"},
        labels={"groups_are_keys": True, "kinds_are_keys": True},
    )
    rows = [("anti-white", "arson"), *[("anti-jewish", "threats-or-harassment")] * 3]
    rows += [("anti-black", "assault")] * 2
    lines = [f"{n},17.05.2021,{who},{what}" for n, (who, what) in enumerate(rows)]
    facts = summary(coded(town("\n".join(["id,day,who,what", *lines])), how))
    groups, kinds = list(shipped_groups().groups), list(shipped_kinds().kinds)
    for key, listed in (("by_group", groups), ("by_group_year", groups), ("by_kind", kinds)):
        assert len(facts[key]) == 3
        assert list(facts[key]) == sorted(facts[key], key=listed.index)
