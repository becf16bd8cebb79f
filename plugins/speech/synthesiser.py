"""A formant synthesiser of our own: what a throat and a mouth make of ten digits, and of a pause.

The acoustics: the vocal folds open and close at the pitch (Hz), and air that is forced through a
narrow place hisses. The mouth is a row of resonators. Each has a formant's frequency and bandwidth
(Hz), and 1 - exp(-2 pi bandwidth T) of its ringing is lost in a sample of T s. A shorter mouth has
all its formants higher, by the same factor. Tongue and lips move from one sound to the next in some
50 ms, so that a sound is never without its neighbours.

Sources: the formants of vowels are the means of 33 men in Peterson and Barney, "Control methods
used in a study of the vowels", 1952, table II; those of the other sounds, the bandwidths and the
resonator are from Klatt, "Software for a cascade/parallel formant synthesizer", 1980.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

RATE = 8000  # samples per s, as on the telephone: nothing above 4000 Hz
UPDATE = 5  # ms; what tongue and lips do is given so often
PER_UPDATE = RATE * UPDATE // 1000
BANDWIDTHS = (60.0, 90.0, 150.0, 250.0)  # Hz, of the formants
FOURTH = 3300.0  # Hz, the fourth formant, which hardly moves
HIGHEST = 3900.0  # Hz
SILENT = -60.0  # dB
OPEN = 0.6  # the share of a period in which the vocal folds are open
MOVING, SWITCHING = 60, 20  # ms, in which formants move, and sources go on and off


class Sound(NamedTuple):
    """What a mouth does for one sound; levels are in dB below those of an open vowel."""

    formants: tuple[float, float, float]  # Hz, of a man
    length: float  # ms, at tempo 1
    voice: float = 0.0  # dB
    hiss: float = SILENT  # dB
    place: tuple[float, float] = (2500.0, 1000.0)  # Hz: where the hiss is loudest, and how wide


SOUNDS = {
    "i": Sound((270, 2290, 3010), 150),
    "ih": Sound((390, 1990, 2550), 90),
    "eh": Sound((530, 1840, 2480), 110),
    "a": Sound((730, 1090, 2440), 110),
    "uh": Sound((640, 1190, 2390), 130),
    "o": Sound((570, 840, 2410), 150),
    "u": Sound((300, 870, 2240), 160),
    "schwa": Sound((500, 1500, 2500), 60, voice=-4),
    "e": Sound((480, 1720, 2520), 90),  # eight begins with it
    "y": Sound((330, 2020, 2600), 80, voice=-2),  # and glides to this
    "oh": Sound((540, 1100, 2300), 100),  # zero ends with these
    "ow": Sound((450, 900, 2300), 80, voice=-3),
    "w": Sound((290, 610, 2150), 70, voice=-6),
    "r": Sound((310, 1060, 1380), 80, voice=-5),
    "n": Sound((480, 1340, 2470), 80, voice=-14),
    "f": Sound((340, 1100, 2080), 100, SILENT, hiss=-32, place=(2000, 4000)),
    "v": Sound((220, 1100, 2080), 60, voice=-14, hiss=-36, place=(2000, 4000)),
    "th": Sound((320, 1290, 2540), 100, SILENT, hiss=-34, place=(3300, 2500)),
    "s": Sound((320, 1390, 2530), 120, SILENT, hiss=-18, place=(3800, 700)),
    "z": Sound((240, 1390, 2530), 90, voice=-16, hiss=-24, place=(3800, 700)),
    "closed": Sound((300, 1700, 2600), 50, SILENT),  # before a burst
    "t": Sound((400, 1600, 2600), 40, SILENT, hiss=-20, place=(3400, 1200)),
    "k": Sound((300, 1990, 2850), 35, SILENT, hiss=-20, place=(2000, 600)),
}
WORDS = {
    "zero": "z ih r oh ow",
    "one": "w uh n",
    "two": "t u",
    "three": "th r i",
    "four": "f o r",
    "five": "f a ih v",
    "six": "s ih closed k s",
    "seven": "s eh v schwa n",
    "eight": "e y closed t",
    "nine": "n a ih n",
}


class Speaker(NamedTuple):
    """Who speaks."""

    scale: float  # of all formants: 1 for a man, about 1.17 for a woman, more for a child
    pitch: float  # Hz
    tempo: float  # of all lengths: 2 speaks twice as fast
    accent: int  # the seed of how far off each sound is


def pole_pair(frequency, bandwidth):
    """A resonator's coefficients of its last two outputs; frequency and bandwidth are in Hz."""
    radius = np.exp(-np.pi * np.asarray(bandwidth) / RATE)
    return 2 * radius * np.cos(2 * np.pi * np.asarray(frequency) / RATE), -(radius**2)


