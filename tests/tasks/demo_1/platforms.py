"""How TensorFlow computes the two networks of the lesson's Demo 1, bit for bit, on x86 processors.

The network is a product and a tanh, both in float32. What differs between processors:

*Products.* The terms of a row are added up by oneDNN's generated code, whether TensorFlow uses the
rest of oneDNN or not: in order with AVX-512, also with AMX, in two sums with AVX2.

*tanh.* Alone it is Eigen's, a rational function, compiled once for all processors. Where a tanh
directly follows a product, TensorFlow lets oneDNN fuse the two, and oneDNN has a tanh of its own.
It does so by default under Windows, and under Linux where the processor has instructions for
neural networks: VNNI, bfloat16 or AMX. TF_ENABLE_ONEDNN_OPTS switches it on and off.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

Tanh = Callable[[np.ndarray], np.ndarray]  # float32 to float32

# The rational functions of Eigen, from its ptanh_float: where they are 1, and the coefficients of
# numerator and denominator, those of the highest powers of z^2 first.
BOUND_2_21 = 7.90738964080810547
BOUND_2_21_FUSED = 8.01773357391357422
NUMERATOR_2_21 = (1.394553628e-8, 2.102733560e-5, 3.520756727e-3, 1.340216100e-1)
DENOMINATOR_2_21 = (8.015776984e-7, 3.326951409e-4, 2.597254514e-2, 4.673548340e-1, 1.0)
BOUND_2_16 = 7.90531110763549805
NUMERATOR_2_16 = (
    *(-2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11),
    *(5.12229709037114e-08, 1.48572235717979e-05, 6.37261928875436e-04, 4.89352455891786e-03),
)
DENOMINATOR_2_16 = (
    *(1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03),
)
TINY_2_16 = 0.0004  # below this, tanh(z) is z


class Platform(NamedTuple):
    """A kind of processor, and whether TensorFlow fuses there.

    `fused_tanh` is the float32 tanh that directly follows a matrix product, `tanh` any other.
    `n_sums` is how many sums a row of a matrix product is added up in: term k goes into sum k
    modulo n_sums, the sums are added, and the terms left over, where n_sums does not divide their
    number, come last.
    """

    name: str
    tanh: Tanh
    fused_tanh: Tanh
    n_sums: int

    def matmul(self, A: np.ndarray, B: np.ndarray) -> np.ndarray:
        """A [m, k] times B [k, n] in float32, for a k too small to be split further."""
        sums = np.zeros((self.n_sums, len(A), B.shape[1]), np.float32)
        n_paired = len(B) - len(B) % self.n_sums
        # A product of two float32 numbers is exact in float64, so only the sum is rounded, as
        # a fused multiply-add does.
        terms = zip(A.T.astype(float), B.astype(float), strict=True)
        for k, (column, row) in enumerate(terms):
            if k == n_paired:
                sums = sums.sum(axis=0, keepdims=True)
            sums[k % len(sums)] = np.outer(column, row) + sums[k % len(sums)]
        return sums.sum(axis=0)

    def by_hand(
        self, X: np.ndarray, Y: np.ndarray | None, Wx: np.ndarray, Wy: np.ndarray
    ) -> np.ndarray:
        """Y(t) [batch_size, n] from X(t) and Y(t-1), None at first: a product for each of them."""
        if Y is None:
            return self.fused_tanh(self.matmul(X, Wx))
        return self.tanh(self.matmul(Y, Wy) + self.matmul(X, Wx))

    def by_cell(
        self, X: np.ndarray, Y: np.ndarray | None, Wx: np.ndarray, Wy: np.ndarray
    ) -> np.ndarray:
        """Y(t) [batch_size, n] as BasicRNNCell computes it: with one product for both."""
        Y = np.zeros((len(X), len(Wy)), np.float32) if Y is None else Y
        return self.fused_tanh(self.matmul(np.hstack([X, Y]), np.vstack([Wx, Wy])))

    def step(
        self,
        X: np.ndarray,
        before: tuple[np.ndarray | None, np.ndarray | None],
        Wx: np.ndarray,
        Wy: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Y(t) by hand and by cell, from Y(t-1) by hand and by cell."""
        by_hand, by_cell = before
        return self.by_hand(X, by_hand, Wx, Wy), self.by_cell(X, by_cell, Wx, Wy)

    def outputs(
        self, X0: np.ndarray, X1: np.ndarray, Wx: np.ndarray, Wy: np.ndarray
    ) -> list[np.ndarray]:
        """Y0 and Y1 [batch_size, n_neurons] of the network by hand, then of the one by cell."""
        first = self.step(X0, (None, None), Wx, Wy)
        second = self.step(X1, first, Wx, Wy)
        return [first[0], second[0], first[1], second[1]]


