"""melody: tunes keep the rules of harmony, ABC is read, MIDI plays what is written, claim holds."""

import re
import struct
import sys
from fractions import Fraction

import numpy as np
import pytest

from tests.plugins.conftest import small
from tf1rnn import conformance, run_task


@pytest.fixture(scope="module")
def composer(helper):
    return helper("melody", "composer")


@pytest.fixture(scope="module")
def notation(helper):
    return helper("melody", "notation")


@pytest.fixture(scope="module")
def composed(composer):
    return composer.compose(400)


def test_every_composed_tune_keeps_the_rules_that_are_counted(composed, notation):
    for tune in composed:
        read = notation.read_tune(tune.text)
        assert read.keeps_rules, tune.text
        assert read.comes_back, tune.text
        assert len(read.bars) == 8
        assert all(note.length * 8 <= 8 for note in read.notes)


def test_a_tune_asks_on_the_dominant_and_answers_on_the_tonic(composed, composer, notation):
    tonics = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9}
    for tune in composed:
        read = notation.read_tune(tune.text)
        assert read.tonic == tonics[tune.key[0]]
        asked = (read.bars[3].notes[-1].pitch - read.tonic) % 12
        assert asked in (7, 11, 2)  # the dominant chord, with a raised seventh in minor, too
        first = [note.pitch for note in read.bars[0].notes]
        triad = {0, 4, 7} if tune.key[-1] != "m" else {0, 3, 7}
        assert (first[0] - read.tonic) % 12 in triad  # the first bar is on the tonic's chord
    assert {tune.key for tune in composed} == set(composer.KEYS)


def test_no_melody_is_composed_twice_in_whatever_key(composed, notation):
    assert len({notation.read_tune(tune.text).melody for tune in composed}) == len(composed)


def test_a_melody_is_the_same_in_another_key(notation):
    here = notation.read_tune("M:2/4\nL:1/8\nK:C\nCEGc|c4|]")
    there = notation.read_tune("M:2/4\nL:1/8\nK:D\nDFAd|d4|]")
    assert here.melody == there.melody
    assert here.melody != notation.read_tune("M:2/4\nL:1/8\nK:Dm\nDFAd|d4|]").melody


@pytest.mark.parametrize(
    ("text", "pitches", "lengths"),
    [
        ("K:C\nC, C c c'", [48, 60, 72, 84], [1, 1, 1, 1]),
        ("K:D\nFC =F|F", [66, 61, 65, 66], [1, 1, 1, 1]),
        ("K:Bb\nBE ^B", [70, 63, 72], [1, 1, 1]),
        ("K:D exp\nF ^F F|F", [65, 66, 66, 65], [1, 1, 1, 1]),
        ("K:D exp _b\nB F", [70, 65], [1, 1]),
        ("K:A dor\nFC", [66, 60], [1, 1]),
        ("K:C\nC2 C/ C// C3/2 C/4", [60] * 5, [2, "1/2", "1/4", "3/2", "1/4"]),
        ("K:C\nC>D E<<F", [60, 62, 64, 65], ["3/2", "1/2", "1/4", "7/4"]),
        ("K:C\n(3CDE (2FG", [60, 62, 64, 65, 67], ["2/3"] * 3 + ["3/2"] * 2),
        ('K:C\n"Am"{d}!trill!C ~[CEG]2|[GB]z D-D % end', [60, 67, 71, 62, 62], [1, 2, 1, 1, 1]),
    ],
)
def test_notes_are_read_as_the_standard_says(notation, text, pitches, lengths):
    tune = notation.read_tune(f"X:1\nT:a title\nM:4/4\nL:1/8\n{text}\n")
    assert [note.pitch for note in tune.notes] == pitches
    assert [note.length * 8 for note in tune.notes] == [Fraction(n) for n in lengths]


def test_what_breaks_a_rule_is_counted(notation):
    tune = notation.read_tune("M:3/4\nL:1/4\nK:Am\nA^GE|_Bcd|e2|A3|]")
    assert tune.in_key == [True, True, True, False, True, True, True, True]
    assert tune.bars_add_up == [True, True, False, True]
    assert tune.ends_on_tonic
    assert not tune.keeps_rules
    assert not notation.read_tune("M:3/4\nL:1/4\nK:C\nCDE|G3|]").ends_on_tonic


