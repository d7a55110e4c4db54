"""The record of a decision: what holds it up, what freezes it, what stands beside it."""

from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from commonweal.core.errors import NotAllowed
from tests.cast import signed_in
from tests.factories import weighing as made
from tests.factories import weighing_decide as decide
from workbench.core.models import AuditRow
from workbench.weighing.access.decisions import DecisionStands
from workbench.weighing.access.gates import NotReady
from workbench.weighing.actions import decisions as acts
from workbench.weighing.models import Decision, Dissent
from workbench.weighing.record import BrokenRecord, content_of

NOW = timezone.now()


def page_of(person, name, proposal_id, **more):
    return signed_in(person).get(reverse(name, args=[proposal_id]), **more).content.decode()


def test_nothing_is_adopted_while_something_is_missing_and_the_page_leads_there(cast):
    proposal = made.a_proposal()
    with pytest.raises(NotReady) as refused:
        acts.adopt(proposal, acting_person=cast.hanna, now=NOW)
    assert refused.value.fields["missing"] == [
        "6 questions of the screening are not answered.",
        "It is not said what was decided.",
        "No reason is given.",
        "It is not said who may lose by it.",
        "There is no day on which it is looked at again.",
        "Nobody is named who answers for it.",
    ]
    assert not Decision.objects.exists()
    address = reverse("weighing-decision-adopt", args=[proposal.pk])
    answer = signed_in(cast.hanna).post(address)
    assert answer.status_code == 400
    for name in ("weighing-screening", "weighing-decision-edit"):
        assert f'href="{reverse(name, args=[proposal.pk])}"' in answer.content.decode()


def test_an_answer_of_the_screening_calls_for_the_full_assessment_and_says_why(cast):
    proposal = decide.a_ready_draft(cast.hanna)
    decide.answered(proposal, cast.hanna, "screening", takes_away="not-known")
    with pytest.raises(NotReady) as refused:
        acts.adopt(proposal, acting_person=cast.hanna, now=NOW)
    assert "questions of the full assessment are not answered." in str(refused.value)
    page = page_of(cast.hanna, "weighing-decision", proposal.pk)
    assert "The full assessment is called for, because of the answers to:" in page
    assert "Does it take something away from anybody" in page
    decide.answered(proposal, cast.hanna, "full")
    decision = acts.adopt(proposal, acting_person=cast.hanna, now=NOW)
    assert len(decision.frozen["full"]) > 20


def test_the_full_assessment_asks_whose_resilience_and_what_it_could_block(cast):
    proposal = decide.a_ready_draft(cast.hanna, wants_full=True, could_block="")
    decide.answered(proposal, cast.hanna, "full")
    with pytest.raises(NotReady) as refused:
        acts.adopt(proposal, acting_person=cast.hanna, now=NOW)
    assert refused.value.fields["missing"] == ["It is not said which wanted change it could block."]


@pytest.mark.parametrize(
    ("outcome", "has_option", "ready"),
    [
        ("adopted", True, True),
        ("changed", False, False),
        ("refused", False, True),
        ("postponed", True, False),
    ],
)
def test_what_was_decided_fits_the_way_that_is_chosen(cast, outcome, has_option, ready):
    more = {} if has_option else {"option": None}
    proposal = decide.a_ready_draft(cast.hanna, outcome=outcome, **more)
    if ready:
        assert acts.adopt(proposal, acting_person=cast.hanna, now=NOW).state == "decided"
    else:
        with pytest.raises(NotReady):
            acts.adopt(proposal, acting_person=cast.hanna, now=NOW)


def test_an_adopted_record_is_not_changed_by_any_act(cast):
    proposal = decide.an_adopted_one(cast.hanna).proposal
    decision = Decision.objects.get()
    by = {"acting_person": cast.hanna}
    for act in (
        lambda: acts.keep_draft(proposal, decide.SAID, option=None, responsible=None, **by),
        lambda: decide.answered(proposal, cast.hanna, "screening"),
        lambda: acts.add_condition(proposal, {"words": "More"}, **by),
        lambda: acts.drop_condition(decision.conditions.get(), **by),
        lambda: acts.add_assumption(proposal, {"words": "x", "disputed": False}, **by),
        lambda: acts.drop_assumption(decision.assumptions.get(), **by),
        lambda: acts.adopt(proposal, now=NOW, **by),
    ):
        with pytest.raises(DecisionStands):
            act()
    decision.why = "Something else"
    with pytest.raises(TypeError):
        decision.save()
    with pytest.raises(TypeError):
        decision.delete()


def test_a_record_that_was_changed_behind_our_back_is_not_shown(cast):
    decision = decide.an_adopted_one(cast.hanna)
    frozen = {**decision.frozen, "why": "Something else"}
    Decision.objects.filter(pk=decision.pk).update(frozen=frozen)
    with pytest.raises(BrokenRecord):
        content_of(Decision.objects.get())


