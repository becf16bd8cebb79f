"""Writes tunes as a standard MIDI file of one track, and as a file in ABC notation.

Source: "Standard MIDI Files 1.0", MIDI Manufacturers Association, 1988.
"""

from __future__ import annotations

import os
import struct
from fractions import Fraction
from pathlib import Path

from tf1rnn import UserError

from .notation import Note, Tune

TICKS = 960  # in a quarter note, so that triplets of sixteenths are whole numbers
TEMPO = 110  # quarter notes a minute
LOUDNESS = 80  # of 127
PAUSE = Note(None, Fraction(1))  # after each tune
INSTRUMENT = 73  # a flute, counted from 0


def midi(tunes: list[Tune]) -> bytes:
    """The bytes of a MIDI file that plays tunes one after another."""
    microseconds = round(60e6 / TEMPO)
    events = [
        b"\x00\xff\x51\x03" + microseconds.to_bytes(3, "big"),
        bytes([0, 0xC0, INSTRUMENT]),
    ]
    now = Fraction(0)  # in ticks; the times of events are rounded, so that errors do not add up
    last = 0
    for note in (note for tune in tunes for note in (*_all_notes(tune), PAUSE)):
        start, now = now, now + note.length * 4 * TICKS
        if note.pitch is None:
            continue
        for time, status in ((start, 0x90), (now, 0x80)):
            events.append(_number(round(time) - last) + bytes([status, note.pitch, LOUDNESS]))
            last = round(time)
    track = b"".join([*events, _number(round(now) - last), b"\xff\x2f\x00"])
    header = struct.pack(">4sIHHH", b"MThd", 6, 0, 1, TICKS)
    return header + struct.pack(">4sI", b"MTrk", len(track)) + track


def save_midi(path: Path, tunes: list[Tune], what: str) -> None:
    """Write a MIDI file; it takes its name when it is whole. Raises UserError where it cannot."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        try:
            temporary.write_bytes(midi(tunes))
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(f"{what}: cannot be written: {reason}") from error


def abc(texts: list[str]) -> str:
    """A file in ABC notation, in which each tune has its number and a title."""
    return "\n".join(
        f"X:{number}\nT:Tune {number}\n{text.rstrip()}\n" for number, text in enumerate(texts, 1)
    )


def _all_notes(tune: Tune) -> list[Note]:
    return [
        note
        for bar in tune.bars
        for note in bar.notes
        if note.pitch is None or 0 <= note.pitch < 128
    ]


def _number(value: int) -> bytes:
    """A number as MIDI writes the time between two events: 7 bits a byte, the highest first."""
    digits = [value & 0x7F]
    while value := value >> 7:
        digits.append(0x80 | value & 0x7F)
    return bytes(reversed(digits))
