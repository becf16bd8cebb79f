"""speech: sounds obey acoustics, speakers are new, the claim holds."""

import re

import numpy as np
import pytest

from tests.plugins.conftest import small
from tf1rnn import UserError, conformance, open_inside, run_task


@pytest.fixture(scope="module")
def synthesiser(helper):
    return helper("speech", "synthesiser")


@pytest.fixture(scope="module")
def features(helper):
    return helper("speech", "features")


@pytest.fixture(scope="module")
def spoken(helper):
    return helper("speech", "spoken")


@pytest.fixture(scope="module")
def scoring(helper):
    return helper("speech", "scoring")


def held(synthesiser, name, n_updates=200):
    """The track of a sound that does not change."""
    sound = synthesiser.SOUNDS[name]
    return np.tile([*sound.formants, 0.0, 0.0, *sound.place], [n_updates, 1])


@pytest.mark.parametrize(
    ("name", "formants"), [("i", (270, 2290, 3010)), ("a", (730, 1090, 2440)), ("s", None)]
)
def test_a_mouth_resonates_at_the_formants_of_the_table_in_hz(synthesiser, name, formants):
    sources = np.zeros([2, synthesiser.RATE, 1], np.float32)
    if formants is None:  # a hiss: as strong as its noise, and loudest at its place
        sources[1, :, 0] = np.random.RandomState(0).normal(size=synthesiser.RATE)
    else:
        sources[0, 0] = 1
    out = synthesiser.resonate([held(synthesiser, name)], sources, [1.0])[:, 0]
    strength = np.abs(np.fft.rfft(out))  # at 0 Hz, 1 Hz, 2 Hz ...
    if formants is None:
        assert out.std() == pytest.approx(1, rel=0.1)
        wide = np.convolve(strength, np.ones(200) / 200, "same")
        assert wide.argmax() == pytest.approx(synthesiser.SOUNDS["s"].place[0], abs=150)
    else:
        peaks = np.flatnonzero((strength[1:-1] > strength[:-2]) & (strength[1:-1] > strength[2:]))
        np.testing.assert_allclose(peaks[:3] + 1, formants, atol=15)


def test_levels_in_db_make_a_source_weaker(synthesiser):
    loud, weak = held(synthesiser, "a"), held(synthesiser, "a")
    weak[:, 3] = -20  # dB
    sources = np.zeros([2, synthesiser.RATE, 2], np.float32)
    sources[0, 0] = 1
    out = synthesiser.resonate([loud, weak], sources, [1.0, 1.0])
    np.testing.assert_allclose(out[:, 1], out[:, 0] / 10, atol=1e-6)


def test_the_voice_repeats_at_its_pitch_and_tempo_shortens_words(synthesiser):
    pitch = 125.0
    voice = synthesiser.excite(np.full(4000, pitch), np.random.RandomState(0))
    again = [np.dot(voice[:-lag], voice[lag:]) for lag in range(20, 100)]
    assert 20 + int(np.argmax(again)) == synthesiser.RATE / pitch

    def spans(tempo, scale=1.0):
        speaker = synthesiser.Speaker(scale, pitch, tempo, 5)
        track, found = synthesiser.plan(["six", "one"], speaker, np.random.RandomState(1))
        return track, [end - start for start, end in found]

    track, lengths = spans(1.0)
    expected = [
        sum(synthesiser.SOUNDS[sound].length for sound in synthesiser.WORDS[word].split())
        for word in ("six", "one")
    ]
    np.testing.assert_allclose(np.array(lengths) * synthesiser.UPDATE, expected, rtol=0.25)
    np.testing.assert_allclose(spans(2.0)[1], np.array(lengths) / 2, atol=4)
    shorter_mouth, _ = spans(1.0, scale=1.2)
    np.testing.assert_allclose(shorter_mouth[:, :3], 1.2 * track[:, :3])


def test_what_is_heard_is_in_db_and_in_the_band_of_its_frequency(features):
    times = np.arange(4000) / features.RATE
    for band in (2, 10, 17):
        tone = np.sin(2 * np.pi * features.centres()[band + 1] * times)
        levels = features.levels(tone)
        assert levels[10].argmax() == band
        assert features.levels(10 * tone)[10, band] == pytest.approx(levels[10, band] + 20)
    assert len(levels) == 4000 / features.RATE * 1000 / features.HOP
    heard = features.hear(tone)
    assert heard.max() == pytest.approx(features.RANGE)
    assert heard.min() == 0


def test_words_are_where_they_are_said_to_be(spoken):
    random = np.random.RandomState(4)
    utterances = spoken.draw_utterances(20, spoken.draw_speakers(5, False, random), random)
    assert {len(utterance.words) for utterance in utterances} == {1, 2, 3, 4, 5}
    inside, outside = [], []
    for utterance in utterances:
        loudness = utterance.frames.max(axis=1)
        speaking = np.zeros(len(loudness), bool)
        for start, end in utterance.spans:
            speaking[start:end] = True
        inside.append(loudness[speaking].mean())
        outside.append(loudness[~speaking].mean())
    assert np.mean(inside) > np.mean(outside) + 15  # dB


