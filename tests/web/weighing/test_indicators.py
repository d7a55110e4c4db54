"""The store of living conditions: every value with its source, nothing missing is a nought."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.cast import signed_in
from tests.factories.weighing_watches import a_series, csv_of
from workbench.core.models import AuditRow
from workbench.weighing.actions import indicators as acts
from workbench.weighing.models import IndicatorSeries, IndicatorValue

NOW = timezone.now()
ROW = "Loneliness,NW,,2024-Q1,12.5,240,Survey office,Share of adults who feel lonely,"


def bring(person, *lines, name="living.csv"):
    return acts.bring_in([csv_of(*lines)], file_name=name, acting_person=person, now=NOW)


def page_of(person, name, *args, **query):
    return signed_in(person).get(reverse(name, args=args), query).content.decode()


def test_a_file_is_brought_in_with_source_definition_and_breaks(cast):
    upload = SimpleUploadedFile(
        "living.csv",
        csv_of(
            ROW,
            "Loneliness,NW,,2024-Q2,,,Survey office,Share of adults who feel lonely,",
            "Loneliness,NW,,2024-Q3,9.0,180,Survey office,Share of adults who feel lonely,yes",
        ),
    )
    answer = signed_in(cast.hanna).post(reverse("weighing-indicators-new"), {"file": upload})
    assert answer.status_code == 302
    series = IndicatorSeries.objects.get()
    page = page_of(cast.hanna, "weighing-indicators")
    for told in ("Loneliness", "Survey office", "2024-Q1 – 2024-Q3", "2024-Q3"):
        assert told in page
    page = page_of(cast.hanna, "weighing-series", series.pk)
    assert "not measured" in page
    assert "not comparable with before" in page
    assert "240" in page


def test_what_was_not_measured_is_kept_as_such(cast):
    bring(cast.hanna, ROW.replace("12.5", ""))
    assert IndicatorValue.objects.get().value is None


def test_a_value_that_comes_again_takes_the_place_of_the_earlier_one_and_the_log_counts(cast):
    bring(cast.hanna, ROW)
    bring(cast.hanna, ROW.replace("12.5", "13.0"), ROW.replace("2024-Q1", "2024-Q2"))
    assert sorted(IndicatorValue.objects.values_list("value", flat=True)) == [12.5, 13.0]
    row = AuditRow.objects.filter(verb="bring-in-indicators").first()
    assert (row.after["added"], row.after["changed"]) == (1, 1)


def test_rows_that_cannot_be_used_are_told_and_the_rest_counts(cast):
    bad = ROW.replace("2024-Q1", "spring").replace("NW", "SW")
    brought = bring(cast.hanna, ROW, bad, ROW.replace("NW", "Elsewhere"))
    assert brought.file.refused == 2
    assert "Row 3, period: “spring” is no year, quarter or month." in brought.refused[0]
    assert "“Elsewhere”" in brought.refused[1]


@pytest.mark.parametrize(
    ("name", "lines"), [("living.exe", (ROW,)), ("living.csv", (ROW.replace("NW", "Nowhere"),))]
)
def test_a_file_of_which_nothing_can_be_used_says_why_and_keeps_nothing(cast, name, lines):
    with pytest.raises(acts.UnfitIndicators):
        bring(cast.hanna, *lines, name=name)
    assert not IndicatorSeries.objects.exists()
    upload = SimpleUploadedFile(name, csv_of(*lines))
    answer = signed_in(cast.hanna).post(reverse("weighing-indicators-new"), {"file": upload})
    assert answer.status_code == 400


def test_a_file_that_lacks_columns_says_which(cast):
    upload = SimpleUploadedFile("living.csv", b"indicator,value\nLoneliness,3\n")
    answer = signed_in(cast.hanna).post(reverse("weighing-indicators-new"), {"file": upload})
    assert "has no column “area”" in answer.content.decode()


def shares(name, *told):
    return [
        f"{name},{area},,2025-Q1,{value},{n},Survey office,Share of adults,"
        for area, value, n in told
    ]


def test_the_pair_is_laid_side_by_side_by_name_and_never_added_up(cast):
    alone = shares("Loneliness", ("SW", 0.5, 400), ("NW", 0.05, 400), ("NE", 0.21, 40))
    apart = shares("Distrust", ("SW", 0.05, 400), ("NW", 0.6, 400), ("NE", 0.5, 40))
    bring(cast.hanna, *alone, *apart)
    first, second = (
        IndicatorSeries.objects.get(name=name).pk for name in ("Loneliness", "Distrust")
    )
    marks = {"isolated_from": 0.2, "polarised_from": 0.2}
    asked = {"isolation": first, "polarisation": second, **marks}
    body = page_of(cast.hanna, "weighing-pair", **asked).split("<tbody>")[1].split("</tbody>")[0]
    rows = body.split("</tr>")
    assert "Northeast" in rows[0]
    assert "cannot be told: an interval holds its mark" in rows[0]
    assert "polarised, not isolated" in rows[1]
    assert "isolated, not polarised" in rows[2]
    assert "400 asked" in rows[2]


def test_two_series_that_cannot_be_a_pair_say_why(cast):
    first = a_series(("SW", "NW"), name="Calls").pk
    second = a_series(("NE",), name="Distrust").pk
    marks = {"isolated_from": 0.2, "polarised_from": 0.2}
    page = page_of(cast.hanna, "weighing-pair", isolation=first, polarisation=second, **marks)
    assert "No area and group has both indicators in one period." in page
