"""The baseline: a Markov chain of characters, which knows the last few and nothing before."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np


class NGram:
    """How probable each next character is after the last n - 1, by counting.

    What was seen rarely is mixed with what is known of fewer characters, by Witten and Bell's rule:
    a context that was followed by many different characters is trusted less. A text begins after
    and ends with the character `end`.
    """

    def __init__(self, texts: list[str], letters: str, n: int, end: str) -> None:
        self.n, self.letters, self.end = n, letters, end
        self._places = {letter: i for i, letter in enumerate(letters)}
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            padded = end + text + end
            for i in range(1, len(padded)):
                for size in range(min(n, i + 1)):
                    counts[padded[i - size : i]][padded[i]] += 1
        self._counts = counts
        self._known: dict[str, np.ndarray] = {}

    def probabilities(self, context: str) -> np.ndarray:
        """The probability of each letter after a text that begins with `end`."""
        last = context[len(context) - self.n + 1 :] if len(context) >= self.n else context
        while last and last not in self._counts:
            last = last[1:]
        if last not in self._known:
            if last:
                below = self.probabilities(last[1:])
            else:
                below = np.full(len(self.letters), 1 / len(self.letters))
            followed = self._counts[last]
            counts = np.zeros(len(self.letters))
            for letter, count in followed.items():
                counts[self._places[letter]] = count
            kinds = len(followed)
            self._known[last] = (counts + kinds * below) / (counts.sum() + kinds)
        return self._known[last]

    def loss(self, texts: list[str]) -> float:
        """The mean cross entropy of texts, in nats per character."""
        losses = [
            -np.log(self.probabilities(padded[:i])[self._places[padded[i]]])
            for padded in (self.end + text + self.end for text in texts)
            for i in range(1, len(padded))
        ]
        return float(np.mean(losses))

    def write(
        self, n_texts: int, longest: int, temperature: float, random: np.random.RandomState
    ) -> list[str]:
        """Texts of up to so many characters, drawn letter by letter."""
        texts = []
        for _ in range(n_texts):
            text = self.end
            while len(text) <= longest:
                letter = self.letters[draw(self.probabilities(text), temperature, random)]
                if letter == self.end:
                    break
                text += letter
            texts.append(text[1:])
        return texts


def draw(
    probabilities: np.ndarray, temperature: float, random: np.random.RandomState
) -> np.ndarray:
    """A place for each row of probabilities [..., n]; a low temperature prefers the likely ones."""
    logs = np.log(np.maximum(probabilities.astype(np.float64), 1e-30)) / temperature
    weights = np.exp(logs - logs.max(axis=-1, keepdims=True))
    sums = weights.cumsum(axis=-1)
    drawn = random.uniform(size=(*sums.shape[:-1], 1)) * sums[..., -1:]
    return np.argmax(sums > drawn, axis=-1)
