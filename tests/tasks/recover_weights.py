"""Recovers the weights behind the lesson's Demo 1 from the outputs that it prints.

    python -m tests.tasks.recover_weights         # a few seconds
    python -m tests.tasks.recover_weights 73      # the best of 73 searches, about ten minutes

The lesson's numbers come from one run without a seed, so no seed gives them again. But the
network is small enough to be solved for its weights. With b = 0 its two time steps are

    Y0 = tanh(X0 Wx)        Y1 = tanh(Y0 Wy + X1 Wx)

and each neuron depends on its own column of Wx and Wy alone.

*Wx*: three unknowns a neuron, four instances. arctanh(Y0) = X0 Wx is linear in Wx. A printed y
is off by up to half a unit of its last place, which arctanh, whose slope is 1 / (1 - y^2),
magnifies without bound as y nears 1. So each equation is weighted by 1 - y^2, and least squares
then minimise the error of y, not that of arctanh(y).

*Wy*: five unknowns a neuron, four instances. Y0 Wy = arctanh(Y1) - X1 Wx leaves a line of
solutions, along the one direction that Y0 maps to zero; the shortest is taken. Where the print
says 1., arctanh is infinite: that instance is a bound, which the solution of the other three
keeps by itself. All weights found lie within the +-sqrt(6 / (3 + 5 + 5)) of Glorot's uniform
initialiser for a kernel of [3 + 5, 5]. Of 15 standard normal ones, such as basic_rnn's listing
draws for Wx, all would by a chance of 1 in 30,000: a BasicRNNCell printed these numbers.

*float32*: in real numbers the solution gives the print again, but the network computes in
float32, where sums are rounded and tanh is an approximation. So the last digits depend on the
last bits of the weights, and on the processor (see demo_1/platforms.py). `best_weights` draws
float32 weights near the solution, computes what the network prints with them on each platform,
and draws again near the best. Every number must be within TOLERANCE of the lesson's on every
platform, also with TensorFlow 2.16, the oldest that tf1rnn runs on, and on ARM. Of the weights
that keep to this, the best print the most numbers with all the lesson's digits on x86. Every kind
of processor counts the same, and so does every listing of Demo 1: one multiplies by hand, four
use a BasicRNNCell.

Two numbers are out of reach. X0's first three instances are evenly spaced, so their arctanh(y)
must be too, but the lesson's TensorFlow printed 0.99999976 and -0.999933 for instance 2 where
the other instances imply 0.99999982 and -0.99993284.

The weights found do not depend on the processor that this runs on. The solution is computed in
rational numbers, logarithms in decimal ones, and sums are added up in a fixed order. Only oneDNN's
tanh is taken from TensorFlow.
"""

import os
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from tests.tasks.demo_1.platforms import Platform, other_platforms, x86_platforms

# Demo 1's mini-batch: instances 0 to 3 at t = 0 and t = 1.
X0 = np.array([[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 0, 1]], np.float32)
X1 = np.array([[9, 8, 7], [0, 0, 0], [6, 5, 4], [3, 2, 1]], np.float32)

TOLERANCE = 1.2e-7  # two units in the last place of float32 below 1
ALLOWANCE = 2.5e-7  # for the two numbers that no weights give
OUT_OF_REACH = (0.99999976, -0.999933)
HALF_A_DIGIT = 0.5e-8  # the lesson prints eight decimals
N_LISTINGS = (1, 4)  # of Demo 1: that multiply by hand, that use a BasicRNNCell

# Of 0 to 72, the one that prints the most digits, and of two such the one that prints more where
# there are fewest.
SEED = 61
N_CANDIDATES = 20_000
N_ROUNDS = 16
N_BEST = 300  # candidates near which the next round draws
ERRORS = (1.5e-8, 0.7e-8)  # how near, in y, in turn
NULL_SPACE = 1e-3  # how far to stray along the line of solutions for Wy

