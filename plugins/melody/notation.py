"""Reads ABC notation: the notes of a tune's bars, and what its meter and key ask for.

Source: "The abc music standard 2.1", abcnotation.com, 2011. One voice is read: of a chord its
highest note, no ornaments; repeats are not played twice.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

PITCHES = dict(zip("CDEFGAB", (0, 2, 4, 5, 7, 9, 11), strict=True))  # semitones above C
IN_FIFTHS = "FCGDAEB"  # the order in which sharps come; flats come the other way round
# By how many fifths the signature of a mode differs from that of major, and its first letters.
MODES = {"maj": 0, "ion": 0, "mix": -1, "dor": -2, "min": -3, "aeo": -3, "phr": -4, "loc": -5}
MODES |= {"lyd": 1, "": 0, "m": -3}
MAJOR = (0, 2, 4, 5, 7, 9, 11)
MIDDLE_C = 60  # the number of its key in MIDI
_KEY = re.compile(r"([A-G])([#b]?)\s*([A-Za-z]*)(.*)")
_TOKENS = re.compile(
    r"""(?P<skip>[\s`\\)~.\-$*]|[HLMOPSTuvyJRn](?![:])|\((?!\d))
    |\[(?P<field>[A-Za-z]):(?P<value>[^\]]*)\]
    |\((?P<tuplet>\d)(?::(?P<into>\d?))?(?::\d?)?
    |(?P<bar>\[\|[\]:]*|:*\|[|\]:]*(?:\[?\d[\d,\-]*)?|::+|\[\d[\d,\-]*)
    |(?P<chord>\[(?:[_^=]*[A-Ga-gz][,']*[\d/]*|[\s\-])+\])(?P<chord_length>[\d/]*)
    |(?P<accidental>[_^=]*)(?P<letter>[A-Ga-g])(?P<octave>[,']*)(?P<length>[\d/]*)
    |(?P<rest>[zxZX])(?P<rest_length>[\d/]*)
    |(?P<broken>[<>]+)""",
    re.VERBOSE,
)
_LENGTH = re.compile(r"(\d{0,3})(/*)(\d{0,3})")
_NOTE = re.compile(r"([_^=]*)([A-Ga-gz])([,']*)([\d/]*)")
_LEFT_OUT = re.compile(r'"[^"\n]*"|![^!\n]*!|\{[^}]*\}|%.*')


class Note(NamedTuple):
    """A note or a rest."""

    pitch: int | None  # the number of its key in MIDI; None for a rest
    length: Fraction  # of a whole note


class Bar(NamedTuple):
    """The notes between two bar lines."""

    notes: list[Note]
    at_edge: bool  # begins or ends a part: the tune, or what is repeated


class Tune(NamedTuple):
    """The notes of a tune, and what its fields say."""

    bars: list[Bar]
    meter: Fraction  # of a whole note, in a bar
    tonic: int  # semitones above C
    scale: frozenset[int]  # semitones above C of the notes in key
    signature: dict[str, int]  # letters that are raised or lowered throughout

    @property
    def notes(self) -> list[Note]:
        """All notes, without the rests."""
        return [note for bar in self.bars for note in bar.notes if note.pitch is not None]

    @property
    def in_key(self) -> list[bool]:
        """Whether each note is of the key's scale; in minor, the raised seventh is, too."""
        return [note.pitch % 12 in self.scale for note in self.notes]

    @property
    def ends_on_tonic(self) -> bool:
        """Whether the last note is the tonic."""
        return self.notes[-1].pitch % 12 == self.tonic

    @property
    def bars_add_up(self) -> list[bool]:
        """Whether each bar is as long as the meter says.

        In a tune that begins with an upbeat, shorter bars may begin and end a part.
        """
        lengths = [sum(note.length for note in bar.notes) for bar in self.bars]
        has_upbeat = lengths[0] < self.meter
        return [
            length == self.meter or (has_upbeat and bar.at_edge and length < self.meter)
            for length, bar in zip(lengths, self.bars, strict=True)
        ]

    @property
    def comes_back(self) -> bool:
        """Whether the first two full bars come again."""
        bars = [bar.notes for bar in self.bars]
        start = sum(note.length for note in bars[0]) < self.meter
        first = bars[start : start + 2]
        again = range(start + 2, len(bars) - 1)
        return any(bars[i : i + 2] == first for i in again)

    @property
    def keeps_rules(self) -> bool:
        """Whether every note is in key, every bar adds up, and the last note is the tonic."""
        return all(self.in_key) and all(self.bars_add_up) and self.ends_on_tonic

    @property
    def melody(self) -> tuple[tuple[int | None, Fraction], ...]:
        """The notes as heard from the tonic: the same for a tune in another key."""
        first = self.notes[0].pitch - (self.notes[0].pitch - self.tonic) % 12
        return tuple(
            (None if note.pitch is None else note.pitch - first, note.length)
            for bar in self.bars
            for note in bar.notes
        )


def read_tune(text: str) -> Tune:
    """The notes of a tune of one voice; raises ValueError with what cannot be read."""
    meter, unit, key, music = None, None, None, []
    for line in _LEFT_OUT.sub("", text).split("\n"):
        field, value = line[:1], line[2:].strip()
        if line[1:2] != ":" or not field.isalpha():
            music += [line] if key else []
        elif key and field in "MLKV":
            raise ValueError(f"{field}: changes within the tune")
        elif field == "M":
            meter = Fraction(1) if value in ("C", "C|") else _fraction(value)
        elif field == "L":
            unit = _fraction(value)
        elif field == "K":  # the last of the header
            key = _key(value)
    if meter is None or key is None:
        raise ValueError("no field M: with a meter and K: with a key")
    tonic, scale, signature = key
    unit = unit or Fraction(1, 16 if meter < Fraction(3, 4) else 8)
    bars = _bars("\n".join(music), unit, meter, signature)
    if not any(note.pitch is not None for bar in bars for note in bar.notes):
        raise ValueError("no notes")
    return Tune(bars, meter, tonic, scale, signature)


def tidy(text: str) -> str:
    """A tune's meter, unit, key and music alone, without titles, chords' names, words and grace."""
    header, music = {}, []
    for line in _LEFT_OUT.sub("", text).split("\n"):
        if line[1:2] == ":" and line[0].isalpha():
            header.setdefault(line[0], line.strip())
        elif "K" in header and line.strip():
            music.append(re.sub(r"\s+", " ", line.strip(" \\\r\t")))
    return "\n".join([*(header[field] for field in "MLK" if field in header), *music, ""])


def _bars(music: str, unit: Fraction, meter: Fraction, signature: dict[str, int]) -> list[Bar]:
    bars: list[Bar] = []
    notes: list[Note] = []
    heard: dict[str, int] = {}  # the accidentals of this bar
    begins_part, n_left, scaled, longer = True, 0, Fraction(1), None
    place = 0
    while place < len(music):
        token = _TOKENS.match(music, place)
        if token is None or token.end() == place:
            raise ValueError(
                f"{music[place : place + 10].split()[0]!r} is no ABC notation that is read"
            )
        place = token.end()
        if token["bar"]:
            is_part = token["bar"].strip("0123456789,-[") not in ("|", "")
            if notes:
                bars.append(Bar(notes, begins_part or is_part))
                begins_part = is_part
            else:
                begins_part = begins_part or is_part
            notes, heard = [], {}
        elif token["field"]:
            if token["field"] in "MLKV":
                raise ValueError(f"{token['field']}: changes within the tune")
        elif token["tuplet"]:
            n_left = int(token["tuplet"])
            default = {2: 3, 3: 2, 4: 3, 6: 2, 8: 3}.get(n_left, 2)
            scaled = Fraction(int(token["into"] or default), max(n_left, 1))
        elif token["broken"]:
            if not notes:
                raise ValueError("a broken rhythm without a note before it")
            by = Fraction(1, 2 ** len(token["broken"]))
            shorter_first = token["broken"][0] == "<"
            first = by if shorter_first else 2 - by
            notes[-1] = notes[-1]._replace(length=notes[-1].length * first)
            longer = 2 - first
        elif token["letter"] or token["chord"] or token["rest"]:
            note = _note(token, unit, meter, signature, heard)
            if n_left:
                note, n_left = note._replace(length=note.length * scaled), n_left - 1
            if longer is not None:
                note, longer = note._replace(length=note.length * longer), None
            notes.append(note)
    if notes:
        bars.append(Bar(notes, at_edge=True))
    if bars:
        bars[-1] = bars[-1]._replace(at_edge=True)
    return bars


def _note(token, unit: Fraction, meter: Fraction, signature, heard: dict[str, int]) -> Note:
    """The note of a token; `heard` gets its accidental, which holds until the bar's end."""
    if token["rest"]:
        length = _length(token["rest_length"])
        return Note(None, length * (meter if token["rest"] in "ZX" else unit))
    if token["letter"]:
        written = [token.group("accidental", "letter", "octave", "length")]
    else:
        written = _NOTE.findall(token["chord"])
    found = []
    for accidental, letter, octave, length in written:
        if letter == "z":
            found.append(Note(None, unit * _length(length)))
            continue
        name = letter + octave
        if accidental:
            heard[name] = _shift(accidental)
        shift = heard.get(name, signature.get(letter.upper(), 0))
        pitch = MIDDLE_C + PITCHES[letter.upper()] + shift
        pitch += 12 * (letter.islower() + octave.count("'") - octave.count(","))
        found.append(Note(pitch, unit * _length(length)))
    if not found:
        raise ValueError("an empty chord")
    highest = max(found, key=lambda note: -1 if note.pitch is None else note.pitch)
    return highest._replace(length=found[0].length * _length(token["chord_length"] or ""))


def _length(text: str) -> Fraction:
    """The factor of a note's length: `2`, `3/2`, `/` or `//`."""
    found = _LENGTH.fullmatch(text)
    if found is None or (found[3] and len(found[2]) != 1) or "0" in (found[1], found[3]):
        raise ValueError(f"{text!r} is no length of a note")
    return Fraction(int(found[1] or 1), int(found[3] or 2 ** len(found[2])))


def _fraction(text: str) -> Fraction:
    """A fraction such as 3/4, above 0."""
    if not re.fullmatch(r"[1-9]\d{0,2}/[1-9]\d{0,2}", text):
        raise ValueError(f"{text[:20]!r} is no fraction such as 3/4")
    return Fraction(text)


def _key(text: str) -> tuple[int, frozenset[int], dict[str, int]]:
    """The tonic, the notes in key, and the signature of a key such as `G`, `Am` or `D dor`.

    After `exp` the signature is what follows: `D exp` has none, so that every accidental is written
    at its note.
    """
    found = _KEY.fullmatch(text)
    if found is None:
        raise ValueError(f"K:{text[:20]} is no key that is read")
    letter, sign, mode, rest = found.groups()
    mode = mode if mode.lower() == "m" else mode.lower()[:3]
    if mode in ("exp", "cle", "tre", "bas"):  # it is major, and something else is said
        mode, rest = "", f"{found[3]} {rest}"
    if mode not in MODES:
        raise ValueError(f"K:{text[:20]} is no key that is read")
    raised = (sign == "#") - (sign == "b")
    tonic = (PITCHES[letter] + raised) % 12
    fifths = IN_FIFTHS.index(letter) - 1 + 7 * raised + MODES[mode]
    scale = {(7 * fifths + step) % 12 for step in MAJOR}
    if mode in ("m", "min", "aeo"):
        scale.add((tonic - 1) % 12)
    signature = {}
    if not re.search(r"\bexp\b", rest):
        in_order = IN_FIFTHS if fifths > 0 else IN_FIFTHS[::-1]
        signature = dict.fromkeys(in_order[: abs(fifths)], 1 if fifths > 0 else -1)
    for accidentals, name in re.findall(r"(?<!\w)([_^=]+)([A-Ga-g])(?!\w)", rest):
        signature[name.upper()] = _shift(accidentals)
    return tonic, frozenset(scale), signature


def _shift(accidentals: str) -> int:
    """By how many semitones accidentals raise a note."""
    return accidentals.count("^") - accidentals.count("_")
