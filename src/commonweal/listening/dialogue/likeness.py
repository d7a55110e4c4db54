"""Statements that say nearly the same, letter by letter. Start with `nearest`.

For whoever reads a flood of them: a machine may point at two texts, and nobody but a reader can say
that they mean the same, for one word such as “not” turns a statement round.
"""

import unicodedata
from collections.abc import Sequence
from itertools import chain

import numpy as np
from scipy.sparse import csr_array

from commonweal.listening.dialogue.kernels import Floats, Whole

GRAM = 3


def nearest(texts: Sequence[str], others: Sequence[str]) -> tuple[Whole, Floats]:
    """For each text the place of the likest of `others`, −1 where there is none, and how alike.

    Likeness is the share that two texts have in common of the three-letter pieces that either has
    (Jaccard), over letters and digits of any script without case: 1 is the same, 0 nothing alike.
    """
    if not texts or not others:
        return np.full(len(texts), -1), np.zeros(len(texts))
    pieces = [_pieces(text) for text in chain(texts, others)]
    place = {piece: at for at, piece in enumerate(sorted(set().union(*pieces)))}
    columns = np.array([place[piece] for one in pieces for piece in sorted(one)], dtype=np.int64)
    sizes = np.array([len(one) for one in pieces])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    table = csr_array((np.ones(len(columns)), columns, starts), shape=(len(pieces), len(place)))
    n = len(texts)
    common = (table[:n] @ table[n:].T).toarray()
    either = sizes[:n, None] + sizes[None, n:] - common
    alike: Floats = common / np.maximum(either, 1)
    found = alike.argmax(axis=1)
    return found, alike[np.arange(n), found]


def _pieces(text: str) -> set[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
    return {bare[at : at + GRAM] for at in range(max(len(bare) - GRAM + 1, min(len(bare), 1)))}
