"""The texts to train on and to test with, each with its offsets: written by hands, or recorded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tf1rnn import UserError
from tf1rnn.datasets.held_out import in_test

from .hands import Hand, alphabet, offsets, write
from .recorded import read_strokes
from .words import split

if TYPE_CHECKING:
    Texts = list[tuple[str, np.ndarray]]


def written(font: str, n_texts: int) -> tuple[Texts, Texts]:
    """So many texts of one or two words, each by another hand; and the held-out words."""
    known, random = alphabet(font), np.random.RandomState(0)
    words, held_out = split()
    picked = [" ".join(random.choice(words, size=random.randint(1, 3))) for _ in range(n_texts)]
    train, test = (
        [(text, offsets(write(text, Hand.of(random), known, random))) for text in texts]
        for texts in (picked, held_out)
    )
    return train, test


def recorded(path: Path) -> tuple[Texts, Texts, list[str]]:
    """The texts of a file, a fifth of them to test with; remarks.

    What has a letter that is in no text to train on is left out. Raises UserError, naming the file.
    """
    found, remarks = read_strokes(path)
    train, test = (
        [(text, offsets(points)) for text, points in found if in_test(text) is is_test]
        for is_test in (False, True)
    )
    letters = {letter for text, _ in train for letter in text}
    test = [(text, moves) for text, moves in test if set(text) <= letters]
    if not train or not test:
        raise UserError(f"--data {path}: has too few different texts to hold some of them out")
    return train, test, remarks
