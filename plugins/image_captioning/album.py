"""Pictures with captions: drawn scenes, or a folder of images with a file of captions."""

from __future__ import annotations

import hashlib
import random
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tf1rnn import UserError
from tf1rnn.datasets.held_out import in_test
from tf1rnn.datasets.images import read_image
from tf1rnn.datasets.sources.lines import Text
from tf1rnn.datasets.sources.parts import Part
from tf1rnn.datasets.text import tokenize

from .drawing import draw
from .scenes import SIDE, HeldOut, draw_scenes, parse, place, truths

EXAMPLE = "a small red circle left of a large square"
CAPTIONS = ("captions.txt", "captions.csv", "captions.tsv")
FEWEST = 20  # images
MOST = 50_000
N_TEST = 500  # drawn scenes of each kind, never trained on


class Album(NamedTuple):
    """Images [n, SIDE, SIDE, 3] uint8, and for each the captions that are true of it."""

    images: np.ndarray
    captions: list[list[str]]

    def digest(self) -> bytes:
        """Of what is in it."""
        return hashlib.sha256(self.images.tobytes() + repr(self.captions).encode()).digest()


def drawn(n_scenes: int, what: HeldOut) -> tuple[Album, dict[str, Album]]:
    """Drawn scenes to train on; and to test with, of known and of new pairs or kinds of things.

    Nobody has written both captions of a scene to train on: one of them is kept.
    """
    chance = random.Random(0)
    groups = [
        draw_scenes(n, is_new, what, chance)
        for n, is_new in ((n_scenes, False), (N_TEST, False), (N_TEST, True))
    ]
    pixels = np.random.RandomState(0)
    train, known, new = (Album(draw(g, pixels), [truths(s) for s in g]) for g in groups)
    train = train._replace(captions=[[chance.choice(all_of)] for all_of in train.captions])
    return train, {f"known {what}": known, f"new {what}": new}


def read_folder(folder: Path) -> tuple[Album, dict[str, Album], list[str]]:
    """The images of a folder to train on, and a fifth of them to test with; remarks.

    Raises UserError, naming the file and its line, for what cannot be used.
    """
    if not folder.is_dir():
        raise UserError(f"--data {folder}: is no folder; it holds images and {CAPTIONS[0]}")
    path = next((folder / name for name in CAPTIONS if (folder / name).is_file()), None)
    if path is None:
        raise UserError(
            f"--data {folder}: has no {CAPTIONS[0]}: a line for each image, its name "
            "and its caption, with a tab or comma between"
        )
    text = Text.of(Part("--data", path))
    written: dict[str, list[str]] = {}
    for number, line in enumerate(text.lines(), start=1):
        if not line.strip():
            continue
        # Flickr8k's names end with the number of the caption: 1.jpg#0
        found = re.match(r"\s*(.+?\.\w+)(?:#\d+)?\s*[\t,]\s*(.*)", line)
        words = " ".join(tokenize(found[2].strip().strip('"'))) if found else ""
        if not words and number == 1:
            continue  # a line of names, such as: image,caption
        if not words:
            raise UserError(f"--data {path}: line {number} has no image's name and caption")
        if found[1] not in written and not (folder / found[1]).is_file():
            raise UserError(f"--data {path}: line {number}: there is no image {found[1]}")
        written.setdefault(found[1], []).append(words)
        if len(written) > MOST:
            raise UserError(f"--data {path}: has more than {MOST} images")
    parts: list[list[str]] = [[], []]
    for name in written:
        parts[in_test(name)].append(name)
    if len(written) < FEWEST or not parts[1]:
        raise UserError(f"--data {path}: {len(written)} images are too few; {FEWEST} are needed")
    train, test = (
        Album(
            np.stack([read_image(folder / n, SIDE, "--data ") for n in names]),
            [written[n] for n in names],
        )
        for names in parts
    )
    n_captions = sum(map(len, written.values()))
    remark = f"{path.name}: {len(written)} images with {n_captions} captions"
    return train, {"held out": test}, [*text.remarks, remark]


def see(text: str) -> tuple[np.ndarray, list[str]]:
    """The image of a file, or of a scene in words that is drawn; and what is true of it.

    Raises UserError for a text that is neither.
    """
    if Path(text).is_file():
        return read_image(Path(text), SIDE), []
    sentence = " ".join(text.lower().split())
    said = parse(sentence)
    if said is None:
        raise UserError(f"{text!r}: is no image file, and no scene to draw, such as '{EXAMPLE}'")
    scene = place(said[0], random.Random(0), said[1])
    return draw([scene], np.random.RandomState(0))[0], [sentence]
