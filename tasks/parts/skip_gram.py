"""What the skip-gram model learns from: a word, one of those around it, and noise words.

Source of the model: Mikolov et al., "Efficient Estimation of Word Representations in Vector Space"
(2013); of the noise and of leaving out frequent words: Mikolov et al., "Distributed Representations
of Words and Phrases and their Compositionality" (2013).
"""

from __future__ import annotations

import numpy as np

from tf1rnn.datasets.corpus import Corpus

SUBSAMPLE = 1e-3  # a word more frequent than this is not taken every time
NOISE_POWER = 0.75  # noise words are drawn by their counts to this power


class SkipGrams:
    """Draws batches from a corpus, with np.random.

    `p_taken` is the probability that a word is taken where it occurs [vocabulary_size], `noise` the
    probability of each word as noise [vocabulary_size].
    """

    def __init__(self, corpus: Corpus, window: int) -> None:
        counts = corpus.counts
        with np.errstate(divide="ignore"):  # words that never occur
            self.p_taken = np.sqrt(SUBSAMPLE * len(corpus.ids) / counts)
        self.noise = counts**NOISE_POWER / np.sum(counts**NOISE_POWER)
        self._cumulative_noise = np.cumsum(self.noise)
        self._corpus = corpus
        self._window = window

    def next_batch(self, batch_size: int) -> tuple[np.ndarray, np.ndarray]:
        """Word ids [batch_size] and, for each, that of a word near it in its sentence."""
        ids, sentences = self._corpus.ids, self._corpus.sentences
        inputs, labels = np.zeros([2, 0], dtype=np.int32)
        while len(inputs) < batch_size:
            places = np.random.randint(len(ids), size=batch_size)
            distance = np.random.randint(1, self._window + 1, size=batch_size)
            others = places + distance * (2 * np.random.randint(2, size=batch_size) - 1)
            words = ids[places]
            taken = np.random.rand(batch_size) < self.p_taken[words]
            taken &= (others >= 0) & (others < len(ids))
            taken &= sentences[places] == sentences.take(others, mode="clip")
            rows = np.flatnonzero(taken)  # for all, rather than where each of them is to be taken
            inputs = np.append(inputs, words[rows])
            labels = np.append(labels, ids[others[rows]])
        return inputs[:batch_size], labels[:batch_size]

    def next_noise(self, n_sampled: int) -> np.ndarray:
        """Word ids [n_sampled], drawn with replacement."""
        drawn = np.searchsorted(self._cumulative_noise, np.random.rand(n_sampled), side="right")
        return np.minimum(drawn, len(self.noise) - 1)  # the sum may fall short of 1 by rounding
