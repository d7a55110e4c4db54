"""What is believed would follow, as it is read: calm first, by group, with what it cannot say."""

import json
from html.parser import HTMLParser

import pytest

from tests.cast import signed_in
from tests.factories import weighing as made
from tests.factories.weighing_what_if import (
    a_displacing_proposal,
    all_looked_at,
    drawn,
    judged,
    only_option,
    told,
)
from workbench.weighing.access.looking import unlooked
from workbench.weighing.actions.runs import sharpen
from workbench.weighing.answers import KeptHinge
from workbench.weighing.models import LookedAt, Run
from workbench.weighing.pages.belief_words import HELD, certainty, hinge_words, people_in_words
from workbench.weighing.pages.steps import steps_of


@pytest.fixture(autouse=True)
def tasks_wait(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def desk(cast):
    return signed_in(cast.hanna)


@pytest.fixture
def proposal(db):
    return a_displacing_proposal()


@pytest.fixture
def option(proposal):
    return only_option(proposal)


def what_if(desk, option):
    return desk.get(f"/weighing/options/{option.pk}/what-if/")


class Words(HTMLParser):
    """The words of a page, one after the other."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_data(self, data):
        self.found.append(data)


def words_of(response):
    parser = Words()
    parser.feed(response.content.decode())
    return " ".join(" ".join(parser.found).split())


def test_the_overview_says_how_sure_where_and_on_how_many_runs(desk, option):
    with told():
        text = words_of(what_if(desk, option))
    assert "This rests on 2 raters, 2 maps and 60 runs." in text
    assert "120 runs are being made" in text
    assert "It acts in Northwest, for" in text
    assert "runs better" in text
    assert "a belief and never a forecast" in text


def test_it_tells_itself_of_the_sharper_answer_and_reads_without_a_script(desk, option):
    with told():
        page = what_if(desk, option)
        run = Run.objects.get(draws=120)
        assert f'hx-get="/weighing/runs/{run.pk}/"'.encode() in page.content
        assert b"Look again" in page.content
        plain = desk.get(f"/weighing/runs/{run.pk}/")
        assert plain.url == f"/weighing/options/{option.pk}/what-if/"
        sharpen(run.pk)
        part = desk.get(f"/weighing/runs/{run.pk}/", headers={"HX-Request": "true"})
        assert part["HX-Refresh"] == "true"
        text = words_of(what_if(desk, option))
    assert "120 runs." in text
    assert "are being made" not in text


def test_a_run_that_failed_can_be_started_again(desk, option):
    with told():
        what_if(desk, option)
        run = Run.objects.get(draws=120)
        Run.objects.filter(pk=run.pk).update(state=Run.State.FAILED, fault="The disk was full.")
        assert "The disk was full." in words_of(what_if(desk, option))
        desk.post(f"/weighing/runs/{run.pk}/again/")
    assert Run.objects.get(pk=run.pk).state == Run.State.WAITING


def test_nothing_is_told_while_nobody_judged(desk, option):
    text = words_of(what_if(desk, option))
    assert "Nobody has judged Housing for this proposal yet." in text
    assert not Run.objects.exists()


def test_what_could_not_be_taken_in_is_named(desk, db):
    proposal = a_displacing_proposal(
        factors=["isolation", "recruiters"], groups=["majority", "anti-roma", "antisemitic"]
    )
    made.a_channel(proposal, name="Nobody drew it", factor="recruiters")
    with told():
        text = words_of(what_if(desk, only_option(proposal)))
    assert "Nobody judged what it does for: " in text
    assert "In no judgement and on no map: Recruiters' reach." in text.replace("’", "'")
    assert "Passes on what nobody judged or drew: Nobody drew it." in text


def test_one_map_is_told_to_be_one_view(desk, option):
    with told(arrows=drawn(("Housing", "housing-cost", "trust", -0.8, 1))):
        assert "One map is one view" in words_of(what_if(desk, option))


def test_a_course_shows_every_area_with_the_figures_behind(desk, option):
    with told():
        page = desk.get(f"/weighing/options/{option.pk}/what-if/anti-roma/isolation/")
    text = words_of(page)
    assert "Northwest" in text
    assert page.content.count(b'role="img"') == 2
    assert "it is worse here and better where it is meant" in text
    assert page.content.count(b'<tr><th scope="row">20</th>') == 2
    assert "half of the runs lie between" in text


def test_a_course_that_nobody_judged_is_not_found(desk, option):
    with told():
        page = desk.get(f"/weighing/options/{option.pk}/what-if/anti-roma/recruiters/")
    assert page.status_code == 404


@pytest.mark.parametrize(
    ("better", "worse", "words", "way"),
    [
        (0.82, 0.1, "in 8 of 10 runs better", "better"),
        (0.1, 0.7, "in 7 of 10 runs worse", "worse"),
        (0.1, 0.1, "in 8 of 10 runs about the same", "same"),
        (0.5, 0.4, "split: in 5 of 10 runs better, in 4 of 10 worse", "split"),
        (0.97, 0.0, "in nearly all runs better", "better"),
    ],
)
def test_how_sure_a_sign_is_is_said_in_tens(better, worse, words, way):
    found = certainty(better, worse)
    assert (found.words, found.way) == (words, way)


def hinge(**more):
    values = {"people": ("Ana", "Ben"), "sure_now": 0.5, "sure_then": 0.95}
    told_of = {"group": "majority", "factor": "trust", "source": "housing-cost", "target": "trust"}
    return KeptHinge(**{**told_of, "total": 0.8, **values, **more})


def test_what_would_make_the_answer_clear_is_said():
    assert hinge_words(hinge()).startswith("If Ana and Ben agreed on Cost of housing → ")
    assert hinge_words(hinge()).endswith("the answer would be clear.")
    assert "at least 70 % sure in place of 50 %" in hinge_words(hinge(sure_then=0.7))
    assert "would not make the answer surer" in hinge_words(hinge(sure_then=0.4))
    assert people_in_words(("A", "B", "C", "D", "E")) == "A, B, C and 2 others"


def test_how_often_bands_held_is_what_was_measured(root):
    record = json.loads((root / "docs/measured/what_if_worlds.json").read_text())
    for name, ends in HELD.items():
        values = [
            one["value"]
            for one in record["figures"]
            if one["name"].startswith("views as they are, ") and one["name"].endswith(f", {name}")
        ]
        assert (round(min(values)), round(max(values))) == ends, name


def test_the_usual_ways_are_offered_for_what_is_looked_at(desk, proposal):
    address = f"/weighing/proposals/{proposal.pk}/options/"
    page = desk.get(address)
    assert b"Attention and money are drawn away" in page.content
    assert b"Recruiters go next door" not in page.content
    desk.post(f"/weighing/proposals/{proposal.pk}/channels/usual/", {"key": "drawn-away"})
    ways = list(proposal.channels.exclude(name__startswith="Households"))
    assert [(one.name, one.factor) for one in ways] == [
        ("Attention and money are drawn away", "trust")
    ]
    assert (
        "Attention and money are drawn away"
        not in words_of(desk.get(address)).split("Ways in which problems often move")[1]
    )


def test_all_usual_ways_are_added_at_once_and_none_twice(desk, db):
    proposal = a_displacing_proposal(factors=["isolation", "left-behind", "trust"])
    for _ in range(2):
        desk.post(f"/weighing/proposals/{proposal.pk}/channels/usual/")
    pairs = list(proposal.channels.values_list("name", "factor"))
    assert len(pairs) == len(set(pairs)) > 3


def test_ways_beside_one_another_are_read_by_group_without_a_total(desk, proposal):
    made.an_option(proposal, "Half of it", size=0.5)
    with told():
        page = desk.get(f"/weighing/proposals/{proposal.pk}/beside/")
        figures = desk.get(f"/weighing/proposals/{proposal.pk}/beside/anti-roma/")
    text = words_of(page)
    assert text.count("do nothing") >= 4
    assert "There is no total" in text
    assert "Total" not in text.replace("no total", "")
    assert "In one run of twenty more than".lower() in words_of(figures).lower()


def test_the_steps_say_how_far_it_is(cast, proposal, option):
    def states():
        return {one.heading: (one.state, one.is_done) for one in steps_of(cast.hanna, proposal)}

    assert states()["What if"] == ("Not run yet; a first answer takes seconds.", False)
    left = len(unlooked(proposal, option))
    assert states()["Look around"][0].startswith(f"{left} groups and areas")
    all_looked_at(option, cast.hanna)
    assert states()["Look around"] == ("Everybody was looked at for “As proposed”.", True)


def around(desk, option, query="", data=None):
    address = f"/weighing/options/{option.pk}/around/{query}"
    return desk.post(address, data) if data is not None else desk.get(address)


REASON = {"about": "ticked", "kind": "reason", "words": "The bus line stays"}


def test_the_look_around_begins_with_the_likeliest_loss(desk, option):
    with told():
        page = around(desk, option)
    text = words_of(page)
    assert "0 of " in text
    first = page.content.decode().split('name="place" value="')[1].split('"')[0]
    assert first.startswith("anti-roma|")
    assert "runs (Isolation)" in text


def test_several_are_answered_together_and_the_list_says_how_far_it_is(desk, option):
    ticked = ["anti-roma|SW", "majority|SE"]
    with told():
        answer = around(desk, option, data={**REASON, "place": ticked})
        assert answer.status_code == 302
        text = words_of(around(desk, option, "?show=all"))
    assert LookedAt.objects.count() == 2
    assert "2 of " in text
    assert "No check: The bus line stays" in text
    kept = LookedAt.objects.get(group="anti-roma")
    assert 0.2 < kept.worse_then <= 1


def test_the_whole_list_is_answered_but_for_those_whose_loss_is_likely_or_unknown(desk, option):
    with told():
        around(desk, option, data={**REASON, "about": "all"})
    places = set(LookedAt.objects.values_list("group", "area"))
    assert ("majority", "SE") in places
    assert all(area for _, area in places)
    assert ("anti-roma", "SW") not in places


def test_a_list_is_narrowed_and_its_words_are_kept_for_what_it_shows(desk, option):
    with told():
        text = words_of(around(desk, option, "?group=majority&area=SE"))
        assert "1 is listed." in text
        around(desk, option, "?group=majority&area=SE", {**REASON, "about": "all"})
    assert list(LookedAt.objects.values_list("group", "area")) == [("majority", "SE")]


def test_what_is_missing_is_said_beside_its_field_and_the_ticks_stay(desk, option):
    with told():
        page = around(desk, option, data={**REASON, "words": "", "place": ["majority|SE"]})
    assert page.status_code == 400
    assert b'value="majority|SE" id="' in page.content
    assert b" checked" in page.content
    assert "Say why no check is needed." in words_of(page)


def test_everybody_is_asked_about_even_while_nobody_judged(desk, option):
    text = words_of(around(desk, option))
    assert "not known yet" in text
    assert around(desk, option, data={**REASON, "place": ["majority|SE"]}).status_code == 302


def test_what_was_said_before_can_be_read(desk, option):
    with told():
        for words in ("First", "Second"):
            around(desk, option, data={**REASON, "words": words, "place": ["majority|SE"]})
    page = desk.get(f"/weighing/looks/{LookedAt.objects.first().pk}/")
    text = words_of(page)
    assert text.index("No check: Second") < text.index("No check: First")
    assert "Hanna Silva" in text


def test_only_what_was_judged_last_is_run(desk, option):
    rated = judged(("Housing", "isolation", "anti-roma", 3))
    with told(rated):
        text = words_of(what_if(desk, option))
    assert "One rater is one view" in text


def test_the_majority_is_read_in_full_even_where_little_happens_to_it(desk, proposal):
    with told():
        page = desk.get(f"/weighing/proposals/{proposal.pk}/beside/")
    headings = [part.split("</h2>")[0] for part in page.content.decode().split("<h2")[1:]]
    assert any("The majority" in one for one in headings)


def test_a_group_for_whom_no_way_does_much_is_one_line(desk, db):
    proposal = a_displacing_proposal(groups=["majority", "anti-roma", "anti-jewish"])
    rated = judged(("Housing", "isolation", "anti-roma", 3), ("Housing", "trust", "anti-jewish", 0))
    with told(rated):
        text = words_of(desk.get(f"/weighing/proposals/{proposal.pk}/beside/"))
    assert "Everybody else who is looked at" in text
    assert "Jewish people : in nearly all runs" in text
