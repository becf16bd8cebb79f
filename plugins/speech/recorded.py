"""Reads a folder of WAV files, each of one word by whose name it is called."""

from __future__ import annotations

import hashlib
import re
import wave
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tf1rnn import UserError

from .features import PER_FRAME, hear, levels
from .spoken import MOST_WORDS, Corpus, Utterance, in_frames, noise
from .synthesiser import RATE, WORDS

FEWEST = 20  # recordings
MOST = 50_000
LONGEST = 30  # s
QUIET = 35.0  # dB below the loudest frame: what is around a word


class Recording(NamedTuple):
    """One word by one speaker."""

    word: str
    speaker: str
    signal: np.ndarray


def read_wav(path: Path, what: str) -> np.ndarray:
    """The signal of a WAV file at RATE samples per s, one channel; UserError names the file."""
    if not path.is_file():
        raise UserError(f"{what}: is no file")
    try:
        with wave.open(str(path), "rb") as file:
            size, n_channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            if file.getnframes() > LONGEST * rate:
                raise UserError(f"{what}: is longer than {LONGEST} s; cut it")
            data = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        reason = str(error) or "it ends too soon"
        raise UserError(
            f"{what}: no WAV file that can be read ({reason}); save it as PCM, 8 to 32 bits"
        ) from error
    except OSError as error:
        raise UserError(f"{what}: {error.strerror}") from error
    data = data[: len(data) // (size * n_channels) * size * n_channels]
    if size == 1:
        values = np.frombuffer(data, np.uint8) - 128.0
    elif size == 3:  # widened by a low byte of 0
        wide = np.zeros([len(data) // 3, 4], np.uint8)
        wide[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
        values = wide.view("<i4")[:, 0] / 2.0**8
    else:
        values = np.frombuffer(data, f"<i{size}").astype(float)
    signal = resample(values.reshape(-1, n_channels).mean(axis=1) / 2.0 ** (8 * size - 1), rate)
    if len(signal) < RATE // 20 or np.ptp(signal) == 0:
        raise UserError(f"{what}: holds no sound")
    return signal - signal.mean()


def resample(signal: np.ndarray, rate: int) -> np.ndarray:
    """A signal of so many samples per s at RATE: with the same spectrum, as far as RATE has one."""
    n = round(len(signal) * RATE / max(rate, 1))
    if n in (0, len(signal)):
        return signal[:n]
    return np.fft.irfft(np.fft.rfft(signal), n) * (n / len(signal))


def trim(signal: np.ndarray) -> np.ndarray:
    """A signal without what is quiet before and after it, as strong as every other."""
    loudness = levels(signal).max(axis=1)
    loud = np.flatnonzero(loudness > loudness.max() - QUIET)
    kept = signal[loud[0] * PER_FRAME : (loud[-1] + 1) * PER_FRAME]
    return kept / np.sqrt(np.mean(np.square(kept)))


def name_of(path: Path, folder: Path) -> tuple[str, str]:
    """The word that a file is named by, and who speaks as far as its name tells.

    three_01.wav and three.wav are of the word three, three_ann_01.wav and 3_ann_01.wav of Ann's;
    three/ann_01.wav, too. Where no name is told each file counts as a speaker of its own.
    """
    parts = [part for part in re.split(r"[\W_]+", path.stem.lower()) if part] or [path.stem]
    if path.parent != folder:
        word, parts = path.parent.name.lower(), ["", *parts]
    else:
        word = re.sub(r"(?<=\D)\d+$", "", parts[0])
    if re.fullmatch(r"\d", word):
        word = list(WORDS)[int(word)]
    is_told = len(parts) > 1 and not parts[1].isdigit()
    return word, parts[1] if is_told else str(path.relative_to(folder))


def read_folder(folder: Path) -> tuple[list[Recording], list[str]]:
    """The words in a folder of WAV files, or of a folder for each word; remarks.

    Raises UserError, naming the folder or the file, for what cannot be used.
    """
    what = f"--data {folder}"
    if not folder.is_dir():
        raise UserError(
            f"{what}: is no folder; give one with WAV files that are named by their word"
        )
    found = sorted({*folder.glob("*.[wW][aA][vV]"), *folder.glob("*/*.[wW][aA][vV]")})
    paths = [path for path in found if path.is_file()]
    if not FEWEST <= len(paths) <= MOST:
        need = f"{FEWEST} to {MOST} are needed"
        raise UserError(f"{what}: has {len(paths)} WAV files, in it or one folder below; {need}")
    recordings = []
    for path in paths:
        word, speaker = name_of(path, folder)
        if not re.search(r"[^\W\d_]", word):
            raise UserError(f"--data {path}: is not named by a word, as three_01.wav is")
        recordings.append(Recording(word, speaker, trim(read_wav(path, f"--data {path}"))))
    n_words = len({recording.word for recording in recordings})
    n_speakers = len({recording.speaker for recording in recordings})
    said = (
        "by speakers that are not told" if n_speakers == len(paths) else f"by {n_speakers} speakers"
    )
    return recordings, [f"{folder.name}: {len(paths)} recordings of {n_words} words {said}"]


def split(recordings: list[Recording], share: int = 5) -> tuple[list[Recording], list[Recording]]:
    """What to train on and to test with: a fifth of the speakers, the same in every run."""
    speakers = sorted({recording.speaker for recording in recordings})
    speakers.sort(key=lambda name: hashlib.sha256(name.encode()).digest())
    held_out = set(speakers[: max(1, len(speakers) // share)])
    train = [recording for recording in recordings if recording.speaker not in held_out]
    return train, [recording for recording in recordings if recording.speaker in held_out]


def join(
    recordings: list[Recording], words: list[str], n: int, random: np.random.RandomState
) -> list[Utterance]:
    """So many utterances of 1 to MOST_WORDS recordings of one speaker, in some noise.

    Where speakers are not told, an utterance is of any of them.
    """
    groups: dict[str, list[Recording]] = {}
    for recording in recordings:
        groups.setdefault(recording.speaker, []).append(recording)
    if max(map(len, groups.values())) == 1:
        groups = {"": recordings}
    names = list(groups)
    utterances = []
    for _ in range(n):
        name = names[random.randint(len(names))]
        n_words = random.randint(1, MOST_WORDS + 1)
        chosen = [groups[name][k] for k in random.randint(len(groups[name]), size=n_words)]
        pieces, spans, at = [], [], 0
        for recording in chosen:
            pieces += [np.zeros(int(RATE * random.uniform(0.02, 0.25))), recording.signal]
            start = at + len(pieces[-2])
            at = start + len(recording.signal)
            spans.append((start, at))
        signal = np.concatenate([*pieces, np.zeros(RATE // 10)])
        said = [words.index(recording.word) for recording in chosen]
        frames = hear(signal + noise(signal, random))
        utterances.append(Utterance(frames, said, in_frames(spans), name))
    return utterances


def recorded(folder: Path, n_train: int, n_test: int) -> Corpus:
    """The words in a folder, strung together; those to test with by other speakers.

    Raises UserError, naming the folder or the file, for what cannot be used.
    """
    recordings, remarks = read_folder(folder)
    known, new = split(recordings)
    words = sorted({recording.word for recording in known})
    new = [recording for recording in new if recording.word in words]
    if not new:
        raise UserError(f"--data {folder}: each word is by one speaker; more are needed")
    digest = hashlib.sha256()
    for recording in recordings:
        digest.update(repr(recording[:2]).encode() + recording.signal.tobytes())
    train = join(known, words, n_train, np.random.RandomState(0))
    test = join(new, words, n_test, np.random.RandomState(1))
    return Corpus(words, train, test, remarks, digest.hexdigest())