def test_noise_is_10_to_30_db_weaker_than_speech(spoken):
    random = np.random.RandomState(0)
    signal = random.normal(size=4000)
    found = [-20 * np.log10(spoken.noise(signal, random).std()) for _ in range(50)]
    assert min(found) == pytest.approx(10, abs=1.5)
    assert max(found) == pytest.approx(30, abs=1.5)


def test_nobody_to_test_with_has_a_scale_pitch_or_tempo_near_to_one_trained_on(spoken):
    random = np.random.RandomState(0)
    known = np.array(spoken.draw_speakers(300, False, random))[:, :3]
    new = np.array(spoken.draw_speakers(100, True, random))[:, :3]
    for column, (lowest, highest) in enumerate((spoken.SCALES, spoken.PITCHES, spoken.TEMPOS)):
        shares = [(part[:, column] - lowest) / (highest - lowest) for part in (known, new)]
        for a, b in spoken.HELD_OUT:
            assert not ((shares[0] >= a) & (shares[0] < b)).any()
        assert all(any(a <= share < b for a, b in spoken.HELD_OUT) for share in shares[1])


def test_templates_find_what_they_were_cut_from_told_or_not(helper, spoken):
    warping = helper("speech", "warping")
    random = np.random.RandomState(1)
    utterances = spoken.draw_utterances(30, spoken.draw_speakers(1, False, random), random)
    templates = warping.cut(utterances, 10)
    assert (templates.words == -1).any()
    for utterance in utterances[::6]:
        assert warping.nearest_words(utterance, templates) == utterance.words
        assert warping.words_by_path(utterance, templates, [3.0]) == [utterance.words]
    first, tuned = warping.choose(utterances * 2, 5, random)
    assert len(first) == 60  # of the only speaker
    assert len(tuned) == 5


def test_templates_are_tuned_on_other_speakers(helper, spoken):
    random = np.random.RandomState(1)
    utterances = spoken.draw_utterances(30, spoken.draw_speakers(6, False, random), random)
    first, tuned = helper("speech", "warping").choose(utterances, 5, random)
    assert {u.speaker for u in first} & {u.speaker for u in tuned} == set()


def test_mistakes_are_counted_with_the_fewest_changes(scoring):
    assert scoring.align([1, 2, 3, 4], [1, 3, 5]) == [(1, 1), (2, None), (3, 3), (4, 5)]
    assert scoring.mistakes([[1, 2, 3, 4], [6]], [[1, 3, 5], [6, 7]]) == (1, 1, 1)
    assert scoring.error_rate([[1, 2], [3, 3]], [[1, 5], [3]]) == 0.5
    assert scoring.error_rate([[7]], [[]]) == 1


def test_equal_answers_in_a_row_are_one_word(scoring):
    pause = 2
    labels = [2, 0, 0, 0, 2, 0, 0, 2, 1, 2]
    probabilities = np.eye(3)[labels]
    assert scoring.collapse(probabilities, 1, 1) == [0, 0, 1]
    assert scoring.collapse(probabilities, 1, 2) == [0, 0]
    assert scoring.collapse(probabilities[:, :pause], 1, 1) != []


def test_the_network_hears_new_speakers_better_than_templates_do(use_case, tmp_path):
    task = use_case("speech")(n_utterances=1000, n_test=60, n_epochs=4, keep_prob=0.7)
    run = run_task(task, tmp_path, device="cpu", echo=False)
    rates = re.findall(r"^  .*?  +([\d.]+)%", run.output, re.MULTILINE)
    frames, not_told, _, greedy, beam = map(float, rates)
    assert greedy < not_told
    assert beam < frames / 2
    figures = {path.stem for path in (run.folder / "figures").iterdir()}
    assert figures == {"spikes", "confusion", "words_wrong"}
    with open_inside(use_case("speech"), tmp_path) as network:
        (part,) = network.look("three three").parts
    assert [part.steps[1], part.labels[-1]] == ["0.03 s", "(blank)"]
    assert 0 < part.probabilities[:, part.labels.index("three")].max() <= 1


@pytest.mark.usefixtures("no_figures")
def test_a_run_resumes_as_if_it_had_not_been_interrupted(use_case, tmp_path):
    values = {"n_utterances": 60, "n_test": 4, "n_neurons": 8, "beam_width": 2}
    conformance.check_resuming(small(use_case("speech"), **values), tmp_path)


def test_a_text_to_look_at_is_digits_or_a_file_named_by_its_word(use_case):
    task = use_case("speech")()
    with pytest.raises(UserError, match="give digits by their names"):
        task.read("pi")
