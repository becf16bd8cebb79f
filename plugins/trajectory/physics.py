"""What is predicted without a network: that the car goes on as it moves now."""

from __future__ import annotations

import numpy as np

from .driving import DT, N_FUTURE

FITTED = 6  # of the last positions, 1 s


def own_frames(past: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each car is [n, 1, 2] and where it is heading [n], as its last positions show."""
    along = past[:, -1] - past[:, -4]
    return past[:, -1:], np.arctan2(along[:, 1], along[:, 0])


def constant_velocity(past: np.ndarray) -> np.ndarray:
    """The next positions [n, N_FUTURE, 2] at the velocity of the last three steps."""
    velocity = (past[:, -1] - past[:, -4]) / 3
    steps = np.arange(1, N_FUTURE + 1)[:, np.newaxis]
    return past[:, -1:] + velocity[:, np.newaxis] * steps


def constant_turn(past: np.ndarray) -> np.ndarray:
    """The next positions [n, N_FUTURE, 2] with the acceleration and the turn rate of the last 1 s.

    A car that brakes stops and stays.
    """
    steps = np.diff(past[:, -FITTED - 1 :], axis=1)
    times = np.arange(FITTED) - (FITTED - 1)  # in steps
    lengths = np.linalg.norm(steps, axis=2)
    headings = np.unwrap(np.arctan2(steps[..., 1], steps[..., 0]), axis=1)
    slopes = [np.polyfit(times, values.T, 1) for values in (lengths, headings)]
    (gain, length), (rate, heading) = slopes
    rate = np.where(length > 0.5 * DT, rate, 0)  # a standing car does not turn
    position, path = past[:, -1], []
    for _ in range(N_FUTURE):
        length, heading = np.maximum(length + gain, 0), heading + rate
        along = np.stack([np.cos(heading), np.sin(heading)], axis=1)
        position = position + length[:, np.newaxis] * along
        path.append(position)
    return np.stack(path, axis=1)


def errors(predicted: np.ndarray, future: np.ndarray) -> np.ndarray:
    """How far off the predicted positions are, in m: [n, N_FUTURE]."""
    return np.linalg.norm(predicted - future, axis=-1)
