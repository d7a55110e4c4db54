"""Judgements as files: out in every form, in with a look before anything is kept."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.cast import signed_in
from tests.factories import weighing_rounds as rounds
from workbench.weighing.models import Rater, Rating

HEAD = "rater,policy_area,factor,group,effect,sureness,evidence,grade,comment,side,round"
GOOD = "Tenants,housing,isolation,majority,-2,3,A study,B2,Rents rise.,,"


@pytest.fixture
def found(db):
    """An open round to which tenants were asked."""
    found = rounds.a_round()
    rounds.a_rater(found.proposal, "Tenants", side=Rater.Side.COMMUNITY)
    return found


def text(answer):
    return " ".join(answer.content.decode().split())


def send(person, found, *rows, name="ratings.csv", content=None, **more):
    body = content or "\n".join([HEAD, *rows]).encode()
    data = {"file": SimpleUploadedFile(name, body), "rater": "", **more}
    address = reverse("weighing-round-files", args=[found.pk])
    return signed_in(person).post(address, data, follow=True)


def take(person, looked):
    page = looked.context["page"]
    address = reverse("weighing-round-file-take", args=[page.round_id, page.token])
    return signed_in(person).post(address, follow=True)


def refused(answer):
    return [(one.row, one.column) for one in answer.context["page"].refused]


def out(person, found, name, form):
    return signed_in(person).get(reverse(name, args=[found.pk, form]))


def test_nothing_is_kept_before_it_was_looked_at(cast, found):
    looked = send(cast.hanna, found, GOOD)
    assert "1 new answer" in text(looked)
    assert not Rating.objects.exists()
    done = take(cast.hanna, looked)
    assert "1 answer of this file is kept" in text(done)
    kept = Rating.objects.get()
    assert (kept.rater.name, kept.effect, kept.sureness) == ("Tenants", -2, 3)
    assert (kept.evidence, kept.grade, kept.comment) == ("A study", "B2", "Rents rise.")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Tenants,housing,isolation,majority,9,,,,,,", "effect"),
        ("Tenants,housing,isolation,majority,1,7,,,,,", "sureness"),
        ("Tenants,housing,isolation,majority,1,,,Z9,,,", "grade"),
        ("Nobody,housing,isolation,majority,1,,,,,,", "rater"),
        (",housing,isolation,majority,1,,,,,,", "rater"),
        ("Tenants,parks,isolation,majority,1,,,,,,", "policy_area"),
        ("Tenants,housing,wealth,majority,1,,,,,,", "factor"),
        ("Tenants,housing,isolation,martians,1,,,,,,", "group"),
        ("Tenants,housing,isolation,majority,1,,,,,department,", "side"),
        ("Tenants,housing,isolation,majority,1,,,,,,2", "round"),
        (f"Tenants,housing,isolation,majority,1,,{'x' * 301},,,,", "evidence"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_place_and_a_remedy(cast, found, row, column):
    looked = send(cast.hanna, found, row, GOOD.replace("isolation", "trust"))
    assert refused(looked) == [(2, column)]
    assert all(one.remedy for one in looked.context["page"].refused)
    take(cast.hanna, looked)
    assert Rating.objects.get().factor == "trust"


def test_refused_rows_stay_in_sight_and_can_be_taken_out(cast, found):
    looked = send(cast.hanna, found, "Nobody,housing,isolation,majority,1,,,,,,", GOOD)
    done = take(cast.hanna, looked)
    assert refused(done) == [(2, "rater")]
    page = done.context["page"]
    address = reverse("weighing-round-file-refused", args=[page.round_id, page.token])
    table = signed_in(cast.hanna).get(address).content.decode()
    assert "2,rater,Nobody,unknown-rater" in table
    assert "file: row" not in table
    assert table.splitlines()[1].endswith(",Nobody,housing,isolation,majority,1,,,,,,")


@pytest.mark.parametrize(
    "again",
    [GOOD, GOOD.replace("Tenants", "tenants"), GOOD.replace("isolation", "Isolation")],
)
def test_nobody_counts_twice_under_another_spelling(cast, found, again):
    looked = send(cast.hanna, found, GOOD, again)
    assert refused(looked) == [(3, "rater")]
    take(cast.hanna, looked)
    assert Rating.objects.count() == 1


def test_an_empty_row_is_no_answer_and_a_question_mark_is(cast, found):
    looked = send(
        cast.hanna,
        found,
        "Tenants,housing,isolation,majority,,,,,,,",
        "Tenants,housing,trust,majority,?,,,,,,",
    )
    assert "1 row without any answer is left out" in text(looked)
    take(cast.hanna, looked)
    kept = Rating.objects.get()
    assert (kept.factor, kept.effect) == ("trust", None)


def test_a_file_of_one_rater_needs_no_column_for_it(cast, found):
    body = b"policy_area,factor,group,effect\nhousing,isolation,majority,2\n"
    looked = send(cast.hanna, found, content=body, rater=str(Rater.objects.get().pk))
    take(cast.hanna, looked)
    assert Rating.objects.get().rater.name == "Tenants"


def test_raters_of_the_file_are_entered_where_that_was_asked_for(cast, found):
    row = "Roads office,housing,isolation,majority,1,,,,,department,"
    sideless = "Parks office,housing,isolation,majority,1,,,,,,"
    looked = send(cast.hanna, found, row, sideless, enters="on")
    assert "Roads office: 1 cell, will be entered" in text(looked)
    assert refused(looked) == [(3, "side")]
    take(cast.hanna, looked)
    made = Rater.objects.get(name="Roads office")
    assert (made.side, made.token_sha256) == ("department", None)


def test_a_rater_of_the_file_stands_on_one_side(cast, found):
    row = "Roads office,housing,isolation,majority,1,,,,,department,"
    other = "Roads office,housing,trust,majority,1,,,,,community,"
    assert refused(send(cast.hanna, found, row, other, enters="on")) == [(3, "side")]


def test_names_in_words_are_known_as_well_as_keys(cast, found):
    looked = send(cast.hanna, found, "Tenants,Housing,Isolation,MAJORITY,1,,,,,,")
    assert refused(looked) == []


def test_a_file_changes_what_was_kept_and_says_so_before(cast, found):
    rater = Rater.objects.get()
    rounds.a_rating(found, rater, 1, why="I was there.")
    looked = send(cast.hanna, found, GOOD)
    assert "1 answer that was kept before will change" in text(looked)
    take(cast.hanna, looked)
    kept = Rating.objects.get()
    assert (kept.effect, kept.why) == (-2, "I was there.")


def test_after_the_round_is_closed_nothing_comes_in(cast, found):
    looked = send(cast.hanna, found, GOOD)
    found.closed_at = timezone.now()
    found.save()
    assert take(cast.hanna, looked).status_code == 409
    assert not Rating.objects.exists()
    page = signed_in(cast.hanna).get(reverse("weighing-round-files", args=[found.pk]))
    assert page.context["page"].form is None


def test_a_withdrawn_rater_s_rows_are_refused(cast, found):
    Rater.objects.update(withdrawn_at=timezone.now())
    assert refused(send(cast.hanna, found, GOOD)) == [(2, "rater")]


@pytest.mark.parametrize(
    ("name", "body"),
    [("ratings.csv", b"a,b\n1,2\n"), ("ratings.xlsx", b"no workbook"), ("ratings.csv", b" ")],
)
def test_a_file_that_cannot_be_read_says_what_to_do(cast, found, name, body):
    looked = send(cast.hanna, found, name=name, content=body)
    assert looked.status_code == 400
    assert looked.context["page"].fault


def test_a_file_of_another_kind_is_told_in_the_form(cast, found):
    answer = send(cast.hanna, found, name="ratings.pdf", content=b"%PDF")
    assert answer.status_code == 400
    assert "no kind of file" in text(answer)


def test_another_person_does_not_find_the_file(cast, found):
    page = send(cast.hanna, found, GOOD).context["page"]
    address = reverse("weighing-round-file", args=[page.round_id, page.token])
    assert signed_in(cast.ben).get(address).status_code == 404
    other = rounds.a_round()
    elsewhere = reverse("weighing-round-file", args=[other.pk, page.token])
    assert signed_in(cast.hanna).get(elsewhere).status_code == 404


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_goes_out_comes_back_as_it_was(cast, found, form):
    rater = Rater.objects.get()
    rounds.a_rating(found, rater, -2, comment="=SUM(1)", evidence="@home", sureness=4)
    rounds.a_rating(found, rater, None, factor="trust")
    content = out(cast.hanna, found, "weighing-round-said", form).content
    looked = send(cast.hanna, found, name=f"again.{form}", content=content)
    page = looked.context["page"]
    assert refused(looked) == []
    assert page.told == ("2 as they are kept already",)


def test_a_table_for_spreadsheets_runs_nothing(cast, found):
    rounds.a_rating(found, Rater.objects.get(), -2, comment="=SUM(1)")
    table = out(cast.hanna, found, "weighing-round-said", "csv").content.decode()
    assert "'=SUM(1)" in table
    assert ",-2," in table


def test_the_template_has_a_row_a_cell_and_comes_back_filled_in(cast, found):
    rater = Rater.objects.get()
    address = reverse("weighing-round-template", args=[found.pk, "xlsx"]) + f"?rater={rater.pk}"
    book = openpyxl.load_workbook(BytesIO(signed_in(cast.hanna).get(address).content))
    sheet = book["ratings"]
    assert sheet.max_row == 7
    heads = [cell.value for cell in sheet[1]]
    assert heads[:2] == ["about", "effect"]
    sheet.cell(row=2, column=2, value=-3)
    filled = BytesIO()
    book.save(filled)
    looked = send(cast.hanna, found, name="filled.xlsx", content=filled.getvalue())
    assert "5 rows without any answer are left out" in text(looked)
    take(cast.hanna, looked)
    kept = Rating.objects.get()
    assert (kept.rater, kept.effect, kept.group) == (rater, -3, "majority")


def test_a_template_says_what_each_step_means(cast, found):
    content = out(cast.hanna, found, "weighing-round-template", "xlsx").content
    told = openpyxl.load_workbook(BytesIO(content))["how"]
    rows = [tuple(row) for row in told.iter_rows(values_only=True)]
    assert ("effect", -3, "much worse") in rows
    assert ("effect", "?", "I don’t know") in rows


def test_a_template_of_another_proposal_s_rater_is_not_there(cast, found):
    stranger = rounds.a_rater(rounds.a_round().proposal, token=None)
    address = reverse("weighing-round-template", args=[found.pk, "csv"]) + f"?rater={stranger.pk}"
    assert signed_in(cast.hanna).get(address).status_code == 404


def test_a_form_that_is_not_there_is_not_found(cast, found):
    assert out(cast.hanna, found, "weighing-round-said", "pdf").status_code == 404
