"""Reads clips of a user's own: a folder for each, with numbered images and their labels."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from tf1rnn import UserError
from tf1rnn.datasets.images import grey, read_image
from tf1rnn.datasets.sources.lines import Text
from tf1rnn.datasets.sources.parts import Part

from .clips import Clips

IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".pgm", ".ppm", ".webp"}
LABELS_FILE = "labels.txt"
FEWEST = 5  # clips
MOST_IMAGES = 50_000
TEST_SHARE = 5  # one clip in so many is held out


def read_clips(folder: Path, n_frames: int, n_pixels: int) -> tuple[list[str], Clips, Clips]:
    """The labels' names, the clips to train on and those to test with.

    Clips of more than n_frames are cut; all pieces of a clip are on the same side. Raises
    UserError, naming the option and the file, for what cannot be used.
    """
    what = f"--data {folder}"
    if not folder.is_dir():
        raise UserError(f"{what}: is no folder; give one that holds a folder for each clip")
    clips = [_read_clip(each, n_pixels) for each in _in_order(folder) if each.is_dir()]
    if len(clips) < FEWEST:
        raise UserError(
            f"{what}: holds {len(clips)} clips, too few to learn from; {FEWEST} folders of images "
            f"with a {LABELS_FILE} are needed, at least"
        )
    names = sorted({name for _, labels in clips for name in labels})
    if len(names) < 2:
        raise UserError(f"{what}: all frames have the same label, {names[0]}")
    order = np.random.RandomState(0).permutation(len(clips))
    n_test = len(clips) // TEST_SHARE
    test, train = (
        _together([clips[i] for i in part], names, n_frames, n_pixels)
        for part in (order[:n_test], order[n_test:])
    )
    return names, train, test


def _in_order(folder: Path) -> list[Path]:
    """What is in a folder, by the numbers in the names: frame 2 before frame 10."""

    def numbered(path: Path):
        return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", path.name)]

    try:
        return sorted((path for path in folder.iterdir() if path.name[0] != "."), key=numbered)
    except OSError as error:
        raise UserError(f"--data {folder}: cannot be read: {error.strerror}") from error


def _read_clip(folder: Path, n_pixels: int) -> tuple[np.ndarray, list[str]]:
    """The frames [n, n_pixels, n_pixels] of a clip and their labels."""
    images = [path for path in _in_order(folder) if path.suffix.lower() in IMAGES]
    if not images:
        raise UserError(f"--data {folder}: holds no images; a clip's folder holds numbered ones")
    if len(images) > MOST_IMAGES:
        raise UserError(f"--data {folder}: holds more than {MOST_IMAGES} images; take a part of it")
    lines = Text.of(Part("--data", folder / LABELS_FILE)).lines()
    labels = [" ".join(line.split()) for line in lines if line.strip()]
    if len(labels) == 1:
        labels *= len(images)
    if len(labels) != len(images):
        raise UserError(
            f"--data {folder / LABELS_FILE}: has {len(labels)} labels for {len(images)} images; "
            "write one on a line for each, or a single one for all"
        )
    return np.stack([grey(read_image(path, n_pixels, "--data ")) for path in images]), labels


def _together(clips, names: list[str], n_frames: int, n_pixels: int) -> Clips:
    """Clips, cut into pieces of n_frames at most, as one array."""
    pieces = [
        (frames[i : i + n_frames], [names.index(name) for name in labels[i : i + n_frames]])
        for frames, labels in clips
        for i in range(0, len(frames), n_frames)
    ]
    together = np.zeros([len(pieces), n_frames, n_pixels, n_pixels], dtype=np.float32)
    places = np.zeros([len(pieces), n_frames], dtype=int)
    for row, places_row, (frames, labels) in zip(together, places, pieces, strict=True):
        row[: len(frames)], places_row[: len(frames)] = frames, labels
    return Clips(together, places, np.array([len(frames) for frames, _ in pieces]))
