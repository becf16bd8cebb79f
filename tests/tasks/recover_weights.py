"""Recovers the weights behind the lesson's Demo 1 from the outputs that it prints.

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
float32, where sums are rounded and tanh is an approximation, so the last digits hang on the last
bits of the weights, and on the processor. `recover` draws solutions that are within TOLERANCE of
the print, rounds them to float32, computes the network's outputs from each as one `Platform` after
another would, and keeps the one whose outputs are nearest the lesson's.

Two numbers are out of reach. X0's first three instances are evenly spaced, so their arctanh(y)
must be too, but the lesson's TensorFlow printed 0.99999976 and -0.999933 for instance 2 where
the other instances imply 0.99999982 and -0.99993284.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

TOLERANCE = 1.2e-7  # one unit in the last place of float32 at 1
HALF_A_DIGIT = 0.5e-8  # the lesson prints eight decimals
N_CANDIDATES = 200_000
NULL_SPACE = 1e-3  # how far to stray along the line of solutions for Wy
SEED = 1  # of 0 to 3, the one that keeps to TOLERANCE under TensorFlow 2.16 too


def rounded_tanh(z: np.ndarray) -> np.ndarray:
    """tanh of float32 values, correctly rounded to float32."""
    return np.tanh(z.astype(np.float64)).astype(np.float32)


Tanh = Callable[[np.ndarray], np.ndarray]  # float32 to float32


class Platform(NamedTuple):
    """How a build of TensorFlow computes the network on a processor.

    `fused_tanh` is the float32 tanh that directly follows a matrix product, `tanh` any other.
    With oneDNN they differ by up to 3e-7. `n_sums` is how many partial sums a matrix product
    keeps: the term k goes into sum k modulo n_sums, rounded as a fused multiply-add does.
    """

    tanh: Tanh = rounded_tanh
    fused_tanh: Tanh = rounded_tanh
    n_sums: int = 1

    def matmul(self, A: np.ndarray, B: np.ndarray) -> np.ndarray:
        """A [m, k] times B [k, n] in float32, for a k too small to be split further."""
        sums = np.zeros((self.n_sums, len(A), B.shape[1]), np.float32)
        # A product of two float32 numbers is exact in float64, so only the sum is rounded.
        for k, (column, row) in enumerate(zip(A.T.astype(float), B.astype(float), strict=True)):
            sums[k % self.n_sums] = np.outer(column, row) + sums[k % self.n_sums]
        return sums.sum(axis=0)

    def first_step(self, X0: np.ndarray, Wx: np.ndarray) -> np.ndarray:
        """Y0."""
        return self.fused_tanh(self.matmul(X0, Wx))

    def second_steps(
        self, X0: np.ndarray, X1: np.ndarray, Wx: np.ndarray, wx: np.ndarray, w: np.ndarray
    ) -> list[np.ndarray]:
        """One neuron's Y1 [batch_size, n]: by two products, and by BasicRNNCell's one product."""
        Y0 = self.first_step(X0, Wx)
        two = self.matmul(Y0, w) + self.matmul(X1, wx)
        kernel = np.concatenate([np.broadcast_to(wx, (len(wx), w.shape[1])), w])
        one = self.matmul(np.concatenate([X1, Y0], axis=1), kernel)
        return [self.tanh(two), self.fused_tanh(one)]


def x86_platforms(tanh: Tanh, fused_tanh: Tanh) -> list[Platform]:
    """TensorFlow on x86: AVX-512 adds a row's terms in order, AVX2 in two sums.

    oneDNN, which fuses, is on by default where the processor has AVX-512 VNNI, off elsewhere.
    """
    return [
        Platform(tanh, fused_tanh, n_sums=1),
        Platform(tanh, tanh, n_sums=2),
        Platform(tanh, tanh, n_sums=1),
        Platform(tanh, fused_tanh, n_sums=2),
    ]


def recover(
    X0: np.ndarray,
    X1: np.ndarray,
    Y0: np.ndarray,
    Y1: np.ndarray,
    platforms: list[Platform],
    seed: int = SEED,
) -> tuple[np.ndarray, np.ndarray]:
    """The float32 weights Wx [n_inputs, n_neurons] and Wy [n_neurons, n_neurons].

    X0 and X1 [batch_size, n_inputs] are the inputs, Y0 and Y1 [batch_size, n_neurons] the outputs
    as printed, `platforms` what the weights will meet, the most important first.
    """
    rng = np.random.RandomState(seed)
    X0, X1 = X0.astype(np.float32), X1.astype(np.float32)

    columns = []
    for y in Y0.T:
        w = candidates(X0, y, np.zeros(len(y)), rng)
        columns.append(best(w, y, [[p.first_step(X0, w)] for p in platforms]))
    Wx = np.stack(columns, axis=1)

    Y0_val = platforms[0].first_step(X0, Wx)
    columns = []
    for y, wx in zip(Y1.T, Wx.T[:, :, np.newaxis], strict=True):
        w = candidates(Y0_val, y, (X1 @ wx)[:, 0], rng)
        columns.append(best(w, y, [p.second_steps(X0, X1, Wx, wx, w) for p in platforms]))
    return Wx, np.stack(columns, axis=1)


def candidates(
    A: np.ndarray, y: np.ndarray, given: np.ndarray, rng: np.random.RandomState
) -> np.ndarray:
    """Float32 solutions w [n_unknowns, N_CANDIDATES] of tanh(A w + given) = y, to TOLERANCE."""
    equations = np.abs(y) < 1
    A, y, given = A[equations], y[equations], given[equations]
    A_weighted = A * (1 - y**2)[:, np.newaxis]
    inverse = np.linalg.pinv(A_weighted)
    target = (1 - y**2) * (np.arctanh(y) - given)
    errors = rng.uniform(-TOLERANCE, TOLERANCE, size=(len(y), N_CANDIDATES))
    strays = rng.uniform(-NULL_SPACE, NULL_SPACE, size=(A.shape[1], N_CANDIDATES))
    strays -= inverse @ (A_weighted @ strays)  # what is left does not change A w
    return (inverse @ (target[:, np.newaxis] + errors) + strays).astype(np.float32)


def best(w: np.ndarray, y: np.ndarray, outputs: list[list[np.ndarray]]) -> np.ndarray:
    """Of the candidates w [n_unknowns, n], the one whose outputs [batch_size, n] are nearest y.

    `outputs` has a list for each platform. First come the candidates with the most numbers within
    TOLERANCE on the first platform, of these those with the most on the others, of these those
    with the most printed digits on the first, of these the one with the smallest error elsewhere.
    """
    errors = [np.abs(np.stack(each) - y[:, np.newaxis]) for each in outputs]
    first, others = errors[0], np.concatenate(errors[1:] or errors[:1])
    near, near_elsewhere = (np.sum(e <= TOLERANCE, axis=(0, 1)) for e in (first, others))
    digits = np.sum(first < HALF_A_DIGIT, axis=(0, 1))
    largest = others.max(axis=(0, 1))
    return w[:, np.lexsort((largest, -digits, -near_elsewhere, -near))[0]]