def test_the_record_says_what_was_adopted_whatever_becomes_of_the_rows(cast):
    decision = decide.an_adopted_one(cast.hanna)
    decision.proposal.options.update(name="Another name")
    decision.dissents.filter(whose="Tenants’ union").update(words="We agree.")
    page = page_of(cast.hanna, "weighing-decision", decision.proposal_id)
    assert "Adopted as proposed: As proposed" in page
    assert "It drives us out." in page
    assert "We agree." not in page


def test_amendments_late_dissent_and_met_conditions_stand_beside_the_record(cast):
    decision = decide.an_adopted_one(cast.hanna)
    proposal, before = decision.proposal, decision.sha256
    acts.amend(proposal, words="Begins in May.", acting_person=cast.asha, now=NOW)
    late = {"of": "body", "whose": "Choir", "words": "We lose our hall.", "in_public": "named"}
    acts.enter_dissent(proposal, late, acting_person=cast.asha, now=NOW)
    acts.meet_condition(decision.conditions.get(), acting_person=cast.hanna, today=date(2027, 3, 1))
    page = page_of(cast.hanna, "weighing-decision", proposal.pk)
    for told in ("Begins in May.", "We lose our hall.", "entered after the decision, on"):
        assert told in page
    assert "met on" in page
    decision.refresh_from_db()
    assert decision.sha256 == before


def test_dissent_is_kept_for_good(cast):
    decision = decide.an_adopted_one(cast.hanna)
    with pytest.raises(TypeError):
        decision.dissents.first().delete()
    assert {one["whose"] for one in decision.frozen["dissents"]} == {
        "Tenants’ union",
        "Youth office",
        "Bridge club",
    }


def test_no_rater_can_be_named_in_public(cast):
    proposal = made.a_proposal()
    said = {"of": "rater", "whose": "Youth office", "words": "No.", "in_public": "named"}
    with pytest.raises(acts.UnfitRecord):
        acts.enter_dissent(proposal, said, acting_person=cast.hanna, now=NOW)
    decision = decide.an_adopted_one(cast.hanna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dissent.objects.filter(decision=decision, of="rater").update(in_public="named")


def test_a_disputed_assumption_says_what_the_evidence_is(cast):
    proposal = made.a_proposal()
    said = {"words": "Integration failed.", "disputed": True, "evidence": " "}
    with pytest.raises(acts.UnfitRecord) as refused:
        acts.add_assumption(proposal, said, acting_person=cast.hanna)
    assert refused.value.fields["field"] == "evidence"
    address = reverse("weighing-assumption-new", args=[proposal.pk])
    answer = signed_in(cast.hanna).post(address, {"words": "Integration failed.", "disputed": "on"})
    assert answer.status_code == 400
    assert "Integration failed." in answer.content.decode()


def test_only_the_responsible_person_signs_and_it_is_printed(cast):
    decision = decide.an_adopted_one(cast.hanna)
    with pytest.raises(NotAllowed):
        acts.sign(decision.proposal, acting_person=cast.asha, now=NOW)
    acts.sign(decision.proposal, acting_person=cast.hanna, now=NOW)
    row = AuditRow.objects.get(verb="sign-decision")
    assert row.after == {"decision_id": decision.pk, "sha256": decision.sha256}
    pdf = signed_in(cast.hanna).get(reverse("weighing-decision-pdf", args=[decision.proposal_id]))
    told = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert "Signed by Hanna Silva, signed in as themselves, on" in " ".join(told.split())


def test_the_paper_is_tagged_and_holds_the_whole_record(cast):
    proposal = decide.a_ready_draft(cast.hanna, wants_full=True)
    decide.answered(proposal, cast.hanna, "full")
    answer = signed_in(cast.hanna).get(reverse("weighing-decision-pdf", args=[proposal.pk]))
    reader = PdfReader(BytesIO(answer.content))
    told = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for words in ("Draft: not adopted", "Could the problem move to other areas?", "S000-29"):
        assert words in told


def test_answers_are_kept_with_their_words_and_open_ones_stay_open(cast):
    proposal = made.a_proposal()
    address = reverse("weighing-screening", args=[proposal.pk])
    sent = {"takes-away": "yes", "takes-away-words": "The small flats."}
    assert signed_in(cast.hanna).post(address, sent).status_code == 302
    page = page_of(cast.hanna, "weighing-decision", proposal.pk)
    assert "5 questions of the screening are not answered." in page
    assert "The small flats." in page
    signed_in(cast.hanna).post(address, {})
    assert not Decision.objects.get().answers.exists()
