"""Use case, sentiment analysis: an LSTM cell reads a film review and scores it from -1 to +1."""

import functools
import hashlib
import math
import random
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from typer import Argument

from tf1rnn import Inside, Instance, Option, Task, UserError, open_run, tf
from tf1rnn.datasets.held_out import in_test
from tf1rnn.datasets.text import tokenize

from .bag_of_words import predict
from .grammar import draw_reviews, split
from .labelled import read_labelled
from .pictures import draw_scores, draw_training

PADDING, UNKNOWN = "[PAD]", "[UNK]"  # the first words of a vocabulary
WORDS_FILE = "vocabulary.txt"
N_EXAMPLES = 20  # reviews that `inside` can show
MARGIN = 0.1  # by which the network must beat the n-grams


class Sentiment(Task):
    """Say whether a film review is positive or negative.

    "The first few words of a movie review given by audience might hold the key to user sentiment,
    regardless of later wordings." So it is here: the first sentence of a review tells what its
    writer thinks, in ten forms, with negation ("this film is not dull at all"), with "but" and
    "although" ("although the music is superb, this film is dull"). Up to n_later sentences follow
    with the opinions of other people, of either kind by the toss of a coin.

    Each word becomes an embedding, an LSTM cell reads the embeddings, and one neuron scores its
    last output: -1 is negative, +1 is positive. `--cell basic` shows what a cell without long-term
    memory makes of it. In the first epochs it is trained on the shorter reviews only: with all from
    the start, it had found nothing after ten epochs, for the key lies too far back.

    The baseline is a logistic regression on the words of a review and on all runs of two and three
    of them. That is hard to beat on real reviews of a few sentences. It does not know the order of
    what it finds. The claim: the network is right more often by at least 10 points (with seeds 42,
    43 and 44: 100.0%, the regression 77.1%). No first sentence of a review to test with is in any
    review to train on.

    What these data cannot show: that the network understands reviews. A grammar of 139 words has
    no irony, no misspelling, and no word that is not in training; and after "but" what is still to
    come can be foretold, as the figure of the scores shows. `--data FILE` takes real ones: a
    CSV or TSV file with a column of texts and one of labels (positive or negative, 1 or 0, +1 or
    -1); a fifth of them is held out. There the regression may well win, for a network learns words
    slowly.

    A run answers: python main.py sentiment "This film is not dull at all."
    """

    use_case = "Sentiment analysis"
    listing = 1
    configuration = "sequence to vector"
    trains_for = "n_epochs"
    quick = {"n_reviews": 2500, "n_later": 2, "n_epochs": 8}
    inside = Inside("examples", "read", scores="score_at_each_word", loss="loss")

    data: Annotated[
        Path | None,
        Option(help="your own reviews: CSV or TSV, each line with a text and a label"),
    ] = None
    n_reviews: Annotated[int, Option(min=100, help="reviews drawn, a fifth of them to test")] = 5000
    n_later: Annotated[int, Option(min=1, help="sentences after the first, at most")] = 4
    n_words: Annotated[int, Option(min=1, help="words of a review that are read, at most")] = 80
    cell: Annotated[Literal["lstm", "basic"], Option(help="the kind of cell")] = "lstm"
    n_neurons: Annotated[int, Option(min=1, help="units in the cell")] = 48
    embedding_size: Annotated[int, Option(min=1, help="numbers in an embedding")] = 24
    forget_bias: Annotated[float, Option(min=0.0, help="forget bias of the LSTM cell")] = 3.0
    keep_prob: Annotated[float, Option(min=0.01, max=1.0, help="share that dropout keeps")] = 0.8
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size")] = 0.005
    batch_size: Annotated[int, Option(min=1, help="reviews in a batch")] = 40
    n_epochs: Annotated[int, Option(min=1, help="times that all reviews are trained on")] = 10

    def construct(self):
        saved = self.saved_text(WORDS_FILE)
        self.words = saved.split("\n") if saved else self.reviews["words"]
        self.ids = {word: i for i, word in enumerate(self.words)}

        X = tf.placeholder(tf.int32, [None, None])  # [batch_size, n_steps]
        y = tf.placeholder(tf.float32, [None])
        lengths = tf.placeholder(tf.int32, [None])
        keep_prob = tf.placeholder_with_default(1.0, shape=[])

        embeddings = tf.Variable(tf.random_uniform([len(self.words), self.embedding_size], -1, 1))
        embed = tf.nn.dropout(tf.nn.embedding_lookup(embeddings, X), keep_prob)
        if self.cell == "lstm":
            cell = tf.contrib.rnn.BasicLSTMCell(self.n_neurons, forget_bias=self.forget_bias)
        else:
            cell = tf.contrib.rnn.BasicRNNCell(self.n_neurons)
        outputs, states = tf.nn.dynamic_rnn(cell, embed, sequence_length=lengths, dtype=tf.float32)

        # A score after each word, to look at; training and the answer take that of the last one.
        score_at_each_word = tf.contrib.layers.fully_connected(outputs, 1, activation_fn=None)
        logits = score_at_each_word[:, :, 0]
        is_last = tf.one_hot(lengths - 1, tf.shape(X)[1])
        last = tf.reduce_sum(logits * is_last, axis=1)
        xentropy = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=last)
        loss = tf.reduce_mean(xentropy)
        optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate)
        gradients, variables = zip(*optimizer.compute_gradients(loss), strict=True)
        clipped, _ = tf.clip_by_global_norm(gradients, 1.0)
        training_op = optimizer.apply_gradients(zip(clipped, variables, strict=True))

        self.X, self.y, self.lengths, self.keep_prob_now = X, y, lengths, keep_prob
        self.embeddings, self.loss, self.training_op = embeddings, loss, training_op
        self.score_at_each_word = score_at_each_word
        self.scores = tf.tanh(logits / 2)  # -1 to +1, 2 p - 1
        self.score = tf.tanh(last / 2)

    @functools.cached_property
    def reviews(self):
        """The words of the reviews to train on and to test with, and whether they are positive."""
        if self.data is None:
            drawn = draw_reviews(self.n_reviews, self.n_later)
            train, test = split(drawn, self.n_reviews // 5)
            pairs = [[(r.text, r.is_positive) for r in part] for part in (train, test)]
            openings = [[tokenize(r.opening) for r in part] for part in (train, test)]
            remarks = [f"reviews of a grammar, such as: {train[0].text}"]
        else:
            found, remarks = read_labelled(self.data)
            pairs = [[pair for pair in found if in_test(pair[0]) is test] for test in (False, True)]
            openings = None
        digest = hashlib.sha256(repr(pairs).encode()).hexdigest()
        if self.facts.setdefault("sha256_of_reviews", digest) != digest:
            raise UserError(f"--data {self.data}: not the reviews that the run began with")
        train, test = (
            [tokenize(text)[: self.n_words] or [UNKNOWN] for text, _ in part] for part in pairs
        )
        y_train, y_test = (np.array([is_positive for _, is_positive in part]) for part in pairs)
        if not test or len(train) < self.batch_size:
            raise UserError(
                f"--batch-size {self.batch_size}: {len(train)} reviews to train on and "
                f"{len(test)} to test with are too few"
            )
        counts = {}
        for word in (word for words in train for word in words):
            counts[word] = counts.get(word, 0) + 1
        words = [PADDING, UNKNOWN, *sorted(word for word, n in counts.items() if n > 1)]
        return {
            **{"train": train, "y_train": y_train, "test": test, "y_test": y_test},
            **{"words": words, "openings": openings, "remarks": remarks},
        }

    def begin(self, run):
        run.write(WORDS_FILE, "\n".join(self.words))

    def feed(self, texts):
        """What to feed for texts that are split into words."""
        lengths = [len(words) for words in texts]
        X_batch = np.zeros([len(texts), max(lengths)], dtype=np.int32)
        for row, words in zip(X_batch, texts, strict=True):
            row[: len(words)] = [self.ids.get(word, self.ids[UNKNOWN]) for word in words]
        return {self.X: X_batch, self.lengths: lengths}

    def examples(self):
        """Reviews to test with, for `inside`."""
        return [" ".join(words) for words in self.reviews["test"][:N_EXAMPLES]]

    def read(self, text):
        """A review to look at, for `inside`. The gradient is that of the loss of a positive one."""
        words = tokenize(text)[: self.n_words]
        if not words:
            raise UserError("an empty review: give a sentence, such as 'This film is not dull.'")
        return Instance(text, {**self.feed([words]), self.y: [1.0]}, words)

    def execute(self, run):
        train, y_train, test, y_test = (
            self.reviews[name] for name in ("train", "y_train", "test", "y_test")
        )
        for remark in self.reviews["remarks"]:
            run.print(remark)
        n_words = np.mean([len(words) for words in train])
        run.print(f"{len(train)} reviews of {n_words:.0f} words to train on, {len(test)} to test")
        # Reviews of like length go together, so that little is computed for padding. In the first
        # epochs only the shorter ones are taken: where the key is near the end, it is found soon.
        by_length = sorted(range(len(train)), key=lambda i: len(train[i]))
        n_batches = len(train) // self.batch_size
        for epoch in run.steps(self.n_epochs):
            n_taken = math.ceil(n_batches * min(1, (epoch + 1) / (0.4 * self.n_epochs)))
            order = np.random.permutation(n_batches) % n_taken
            offset = np.random.randint(len(train) - n_batches * self.batch_size + 1)
            for iteration in run.steps(n_batches):
                start = offset + order[iteration] * self.batch_size
                batch = by_length[start : start + self.batch_size]
                feed_dict = self.feed([train[i] for i in batch])
                feed_dict |= {self.y: y_train[batch], self.keep_prob_now: self.keep_prob}
                loss, _ = run.session.run([self.loss, self.training_op], feed_dict=feed_dict)
                run.record(epoch * n_batches + iteration, loss=loss)
            is_right = (self.score_all(run.session, test) > 0) == y_test
            run.record((epoch + 1) * n_batches - 1, test_accuracy=np.mean(is_right))
            run.print(f"epoch {epoch + 1}  loss {loss:.3f}  test accuracy {np.mean(is_right):.1%}")
        self.report(run, is_right)

    def score_all(self, session, texts):
        """The scores of texts, 500 at a time."""
        parts = [texts[i : i + 500] for i in range(0, len(texts), 500)]
        return np.concatenate([session.run(self.score, self.feed(part)) for part in parts])

    def report(self, run, is_right):
        """Print the claim beside the baseline, and draw what the network makes of reviews."""
        run.embedding("embeddings", run.session.run(self.embeddings), word=self.words)
        train, y_train, test, y_test = (
            self.reviews[name] for name in ("train", "y_train", "test", "y_test")
        )
        runs_right = predict(train, y_train, test) == y_test
        ours, theirs = np.mean(is_right), np.mean(runs_right)
        unseen = ", with first sentences never seen" if self.reviews["openings"] else ""
        run.print(f"Right on {len(test)} reviews never trained on{unseen}:")
        share = np.mean(y_test == (np.mean(y_train) > 0.5))
        rows = [
            ("  always the more frequent answer", f"{share:.1%}"),
            ("  regression on words, twos and threes", f"{theirs:.1%}"),
        ]
        if self.reviews["openings"]:
            first, first_test = self.reviews["openings"]
            told = np.mean(predict(first, y_train, first_test) == y_test)
            rows.append(("  the same, given the first sentence alone", f"{told:.1%}"))
        run.print_table([*rows, (f"  network ({self.cell} cell)", f"{ours:.1%}")])
        verdict = "holds" if ours >= theirs + MARGIN else "does NOT hold"
        run.print(
            f"The claim, at least {100 * MARGIN:.0f} points over the regression, {verdict}: "
            f"{100 * (ours - theirs):+.1f} points"
        )
        for i in np.flatnonzero(~is_right)[:3]:
            run.print(f"Taken for {'negative' if y_test[i] else 'positive'}: {' '.join(test[i])}")
        draw_training(run, test, is_right, runs_right)
        self.draw_scores(run)

    def draw_scores(self, run):
        """Draw the score after each word for three reviews of the test set."""
        test, y_test = self.reviews["test"], self.reviews["y_test"]
        fitting = [i for i, words in enumerate(test) if 15 <= len(words) <= 30] or [0]
        chosen = []
        for word, is_positive in (("not", True), ("but", False), ("although", True)):
            having = [i for i in fitting if word in test[i][:8] and y_test[i] == is_positive]
            chosen += random.Random(2).sample(having or fitting, 1)
        texts = [test[i] for i in chosen]
        scores = run.session.run(self.scores, feed_dict=self.feed(texts))
        draw_scores(run, texts, scores, y_test[chosen])


def sentiment(
    review: Annotated[str, Argument(help="a review to score")],
    runs_dir: Annotated[Path, Option(help="the folder that holds the runs")] = Path("runs"),
    run: Annotated[str | None, Option(help="the run that answers; else the newest")] = None,
) -> None:
    """Score a review by the network that `run sentiment` trained."""
    with open_run(Sentiment, runs_dir, run) as (task, session):
        words = tokenize(review)[: task.n_words]
        if not words:
            raise UserError("the review has no word: python main.py sentiment 'I liked this film.'")
        unknown = [word for word in words if word not in task.ids]
        if unknown:
            print(f"Not among the words that the run learned: {', '.join(unknown)}")
        score = task.score_all(session, [words])[0]
        print(f"{'positive' if score > 0 else 'negative'} ({score:+.2f})")


Sentiment.commands = {"sentiment": sentiment}
