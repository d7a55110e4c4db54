"""`commonweal listening signals`: for people as calm text, for machines as one object."""

import json
from datetime import date, timedelta

import numpy as np
import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.core.errors import CommonwealError
from commonweal.listening.signals.counts import InvalidSearch
from tests.factories.incidents import row, write_file

FIRST, WEEKS = date(2023, 1, 2), 120
FEW_YEARS = ("--years", "30")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Two years of about three reports a week, and eighteen more of one group in the last month."""
    rng = np.random.default_rng(1)
    days = [7 * week + int(rng.integers(7)) for week in range(WEEKS) for _ in range(rng.poisson(3))]
    rows = [
        row(f"i{n}", reported_on=str(FIRST + timedelta(days=day)), groups=group, area="")
        for n, day in enumerate([0, *days, 7 * WEEKS - 1])
        for group in [("anti-jewish", "anti-muslim", "anti-roma")[n % 3]]
    ]
    more = [
        row(f"m{n}", reported_on=str(FIRST + timedelta(days=7 * WEEKS - 28 + n)), area="")
        for n in range(27)
    ]
    return write_file(tmp_path_factory.mktemp("signals") / "police.csv", [*rows, *more])


def said(*words):
    return CliRunner().invoke(app, ["listening", "signals", *map(str, words)])


END = FIRST + timedelta(days=7 * WEEKS - 1)


def test_a_person_reads_the_signal_its_doubts_and_the_budget(file):
    told = said(file, "--profile", "canonical", "--as-of", END, *FEW_YEARS)
    assert told.exit_code == 0
    text = " ".join(told.stdout.split())
    assert "One signal. The search is set so that a quiet city has 4 alarms a year" in text
    assert "• Jewish people: " in text
    assert "It could also be more trust" in text


def test_a_machine_reads_one_object_with_its_lineage(file):
    told = json.loads(
        said(file, "--profile", "canonical", "--as-of", END, *FEW_YEARS, "--json").stdout
    )
    assert told["schema"] == "commonweal/signals/1"
    assert set(told["lineage"]) == {"inputs", "method", "version", "seed"}
    assert "police.csv" in told["lineage"]["inputs"]
    finding = told["findings"][0]
    assert list(finding)[:12] == [
        *("group", "areas", "since", "until", "observed", "expected", "ratio", "ratio_low"),
        *("ratio_high", "chance_per_year", "detector", "kind"),
    ]
    assert (finding["group"], finding["areas"]) == ("anti-jewish", [])
    assert finding["sentence"] and finding["doubts"]
    assert any("revise" in caveat for caveat in told["caveats"])


def test_a_backtest_lists_alarms_with_the_weeks_they_were_seen(file):
    told = json.loads(
        said(
            file, "--profile", "canonical", "--backtest", f"2025-01-06:{END}", *FEW_YEARS, "--json"
        ).stdout
    )
    assert told["schema"] == "commonweal/signals-backtest/1"
    alarm = told["alarms"][-1]
    assert alarm["group"] == "anti-jewish"
    assert str(END - timedelta(weeks=4)) < alarm["raised_on"] <= alarm["last_seen"]
    assert any("looks back" in caveat for caveat in told["caveats"])


@pytest.mark.shared_data
def test_a_look_back_says_how_far_earlier_months_were_revised(file, shared_data):
    table = shared_data / "incidents/nypd_vintages_monthly_by_bias.csv"
    told = said(
        *(file, "--profile", "canonical", "--backtest", f"{END - timedelta(weeks=5)}:{END}"),
        *(*FEW_YEARS, "--versions", f"{table}:n_complaints"),
    )
    assert told.exit_code == 0, told.exception
    assert "−16 %" in told.stdout or "-16 %" in told.stdout


def test_a_campaign_from_a_table_enters_the_expectation(file, tmp_path):
    steps = tmp_path / "steps.csv"
    since = END - timedelta(days=30)
    steps.write_text(f"since,what,label,groups\n{since},campaign,Tell us,anti-jewish\n")
    told = json.loads(
        said(
            *(file, "--profile", "canonical", "--as-of", END, "--steps", steps),
            *(*FEW_YEARS, "--json"),
        ).stdout
    )
    assert told["findings"] == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--backtest", "2021"), "“2021” is no span of two days."),
        (("--backtest", "2021-02-30:2021-03-01"), "“2021-02-30:2021-03-01” is no span of two"),
        (("--versions", "table.csv"), "“table.csv” does not say which column holds the counts."),
        (("--period", "day"), "“day” is no period."),
        (("--budget", "99"), "A budget of 99 alarms a year cannot be kept."),
        (("--fewest-reports", "1"), "A signal needs at least three reports"),
        (("--backtest", "2026-01-01:2025-01-01"), "The span ends on 2025-01-01, before it begins"),
    ],
)
def test_what_cannot_be_searched_is_refused_with_the_reason(file, words, message):
    told = said(file, "--profile", "canonical", *words)
    assert isinstance(told.exception, CommonwealError)
    assert told.exception.message.startswith(message)
    assert told.exception.remedy


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("since,what\n2025-01-01,campaign\n", "steps.csv lacks the column label."),
        (
            "since,what,label\n2025-13-01,campaign,x\n",
            "steps.csv, row 2, column since: “2025-13-01” is no day.",
        ),
        (
            "since,what,label\n2025-01-01,rumour,x\n",
            "steps.csv, row 2, column what: “rumour” is no known kind.",
        ),
    ],
)
def test_a_bad_table_of_steps_is_refused_by_row_and_column(file, tmp_path, text, message):
    steps = tmp_path / "steps.csv"
    steps.write_text(text)
    told = said(file, "--profile", "canonical", "--steps", steps)
    assert isinstance(told.exception, CommonwealError)
    assert told.exception.message == message


def test_a_file_by_the_month_is_not_searched_week_by_week(tmp_path):
    rows = [row(f"i{n}", reported_on=f"2024-{n % 12 + 1:02d}", area="") for n in range(40)]
    monthly = write_file(tmp_path / "monthly.csv", rows)
    told = said(monthly, "--profile", "canonical", "--period", "week", "--as-of", "2025-01-31")
    assert isinstance(told.exception, InvalidSearch)
    assert "dated to the month" in told.exception.message
