"""The command `say-digits`: digits as the synthesiser says them, in a WAV file to listen to."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import Annotated

import numpy as np
from typer import Argument

from tf1rnn import Option, UserError

from .synthesiser import RATE, WORDS, Speaker, say


def digits(text: str) -> list[str]:
    """The digits of a text, by their names; UserError if it has anything else."""
    names = text.lower().split()
    if not names or any(name not in WORDS for name in names):
        raise UserError(f"{text!r}: give digits by their names, such as 'three one four'")
    return names


def say_digits(
    text: Annotated[str, Argument(help="digits: 'three one four'")],
    file: Annotated[Path, Argument(help="the WAV file to write")],
    scale: Annotated[
        float, Option(min=0.8, max=1.4, help="of all formants: 1 a man, 1.17 a woman")
    ] = 1.05,
    pitch: Annotated[float, Option(min=50.0, max=400.0, help="of the voice, in Hz")] = 130.0,
    tempo: Annotated[float, Option(min=0.4, max=2.5, help="2 speaks twice as fast")] = 1.0,
    seed: Annotated[int, Option(min=0, help="another seed, another speaking of it")] = 0,
) -> None:
    """Say digits, as the data of `run speech` say them, and write a WAV file of it."""
    names = digits(text)
    if file.exists():
        raise UserError(f"{file} is there already; give another name")
    speaker = Speaker(scale, pitch, tempo, seed)
    (signal,), _ = say([names], [speaker], np.random.RandomState(seed))
    packed = io.BytesIO()
    with wave.open(packed, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((signal / np.abs(signal).max() * 0.8 * 2**15).astype("<i2").tobytes())
    try:
        file.write_bytes(packed.getvalue())
    except OSError as error:
        raise UserError(f"{file}: {error.strerror}") from error
    print(f"{file}: {len(signal) / RATE:.1f} s")
