"""Densities of the next offset without a recurrent network: Gaussians around simple guesses."""

from __future__ import annotations

import numpy as np

PAST = 8  # offsets that the linear guess is made from


class OneGaussian:
    """A Gaussian around a guess of the next offset, another one after the pen was lifted.

    `guess` is "constant velocity", the last offset, or "linear", a linear regression on the last
    PAST offsets and pen positions. The same regression tells how likely the pen is lifted.
    """

    def __init__(self, guess: str, train: list[np.ndarray]) -> None:
        self.is_linear = guess == "linear"
        X, y = self._instances(train)
        lifted = X[:, 2] > 0
        self.parts = [self._fit(X[chosen], y[chosen]) for chosen in (~lifted, lifted)]

    def loss(self, moves: list[np.ndarray]) -> float:
        """The mean negative logarithm of the density of the offsets of some texts."""
        X, y = self._instances(moves)
        lifted = X[:, 2] > 0
        found = np.zeros(len(X))
        for chosen, part in zip((~lifted, lifted), self.parts, strict=True):
            found[chosen] = self._loss(part, X[chosen], y[chosen])
        return float(found.mean())

    @staticmethod
    def _instances(moves: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """The last PAST offsets [n, 3 PAST], the newest first, and the next one [n, 3]."""
        X, y = [], []
        for each in moves:
            padded = np.concatenate([np.zeros([PAST, 3]), each])
            past = [padded[PAST - 1 - k : len(padded) - 1 - k] for k in range(PAST)]
            X.append(np.hstack(past))
            y.append(each)
        return np.concatenate(X), np.concatenate(y)

    def _fit(self, X, y):
        inputs = _with_one(X)
        n = inputs.shape[1]
        if self.is_linear:
            square = inputs.T @ inputs + 1e-3 * np.eye(n)
            guess = np.linalg.solve(square, inputs.T @ y[:, :2])
            lifting = _logistic(inputs, y[:, 2])
        else:
            guess = np.eye(n, 2)
            guess[-1] = (y[:, :2] - X[:, :2]).mean(axis=0)
            share = (y[:, 2].sum() + 1) / (len(y) + 2)
            lifting = np.zeros(n)
            lifting[-1] = np.log(share / (1 - share))
        off = y[:, :2] - inputs @ guess
        covariance = off.T @ off / len(off) + 1e-6 * np.eye(2)
        return guess, lifting, covariance

    @staticmethod
    def _loss(part, X, y):
        guess, lifting, covariance = part
        inputs = _with_one(X)
        off = y[:, :2] - inputs @ guess
        distance = np.einsum("ni,ij,nj->n", off, np.linalg.inv(covariance), off)
        density = -distance / 2 - np.log(2 * np.pi) - np.linalg.slogdet(covariance)[1] / 2
        logits = inputs @ lifting
        return np.logaddexp(0, logits) - y[:, 2] * logits - density


def _with_one(X: np.ndarray) -> np.ndarray:
    return np.hstack([X, np.ones([len(X), 1])])


def _logistic(X: np.ndarray, y: np.ndarray, penalty: float = 1.0) -> np.ndarray:
    """The weights of a logistic regression, by Newton's method."""
    weights = np.zeros(X.shape[1])
    for _ in range(15):
        likely = 1 / (1 + np.exp(-(X @ weights).clip(-30, 30)))
        slope = X.T @ (likely - y) + penalty * weights
        curve = (X * (likely * (1 - likely))[:, np.newaxis]).T @ X + penalty * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights
