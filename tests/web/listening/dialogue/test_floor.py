"""What everybody sees on a page is what the library shows to the public, on answers of any kind."""

from types import SimpleNamespace

import numpy as np
import pytest

from commonweal.listening.dialogue import analyse_room, room_of_matrix
from commonweal.listening.dialogue.floor import Floor, Shows
from commonweal.listening.dialogue.public import public_answer
from workbench.listening.dialogue.pages.looking import cent, view_of
from workbench.listening.dialogue.sight import Sight

UNSEEN = 9


def a_room(seed):
    """Voters of one to three sides, from a handful to fifty, who saw much or little."""
    rng = np.random.default_rng(seed)
    n, m, k = int(rng.integers(6, 50)), int(rng.integers(3, 14)), int(rng.integers(1, 4))
    odds = rng.normal(0, 3, (k, m))
    votes = np.where(rng.random((n, m)) < 1 / (1 + np.exp(-odds[rng.integers(0, k, n)])), 1, -1)
    votes[rng.random((n, m)) < 0.1] = 0
    votes[rng.random((n, m)) < rng.choice([0.0, 0.3, 0.6])] = UNSEEN
    votes[0, 0] = 1
    room = room_of_matrix(votes.astype(np.int8), unseen=UNSEEN)
    return analyse_room(room, rng=rng, k=k), int(rng.integers(3, 14))


def kept(found):
    """The answer as the workbench keeps it, with the totals of each statement."""
    room = found.room
    totals = {
        one: [int((room.votes[room.statements == s] == side).sum()) for side in (1, -1, 0)]
        for s, one in enumerate(room.statement_ids)
    }
    return {**found.answer.as_answer(), "tallies": totals}


def page_of(found, floor):
    said = [SimpleNamespace(number=int(one), text=one, lang="") for one in found.room.statement_ids]
    talk = SimpleNamespace(statements=SimpleNamespace(all=lambda: said))
    sight = Sight(totals=True, groups=True, floor=Floor(people=floor))
    return view_of(talk, kept(found), sight)


def told(figure, said):
    """Whether these words say this share."""
    if figure.value in (0.0, 1.0):
        return "everybody agrees" in said or "hardly anybody" in said
    return f"about {cent(figure.value)} %" in said


def ids(lines):
    return [line.statement.text for line in lines]


@pytest.mark.parametrize("seed", range(60))
def test_page_and_library_show_the_same_to_everybody(seed):
    found, floor = a_room(seed)
    answer, sizes = public_answer(found, floor=floor), [one.size for one in found.answer.groups]
    shows = Floor(people=floor).shows(found.room.n, sizes)
    if shows == Shows.NOTHING:
        assert answer.consensus == () and answer.voters is None
        return
    view = page_of(found, floor)
    assert len(view.groups) == (len(answer.groups) if shows == Shows.GROUPS else 0)
    for mine, theirs in ((view.every, answer.consensus), (view.dividing, answer.dividing)):
        known = [one for one in theirs if sum(kept(found)["tallies"][one.statement_id])]
        assert ids(mine) == [one.statement_id for one in known]
        for line, one in zip(mine, known, strict=True):
            for part, share in zip(one.groups, line.shares, strict=True):
                assert told(part.agree, share.said)
            if shows == Shows.GROUPS:
                known_as = {0.0: "< 10", 1.0: "0 "}.get(one.figure.value, cent(one.figure.value))
                assert known_as in line.said
    if shows == Shows.GROUPS:
        assert ids(view.bridging) == [one.statement_id for one in answer.bridging]
        for part, group in zip(view.groups, answer.groups, strict=True):
            assert [one.text for one, _said in part.typical] == [
                one.statement_id for one in group.typical
            ]


def test_rooms_of_all_kinds_were_among_them():
    seen = {
        Floor(people=floor).shows(found.room.n, [one.size for one in found.answer.groups])
        for found, floor in map(a_room, range(60))
    }
    assert seen == set(Shows)


def test_nearly_all_is_told_as_more_than_nine_in_ten():
    votes = np.where(np.arange(40)[:, None] % 2, 1, -1) * np.ones((40, 12), dtype=np.int8)
    votes[:, 0] = 1
    room = room_of_matrix(votes.astype(np.int8), unseen=UNSEEN)
    view = page_of(analyse_room(room, rng=np.random.default_rng(1), k=2), 10)
    assert (
        "> 90 % of them" in view.groups[0].typical[0][1] or "< 10 %" in view.groups[0].typical[0][1]
    )
    assert "About 90 % or more of every group agree" in view.bridging[0].said
    assert "100 % of" not in str(view)