def plan(words: list[str], speaker: Speaker, random: np.random.RandomState):
    """What the mouth does, each UPDATE ms [n, 7], and where each word begins and ends in it.

    The columns: three formants (Hz), voice and hiss (dB), place and width of the hiss (Hz).
    """
    accent = np.random.RandomState(speaker.accent)
    habits = {name: np.exp(accent.normal(scale=0.04, size=3)) for name in SOUNDS}
    rows, counts, spans = [], [], []

    def add(name, length, voice=None, hiss=None):
        sound = SOUNDS[name]
        off = habits[name] * np.exp(random.normal(scale=0.02, size=3))
        formants = np.array(sound.formants) * speaker.scale * off
        place = min(sound.place[0] * speaker.scale, 3850.0), sound.place[1]
        voice = sound.voice if voice is None else voice
        hiss = sound.hiss if hiss is None else hiss
        rows.append([*np.minimum(formants, HIGHEST), voice, hiss, *place])
        counts.append(max(1, round(length / UPDATE)))

    add(WORDS[words[0]].split()[0], random.uniform(60, 250), SILENT, SILENT)
    for i, word in enumerate(words):
        loudness = random.uniform(-4, 0)  # dB
        start = sum(counts)
        for name in WORDS[word].split():
            length = SOUNDS[name].length * random.uniform(0.8, 1.25) / speaker.tempo
            sound = SOUNDS[name]
            add(name, length, sound.voice + loudness, sound.hiss + loudness)
        spans.append((start, sum(counts)))
        if i + 1 == len(words):
            add(name, random.uniform(100, 300), SILENT, SILENT)
        elif random.rand() < 0.5:  # else the next word follows at once
            add(WORDS[words[i + 1]].split()[0], random.uniform(20, 200), SILENT, SILENT)
    track = np.repeat(np.array(rows), counts, axis=0)
    for columns, length in ((slice(0, 3), MOVING), (slice(3, 7), SWITCHING)):
        track[:, columns] = smooth(track[:, columns], length // UPDATE)
    return track, spans


def smooth(track: np.ndarray, length: int) -> np.ndarray:
    """A track whose changes take about `length` rows, from half of it before to half after."""
    window = np.hanning(length + 3)[1:-1]
    before, after = len(window) // 2, len(window) - 1 - len(window) // 2
    padded = np.pad(track, [(before, after), (0, 0)], mode="edge")
    return np.apply_along_axis(np.convolve, 0, padded, window / window.sum(), "valid")


def melody(n: int, speaker: Speaker, random: np.random.RandomState) -> np.ndarray:
    """The pitch (Hz) of each of n samples: it falls by a fifth, and wavers."""
    times = np.arange(n) / RATE
    wave = np.sin(2 * np.pi * (random.uniform(0.8, 2.5) * times + random.rand()))
    return speaker.pitch * np.linspace(1.1, 0.9, n) * (1 + 0.06 * wave)


def excite(pitch: np.ndarray, random: np.random.RandomState) -> np.ndarray:
    """The change of the flow of air through the vocal folds, by the pitch at each sample.

    While they are open the flow rises and falls back as t^2 - t^3; the lips pass on its change.
    """
    phase = np.cumsum(pitch / RATE) % 1 / OPEN
    breath = 0.02 * random.normal(size=len(pitch))
    return np.where(phase < 1, 2 * phase - 3 * phase**2, 0) + breath


def resonate(tracks: list[np.ndarray], sources: np.ndarray, scales: list[float]) -> np.ndarray:
    """What comes out of many mouths at once [n_samples, n], by the tracks of plan().

    The sources are the voices and the hisses [2, n_samples, n]. A voice goes through four
    resonators, one after the other, a hiss through one of its own. At each sample all of them are
    computed together, each from what the one before gave a sample earlier.
    """
    n_updates = sources.shape[1] // PER_UPDATE
    padded = [np.pad(t, [(0, n_updates - len(t)), (0, 0)], mode="edge") for t in tracks]
    by_time = np.stack(padded, axis=2).transpose(1, 0, 2)  # [7, n_updates, n]
    fourth = np.minimum(FOURTH * np.array(scales), HIGHEST) + np.zeros_like(by_time[0])
    frequencies = np.stack([*by_time[:3], fourth, by_time[5]], axis=1)
    widths = [np.full_like(fourth, bandwidth) for bandwidth in BANDWIDTHS]
    b, c = pole_pair(frequencies, np.stack([*widths, by_time[6]], axis=1))
    a = 1 - b - c  # a gain of 1 at 0 Hz
    hb, hc = b[:, 4], c[:, 4]  # a hiss stays as strong as the noise that goes in
    a[:, 4] = np.sqrt((1 + hc) * ((1 - hc) ** 2 - hb**2) / (1 - hc))
    a, b, c = (part.astype(np.float32) for part in (a, b, c))
    levels = (10 ** (by_time[3:5] / 20)).astype(np.float32)

    out = np.zeros(sources.shape[1:], np.float32)
    inputs, last, before = np.zeros([3, 5, len(tracks)], np.float32)
    for i in range(n_updates):
        start = i * PER_UPDATE
        voices, hisses = sources[:, start : start + PER_UPDATE] * levels[:, i, np.newaxis]
        for t in range(PER_UPDATE):
            inputs[0], inputs[1:4], inputs[4] = voices[t], last[:3], hisses[t]
            before *= c[i]
            before += a[i] * inputs
            before += b[i] * last
            last, before = before, last
            np.add(last[3], last[4], out=out[start + t])
    return out


def say(texts: list[list[str]], speakers: list[Speaker], random: np.random.RandomState):
    """The signal of each text as its speaker says it, and the samples of each word in it."""
    plans = [plan(words, who, random) for words, who in zip(texts, speakers, strict=True)]
    tracks = [track for track, _ in plans]
    sources = np.zeros([2, max(map(len, tracks)) * PER_UPDATE, len(texts)], np.float32)
    for i, (track, who) in enumerate(zip(tracks, speakers, strict=True)):
        n = len(track) * PER_UPDATE
        sources[0, :n, i] = excite(melody(n, who, random), random)
        sources[1, :n, i] = random.normal(size=n)
    said = resonate(tracks, sources, [who.scale for who in speakers])
    signals = [said[: len(track) * PER_UPDATE, i] for i, track in enumerate(tracks)]
    spans = [[(a * PER_UPDATE, b * PER_UPDATE) for a, b in each] for _, each in plans]
    return signals, spans
