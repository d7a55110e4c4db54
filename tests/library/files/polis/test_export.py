"""Pol.is exports: both dialects, both signs, and everything that may be wrong in them."""

import gzip

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.core.errors import CommonwealError, UnreadableFile
from commonweal.core.tables import STATEMENTS, VOTES
from commonweal.files.polis import Dialect, read_export, write_export

COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1542406176584,x,0,5,2,1,1,"Lamps, please"
1542406176585,x,1,5,1,1,0,Benches
1542406176586,x,2,6,0,1,-1,Spam
"""
VOTES_CSV = """timestamp,datetime,comment-id,voter-id,vote
1542406176590,x,0,5,1
1542406176591,x,0,6,-1
1542406176592,x,1,5,-1
1542406176595,x,0,6,1
1542406176593,x,1,6,1
1542406176594,x,2,6,-1
"""
MATRIX = """participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2
5,,2,2,1,1,1,-1,
6,,1,3,2,1,1,1,-1
"""
SIX_SCRIPTS = ("Straße", "Улица", "شارع", "街道", "सड़क", "דרך")


@pytest.fixture
def folder(tmp_path):
    def write(**texts):
        for name, text in {"comments": COMMENTS, "votes": VOTES_CSV, **texts}.items():
            if text is not None:
                (tmp_path / f"{name.replace('__', '-')}.csv").write_text(text)
        return tmp_path

    return write


def last(export):
    cast = export.votes.unique(["voter_id", "statement_id"], keep="last", maintain_order=True)
    return {(v, s): vote for v, s, vote, _ in cast.iter_rows()}


def test_votes_come_in_the_order_of_casting_and_all_of_them_are_kept(folder):
    told = read_export(folder())
    assert told.votes.height == 6
    assert last(told) == {
        ("5", "0"): 1,
        ("6", "0"): 1,
        ("5", "1"): -1,
        ("6", "1"): 1,
        ("6", "2"): -1,
    }
    assert told.statements["standing"].to_list() == ["accepted", "waiting", "rejected"]
    assert told.notices == ()
    assert told.refused.height == 0


def test_the_sign_is_found_from_the_tallies_and_said(folder):
    turned = VOTES_CSV.replace(",-1\n", ",x\n").replace(",1\n", ",-1\n").replace(",x\n", ",1\n")
    told = read_export(folder(votes=turned))
    assert last(told) == last(read_export(folder()))
    assert told.signs[0].agree == -1
    assert told.signs[0].sentence == (
        "votes.csv: -1 means agree. Read so, the votes differ from the 6 agrees and disagrees of "
        "comments.csv by 0; read the other way, by 4."
    )


def test_a_sign_that_tallies_cannot_tell_is_said_to_be_unknown(folder):
    bare = "comment-id,moderated,comment-body\n0,1,Lamps\n1,1,Benches\n2,-1,Spam\n"
    (sign,) = read_export(folder(comments=bare)).signs
    assert not sign.known
    assert sign.sentence == (
        "votes.csv: +1 was read as agree, which could not be checked, because comments.csv tells "
        "no tallies. Look at a statement that everybody knows, and name the sign if it is the "
        "other one."
    )
    (named,) = read_export(folder(), agree=-1).signs
    assert named.sentence == "votes.csv: -1 means agree, as you said."


def test_the_matrix_alone_is_enough_and_may_be_packed(folder):
    path = folder(votes=None)
    with gzip.open(path / "participants-votes.csv.gz", "wt") as packed:
        packed.write(MATRIX)
    told = read_export(path)
    assert last(told) == {
        ("5", "0"): 1,
        ("6", "0"): 1,
        ("5", "1"): -1,
        ("6", "1"): 1,
        ("6", "2"): -1,
    }
    assert [one.code for one in told.notices] == ["tallies-differ"]


def test_seconds_and_names_of_the_report_export(tmp_path):
    (tmp_path / "r3-comments.csv").write_text(COMMENTS.replace("1542406176584", "1542406176"))
    (tmp_path / "r3-votes.csv").write_text(VOTES_CSV.replace("1542406176590", "1542406176"))
    (tmp_path / "r3-participant-votes.csv").write_text(MATRIX)
    told = read_export(tmp_path)
    assert told.statements["made_at"][0] == 1_542_406_176_000
    assert told.votes["voted_at"][0] == 1_542_406_176_000


def test_votes_on_unknown_statements_and_what_is_no_vote_are_refused_with_row_and_remedy(folder):
    odd = VOTES_CSV + "1542406176599,x,77,6,1\n1542406176599,x,1,6,9\n1542406176599,x,1,,1\n"
    told = read_export(folder(votes=odd))
    assert told.votes.height == 6
    assert told.refused.select("file", "row", "column", "value", "code").rows() == [
        ("votes.csv", 8, "comment-id", "77", "unknown-statement"),
        ("votes.csv", 9, "vote", "9", "not-a-vote"),
        ("votes.csv", 10, "voter-id", None, "no-voter"),
    ]
    assert told.refused["remedy"][0] == (
        "Export comments.csv and votes.csv at the same moment, or add the statement."
    )


def test_unknown_statements_and_odd_cells_of_the_matrix_are_refused_cell_by_cell(folder):
    odd = MATRIX.replace("0,1,2\n", "0,1,77\n").replace("5,,2,2,1,1,1,", "5,,2,2,1,1,yes,")
    told = read_export(folder(votes=None, participants__votes=odd))
    assert told.refused.select("row", "column", "value", "code").rows() == [
        (2, "0", "yes", "not-a-vote"),
        (3, "77", "-1", "unknown-statement"),
    ]


def test_tallies_that_do_not_add_up_are_told_with_their_first_row(folder):
    told = read_export(folder(comments=COMMENTS.replace("5,2,1,1", "5,9,1,1")))
    assert [one.sentence for one in told.notices] == [
        "The tallies of 1 statements do not add up. First: comments.csv row 2 tells 9 agree and 1 "
        "disagree on statement 0; votes.csv holds 2 and 1. Export all files at one moment; until "
        "then the votes count, not the tallies."
    ]


def test_a_vote_that_only_the_matrix_holds_is_kept_and_told(folder):
    short = VOTES_CSV.replace("1542406176594,x,2,6,-1\n", "")
    told = read_export(folder(votes=short, participants__votes=MATRIX))
    assert last(told)["6", "2"] == -1
    assert "votes-missing" in [one.code for one in told.notices]


def test_a_vote_that_stands_otherwise_in_both_files_is_told(folder):
    other = MATRIX.replace("6,,1,3,2,1,1,1,-1", "6,,1,4,2,1,-1,1,-1")
    codes = [one.code for one in read_export(folder(participants__votes=other)).notices]
    assert codes == ["voter-counts-differ", "votes-differ"]


def test_a_torn_statement_keeps_its_votes(folder):
    told = read_export(folder(comments=COMMENTS.replace('"Lamps, please"', "Lamps, please")))
    assert told.votes.height == 6
    assert told.statements.filter(pl.col("text").is_null())["statement_id"].to_list() == ["0"]
    assert told.refused["code"].to_list() == ["too-many-cells"]
    assert "statement-torn" in [one.code for one in told.notices]


def test_a_statement_twice_is_refused(folder):
    told = read_export(folder(comments=COMMENTS + "1542406176586,x,2,6,0,1,-1,Again\n"))
    assert told.refused.select("row", "code").rows() == [(5, "statement-twice")]


def test_a_summary_that_counts_otherwise_is_told(folder):
    told = read_export(folder(summary="topic,River\nvoters,9\ncomments,2\n"))
    assert told.topic == "River"
    assert [one.sentence for one in told.notices] == [
        "summary.csv tells 9 voters; the files hold 2. The files count; export them at one moment "
        "if you need them to agree."
    ]


def test_a_folder_without_votes_says_what_it_lacks(folder):
    with pytest.raises(UnreadableFile) as caught:
        read_export(folder(votes=None))
    assert caught.value.message.endswith("lacks votes.csv (or participants-votes.csv).")
    assert caught.value.remedy == (
        "It holds comments.csv. Unpack the whole export of the conversation there."
    )


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "votes.csv").write_text(VOTES_CSV)
    with pytest.raises(UnreadableFile, match="is no folder"):
        read_export(tmp_path / "votes.csv")


def test_two_files_for_one_role_are_not_guessed_between(folder):
    path = folder()
    (path / "votes.csv.gz").write_bytes(gzip.compress(VOTES_CSV.encode()))
    with pytest.raises(UnreadableFile, match="would all be votes"):
        read_export(path)


def conversation(texts, votes):
    statements = pl.DataFrame(
        [
            {
                **dict.fromkeys(STATEMENTS.columns),
                "statement_id": str(n),
                "text": text,
                "author_id": "0",
                "made_at": 1_700_000_000_000 + n,
                "standing": "accepted",
            }
            for n, text in enumerate(texts)
        ],
        schema=STATEMENTS.schema,
    )
    rows = [
        (str(voter), str(statement % len(texts)), vote, 1_700_000_000_000 + 1000 * at)
        for at, (voter, statement, vote) in enumerate(votes)
    ]
    return statements, pl.DataFrame(rows, schema=VOTES.schema, orient="row")


@pytest.mark.parametrize("dialect", list(Dialect))
def test_what_is_written_is_read_back_in_six_scripts(tmp_path, dialect):
    texts = (*SIX_SCRIPTS, '=1+1, "quoted"\nand a second line', "'=kept")
    statements, votes = conversation(texts, [(v, s, v % 3 - 1) for v in range(4) for s in range(8)])
    write_export(tmp_path, statements, votes, summary={"topic": "街道"}, dialect=dialect)
    back = read_export(tmp_path)
    assert back.topic == "街道"
    assert back.statements["text"].to_list() == list(texts)
    assert back.votes.equals(votes)
    assert (back.notices, back.refused.height) == ((), 0)


def test_no_group_of_a_voter_is_written(tmp_path):
    """Charter 1: who stands in which group is in no export."""
    write_export(tmp_path, *conversation(["a", "b"], [(1, 0, 1), (2, 1, -1)]))
    matrix = pl.read_csv(tmp_path / "participants-votes.csv")
    assert matrix["group-id"].null_count() == matrix.height
    assert not [path for path in tmp_path.iterdir() if "group" in path.name]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 3), st.sampled_from([-1, 0, 1])), min_size=1
    )
)
def test_any_votes_come_back_in_their_order(tmp_path_factory, cast):
    folder = tmp_path_factory.mktemp("any")
    statements, votes = conversation(["a", "b", "c", "d"], cast)
    write_export(folder, statements, votes)
    assert read_export(folder, agree=1).votes.equals(votes)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["comments", "votes", "summary"]))
def test_any_bytes_are_read_or_refused_with_a_remedy(tmp_path_factory, content, name):
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "comments.csv").write_text(COMMENTS)
    (folder / "votes.csv").write_text(VOTES_CSV)
    (folder / f"{name}.csv").write_bytes(content)
    try:
        read_export(folder)
    except CommonwealError as error:
        assert error.remedy
