"""The baseline: logistic regression on which words a text holds, alone, in twos and in threes."""

from __future__ import annotations

import numpy as np

N_GRAM = 3  # words in a run
N_FEATURES = 4000  # the most frequent runs


def features(texts: list[list[str]], known: dict[str, int] | None = None):
    """Which runs of up to N_GRAM words each text holds, as 0 and 1; the runs' numbers."""
    sizes = range(1, N_GRAM + 1)
    held = [
        {" ".join(words[i : i + n]) for n in sizes for i in range(len(words) - n + 1)}
        for words in texts
    ]
    if known is None:
        counts: dict[str, int] = {}
        for each in held:
            for feature in each:
                counts[feature] = counts.get(feature, 0) + 1
        usual = sorted(counts, key=lambda f: (-counts[f], f))[:N_FEATURES]
        known = {feature: i for i, feature in enumerate(usual)}
    table = np.zeros([len(texts), len(known)], dtype=np.float32)
    for row, each in zip(table, held, strict=True):
        row[[known[feature] for feature in each if feature in known]] = 1
    return table, known


def predict(train, labels, test, penalty: float = 1e-3, n_iterations: int = 200) -> np.ndarray:
    """Whether each test text is positive, by a regression trained with Adam on the others."""
    X, known = features(train)
    X_test, _ = features(test, known)
    y = np.array(labels, dtype=np.float32)
    weights, mean, square = np.zeros([3, len(known) + 1], dtype=np.float32)
    X = np.hstack([X, np.ones([len(X), 1], np.float32)])
    for i in range(1, n_iterations + 1):
        probability = 1 / (1 + np.exp(-(X @ weights)))
        gradient = X.T @ (probability - y) / len(y) + penalty * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights -= 0.05 * (mean / (1 - 0.9**i)) / (np.sqrt(square / (1 - 0.99**i)) + 1e-8)
    return X_test @ weights[:-1] + weights[-1] > 0