def x86_platforms(fused_tanh: Tanh) -> list[Platform]:
    """TensorFlow 2.21 on x86."""
    return [
        Platform("AVX-512 with oneDNN", tanh_2_21, fused_tanh, n_sums=1),
        Platform("AVX-512 without oneDNN", tanh_2_21, tanh_2_21, n_sums=1),
        Platform("AVX2 with oneDNN", tanh_2_21, fused_tanh, n_sums=2),
        Platform("AVX2 without oneDNN", tanh_2_21, tanh_2_21, n_sums=2),
    ]


def other_platforms(fused_tanh: Tanh) -> list[Platform]:
    """Where the numbers have to be near, too: TensorFlow 2.16 on x86, and 2.21 on ARM.

    oneDNN's tanh is the same in 2.16. What ARM is said to compute was not tried on one.
    """
    return [
        Platform("TensorFlow 2.16, AVX-512 with oneDNN", tanh_2_16, fused_tanh, n_sums=1),
        Platform("TensorFlow 2.16, AVX-512 without oneDNN", tanh_2_16, tanh_2_16, n_sums=1),
        Platform("TensorFlow 2.16, AVX2 with oneDNN", tanh_2_16, fused_tanh, n_sums=2),
        Platform("TensorFlow 2.16, AVX2 without oneDNN", tanh_2_16, tanh_2_16, n_sums=2),
        Platform("ARM", tanh_on_arm, tanh_on_arm, n_sums=1),
    ]


def tanh_2_21(z: np.ndarray) -> np.ndarray:
    """TensorFlow 2.21's tanh of float32 on x86."""
    return _tanh_2_21(z, BOUND_2_21, _multiply_add)


def tanh_on_arm(z: np.ndarray) -> np.ndarray:
    """TensorFlow 2.21's tanh of float32 where Eigen has fused multiply-adds."""
    return _tanh_2_21(z, BOUND_2_21_FUSED, _fused_multiply_add)


def tanh_2_16(z: np.ndarray) -> np.ndarray:
    """TensorFlow 2.16's tanh of float32 on x86."""
    tiny, z = z, np.clip(z, np.float32(-BOUND_2_16), np.float32(BOUND_2_16))
    numerator, denominator = (
        _polynomial(coefficients, z * z, _multiply_add)
        for coefficients in (NUMERATOR_2_16, DENOMINATOR_2_16)
    )
    return np.where(np.abs(tiny) < np.float32(TINY_2_16), tiny, z * numerator / denominator)


MultiplyAdd = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]  # a b + c


def _multiply_add(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> np.ndarray:
    return a * b + c


def _fused_multiply_add(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> np.ndarray:
    return (a.astype(float) * b + c).astype(np.float32)


def _tanh_2_21(z: np.ndarray, bound: float, multiply_add: MultiplyAdd) -> np.ndarray:
    z = np.clip(z, np.float32(-bound), np.float32(bound))
    numerator, denominator = (
        _polynomial(coefficients, z * z, multiply_add)
        for coefficients in (NUMERATOR_2_21, DENOMINATOR_2_21)
    )
    return multiply_add(z * z * z, numerator, z) / denominator


def _polynomial(
    coefficients: tuple[float, ...], x: np.ndarray, multiply_add: MultiplyAdd
) -> np.ndarray:
    """By Horner's rule, in float32."""
    total = np.zeros_like(x)
    for coefficient in coefficients:
        total = multiply_add(total, x, np.float32(coefficient))
    return total
