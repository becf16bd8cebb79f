"""The lesson's configurations of RNNs: which time steps have an input, which an output, and data.

Each one's data are a miniature of the lesson's example for it (topic 3, Various Configurations of
RNNs), made here, so that training takes seconds.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

SIDE = 3  # pixels along an image
N_PIXELS = 5  # of a frame of video
N_IMAGES = N_VIDEOS = 400
NOISE = 0.2  # standard deviation of what is added to pixels of 0 and 1

POSITIONS = {"row": ("top", "middle", "bottom"), "column": ("left", "middle", "right")}
SENTENCE = (
    ("film", "plot", "cast", "song"),
    ("is", "was", "seems"),
    ("not", "very", "really", "so"),
    ("good", "great", "bad", "dull"),
)
POSITIVE = ("good", "great")
# French by English: articles and adjectives in both genders, nouns with theirs.
ARTICLES = {"a": ("un", "une"), "the": ("le", "la"), "my": ("mon", "ma"), "this": ("ce", "cette")}
ADJECTIVES = {
    "red": ("rouge", "rouge"),
    "yellow": ("jaune", "jaune"),
    "green": ("vert", "verte"),
    "blue": ("bleu", "bleue"),
    "black": ("noir", "noire"),
    "white": ("blanc", "blanche"),
}
NOUNS = {
    **{"cat": ("chat", 0), "dog": ("chien", 0), "book": ("livre", 0), "train": ("train", 0)},
    **{"car": ("voiture", 1), "house": ("maison", 1), "table": ("table", 1), "lamp": ("lampe", 1)},
}
MOVES = {"left": -1, "still": 0, "right": 1}


class Examples(NamedTuple):
    """Instances of a problem, in random order."""

    X: np.ndarray  # [n_instances, n_input_steps, n_inputs], float
    y: np.ndarray  # [n_instances, n_output_steps], places in `classes`
    classes: list[str]  # what an output may say
    shown: list[Sequence[str | np.ndarray]]  # each instance's inputs, as words or as pictures


class Wiring(NamedTuple):
    """A configuration: which steps, counted from 0, have an input and which have an output."""

    name: str  # in the lesson's words
    example: str  # the lesson's
    input_steps: range
    output_steps: range
    make: Callable[[], Examples]

    @property
    def n_steps(self) -> int:
        return max(self.input_steps[-1], self.output_steps[-1]) + 1


def line_images() -> tuple[np.ndarray, list[tuple[str, str]]]:
    """Noisy images [n_images, SIDE, SIDE] of one line each, and its position and direction."""
    lines = [(position, kind) for kind in POSITIONS for position in POSITIONS[kind]]
    drawn = np.random.permutation(N_IMAGES) % len(lines)
    images = np.random.normal(0, NOISE, [N_IMAGES, SIDE, SIDE])
    for image, (position, kind) in zip(images, (lines[i] for i in drawn), strict=True):
        i = POSITIONS[kind].index(position)
        (image if kind == "row" else image.T)[i] += 1
    return images, [lines[i] for i in drawn]


def image_classification() -> Examples:
    """Is the line in the image a row or a column? No weighted sum of its pixels can tell."""
    images, lines = line_images()
    return numbered(images.reshape(N_IMAGES, 1, -1), [[kind] for _, kind in lines], images[:, None])


def image_captioning() -> Examples:
    """An image to a caption: `the top row`."""
    images, lines = line_images()
    return numbered(
        images.reshape(N_IMAGES, 1, -1), [["the", *line] for line in lines], images[:, None]
    )


def sentiment_analysis() -> Examples:
    """A sentence to positive or negative: `film is not good` is negative."""
    sentences = shuffled(itertools.product(*SENTENCE))
    positive = [(words[3] in POSITIVE) != (words[2] == "not") for words in sentences]
    return numbered(
        one_hot(sentences), [["positive" if p else "negative"] for p in positive], sentences
    )


def machine_translation() -> Examples:
    """English to French: `a red car` is `une voiture rouge`, whose gender is known at the noun."""
    sentences = shuffled(itertools.product(ARTICLES, ADJECTIVES, NOUNS))
    french = []
    for article, adjective, noun in sentences:
        name, gender = NOUNS[noun]
        french.append([ARTICLES[article][gender], name, ADJECTIVES[adjective][gender]])
    return numbered(one_hot(sentences), french, sentences)


def video_classification() -> Examples:
    """Each frame of a video to how its bright pixel has moved since the frame before."""
    n_frames = 5
    videos = np.random.normal(0, NOISE, [N_VIDEOS, n_frames, N_PIXELS])
    labels = []
    for video in videos:
        place = np.random.randint(N_PIXELS)
        labels.append(["starts"])
        video[0, place] += 1
        for frame in video[1:]:
            move = np.random.choice([m for m in MOVES if 0 <= place + MOVES[m] < N_PIXELS])
            place += MOVES[move]
            labels[-1].append(str(move))
            frame[place] += 1
    return numbered(videos, labels, videos[:, :, None])


def shuffled(sentences):
    """The sentences, each a tuple of words, in random order."""
    sentences = list(sentences)
    return [sentences[i] for i in np.random.permutation(len(sentences))]


def one_hot(sentences):
    """Sentences of one length as [n_sentences, n_words, n_different_words], a 1 for each word."""
    words = sorted({word for sentence in sentences for word in sentence})
    return np.array([[[word == w for w in words] for word in s] for s in sentences], dtype=float)


def numbered(X, outputs, shown):
    """The examples whose outputs are words, with the words' numbers as classes."""
    classes = sorted({word for words in outputs for word in words})
    y = np.array([[classes.index(word) for word in words] for words in outputs])
    return Examples(X, y, classes, list(shown))


WIRINGS = (
    Wiring("one to one", "image classification", range(1), range(1), image_classification),
    Wiring("sequence output", "image captioning", range(1), range(3), image_captioning),
    Wiring("sequence input", "sentiment analysis", range(4), range(3, 4), sentiment_analysis),
    Wiring(
        "sequence input and output",
        "machine translation",
        range(3),
        range(2, 5),
        machine_translation,
    ),
    Wiring(
        "synced input and output", "video classification", range(5), range(5), video_classification
    ),
)
