"""Clips of a drawn digit that moves, seen through fog by a camera that loses frames."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

N_PIXELS = 24  # height and width of a frame
N_DIGIT = 14  # height and width of a digit in it
STEP = 2  # pixels from a frame to the next
DIRECTIONS = ("left", "right", "up", "down")
MOVES = STEP * np.array([[0, -1], [0, 1], [-1, 0], [1, 0], [0, 0]])  # the last: it rests
RESTS = len(DIRECTIONS)
NOTHING = "nothing"
# The chance to do something else at each frame, of what moves and of what rests.
CHANGES = 0.2
WAKES = 0.6


class Clips(NamedTuple):
    """Clips of frames, each frame with its label; the last frames of the shorter ones are empty."""

    frames: np.ndarray  # [n, n_frames, height, width], 0 is dark and 1 is bright
    labels: np.ndarray  # [n, n_frames], places in a list of labels
    lengths: np.ndarray  # [n], frames in the clip
    is_lost: np.ndarray | None = None  # [n, n_frames], which frames the camera lost

    @property
    def counted(self) -> np.ndarray:
        """Which frames count [n, n_frames]: the first shows no movement, nobody could label it."""
        times = np.arange(self.frames.shape[1])
        return (times > 0) & (times < self.lengths[:, np.newaxis])


class Digits(NamedTuple):
    """Drawings of digits."""

    images: np.ndarray  # [n, N_DIGIT, N_DIGIT], 1 is ink
    values: np.ndarray  # [n], 0 to 9

    @classmethod
    def of(cls, images: np.ndarray, values: np.ndarray, n_digits: int) -> Digits:
        """MNIST's images [n, 28, 28] of the first so many digits, at half their size."""
        images, values = images[values < n_digits], values[values < n_digits]
        quarters = images.reshape(-1, N_DIGIT, 2, N_DIGIT, 2).mean(axis=(2, 4)) / 255
        return cls(quarters.astype(np.float32), values.astype(int))


def labels_of(n_digits: int) -> list[str]:
    """The labels of clips of so many digits: nothing, 0 left, 0 right ..."""
    return [NOTHING, *(f"{digit} {where}" for digit in range(n_digits) for where in DIRECTIONS)]


def move(n: int, n_frames: int, random: np.random.RandomState) -> tuple[np.ndarray, np.ndarray]:
    """Where n digits are in each frame [n, n_frames, 2] (row, column), and how they came there.

    The latter [n, n_frames] is a place in MOVES. A digit that would leave the picture does
    something else. All digits rest in the first frame.
    """
    place = random.randint(N_PIXELS - N_DIGIT + 1, size=(n, 2))
    doing = np.full(n, RESTS)
    places, done = [place], [doing]
    each = np.arange(n)
    for _ in range(n_frames - 1):
        ahead = place[:, np.newaxis] + MOVES
        possible = ((ahead >= 0) & (ahead <= N_PIXELS - N_DIGIT)).all(axis=2)
        changes = random.uniform(size=n) < np.where(doing == RESTS, WAKES, CHANGES)
        goes_on = possible[each, doing] & ~changes
        possible[each, doing] = False
        another = np.argmax(random.uniform(size=possible.shape) * possible, axis=1)
        doing = np.where(goes_on, doing, another)
        place = ahead[each, doing]
        places.append(place)
        done.append(doing)
    return np.stack(places, axis=1), np.stack(done, axis=1)


def film(
    digits: Digits, n: int, n_frames: int, fog: float, lost: float, random: np.random.RandomState
) -> Clips:
    """Clips of n digits, drawn at random, that move.

    Each frame has noise of a deviation between 0 and `fog`; in the share `lost` of the frames there
    is nothing else. The first frame is never lost.
    """
    drawn = random.randint(len(digits.images), size=n)
    places, done = move(n, n_frames, random)
    labels = np.where(done == RESTS, 0, 1 + digits.values[drawn, np.newaxis] * RESTS + done)
    frames = np.zeros([n, n_frames, N_PIXELS, N_PIXELS], dtype=np.float32)
    clip, time = np.arange(n)[:, None, None, None], np.arange(n_frames)[:, None, None]
    rows = places[:, :, 0, None, None] + np.arange(N_DIGIT)[:, None]
    columns = places[:, :, 1, None, None] + np.arange(N_DIGIT)
    frames[clip, time, rows, columns] = digits.images[drawn, None]
    is_lost = random.uniform(size=(n, n_frames)) < lost
    is_lost[:, 0] = False
    frames[is_lost] = 0
    deviations = random.uniform(0, fog, size=(n, n_frames, 1, 1))
    frames += deviations * random.standard_normal(size=frames.shape)
    return Clips(frames, labels, np.full(n, n_frames), is_lost)