def test_a_tune_with_an_upbeat_may_have_short_bars_where_a_part_begins_or_ends(notation):
    upbeat = notation.read_tune("M:3/4\nL:1/4\nK:C\nG|cde|c2:|\nG|cd|c2|]")
    assert upbeat.bars_add_up == [True, True, True, True, False, True]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("L:1/8\nK:C\nC", "no field M:"),
        ("M:3/4\nL:1/8\nK:H\nC", "K:H is no key that is read"),
        ("M:free\nK:C\nC", "'free' is no fraction"),
        ("M:3/4\nK:C\n", "no notes"),
        ("M:3/4\nK:C\nC?D", "'?D' is no ABC notation"),
        ("M:3/4\nK:C\nC/0", "'/0' is no length"),
        ("M:3/4\nK:C\nC|[K:D]D", "K: changes within the tune"),
        ("M:3/4\nK:C\nV:2\nC", "V: changes within the tune"),
        ("M:3/4\nK:C\n>C", "a broken rhythm without a note before it"),
    ],
)
def test_what_is_no_tune_is_told(notation, text, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        notation.read_tune(text)


def played(data):
    """The notes of a MIDI file: when each begins and ends, in ticks, and its key."""
    kind, size, form, n_tracks, ticks = struct.unpack(">4sIHHH", data[:14])
    assert (kind, size, form, n_tracks) == (b"MThd", 6, 0, 1)
    kind, size = struct.unpack(">4sI", data[14:22])
    track, place, now, notes, sounding = data[22:], 0, 0, [], {}
    assert (kind, size) == (b"MTrk", len(track))
    while place < len(track):
        wait = 0
        while True:
            byte, place = track[place], place + 1
            wait = wait << 7 | byte & 0x7F
            if byte < 0x80:
                break
        now += wait
        status = track[place]
        if status == 0xFF:
            place += 3 + track[place + 2]
        elif status == 0xC0:
            place += 2
        else:
            pitch, place = track[place + 1], place + 3
            if status == 0x90:
                sounding[pitch] = now
            else:
                notes.append((sounding.pop(pitch), now, pitch))
    assert not sounding
    return ticks, notes


def test_a_midi_file_plays_the_notes_as_long_as_they_are(helper, notation):
    tune = notation.read_tune("M:3/4\nL:1/4\nK:G\nG z B/|(3FFF d'16|]")
    ticks, notes = played(helper("melody", "midi").midi([tune, tune]))
    third = ticks * 2 // 3
    start = 5 * ticks // 2
    expected = [(0, ticks, 67), (2 * ticks, start, 71)]
    expected += [(start + i * third, start + (i + 1) * third, 66) for i in range(3)]
    expected += [(start + 2 * ticks, start + 18 * ticks, 86)]
    again = start + 18 * ticks + 4 * ticks  # a pause of a whole note
    assert notes == expected + [(again + a, again + b, pitch) for a, b, pitch in expected]


def test_a_chain_counts_what_follows_and_writes_nothing_else(helper):
    n_gram = helper("melody", "n_gram")
    chain = n_gram.NGram(["abab", "abac"], "\0abc", 3, "\0")
    for context in ("\0", "\0a", "\0ab", "\0aba", "\0abc"):
        assert chain.probabilities(context).sum() == pytest.approx(1)
    # `ba` was followed by b and by c, once each; the chain trusts that by half.
    below = chain.probabilities("a")
    expected = (np.array([0, 0, 1, 1]) + 2 * below) / 4
    np.testing.assert_allclose(chain.probabilities("\0aba"), expected)
    assert chain.loss(["abab"]) < chain.loss(["bbbb"])
    written = chain.write(5, 50, 0.05, np.random.RandomState(0))
    assert set("".join(written)) <= set("abc")
    draws = n_gram.draw(np.tile([0.2, 0.8], (4000, 1)), 1.0, np.random.RandomState(0))
    assert draws.mean() == pytest.approx(0.8, abs=0.03)
    cold = n_gram.draw(np.tile([0.2, 0.8], (4000, 1)), 0.5, np.random.RandomState(0))
    assert cold.mean() == pytest.approx(0.64 / 0.68, abs=0.03)


def test_copied_tunes_and_pieces_are_found(helper, composed, notation):
    judging = helper("melody", "judging")
    texts = [tune.text for tune in composed]
    known = {notation.read_tune(text).melody for text in texts[:100]}
    assert judging.shares(texts[:100], known)["copied"] == 1
    assert judging.shares(texts[100:], known)["copied"] == 0
    music = texts[0].split("\n", 3)[3]
    assert judging.longest_copied(texts[:1], "\n".join(texts)) == len(music)
    assert judging.shares(["no tune", texts[0]], set())["readable"] == 0.5


@pytest.fixture(scope="module")
def trained(use_case, tmp_path_factory):
    """A run of few keys and short training, and the folder of its runs."""
    folder = tmp_path_factory.mktemp("runs")
    options = {"n_keys": 1, "n_tunes": 1000, "n_neurons": 96, "batch_size": 16}
    task = use_case("melody")(**options, learning_rate=0.015, n_iterations=400)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys.modules[use_case("melody").__module__], "N_WRITTEN", 80)
        return run_task(task, folder, device="cpu", echo=False), folder


