"""Names that a reader may have meant."""

from commonweal.core.nearest import listed, nearest_first


def test_the_most_similar_name_comes_first_whatever_its_case():
    assert nearest_first("boro", ["Name", "Borough", "Code"])[0] == "Borough"


def test_names_that_are_equally_unlike_keep_their_order():
    assert nearest_first("x", ["b", "a"]) == ["b", "a"]


def test_a_long_list_says_how_many_it_leaves_out():
    assert listed("abcde", at_most=3) == "a, b, c and 2 more"
    assert listed("abc", at_most=3) == "a, b, c"
