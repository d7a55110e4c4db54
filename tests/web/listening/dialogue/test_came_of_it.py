"""What a conversation recommends is one of the city's recommendations, wherever it is read."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from commonweal.core.errors import NotAllowed
from tests.cast import signed_in
from tests.factories import dialogue as made
from tests.factories.meetings import DAY, a_recommendation, an_answer
from workbench.core.audit_words import subject_in_words, verb_in_words
from workbench.listening.dialogue.pages.came_of_it import with_recommendations
from workbench.listening.dialogue.pages.looking import SaidLine, View
from workbench.listening.dialogue.pages.open import ShownStatement
from workbench.listening.meetings.access import waiting_for_the_city
from workbench.listening.meetings.actions import recommendations as acts
from workbench.listening.meetings.models import Deed, Recommendation

CLUB = "Ferry Lane boxing club"
DRAFT = {"words": "Light the path.", "office": "Office for parks", "made_on": "2026-03-02"}
pytestmark = pytest.mark.django_db


def recommend(person, conversation, number=1):
    address = reverse("dialogue-recommend", args=[conversation.pk, number])
    return signed_in(person).post(address)


def text_of(person, name, *args):
    return signed_in(person).get(reverse(name, args=args)).content.decode()


def test_one_button_makes_a_draft_of_a_statement_and_asks_for_the_office(cast):
    conversation = made.a_conversation()
    answer = recommend(cast.asha, conversation)
    one = Recommendation.objects.get()
    assert answer["Location"] == reverse("meetings-recommendation-edit", args=[one.pk])
    assert (one.words, one.statement.number) == ("Lamps in the park, please.", 1)
    assert (one.conversation, one.state, one.office) == (conversation, "draft", "")
    answer = signed_in(cast.asha).post(reverse("meetings-recommendation-publish", args=[one.pk]))
    assert answer["Location"] == reverse("meetings-recommendation-edit", args=[one.pk])
    one.refresh_from_db()
    assert one.state == "draft"


def test_the_button_pressed_again_leads_to_what_it_made(cast):
    conversation = made.a_conversation()
    recommend(cast.asha, conversation)
    one = Recommendation.objects.get()
    acts.change_recommendation(one, {"office": "Office for parks"}, acting_person=cast.asha)
    acts.publish(one, today=date(2026, 3, 5), acting_person=cast.asha)
    answer = recommend(cast.asha, conversation)
    assert answer["Location"] == reverse("meetings-recommendation", args=[one.pk])
    assert Recommendation.objects.count() == 1


def test_a_bridging_statement_says_what_was_made_of_it(cast):
    conversation = made.a_conversation()
    lines = tuple(
        SaidLine(statement=ShownStatement(number=n, text="x", lang="en"), said="", shares=())
        for n in (1, 2)
    )
    nothing = {"lede": "", "notes": (), "groups": (), "bridges_words": "", "divides_words": ""}
    view = View(**nothing, bridging=lines, dividing=lines, not_enough=(), every=lines)
    recommend(cast.asha, conversation, number=2)
    told = with_recommendations(view, conversation)
    one = Recommendation.objects.get()
    assert [line.recommend for line in told.bridging] == [
        reverse("dialogue-recommend", args=[conversation.pk, 1]),
        "",
    ]
    assert told.bridging[1].recommended == reverse("meetings-recommendation", args=[one.pk])
    assert told.dividing == lines


def test_a_statement_that_was_turned_down_is_recommended_by_nobody(cast):
    conversation = made.a_conversation()
    made.a_statement(conversation, state="rejected", rule="contempt", number=9)
    for number in (9, 77):
        assert recommend(cast.asha, conversation, number).status_code == 404
    assert not Recommendation.objects.exists()


def test_those_who_hold_it_write_drafts_and_the_desk_alone_publishes(cast):
    conversation = made.a_conversation(organisation=cast.chidi.organisation)
    address = reverse("dialogue-recommendations", args=[conversation.pk])
    assert signed_in(cast.chidi).post(address, {**DRAFT, "number": "2"}).status_code == 302
    one = Recommendation.objects.get()
    assert (one.conversation, one.statement.number) == (conversation, 2)
    page = text_of(cast.chidi, "meetings-recommendation", one.pk)
    assert "Light the path." in page and "Publish it" not in page
    with pytest.raises(NotAllowed):
        acts.publish(one, today=DAY, acting_person=cast.chidi)
    acts.publish(one, today=DAY, acting_person=cast.asha)
    assert "Light the path." in text_of(cast.chidi, "dialogue-recommendations", conversation.pk)


def test_another_organisations_conversation_recommends_nothing_through_me(cast):
    conversation = made.a_conversation(organisation="Harbour library")
    assert recommend(cast.chidi, conversation).status_code == 404
    origin = acts.Origin(conversation=conversation)
    with pytest.raises(NotAllowed):
        acts.write_recommendation(
            {**DRAFT, "made_on": DAY}, origin=origin, acting_person=cast.chidi
        )
    one = a_recommendation(conversation=conversation, state="draft", published_on=None)
    with pytest.raises(NotAllowed):
        acts.change_recommendation(one, {"words": "x"}, acting_person=cast.chidi)
    address = reverse("meetings-recommendation", args=[one.pk])
    assert signed_in(cast.chidi).get(address).status_code == 404


def test_a_number_that_no_statement_has_is_told(cast):
    conversation = made.a_conversation()
    address = reverse("dialogue-recommendations", args=[conversation.pk])
    answer = signed_in(cast.asha).post(address, {**DRAFT, "number": "55"})
    assert answer.status_code == 400
    assert "No statement that is voted on has this number." in answer.content.decode()
    assert not Recommendation.objects.exists()


def test_a_draft_is_read_by_those_who_hold_it_alone(cast):
    conversation = made.a_conversation()
    a_recommendation(conversation=conversation, state="draft", published_on=None)
    assert "Light the path at the mill." in text_of(
        cast.asha, "dialogue-recommendations", conversation.pk
    )
    for name, args in (("open-talk-came-of-it", [conversation.code]), ("open-meetings", [])):
        assert "Light the path" not in text_of(None, name, *args)


def followed(conversation):
    statement = conversation.statements.get(number=3)
    one = a_recommendation(conversation=conversation, statement=statement)
    an_answer(one)
    Deed.objects.create(
        recommendation=one, words="Six lamps.", evidence="Go and look.", done_on=DAY, is_whole=True
    )


def test_the_same_words_stand_on_every_page_and_on_paper(cast):
    conversation = made.a_conversation()
    followed(conversation)
    pages = [
        text_of(cast.asha, "dialogue-recommendations", conversation.pk),
        text_of(cast.asha, "dialogue-report", conversation.pk),
        text_of(cast.asha, "meetings-recommendations"),
        text_of(None, "open-talk-came-of-it", conversation.code),
        text_of(None, "open-meetings"),
    ]
    told = ("Light the path at the mill.", "Office for parks", "done on 2 March 2026")
    told += ("adopted in full, by 1 June 2026", "It is dark there.", "Six lamps.", "Go and look.")
    where = "from the conversation “The park”, statement 3"
    for page in pages:
        assert [words for words in (*told, where) if words not in page] == []
    address = reverse("dialogue-report-pdf", args=[conversation.pk])
    pdf = PdfReader(BytesIO(signed_in(cast.asha).get(address).content))
    paper = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert [words for words in told if words not in paper] == []


def test_a_conversation_links_to_its_page_for_everybody_unless_it_is_being_prepared(cast):
    conversation = made.a_conversation()
    followed(conversation)
    address = reverse("open-talk-front", args=[conversation.code])
    assert f'href="{address}"' in text_of(None, "open-meetings")
    conversation.state = "draft"
    conversation.save()
    assert f'href="{address}"' not in text_of(None, "open-meetings")


def test_rows_of_the_log_from_before_there_was_one_kind_still_read():
    assert verb_in_words("enter-recommendation") == "take down a recommendation"
    assert subject_in_words("dialogue.recommendation") == "recommendation"


def test_a_partners_draft_waits_for_the_desk_once_it_names_the_office(cast):
    conversation = made.a_conversation(organisation=cast.chidi.organisation)
    recommend(cast.chidi, conversation)
    assert not waiting_for_the_city(cast.asha).exists()
    one = Recommendation.objects.get()
    acts.change_recommendation(one, {"office": "Office for parks"}, acting_person=cast.chidi)
    assert [one] == list(waiting_for_the_city(cast.asha))
    assert not waiting_for_the_city(cast.chidi).exists()
    assert "The city’s desk reads a draft" in text_of(cast.chidi, "meetings-recommendation", one.pk)
    acts.publish(one, today=date(2026, 3, 5), acting_person=cast.asha)
    assert [one] == list(waiting_for_the_city(cast.asha))
