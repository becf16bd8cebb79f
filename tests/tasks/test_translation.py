"""translation: the encoder-decoder against NumPy, and what it learns."""

import importlib
import shutil

import numpy as np
import pytest

from tests.tasks.conftest import SETTINGS
from tf1rnn import UserError, open_run, run_task, tf
from tf1rnn.datasets.text import tokenize
from tf1rnn.registry import discovery
from tf1rnn.runs.resuming import resume_task

Translation = discovery.discover().get("translation")
LESSON = Translation.__module__.rpartition(".")[0]
sentence_pairs = importlib.import_module(f"{LESSON}.parts.sentence_pairs")
report = importlib.import_module(f"{LESSON}.parts.translation_report")
languages = importlib.import_module(f"{LESSON}.parts.languages")
text = importlib.import_module("tf1rnn.datasets.text")


@pytest.fixture(scope="module")
def opened(finished):
    """The trained task, its session and its variables' values."""
    with open_run(Translation, finished.folder.parents[1]) as (task, session):
        yield task, session, session.run(tf.trainable_variables())


@pytest.fixture(scope="module")
def batch(opened, finished):
    """A batch of pairs of unlike lengths."""
    pairs = finished.task.data.training_pairs
    pairs = [min(pairs, key=lambda p: len(p[1])), max(pairs, key=lambda p: len(p[1])), *pairs[:3]]
    return sentence_pairs.batches_by_length(pairs, *opened[0].languages[:2], batch_size=5)[0]


def feed(task, batch):
    return {
        task.source: batch.source,
        task.source_length: batch.source_length,
        task.target: batch.target,
    }


class NumPyTranslator:
    """The encoder-decoder of the lesson for one sentence, from its formulas (topic 7 and 8)."""

    def __init__(self, variables, label_smoothing):
        self.source, self.target, *cells, self.bias = variables
        self.encoder, self.decoder = cells[:2], cells[2:]
        self.label_smoothing = label_smoothing

    def step(self, cell, x, states):
        kernel, bias = cell
        c, h = states
        i, g, f, o = np.split(np.concatenate([x, h]) @ kernel + bias, 4)
        sigmoid = lambda x: 1 / (1 + np.exp(-x))  # noqa: E731
        c = sigmoid(f + 1) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        return h, (c, h)

    def encode(self, ids):
        states = (np.zeros(self.source.shape[1]),) * 2
        for i in reversed(ids):
            _, states = self.step(self.encoder, self.source[i], states)
        return states

    def scores(self, fed, states):
        output, states = self.step(self.decoder, self.target[fed], states)
        return self.target @ output + self.bias, states

    def losses(self, source, target, go):
        states, losses = self.encode(source), []
        for fed, wanted in zip([go, *target], target, strict=False):
            scores, states = self.scores(fed, states)
            log_p = scores - np.log(np.sum(np.exp(scores)))
            labels = np.full(len(log_p), self.label_smoothing / (len(log_p) - 1))
            labels[wanted] = 1 - self.label_smoothing
            losses.append(-labels @ log_p)
        return losses

    def translate(self, source, go, eos, n_words=30):
        states, words = self.encode(source), [go]
        while words[-1] != eos and len(words) <= n_words:
            scores, states = self.scores(words[-1], states)
            words.append(int(np.argmax(scores)))
        return words[1:]


def sentences(batch):
    """The ids of each sentence and its translation, without padding."""
    for source, length, target in zip(*batch, strict=True):
        yield list(source[:length]), [i for i in target if i != 0]


def test_the_loss_is_that_of_the_lessons_formulas(opened, batch):
    task, session, variables = opened
    translator = NumPyTranslator(variables, task.label_smoothing)
    go = task.languages.target.go

    losses = [x for s, t in sentences(batch) for x in translator.losses(s, t, go)]
    assert session.run(task.loss, feed(task, batch)) == pytest.approx(np.mean(losses), rel=1e-4)


def test_each_output_word_is_fed_back_until_the_sentence_ends(opened, batch):
    task, session, variables = opened
    translator = NumPyTranslator(variables, task.label_smoothing)
    french = task.languages.target

    ids = session.run(task.translation, feed(task, batch)).T
    expected = [translator.translate(s, french.go, french.eos) for s, _ in sentences(batch)]
    assert [list(row[: len(e)]) for row, e in zip(ids, expected, strict=True)] == expected
    assert ids.shape[1] == max(map(len, expected)), "decoding stops when all sentences ended"


def test_an_untrained_network_that_never_says_eos_is_cut_off(pairs_file):
    with tf.Graph().as_default(), tf.Session() as session:
        task = Translation(pairs=pairs_file, **SETTINGS)
        task.construct()
        session.run(tf.global_variables_initializer())
        bias = tf.trainable_variables()[-1]
        never = np.zeros(bias.shape.as_list())
        never[task.languages.target.eos] = -1e9
        session.run(bias.assign(never))
        feed_dict = {task.source: [[5, 6, 7]], task.source_length: [3]}
        assert session.run(task.translation, feed_dict).shape == (2 * 3 + 10, 1)


def test_label_smoothing_leaves_a_loss_that_no_network_gets_below(opened, batch):
    task, session, _ = opened
    least = report.smallest_cross_entropy(task.label_smoothing, len(task.languages.target))
    right_but_for_smoothing = np.array([0.9, 0.05, 0.05])
    expected = -right_but_for_smoothing @ np.log(right_but_for_smoothing)
    assert report.smallest_cross_entropy(0.1, 3) == pytest.approx(expected)
    assert report.smallest_cross_entropy(0.0, 3) == 0
    assert 0 < least < session.run(task.loss, feed(task, batch))