def test_the_network_keeps_more_rules_than_chains_of_letters_and_copies_no_tune(trained):
    run, _ = trained
    rows = re.findall(r"^  (\S+) .*?([\d.]+%.*)$", run.output, re.MULTILINE)
    shares = {name: [float(n) for n in re.findall(r"([\d.]+)%", row)] for name, row in rows}
    nats = {name: float(row.split()[-1]) for name, row in rows if "%" not in row.split()[-1]}
    assert nats["network"] < min(nats["4-gram"], nats["6-gram"], nats["14-gram"]), run.output
    all_three = {name: row[4] for name, row in shares.items()}
    assert all_three["training"] == 100
    assert all_three["network"] > max(all_three["4-gram"], all_three["6-gram"]) + 15, run.output
    assert shares["network"][-1] == 0  # copied
    figures = {path.stem for path in (run.folder / "figures").iterdir()}
    assert figures == {"rules", "training", "tunes"}
    _, notes = played((run.folder / "tunes.mid").read_bytes())
    assert len(notes) > 50
    assert (run.folder / "tunes.abc").read_text().startswith("X:1\nT:Tune 1\nM:")


def test_the_trained_network_writes_tunes_to_play(trained, command, tmp_path):
    _, folder = trained
    options = ("--n-tunes", 2, "--temperature", 0.5, "--runs-dir", folder)
    result = command("melody", r"M:3/4\nL:1/8\nK:G exp\n", "--midi", tmp_path / "a.mid", *options)
    assert result.code == 0, result.err
    assert result.out.count("\nM:3/4\nL:1/8\nK:G exp\n") == 2
    assert played((tmp_path / "a.mid").read_bytes())[1]
    result = command("melody", "Q", *options)
    assert result.code == 2
    assert "the beginning has 'Q', which no training tune has" in result.err
    result = command("melody", "--midi", tmp_path / "none" / "a.mid", *options)
    assert result.code == 2
    assert "cannot be written: No such file" in " ".join(result.err.split())


@pytest.mark.usefixtures("no_figures")
def test_a_run_resumes_as_if_it_had_not_been_interrupted(use_case, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[use_case("melody").__module__], "N_WRITTEN", 10)
    task = small(use_case("melody"), n_tunes=300, n_keys=1, n_neurons=8, longest=160)
    conformance.check_resuming(task, tmp_path)


def write_tunes(path, composed, n=60):
    texts = [f"X:{i}\nT:a title\n{tune.text}" for i, tune in enumerate(composed[:n])]
    path.write_text("\n".join(texts))
    return path


def test_a_file_or_a_folder_of_tunes_is_read_and_what_is_not_read_is_said(
    helper, composed, tmp_path
):
    recorded = helper("melody", "recorded")
    path = write_tunes(tmp_path / "a.abc", composed)
    found, remarks = recorded.read_tunes(path, 200)
    assert found == [tune.text for tune in composed[:60]]
    assert remarks == ["a.abc: 60 distinct tunes of 60"]
    in_d = "X:7\nM:3/4\nL:1/8\nK:D\nDEF|D6|]\n\n"
    (tmp_path / "b.abc").write_text(
        in_d
        + in_d.replace("DEF", "EFG").replace("K:D", "K:E").replace("D6", "E6")
        + "X:8\nM:none\nK:C\nC\n\n"
        + "X:9\nM:3/4\nK:C\n"
        + "C" * 300
    )
    found, remarks = recorded.read_tunes(tmp_path, 200)
    assert len(found) == 61  # of the two that differ in their key, the first
    assert remarks[1:] == [
        "1 tunes of more than 200 characters are left out",
        "1 tunes are left out, the first being X:8: 'none' is no fraction such as 3/4",
    ]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--data", "nowhere.abc"], "--data nowhere.abc: there is no such file"),
        (["--data", "{}"], "9 distinct tunes of up to 300 characters are too few, 40 are needed"),
        (["--data", "empty"], "--data empty: holds no file that ends in .abc"),
        (["--longest", 30], "--longest 30: a composed tune has"),
        (["--n-tunes", 300, "--batch-size", 200], "--batch-size 200: there are 100 tunes"),
    ],
)
def test_what_cannot_be_used_is_refused(command, composed, tmp_path, monkeypatch, argv, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    path = write_tunes(tmp_path / "few.abc", composed, 9)
    argv = [path if part == "{}" else part for part in argv]
    result = command("run", "melody", *argv, "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert message in " ".join(result.err.split())
    assert not (tmp_path / "runs").exists()