Outputs = list[tuple[np.ndarray, np.ndarray]]  # on each platform: by hand and by cell


def recover(
    Y0: np.ndarray,
    Y1: np.ndarray,
    platforms: Sequence[Platform],
    others: Sequence[Platform] = (),
    seed: int = SEED,
) -> tuple[np.ndarray, np.ndarray]:
    """The float32 weights Wx [n_inputs, n_neurons] and Wy [n_neurons, n_neurons].

    Y0 and Y1 [batch_size, n_neurons] are the outputs as printed. On `platforms` the digits count,
    on the others the numbers only have to be within TOLERANCE.
    """
    everywhere = [*platforms, *others]
    nothing = (None, None)  # before the first step

    def first_outputs(wx: np.ndarray) -> Outputs:
        wy = np.zeros((Y1.shape[1], wx.shape[1]), np.float32)
        return [platform.step(X0, nothing, wx, wy) for platform in everywhere]

    def search(A: np.ndarray, y: np.ndarray, given: np.ndarray, outputs: Search) -> np.ndarray:
        return best_weights(A, y, given, outputs, len(platforms), seed)

    columns = [search(X0, y, np.zeros(len(y)), first_outputs) for y in Y0.T]
    Wx = np.stack(columns, axis=1)
    firsts = first_outputs(Wx)

    columns = []
    for j, y in enumerate(Y1.T):
        wx = Wx[:, [j]]

        def second_outputs(wy: np.ndarray, wx: np.ndarray = wx) -> Outputs:
            wx = np.repeat(wx, wy.shape[1], axis=1)
            pairs = zip(everywhere, firsts, strict=True)
            return [platform.step(X1, first, wx, wy) for platform, first in pairs]

        columns.append(search(Y0, y, product(X1, wx)[:, 0], second_outputs))
    return Wx, np.stack(columns, axis=1)


Search = Callable[[np.ndarray], Outputs]  # of candidates [n_unknowns, n]: each [batch_size, n]