def test_padding_changes_neither_loss_nor_translation(opened, batch):
    task, session, _ = opened
    n = len(batch.source)
    padded = batch._replace(
        source=np.hstack([batch.source, np.full([n, 3], 7)]),  # beyond source_length: never read
        target=np.hstack([batch.target, np.full([n, 2], task.languages.target.pad)]),
    )
    assert session.run(task.loss, feed(task, padded)) == pytest.approx(
        session.run(task.loss, feed(task, batch)), rel=1e-5
    )
    plain, more = (session.run(task.translation, feed(task, b)) for b in (batch, padded))
    assert plain.tolist() == more.tolist()


def test_the_network_learns_to_translate_sentences_it_has_never_seen(finished):
    _, losses = finished.recorded("loss")
    _, exact = finished.recorded("exact")
    _, bleu = finished.recorded("bleu")
    assert losses[-1] < losses[0] / 2
    assert exact[0] < 0.5 < 0.8 <= exact[-1]
    assert bleu[-1] > 80

    trained_on = {english for english, _ in finished.task.data.training_pairs}
    assert len(trained_on) == 96 - 12
    assert trained_on.isdisjoint(finished.task.held_out.sentences)


def test_a_run_saves_the_held_out_translations_in_a_table(finished):
    header, *rows = (finished.folder / "held_out.tsv").read_text(encoding="utf-8").splitlines()
    assert header.split("\t") == ["English", "translation", "reference", "right"]
    rows = [row.split("\t") for row in rows]
    assert [row[0] for row in rows] == finished.task.written
    tokens = [tuple(tokenize(row[0])) for row in rows]
    assert tokens == finished.task.held_out.sentences
    assert all((row[1] == row[2]) == (row[3] == "yes") for row in rows)
    right = sum(row[3] == "yes" for row in rows) / len(rows)
    assert right == pytest.approx(finished.recorded("exact")[1][-1])


def test_a_run_prints_its_progress_and_draws_loss_and_bleu(finished):
    assert "\nepoch 1  loss " in finished.output
    assert " -> " in finished.output
    assert {p.name for p in (finished.folder / "figures").iterdir()} == {"loss.png", "bleu.png"}


def test_a_run_may_be_resumed(pairs_file, tmp_path):
    settings = SETTINGS | {"n_epochs": 1}
    first = run_task(Translation(pairs=pairs_file, **settings), tmp_path, echo=False)
    longer = Translation(pairs=pairs_file, **settings | {"n_epochs": 2})
    resumed = resume_task(longer, first.folder, echo=False)
    assert resumed.output.startswith(first.output.split("\n")[0])
    assert "epoch 2" in resumed.output
    n_batches = -(-(96 - 12) // 8)
    assert resumed.recorded("loss")[0] == list(range(2 * n_batches))


def test_a_run_resumes_with_the_pairs_it_began_with_or_not_at_all(pairs_file, tmp_path):
    path = shutil.copy(pairs_file, tmp_path)
    settings = SETTINGS | {"pairs": path, "n_epochs": 1}
    first = run_task(Translation(**settings), tmp_path / "runs", echo=False, max_steps=1)
    with open(path, "a", encoding="utf-8") as file:
        file.write("\nI sleep.\tJe dors.\n")
    with pytest.raises(UserError, match="not the pairs"):
        resume_task(Translation(**settings | {"n_epochs": 2}), first.folder, echo=False)


def test_every_english_sentence_is_held_out_with_all_its_translations():
    pairs = [(("go", "."), ("va", ".")), (("run", "!"), ("cours", "!")), (("go", "."), ("allez",))]
    training, held_out = sentence_pairs.hold_out([*pairs, pairs[0]], 1)
    expected = {
        ("go", "."): ([("va", "."), ("allez",)], pairs[1:2]),
        ("run", "!"): ([("cours", "!")], [pairs[0], pairs[2]]),
    }
    (english,) = held_out.sentences
    assert (held_out.references[0], training) == expected[english]


def test_batches_hold_every_pair_once_with_those_of_like_length():
    rng = np.random.RandomState(1)
    words = [str(i) for i in range(50)]
    pairs = [
        (tuple(rng.choice(words, rng.randint(1, 9))), tuple(rng.choice(words, rng.randint(1, 9))))
        for _ in range(101)
    ]
    vocabulary = text.Vocabulary.of([words])
    batches = sentence_pairs.batches_by_length(pairs, vocabulary, vocabulary, 10)

    assert [len(batch.source) for batch in batches] == [10] * 10 + [1]
    read = [
        (tuple(vocabulary.decode(s)), tuple(vocabulary.decode(t)))
        for batch in batches
        for s, t in sentences(batch)
    ]
    assert sorted(read) == sorted(pairs)
    padding = np.mean([np.mean(batch.target == vocabulary.pad) for batch in batches])
    assert padding < 0.1
    for batch in batches:
        assert [t[-1] for _, t in sentences(batch)] == [vocabulary.eos] * len(batch.target)


def test_bleu_takes_the_best_of_all_references():
    polite, familiar, wrong_word, book = (
        tuple(sentence.split())
        for sentence in (
            "vous êtes le meilleur .",
            "tu es le meilleur .",
            "tu es le mieux .",
            "c' est mon livre .",
        )
    )
    held_out = sentence_pairs.HeldOut([(), ()], [[polite, familiar], [book]])
    right = [familiar, book]
    assert report.bleu(right, held_out) == pytest.approx(100)
    assert report.exact(right, held_out) == [True, True]
    wrong = [wrong_word, book]
    assert 40 < report.bleu(wrong, held_out) < 90
    assert report.exact(wrong, held_out) == [False, True]
