"""The picture: voters on the lines along which votes differ most. Start with `picture`.

Unseen votes are taken as the statement's mean, and means are then taken off. What is left is zero
wherever a vote was not seen, so the matrix stays sparse from end to end: mask · (vote − mean). The
leading directions come from an exact solver (LAPACK on the smaller Gram matrix, or Lanczos to
machine precision), and a voter's place is scaled by √(statements ÷ seen), as Pol.is has it.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigh
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, eigsh

from commonweal.listening.dialogue.kernels import Floats
from commonweal.listening.dialogue.room import Room

SMALL_SIDE = 300  # up to here a dense Gram matrix is quicker than Lanczos


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """`places` (voters, d), `directions` (d, statements), `means` and the share each explains."""

    places: Floats
    directions: Floats
    means: Floats
    explained: Floats


def picture(room: Room, d: int = 2) -> Picture:
    """The places of the voters on the `d` leading directions; fewer where the room has fewer."""
    centred, means = centred_votes(room)
    values, directions = leading(centred, d)
    places = (centred @ directions.T) * np.sqrt(room.m / room.seen)[:, None]
    total = float(centred.data @ centred.data)
    return Picture(
        places=places,
        directions=directions,
        means=means,
        explained=values / total if total > 0 else np.zeros(len(values)),
    )


def centred_votes(room: Room) -> tuple[csr_array, Floats]:
    """Votes minus the mean of those who saw the statement, as a sparse matrix; and the means."""
    count = np.bincount(room.statements, minlength=room.m)
    means = np.bincount(room.statements, room.votes, minlength=room.m) / np.maximum(count, 1)
    data = room.votes - means[room.statements]
    return csr_array((data, room.statements, room.starts), shape=(room.n, room.m)), means


def leading(centred: csr_array, d: int) -> tuple[Floats, Floats]:
    """The `d` largest squared singular values, and right singular vectors with a settled sign."""
    n, m = centred.shape
    d = min(d, n, m)
    if min(n, m) <= max(SMALL_SIDE, d + 1):
        values, vectors = _by_gram(centred, d)
    else:
        values, vectors = _by_lanczos(centred, d)
    largest = np.abs(vectors).argmax(axis=1)
    signs = np.sign(vectors[np.arange(len(vectors)), largest])
    return values, vectors * np.where(signs == 0, 1, signs)[:, None]


def _by_gram(centred: csr_array, d: int) -> tuple[Floats, Floats]:
    n, m = centred.shape
    tall = n >= m
    gram = (centred.T @ centred if tall else centred @ centred.T).toarray()
    side = len(gram)
    values, vectors = eigh(gram, subset_by_index=[side - d, side - 1])
    values, vectors = np.maximum(values[::-1], 0), vectors[:, ::-1].T
    if tall:
        return values, vectors
    turned = vectors @ centred
    lengths = np.linalg.norm(turned, axis=1, keepdims=True)
    return values, np.divide(turned, lengths, out=np.zeros_like(turned), where=lengths > 1e-12)


def _by_lanczos(centred: csr_array, d: int) -> tuple[Floats, Floats]:
    m = centred.shape[1]
    turned = centred.T.tocsr()
    gram = LinearOperator((m, m), matvec=lambda v: turned @ (centred @ v), dtype=np.float64)
    start = np.cos(np.arange(m) + 1.0)  # any fixed start will do; a fixed one repeats
    values, vectors = eigsh(gram, k=d, which="LA", v0=start, tol=0)
    order = np.argsort(values)[::-1]
    return values[order], vectors[:, order].T
