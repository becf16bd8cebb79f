"""Tunes by simple rules of harmony, in ABC notation; every accidental is written at its note.

A tune has eight bars: a question of four that ends on the dominant, and an answer of four that
begins like the question and ends on the tonic. Each bar has a chord of the key. Its beats take
notes of the chord that are near, and the notes between them move by steps of the scale.
"""

from __future__ import annotations

import random
from typing import NamedTuple

METERS = {"3/4": 6, "4/4": 8, "6/8": 6}  # eighths in a bar
BEATS = {"3/4": 2, "4/4": 4, "6/8": 3}  # eighths from a beat with a chord's note to the next
# The lengths of a bar's notes, in eighths.
RHYTHMS = {
    "3/4": ("222", "312", "1122", "42", "2112", "2211"),
    "4/4": ("2222", "112112", "3122", "21122", "422", "111122"),
    "6/8": ("111111", "2121", "321", "21111", "11121"),
}
# The accidentals of the seven letters from C to B in each key; "m" is for minor.
LETTERS = "CDEFGAB"
SHARPS = {
    **{"C": "", "G": "F", "D": "FC"},
    **{"Am": "", "Em": "F"},
}
FLATS = {"F": "B", "Dm": "B"}
KEYS = ("G", "C", "D", "Am", "F", "Em", "Dm")
# The degrees on which the chords of the first four bars are built; the tonic is 0.
QUESTIONS = ((0, 3, 0, 4), (0, 5, 3, 4), (0, 0, 3, 4), (0, 4, 0, 4), (0, 3, 1, 4), (0, 5, 1, 4))
ENDS = ((4, 0), (3, 0))  # of the last two bars
LOWEST, HIGHEST = -3, 8  # degrees of the scale that a tune reaches
LEADING = 6  # the degree below the tonic, raised in the dominant chord of minor


class Composed(NamedTuple):
    """A tune, and what was decided for it."""

    text: str  # in ABC notation, from the field M: on
    key: str
    meter: str
    chords: tuple[int, ...]  # the degree of each bar's chord
    bars: list[list[tuple[int, int]]]  # the degree of each note, and its length in eighths


def compose(n: int, n_keys: int = len(KEYS), seed: int = 0) -> list[Composed]:
    """So many tunes in the first so many keys, no two of the same melody, in whatever key."""
    drawn = random.Random(seed)
    tunes: dict[tuple, Composed] = {}
    while len(tunes) < n:
        tune = _compose_one(drawn, KEYS[:n_keys])
        tunes.setdefault((tune.meter, str(tune.bars)), tune)
    return list(tunes.values())


def _compose_one(drawn: random.Random, keys: tuple[str, ...]) -> Composed:
    key, meter = drawn.choice(keys), drawn.choice(list(METERS))
    question = drawn.choice(QUESTIONS)
    chords = (*question, *question[:2], *drawn.choice(ENDS))
    bars, degree = [], drawn.choice((0, 2, 4))
    for number, chord in enumerate(chords):
        if number in (4, 5):  # the answer begins like the question
            bars.append(bars[number - 4])
        elif number == 3:
            bars.append([(_nearest(degree, chord, drawn), METERS[meter])])
        elif number == 7:
            bars.append([(0 if bars[-1][-1][0] < 4 else 7, METERS[meter])])
        else:
            bars.append(_bar(degree, chord, meter, drawn))
        degree = bars[-1][-1][0]
    written = [_written(bar, chord, key) for bar, chord in zip(bars, chords, strict=True)]
    music = "|".join(written[:4]) + "|\n" + "|".join(written[4:]) + "|]"
    return Composed(f"M:{meter}\nL:1/8\nK:{key} exp\n{music}\n", key, meter, chords, bars)


def _bar(degree: int, chord: int, meter: str, drawn: random.Random) -> list[tuple[int, int]]:
    """A bar that goes on from a degree: chord notes on the beats, steps between them."""
    notes, place = [], 0
    for length in map(int, drawn.choice(RHYTHMS[meter])):
        if place % BEATS[meter] == 0:
            degree = _nearest(degree, chord, drawn)
        else:
            degree += drawn.choice((-1, 1))
            degree = min(max(degree, LOWEST), HIGHEST)
        notes.append((degree, length))
        place += length
    return notes


def _nearest(degree: int, chord: int, drawn: random.Random) -> int:
    """A note of the chord, one of the two that are nearest to a degree."""
    held = [d for d in range(LOWEST, HIGHEST + 1) if (d - chord) % 7 in (0, 2, 4)]
    return drawn.choice(sorted(held, key=lambda d: abs(d - degree))[:2])


def _written(bar: list[tuple[int, int]], chord: int, key: str) -> str:
    """A bar in ABC notation."""
    return "".join(
        _note(degree, key, raised=key[-1] == "m" and chord == 4) + (str(n) if n > 1 else "")
        for degree, n in bar
    )


def _note(degree: int, key: str, raised: bool) -> str:
    """A note of the scale in ABC notation; the tonic 0 is one between A, and G."""
    tonic = LETTERS.index(key[0])
    octave, letter = divmod(tonic + degree - (7 if key[0] in "AB" else 0), 7)
    name = LETTERS[letter]
    shift = (name in SHARPS.get(key, "")) - (name in FLATS.get(key, ""))
    shift += raised and degree % 7 == LEADING
    accidental = {-1: "_", 0: "", 1: "^"}[shift]
    return accidental + (name + "," * -octave if octave < 1 else name.lower() + "'" * (octave - 1))