def best_weights(
    A: np.ndarray, y: np.ndarray, given: np.ndarray, outputs: Search, n_counted: int, seed: int
) -> np.ndarray:
    """The float32 w [n_unknowns] with tanh(A w + given) = y whose outputs print y best."""
    rng = np.random.RandomState(seed)
    equations = np.abs(y) < 1
    slopes = 1 - y[equations] ** 2
    weighted = A[equations] * slopes[:, np.newaxis]
    inverse = pseudoinverse(weighted)
    target = slopes * ([arctanh(value) for value in y[equations]] - given[equations])

    def draw(centers: np.ndarray, error: float) -> np.ndarray:
        """Candidates [n_unknowns, n] whose y are off the centers' by up to `error`."""
        near = centers + error * (2 * rng.random_sample(centers.shape) - 1)
        strays = NULL_SPACE * (2 * rng.random_sample((A.shape[1], centers.shape[1])) - 1)
        strays -= product(inverse, product(weighted, strays))  # what is left does not change A w
        return (product(inverse, near) + strays).astype(np.float32)

    def best(w: np.ndarray) -> np.ndarray:
        return w[:, ranking(y, outputs(w), n_counted)[:N_BEST]]

    w = best(draw(np.repeat(target[:, np.newaxis], N_CANDIDATES, axis=1), TOLERANCE))
    for i in range(N_ROUNDS):
        centers = np.tile(product(weighted, w), N_CANDIDATES // 2 // N_BEST)
        w = best(np.hstack([w, draw(centers, ERRORS[i % len(ERRORS)])]))
    return w[:, 0]


def ranking(y: np.ndarray, outputs: Outputs, n_counted: int) -> np.ndarray:
    """The indices of candidates, the best first, from their outputs for y on each platform.

    First come those with the fewest numbers beyond TOLERANCE on all platforms, of these those with
    the most printed digits on the first n_counted, of these the one with the smallest error.
    """
    tolerance = np.where(np.isin(y, OUT_OF_REACH), ALLOWANCE, TOLERANCE)[:, np.newaxis]
    n_beyond, n_digits, largest = 0, 0, 0.0
    for i, networks in enumerate(outputs):
        for n_listings, output in zip(N_LISTINGS, networks, strict=True):
            errors = np.abs(output - y[:, np.newaxis])
            n_beyond = n_beyond + np.sum(errors > tolerance, axis=0)
            largest = np.maximum(largest, errors.max(axis=0))
            if i < n_counted:
                n_digits = n_digits + n_listings * np.sum(errors < HALF_A_DIGIT, axis=0)
    return np.lexsort((largest, -n_digits, n_beyond))


def product(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    """A [m, k] times B [k, n] in float64, the terms added in order, as BLAS need not do."""
    total = np.zeros((len(A), B.shape[1]))
    for column, row in zip(A.T.astype(float), B.astype(float), strict=True):
        total += np.outer(column, row)
    return total


def arctanh(y: float) -> float:
    """As the C library's, but the same with every one: from a decimal logarithm."""
    return float(((1 + Decimal(y)) / (1 - Decimal(y))).ln() / 2)


def pseudoinverse(A: np.ndarray) -> np.ndarray:
    """The pseudoinverse [n, m] of a matrix [m, n] of full rank, rounded from the exact one."""
    if len(A) < A.shape[1]:
        return pseudoinverse(A.T).T
    exact = np.vectorize(Fraction, otypes=[object])(A.astype(float))
    rows = np.hstack([exact.T @ exact, exact.T])  # A^T A beside A^T, by Gauss and Jordan
    for i in range(len(rows)):
        rows[i] = rows[i] / rows[i, i]
        for k in range(len(rows)):
            if k != i:
                rows[k] = rows[k] - rows[k, i] * rows[i]
    return rows[:, len(rows) :].astype(float)


def count_digits(outputs: Sequence[np.ndarray], Y0: np.ndarray, Y1: np.ndarray) -> list[int]:
    """How many numbers have all the lesson's digits: of Y0 and Y1 by hand, then by cell."""
    pairs = zip(outputs, (Y0, Y1, Y0, Y1), strict=True)
    return [int(np.sum(np.abs(output - y) < HALF_A_DIGIT)) for output, y in pairs]


def main(n_seeds: int = 0) -> None:
    """Print the weights that SEED finds, or the best of n_seeds searches, and their digits."""
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1"
    from tests.tasks.demo_1.outputs import checksum, fused_tanh, printed_outputs

    tanh = fused_tanh()
    Y0, Y1 = printed_outputs()
    platforms, others = x86_platforms(tanh), other_platforms(tanh)
    found = []
    for seed in range(n_seeds) if n_seeds else [SEED]:
        weights = recover(Y0, Y1, platforms, others, seed)
        digits = [count_digits(p.outputs(X0, X1, *weights), Y0, Y1) for p in platforms]
        # The networks' Y0 and Y1, each as often as there are listings.
        on_each = np.array(digits) @ np.repeat(N_LISTINGS, 2)
        found.append(((on_each.sum(), on_each.min(), -seed), weights, digits))
        if n_seeds:
            print(f"seed {seed}: {on_each.sum()} digits", file=sys.stderr)
    (total, _, seed), (Wx, Wy), digits = max(found, key=lambda each: each[0])
    print(f"seed = {-seed}  # {total} of {len(platforms) * sum(N_LISTINGS) * 40}")
    for name, W in (("WX", Wx), ("WY", Wy)):
        rows = ["[" + ", ".join(map(str, row)) + "]" for row in W]
        print(f"{name} = [{', '.join(rows)}]")
    print(f"tanh = {checksum(tanh)}")
    for platform, numbers in zip(platforms, digits, strict=True):
        print(f"# {platform.name:24}" + "".join(f"{n:5}" for n in numbers))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
