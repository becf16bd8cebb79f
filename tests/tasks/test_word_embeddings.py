"""word_embeddings: similar words gather, from any text, from scratch or from given vectors."""

import re
import sys

import numpy as np
import pytest

from tf1rnn import run_task, tf
from tf1rnn.datasets.corpus import Corpus
from tf1rnn.datasets.vectors import format_vectors, read_vectors
from tf1rnn.errors import UserError
from tf1rnn.registry import discovery
from tf1rnn.runs.resuming import open_run, resume_task

WordEmbeddings = discovery.discover().get("word_embeddings")
package = WordEmbeddings.__module__.rpartition(".")[0]
SkipGrams = sys.modules[f"{package}.parts.skip_gram"].SkipGrams
word_map = sys.modules[f"{package}.parts.word_map"]
SHARE = "nearest of the same part of speech"
SMALL = {"embedding_size": 20, "n_sampled": 20, "batch_size": 100}


def run(folder, **values):
    return run_task(WordEmbeddings(**values), folder / "runs", device="cpu", echo=False)


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    """The quick run, which several tests look at."""
    folder = tmp_path_factory.mktemp("quick")
    return run(folder, **WordEmbeddings.quick)


@pytest.fixture
def small_text(tmp_path):
    """A text whose words in a, and those in b, occur in the same places."""
    rng = np.random.RandomState(0)
    path = tmp_path / "text.txt"
    lines = [
        f"{rng.choice(['ax', 'ay', 'az'])} {rng.choice(['bx', 'by', 'bz'])} {number}"
        for number in rng.randint(1000, size=300)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_words_nearest_come_to_share_its_part_of_speech(quick):
    shares = quick.recorded(SHARE)[1]
    assert shares[0] < 0.25
    assert shares[-1] >= 0.8
    nouns = re.search(r"singular noun, \d+ words: ([\d.]+)%", quick.output)
    verbs = re.search(r"verb, \d+ words: ([\d.]+)%", quick.output)
    assert float(nouns[1]) > 80
    assert float(verbs[1]) > 80


def test_milk_and_water_end_up_close(quick):
    *_, last = re.findall(r"^    milk: (.*)$", quick.output, re.M)
    assert "water" in last
    cosines = quick.recorded("cosine of milk and water")[1]
    assert cosines[0] < 0.3 < cosines[-1]


def test_a_sentence_is_shown_as_tokens_ids_and_embeddings(quick):
    line = next(line for line in quick.output.splitlines() if line.startswith("I drink milk."))
    words = (quick.folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    _, tokens, ids, shape = line.split(" -> ")
    assert tokens == "i drink milk ."
    assert [words[int(i)] for i in ids.strip("[]").split(", ")] == tokens.split()
    assert shape == "embeddings [4, 150]"
    assert "-> we [UNK] [NUM] [UNK] [URL] . ->" in quick.output


def test_the_run_leaves_its_figures_and_vectors_that_can_be_read_again(quick):
    for name in ("training", "embeddings"):
        assert (quick.folder / "figures" / f"{name}.png").stat().st_size > 10_000
    words = (quick.folder / "vocabulary.txt").read_text(encoding="utf-8").split()
    vectors, found, _ = read_vectors(quick.folder / "vectors.txt", words, 150)
    assert [word for word, has in zip(words, found, strict=True) if not has] == [
        "[UNK]",
        "[NUM]",
        "[URL]",
    ], "words that never occurred have learned nothing"
    with open_run(WordEmbeddings, quick.folder.parent.parent) as (task, session):
        trained = session.run(task.embeddings)
    np.testing.assert_allclose(vectors[found], trained[found], rtol=1e-5)


@pytest.mark.parametrize("loss", ["nce", "sampled_softmax"])
def test_both_losses_find_which_words_are_alike_in_any_text(tmp_path, small_text, loss):
    values = {**SMALL, "corpus": small_text, "loss": loss, "window": 1, "n_iterations": 300}
    finished = run(tmp_path, **values)
    losses = finished.recorded("loss")[1]
    assert np.mean(losses[-50:]) < np.mean(losses[:5])
    words = ["ax", "ay", "az", "bx", "by", "bz"]
    vectors, *_ = read_vectors(finished.folder / "vectors.txt", words, 20)
    directions = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = directions @ directions.T
    assert np.mean(cosines[:3, :3]) > np.mean(cosines[:3, 3:]) + 0.3
    assert not finished.recorded(SHARE)[1], "only the phrasebook's parts of speech are known"
    assert (finished.folder / "figures" / "embeddings.png").exists()


def test_a_resumed_run_ends_as_if_it_had_not_been_interrupted(tmp_path, small_text):
    task = WordEmbeddings(**SMALL, corpus=small_text, n_iterations=30)
    options = {"device": "cpu", "echo": False}
    whole = run_task(task, tmp_path, **options)
    part = run_task(task, tmp_path, **options, max_steps=12)
    rest = resume_task(task, part.folder, **options)
    assert rest.output == whole.output
    vectors = [(r.folder / "vectors.txt").read_text(encoding="utf-8") for r in (rest, whole)]
    assert vectors[0] == vectors[1]


def test_a_run_is_not_resumed_if_its_text_has_changed(tmp_path, small_text):
    task = WordEmbeddings(**SMALL, corpus=small_text, n_iterations=2)
    part = run_task(task, tmp_path, device="cpu", echo=False)
    small_text.write_text("quite another text of eight words\n" * 9, encoding="utf-8")
    with pytest.raises(UserError, match="not the words of the text as it is now"):
        resume_task(task, part.folder, device="cpu", echo=False)


def given(tmp_path, words, **values):
    """A run that starts from random vectors for these words, those vectors, and its last vectors.

    The text has the words of `small_text`.
    """
    vectors = np.random.RandomState(1).randn(len(words), 20)
    path = tmp_path / "given.txt"
    path.write_text(format_vectors(words, vectors), encoding="utf-8")
    finished = run(tmp_path, **SMALL, pretrained=path, **values)
    after, *_ = read_vectors(finished.folder / "vectors.txt", ["ax", "ay", "bx"], 20)
    return finished, vectors, after


def test_pretrained_embeddings_are_trained_on(tmp_path, small_text):
    values = {"corpus": small_text, "learning_rate": 1e-3}
    finished, vectors, after = given(tmp_path, ["ax", "ay", "cat"], **values, n_iterations=20)
    assert "2 of 9 embeddings are pretrained; they are trained on" in finished.output
    difference = np.abs(after[:2] - vectors[:2])
    assert 1e-3 < difference.max() < 0.1, "they start from the file, and move"


def test_what_is_odd_about_a_file_is_said(tmp_path, small_text):
    vectors = tmp_path / "cut.vec"
    vectors.write_text("2519370 20\n" + "ax" + " 1" * 20 + "\n ".join(["", " 1" * 20]) + "\n")
    text = small_text.rename(small_text.with_name("thé.txt"))
    text.write_bytes(text.read_bytes() + "du thé\n".encode("latin-1"))
    finished = run(tmp_path, **SMALL, corpus=text, pretrained=vectors, n_iterations=1)
    said = finished.output.splitlines()
    assert said[0] == "thé.txt: read as Latin-1 (Windows-1252), a guess; --encoding names another"
    assert said[1].startswith("cut.vec: line 1 announces 2519370 words, but 2 follow")
    assert said[2] == "cut.vec: left out: 1 with white space as the word (the first in line 3)"


def test_frozen_embeddings_stay_while_the_others_are_trained(tmp_path, small_text):
    values = {"corpus": small_text, "freeze": True}
    finished, vectors, after = given(tmp_path, ["ax", "ay"], **values, n_iterations=50)
    assert "2 of 9 embeddings are pretrained; they stay as they are" in finished.output
    np.testing.assert_allclose(after[:2], vectors, rtol=1e-5)
    assert np.abs(after[2]).max() > 1, "beyond where random embeddings start"


def test_a_step_changes_only_the_rows_of_its_batch(tmp_path):
    with tf.Graph().as_default(), tf.Session() as session:
        task = WordEmbeddings(**SMALL)
        task.construct()
        session.run(tf.global_variables_initializer())
        variables = [v for v in tf.trainable_variables() if v.shape[0] == len(task.text.words)]
        assert len(variables) == 3, "embeddings, weights and biases, each with a row for each word"
        feed_dict = {
            task.train_inputs: [5, 9, 5],
            task.train_labels: [7, 8, 30],
            task.sampled: np.arange(40, 60),
        }
        before = session.run(variables)
        session.run(task.training_op, feed_dict=feed_dict)
        after = session.run(variables)
        changed = [
            set(np.flatnonzero(np.any(np.atleast_2d(b.T != a.T), axis=0)))
            for b, a in zip(before, after, strict=True)
        ]
        assert changed[0] == {5, 9}
        assert changed[1] == changed[2] == {7, 8, 30, *range(40, 60)}

        gradients = tf.gradients(task.mean_loss, variables)
        assert all(isinstance(gradient, tf.IndexedSlices) for gradient in gradients), (
            "no gradient is as large as the vocabulary"
        )


def test_the_lessons_vocabulary_of_50000_words_runs(tmp_path):
    path = tmp_path / "text.txt"
    letters = "abcdefghij"
    words = ["".join(letters[int(digit)] for digit in f"{i:05}") for i in range(60_000)]
    path.write_text("\n".join(" ".join(words[i : i + 20]) for i in range(0, 60_000, 20)))
    finished = run(tmp_path, corpus=path, embedding_size=5, n_iterations=2)
    assert "embeddings [4, 5]" in finished.output
    with (finished.folder / "vectors.txt").open(encoding="utf-8") as file:
        assert file.readline() == "49998 5\n", "all but [NUM] and [URL], which the text lacks"


def test_pairs_are_of_words_near_each_other_in_one_sentence():
    sentences = [["a", "b", "c", "d"], ["e"], ["f", "g"]]
    corpus = Corpus.of(sentences, None, 100)
    np.random.seed(0)
    pairs = set(zip(*SkipGrams(corpus, window=2).next_batch(2000), strict=True))
    words = corpus.words
    together = ("ab", "ac", "ba", "bc", "bd", "ca", "cb", "cd", "db", "dc", "fg", "gf")
    assert {words[i] + words[j] for i, j in pairs} == set(together)


def test_frequent_words_are_taken_less_often_and_noise_is_drawn_by_frequency():
    sentences = [["the", f"word{i % 50}"] for i in range(5000)]
    corpus = Corpus.of(sentences, None, 100)
    skip_grams = SkipGrams(corpus, window=1)
    np.random.seed(0)
    inputs, labels = skip_grams.next_batch(4000)
    the = corpus.encode(["the"])[0]
    assert inputs.shape == labels.shape == (4000,)
    # Of 1 and 1 as frequent together: taken by sqrt(0.001 / 0.5) and sqrt(0.001 / 0.01).
    assert np.mean(inputs == the) == pytest.approx(0.045 / (0.045 + 0.316), abs=0.03)
    noise = skip_grams.next_noise(100_000)
    drawn = np.bincount(noise, minlength=len(corpus.words)) / len(noise)
    np.testing.assert_allclose(drawn, skip_grams.noise, atol=0.01)
    counts = corpus.counts**0.75
    np.testing.assert_allclose(skip_grams.noise, counts / counts.sum())


def test_the_plane_of_the_map_is_that_of_the_largest_spread():
    rng = np.random.RandomState(0)
    axes = np.linalg.qr(rng.randn(5, 5))[0]
    spread = rng.randn(200, 5) * [10, 5, 1, 1, 1]
    places, variance = word_map.principal_components(7 + spread @ axes)
    for i in range(2):
        assert abs(np.corrcoef(places[:, i], spread[:, i])[0, 1]) > 0.99
    assert variance.sum() == pytest.approx(125 / 128, abs=0.01)


def test_chance_is_that_of_two_words_drawn():
    assert word_map.same_tag_by_chance(np.array(list("aaab"))) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--vocabulary-size", 50_000], "--vocabulary-size 50000: the corpus has 397 words"),
        (["--freeze"], "--freeze: there is nothing to freeze without --pretrained"),
        (["--encoding", "latin-1"], "--encoding: is about --corpus FILE; give --corpus too"),
        (["--corpus", "missing.txt"], "--corpus missing.txt: there is no such file"),
        (["--pretrained", "missing.txt"], "--pretrained missing.txt: there is no such file"),
        (["--loss", "softmax"], "--loss"),
        (["--embedding-size", 0], "--embedding-size"),
    ],
)
def test_invalid_options_are_refused_before_anything_is_written(
    command, tmp_path, options, message
):
    result = command("run", "word_embeddings", *options, "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert message in result.err
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize("text", ["", "one\ntwo\nthree\nfour\nfive\nsix\nseven\n", "1 2 3 a b\n"])
def test_a_text_with_too_few_words_is_refused(tmp_path, text):
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=f"--corpus {re.escape(str(path))}: .* too few"):
        run(tmp_path, corpus=path)
