"""The desk's pages of judgements: rounds, raters, links shown once."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.cast import signed_in
from tests.factories import weighing as made
from tests.factories import weighing_rounds as rounds
from workbench.core.pictures.qr import qr_picture
from workbench.weighing.models import Rater, Round


def text(answer):
    return " ".join(answer.content.decode().split())


def page_of(person, name, *args):
    return text(signed_in(person).get(reverse(name, args=args)))


def test_nobody_has_been_asked_yet(cast):
    proposal = made.a_proposal()
    assert "Nobody has been asked yet" in page_of(cast.hanna, "weighing-rounds", proposal.pk)
    card = page_of(cast.hanna, "weighing-proposal", proposal.pk)
    assert "Nobody has been asked yet" in card
    assert reverse("weighing-rounds", args=[proposal.pk]) in card


def test_a_round_is_opened_with_what_the_proposal_is_about(cast):
    proposal = made.a_proposal()
    made.an_option(proposal, "By bus", policy_area="transport")
    client = signed_in(cast.hanna)
    address = reverse("weighing-round-open", args=[proposal.pk])
    form = client.get(address).context["page"].form
    assert form.initial["policy_areas"] == ["housing", "transport"]
    sent = {
        "policy_areas": ["housing"],
        "factors": ["trust"],
        "asked_for": ["anti-roma"],
        "closes_on": rounds.in_a_week().isoformat(),
    }
    assert client.post(address, sent).status_code == 302
    found = Round.objects.get()
    assert (found.factors, found.groups) == (["trust"], ["majority", "anti-roma"])


def test_a_round_that_asks_nothing_says_what_to_do(cast):
    proposal = made.a_proposal()
    sent = {"policy_areas": ["housing"], "closes_on": rounds.in_a_week().isoformat()}
    answer = signed_in(cast.hanna).post(reverse("weighing-round-open", args=[proposal.pk]), sent)
    assert answer.status_code == 400
    assert "Choose at least one." in text(answer)


def test_a_link_is_shown_once_and_as_a_square_code(cast):
    proposal = rounds.a_round().proposal
    client = signed_in(cast.hanna)
    address = reverse("weighing-rater-invite", args=[proposal.pk])
    answer = client.post(address, {"name": "Tenants", "side": "community"})
    (link,) = re.findall(r'<code class="copy">(.*?)</code>', answer.content.decode())
    assert link.startswith("http://testserver/open/weighing/judge/")
    assert 'class="qr"><svg' in text(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    token = link.rstrip("/").rsplit("/", 1)[-1]
    assert token not in page_of(cast.hanna, "weighing-rounds", proposal.pk)
    assert signed_in(None).get(link.removeprefix("http://testserver")).status_code == 200


def test_the_square_code_holds_the_dark_modules_and_an_empty_edge():
    drawn = qr_picture("https://city.example/open/weighing/judge/abc/", alt="The link")
    size = int(re.search(r'viewBox="0 0 (\d+)', drawn)[1])
    places = re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn)
    assert len(places) > 100
    edge = {0, 1, 2, 3, size - 1, size - 4}
    assert not {int(x) for x, _y in places} & edge


def test_a_name_that_is_taken_says_what_to_do(cast):
    proposal = made.a_proposal()
    rounds.a_rater(proposal, "Tenants")
    answer = signed_in(cast.hanna).post(
        reverse("weighing-rater-invite", args=[proposal.pk]),
        {"name": "tenants", "side": "community"},
    )
    assert answer.status_code == 400
    assert "choose another name" in text(answer)


def test_how_far_each_rater_is_stands_in_the_list(cast):
    found = rounds.a_round()
    rounds.asked(found, [1, -1])
    page = page_of(cast.hanna, "weighing-rounds", found.proposal.pk)
    assert "1 of 6 cells" in page
    assert "1 department, 1 community" in page


def test_a_withdrawn_rater_can_be_asked_again(cast):
    rater = rounds.a_rater(rounds.a_round().proposal)
    client = signed_in(cast.hanna)
    client.post(reverse("weighing-rater-withdraw", args=[rater.pk]))
    page = page_of(cast.hanna, "weighing-rounds", rater.proposal_id)
    assert "kept and does not count" in page
    assert "Ask again" in page
    answer = client.post(reverse("weighing-rater-link", args=[rater.pk]))
    assert answer.status_code == 200
    assert Rater.objects.get().withdrawn_at is None


def test_the_last_day_can_be_moved_and_not_into_the_past(cast):
    found = rounds.a_round()
    client = signed_in(cast.hanna)
    address = reverse("weighing-round-move", args=[found.pk])
    later = timezone.localdate() + timedelta(days=30)
    assert client.post(address, {"closes_on": later.isoformat()}).status_code == 302
    assert Round.objects.get().closes_on == later
    past = timezone.localdate() - timedelta(days=1)
    assert client.post(address, {"closes_on": past.isoformat()}).status_code == 400


def test_the_second_round_says_where_people_differ(cast):
    first = rounds.a_closed_round()
    rounds.asked(first, [3, 2, -3, -2])
    client = signed_in(cast.hanna)
    address = reverse("weighing-round-second", args=[first.pk])
    page = text(client.get(address))
    assert "1 cell differs" in page
    assert "0 cells differ" in page
    sent = {"factors": ["isolation"], "closes_on": rounds.in_a_week().isoformat()}
    assert client.post(address, sent).status_code == 302
    assert Round.objects.get(number=2).factors == ["isolation"]


def test_a_decided_proposal_takes_no_raters(cast):
    proposal = rounds.a_round(made.a_proposal(state="decided")).proposal
    page = page_of(cast.hanna, "weighing-rounds", proposal.pk)
    assert "Ask a rater" not in page
    answer = signed_in(cast.hanna).get(reverse("weighing-rater-invite", args=[proposal.pk]))
    assert answer.status_code == 400
