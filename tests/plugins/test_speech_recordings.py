"""speech: recordings of words are read, from files as people have them."""

import re
import wave

import numpy as np
import pytest


@pytest.fixture(scope="module")
def recorded(helper):
    return helper("speech", "recorded")


def write_wav(path, signal, rate=8000, size=2, n_channels=1):
    """A WAV file of a signal between -1 and 1, the same in each channel."""
    whole = np.repeat(np.round(signal * (2 ** (8 * size - 1) - 1)).astype(np.int64), n_channels)
    if size == 1:
        data = (whole + 128).astype(np.uint8).tobytes()
    else:
        data = whole.astype("<i8").view(np.uint8).reshape(-1, 8)[:, :size].tobytes()
    path.parent.mkdir(exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(n_channels)
        file.setsampwidth(size)
        file.setframerate(rate)
        file.writeframes(data)
    return path


@pytest.mark.parametrize(
    ("rate", "size", "n_channels"),
    [(8000, 2, 1), (44100, 1, 2), (16000, 3, 1), (4000, 4, 2)],
)
def test_a_wav_file_of_any_rate_width_and_channels_is_read_alike(
    recorded, tmp_path, rate, size, n_channels
):
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)
    path = write_wav(tmp_path / "a.wav", tone, rate, size, n_channels)
    found = recorded.read_wav(path, "a.wav")
    expected = 0.5 * np.sin(2 * np.pi * 440 * np.arange(8000) / 8000)
    np.testing.assert_allclose(found, expected, atol=0.01)


@pytest.mark.parametrize(
    ("name", "word", "speaker"),
    [
        ("three_01.wav", "three", "three_01.wav"),
        ("Three-12.WAV", "three", "Three-12.WAV"),
        ("three.wav", "three", "three.wav"),
        ("three2.wav", "three", "three2.wav"),
        ("three_ann_01.wav", "three", "ann"),
        ("three_ann.wav", "three", "ann"),
        ("Drei/ann.wav", "drei", "ann"),
        ("3_jackson_7.wav", "three", "jackson"),
        ("yes/0a7c2a8d_nohash_0.wav", "yes", "0a7c2a8d"),
        ("yes/12.wav", "yes", "yes/12.wav"),
        ("4/12.wav", "four", "4/12.wav"),
        ("012.wav", "012", "012.wav"),
    ],
)
def test_a_file_is_named_by_its_word_and_perhaps_its_speaker(
    recorded, tmp_path, name, word, speaker
):
    assert recorded.name_of(tmp_path / name, tmp_path) == (word, speaker)


def write_words(folder, n=4, speakers=("ann", "bob", "eve")):
    """A folder of recordings: rising and falling tones, by several speakers."""
    for k, speaker in enumerate(speakers):
        for word, (low, high) in {"up": (400, 1500), "down": (1500, 400)}.items():
            for i in range(n):
                pitch = np.linspace(low, high, 2400 + 200 * i) * (1 + 0.1 * k)
                silence = np.zeros(1000)
                tone = np.sin(2 * np.pi * np.cumsum(pitch / 8000))
                signal = 0.3 * np.concatenate([silence, tone, silence])
                write_wav(folder / f"{word}_{speaker}_{i}.wav", signal)
    return folder


def test_recordings_are_trimmed_and_strung_together_and_a_speaker_is_held_out(recorded, tmp_path):
    recordings, remarks = recorded.read_folder(write_words(tmp_path / "words"))
    assert remarks == ["words: 24 recordings of 2 words by 3 speakers"]
    lengths = sorted({len(recording.signal) for recording in recordings})
    np.testing.assert_allclose(lengths, [2400, 2600, 2800, 3000], atol=260)
    train, test = recorded.split(recordings)
    assert len(test) == 8
    assert {r.speaker for r in train} & {r.speaker for r in test} == set()
    (utterance, *_) = recorded.join(train, ["down", "up"], 5, np.random.RandomState(0))
    for word, (start, end) in zip(utterance.words, utterance.spans, strict=True):
        first, last = (utterance.frames[t].argmax() for t in (start + 3, end - 4))
        assert (first < last) == (word == 1)


def test_a_run_on_a_folder_writes_down_a_file_by_itself(use_case, command, tmp_path):
    folder = write_words(tmp_path / "words")
    runs = ("--runs-dir", tmp_path / "runs")
    options = ("--n-utterances", 300, "--n-test", 5, "--n-epochs", 5, *runs)
    result = command("run", "speech", "--data", folder, *options)
    assert result.code == 0, result.err
    assert "24 recordings of 2 words by 3 speakers" in result.out
    new = write_words(tmp_path / "new", 1, ["joe"]) / "up_joe_0.wav"
    (folder / "up_ann_0.wav").unlink()  # the run knows its words by itself
    result = command("speech", new, *runs)
    assert re.fullmatch(r"greedy:      up\nbeam search: up \(\d+%\)\n", result.out)


def empty(folder):
    folder.mkdir()


def unnamed(folder):
    write_words(folder)
    (folder / "up_ann_0.wav").rename(folder / "017.wav")


def no_sound(folder):
    write_words(folder)
    (folder / "up_ann_0.wav").write_bytes(b"RIFF")


def one_speaker_each(folder):
    write_words(folder, 12, ["ann"])
    for i in range(12):
        (folder / f"down_ann_{i}.wav").rename(folder / f"down_bob_{i}.wav")


def silence(folder):
    write_words(folder)
    write_wav(folder / "up_ann_0.wav", np.zeros(4000))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: None, "is no folder; give one with WAV files"),
        (empty, "has 0 WAV files, in it or one folder below; 20 to 50000 are needed"),
        (unnamed, "017.wav: is not named by a word, as three_01.wav is"),
        (no_sound, "up_ann_0.wav: no WAV file that can be read (it ends too soon); save it as PCM"),
        (one_speaker_each, "each word is by one speaker; more are needed"),
        (silence, "up_ann_0.wav: holds no sound"),
    ],
)
def test_a_folder_that_cannot_be_used_is_refused(command, tmp_path, make, message):
    make(tmp_path / "words")
    runs = tmp_path / "runs"
    result = command("run", "speech", "--data", tmp_path / "words", "--runs-dir", runs)
    assert result.code == 2
    assert f"--data {tmp_path / 'words'}" in result.err
    assert message in result.err
    assert not runs.exists()


def test_digits_are_said_to_a_file_that_is_not_written_over(command, recorded, tmp_path):
    path = tmp_path / "pi.wav"
    assert command("say-digits", "three one four", path).code == 0
    assert 1 < len(recorded.read_wav(path, "pi")) / 8000 < 3  # s
    again = command("say-digits", "three", path)
    assert again.code == 2
    assert "is there already; give another name" in again.err
    wrong = command("say-digits", "three ten", tmp_path / "b.wav")
    assert wrong.code == 2
    assert "'three ten': give digits by their names, such as 'three one four'" in wrong.err
