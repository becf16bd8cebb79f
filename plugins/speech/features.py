"""What the network hears: the energies of a signal in bands of frequency, as levels in dB."""

from __future__ import annotations

import functools

import numpy as np

from .synthesiser import RATE

WINDOW, HOP = 25, 10  # ms: of the signal that a frame is computed from, and from one to the next
PER_FRAME = RATE * HOP // 1000  # samples
N_BANDS = 20
LOWEST, HIGHEST = 100.0, 3900.0  # Hz
RANGE = 50.0  # dB below the loudest frame, where hearing ends
N_FFT = 256


def mel(frequency):
    """A frequency in Hz on the scale on which equal steps sound equal (Stevens, 1937)."""
    return 2595 * np.log10(1 + np.asarray(frequency) / 700)


def hertz(value):
    """The frequency in Hz of a value on the mel scale."""
    return 700 * (10 ** (np.asarray(value) / 2595) - 1)


@functools.cache
def centres() -> np.ndarray:
    """The middles of the bands in Hz, and the two ends [N_BANDS + 2]."""
    return hertz(np.linspace(mel(LOWEST), mel(HIGHEST), N_BANDS + 2))


def filter_bank() -> np.ndarray:
    """The weight of each frequency in each band: triangles, each up to its neighbours' middles."""
    frequencies = np.fft.rfftfreq(N_FFT, 1 / RATE)[:, np.newaxis]
    below, middle, above = centres()[:-2], centres()[1:-1], centres()[2:]
    rising = (frequencies - below) / (middle - below)
    falling = (above - frequencies) / (above - middle)
    return np.clip(np.minimum(rising, falling), 0, None)


def levels(signal: np.ndarray) -> np.ndarray:
    """The levels in dB [n_frames, N_BANDS] of a signal: 20 dB more is ten times the amplitude."""
    size = RATE * WINDOW // 1000
    before = (size - PER_FRAME) // 2  # so that a frame is in the middle of its window
    padded = np.pad(signal, (before, size))
    n_frames = -(-len(signal) // PER_FRAME)
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::PER_FRAME][:n_frames]
    power = np.abs(np.fft.rfft(frames * np.hanning(size), N_FFT)) ** 2
    return 10 * np.log10(power @ filter_bank() + 1e-10)


def hear(signal: np.ndarray) -> np.ndarray:
    """What is heard of a signal [n_frames, N_BANDS]: dB over what is RANGE below the loudest."""
    found = levels(signal)
    floor = found.max(initial=-100) - RANGE
    return (np.maximum(found, floor) - floor).astype(np.float32)
