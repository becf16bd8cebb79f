"""Utterances of several words, with where each word is, by speakers to train on and others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .features import PER_FRAME, hear
from .synthesiser import WORDS, Speaker, say

SCALES, PITCHES, TEMPOS = (0.95, 1.3), (85.0, 270.0), (0.75, 1.35)  # of speakers; pitch in Hz
# The shares of each of the three ranges in which nobody is whom the network is trained on.
HELD_OUT = ((0.15, 0.25), (0.45, 0.55), (0.75, 0.85))
MOST_WORDS = 5  # in an utterance
NOISES = (10.0, 30.0)  # dB by which speech is louder than the noise around it
N_SPEAKERS, N_TEST_SPEAKERS = 300, 40
AT_ONCE = 250  # utterances that are synthesised together


class Utterance(NamedTuple):
    """What was said, and what is heard of it."""

    frames: np.ndarray  # [n_frames, N_BANDS], one every HOP ms
    words: list[int]  # places in the list of words
    spans: list[tuple[int, int]]  # of each word: its first frame, and the one after its last
    speaker: str


class Corpus(NamedTuple):
    """What a network is trained on and tested with."""

    words: list[str]
    train: list[Utterance]
    test: list[Utterance]
    remarks: list[str]
    digest: str  # of what was read


def synthesised(n_train: int, n_test: int) -> Corpus:
    """Digits of our own synthesiser, the same in every run, to test with by other speakers."""
    known, new = np.random.RandomState(0), np.random.RandomState(1)
    train = draw_utterances(n_train, draw_speakers(N_SPEAKERS, False, known), known)
    test = draw_utterances(n_test, draw_speakers(N_TEST_SPEAKERS, True, new), new)
    return Corpus(list(WORDS), train, test, [], "")


def draw_speakers(n: int, held_out: bool, random: np.random.RandomState) -> list[Speaker]:
    """So many speakers; a scale, pitch or tempo of the held out ones is nobody else's."""

    def draw(lowest, highest):
        while True:
            share = random.rand()
            if any(a <= share < b for a, b in HELD_OUT) is held_out:
                return lowest + share * (highest - lowest)

    return [
        Speaker(draw(*SCALES), draw(*PITCHES), draw(*TEMPOS), random.randint(2**31))
        for _ in range(n)
    ]


def draw_utterances(
    n: int, speakers: list[Speaker], random: np.random.RandomState
) -> list[Utterance]:
    """So many utterances of 1 to MOST_WORDS digits, by these speakers in turn, in some noise."""
    names = list(WORDS)
    counts = sorted(random.randint(1, MOST_WORDS + 1, size=n))  # those of like length together
    utterances: list[Utterance] = []
    while len(utterances) < n:
        sizes = counts[len(utterances) :][:AT_ONCE]
        texts = [[int(k) for k in random.randint(10, size=size)] for size in sizes]
        who = [speakers[k] for k in random.randint(len(speakers), size=len(texts))]
        signals, spans = say([[names[k] for k in text] for text in texts], who, random)
        for text, speaker, signal, each in zip(texts, who, signals, spans, strict=True):
            noisy = signal + noise(signal, random)
            name = (
                f"formants x {speaker.scale:.2f}, {speaker.pitch:.0f} Hz, tempo {speaker.tempo:.2f}"
            )
            utterances.append(Utterance(hear(noisy), text, in_frames(each), name))
    return utterances


def describe(speaker: Speaker) -> str:
    """Who speaks, in words."""
    scale, pitch, tempo = speaker.scale, speaker.pitch, speaker.tempo
    return f"formants x {scale:.2f}, pitch {pitch:.0f} Hz, tempo {tempo:.2f}"


def noise(signal: np.ndarray, random: np.random.RandomState) -> np.ndarray:
    """Noise by some dB less loud than the signal, from even to one of mostly low frequencies."""
    white = random.normal(size=len(signal))
    spectrum = np.fft.rfft(white)
    slope = random.uniform(0, 1)
    spectrum *= np.maximum(np.arange(len(spectrum)), 20) ** -slope
    coloured = np.fft.irfft(spectrum, len(signal))
    wanted = np.sqrt(np.mean(np.square(signal))) * 10 ** (-random.uniform(*NOISES) / 20)
    return coloured * (wanted / coloured.std())


def in_frames(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The frames of spans of samples."""
    starts = [round(start / PER_FRAME) for start, _ in spans]
    ends = [round(end / PER_FRAME) for _, end in spans]
    return [(start, max(end, start + 1)) for start, end in zip(starts, ends, strict=True)]
