"""Use case, handwriting: an LSTM cell moves a pen and writes a text, by mixture densities."""

import functools
import hashlib
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from typer import Argument

from tf1rnn import Inside, Instance, Option, Task, UserError, open_run, tf

from .mixture import Mixture, sample
from .pictures import save
from .report import report
from .texts import recorded, written
from .window import window_cell

LETTERS_FILE = "letters.txt"
N_EXAMPLES = 20  # texts that `inside` can show
N_BATCHES_TESTED = 8  # how often the held-out words are measured while training
LONGEST = 60  # letters of a text to be written


class Handwriting(Task):
    """Write a text by hand, point by point.

    "Enabling handwriting and speech recognition": here a network holds the pen. At each step an
    LSTM cell gets the pen's last offset, and whether the pen was lifted after it, and foresees the
    next one. A pen may go on in several ways, and the mean of them is none. So the output layer
    gives the density of a mixture of two-dimensional Gaussians, and the probability that the pen is
    lifted; the loss is the negative logarithm of both. Which letter is to be written it sees in a
    window that slides along the text: it learns by itself how far to move it. To write, an offset
    is drawn from the mixture and fed to the next step; a bias makes the deviations less, and
    unlikely Gaussians more so (Graves, "Generating Sequences With Recurrent Neural Networks", 2013:
    the mixture is his equations 17 to 26, the window 46 to 51, the bias 61 and 62). There is one
    layer rather than three.

    The texts are one or two words, in an alphabet of our own: 26 letters that are splines through a
    few points. Each text has another hand: a slant, a height and a width, with letters that are
    never twice the same. `--font scripts` and `--font futural` take the letters from the package
    Hershey-Fonts (pip install 'tf1rnn[use-cases]').

    The baselines are single Gaussians: around constant velocity, and around a linear regression on
    the last eight offsets, each with a Gaussian of its own for where the pen comes down again. They
    do not see the text. The claim, on 40 words that are in no text to train on: a point costs the
    network at least 3 nats less than the better of both, and of the words that it writes with bias
    1 at least 80% are read by who compares them with all 40 in a steady hand (with seeds 42, 43 and
    44: -1.98, -1.99 and -1.99 nats, the linear guess 1.95, and each word was read). A nat less is a
    density that is 2.7 times as high where the pen went. --quick is too short for both.

    What these data cannot show: that it writes as people do. Every hand here draws a letter by the
    same strokes. People join their letters, hurry, and have several ways to write
    an s: there the mixtures are wider, and the claim takes a longer training.
    `--data FILE` takes recorded strokes: a line of # and the text, then a line for each point with
    x and y, upwards, and an empty line where the pen is lifted. A fifth of the texts is held out.

    A run answers: python main.py write "wolf and moon" --figure moon.png
    """

    use_case = "Handwriting"
    listing = 7
    configuration = "sequence to sequence"
    trains_for = "n_iterations"
    quick = {"n_texts": 1000, "n_iterations": 250}
    inside = Inside(
        "examples", "read", scores="expected", loss="loss", targets="moved", steps="point {t}"
    )

    font: Annotated[
        Literal["drawn", "futural", "scripts"],
        Option(help="the letters: of our own, or of the package Hershey-Fonts"),
    ] = "drawn"
    data: Annotated[
        Path | None, Option(help="a file of strokes: # and a text, then its points, x and y")
    ] = None
    n_texts: Annotated[int, Option(min=100, help="texts that are written to train on")] = 2000
    bias: Annotated[
        float, Option(min=0.0, help="how tidily it writes; Graves' probability bias")
    ] = 1.0
    n_neurons: Annotated[int, Option(min=1, help="units in the LSTM cell")] = 128
    n_mixtures: Annotated[int, Option(min=1, help="Gaussians in a step's mixture")] = 10
    n_curves: Annotated[int, Option(min=1, help="bell curves in the window on the text")] = 3
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size at first")] = 0.01
    batch_size: Annotated[int, Option(min=1, help="texts in a batch")] = 32
    n_iterations: Annotated[int, Option(min=1, help="training steps, a batch each")] = 1000

    def construct(self):
        saved = self.saved_text(LETTERS_FILE)
        self.letters = saved or self.written["letters"]
        self.scale, self.pace = (self.facts[name] for name in ("scale", "pace"))
        n_letters = len(self.letters) + 1  # 0 is none: the text has ended

        X = tf.placeholder(tf.float32, [None, None, 3])  # offsets, and where the pen was lifted
        y = tf.placeholder(tf.float32, [None, None, 3])  # the next ones
        text = tf.placeholder(tf.int32, [None, None])
        lengths = tf.placeholder(tf.int32, [None])
        learning_rate = tf.placeholder(tf.float32, shape=[])

        cell = window_cell(self.n_neurons, tf.one_hot(text, n_letters), self.n_curves, self.pace)
        outputs, _ = tf.nn.dynamic_rnn(cell, X, sequence_length=lengths, dtype=tf.float32)
        layer = tf.layers.Dense(6 * self.n_mixtures + 1)
        mixture = Mixture.of(layer(outputs))
        is_point = tf.sequence_mask(lengths, dtype=tf.float32)
        losses = mixture.loss(y) * is_point
        loss = tf.reduce_sum(losses) / tf.reduce_sum(is_point)

        optimizer = tf.train.AdamOptimizer(learning_rate=learning_rate)
        gradients, variables = zip(*optimizer.compute_gradients(loss), strict=True)
        clipped, _ = tf.clip_by_global_norm(gradients, 1.0)
        self.training_op = optimizer.apply_gradients(zip(clipped, variables, strict=True))

        # Write: one step at a time, from the states before it to those after it.
        move = tf.placeholder(tf.float32, [None, 3])
        sizes = [self.n_neurons, self.n_neurons, self.n_curves, n_letters]
        before = tf.placeholder(tf.float32, [None, sum(sizes)])
        c, h, kappa, window = tf.split(before, sizes, axis=1)
        with tf.variable_scope("rnn", reuse=True):
            states = (tf.contrib.rnn.LSTMStateTuple(c, h), kappa, window)
            output, states = cell(move, states)
        after = tf.concat(tf.nest.flatten(states), axis=1)
        self.next_step = Mixture.of(layer(output)), after, cell.phi

        self.X, self.y, self.text, self.lengths = X, y, text, lengths
        self.learning_rate_now, self.move, self.before = learning_rate, move, before
        self.mixture, self.loss = mixture, loss
        self.expected, self.moved = mixture.expected(), y[:, :, :2]

    @functools.cached_property
    def written(self):
        """Texts to train on and to test with, each with its scaled offsets; letters; remarks."""
        if self.data is None:
            (train, test), remarks = written(self.font, self.n_texts), []
        elif self.font == "drawn":
            train, test, remarks = recorded(self.data)
        else:
            raise UserError(f"--font {self.font}: cannot be together with --data")
        if len(train) < self.batch_size:
            raise UserError(
                f"--batch-size {self.batch_size}: {len(train)} texts to train on are too few"
            )
        moves = np.concatenate([each for _, each in (*train, *test)])
        digest = hashlib.sha256(moves.tobytes()).hexdigest()
        if self.facts.setdefault("sha256_of_offsets", digest) != digest:
            raise UserError(f"--data {self.data}: not the strokes that the run began with")
        self.facts.setdefault("scale", float(np.sqrt(np.mean(np.square(moves[:, :2])))))
        n_letters = sum(len(text) for text, _ in (*train, *test))
        self.facts.setdefault("pace", n_letters / len(moves))  # letters a point
        scale = np.array([self.facts["scale"], self.facts["scale"], 1])
        train, test = ([(text, each / scale) for text, each in part] for part in (train, test))
        letters = "".join(sorted({letter for text, _ in train for letter in text}))
        return {"train": train, "test": test, "letters": letters, "remarks": remarks}

    def begin(self, run):
        run.write(LETTERS_FILE, self.letters)

    def encode(self, texts):
        """The letters' identifiers; after the last letter there is at least one 0."""
        ids = np.zeros([len(texts), max(map(len, texts)) + 1], dtype=np.int32)
        for row, text in zip(ids, texts, strict=True):
            row[: len(text)] = [1 + self.letters.index(letter) for letter in text]
        return ids

    def feed(self, pairs):
        """What to feed for texts with their offsets."""
        texts, moves = zip(*pairs, strict=True)
        lengths = [len(each) for each in moves]
        y = np.zeros([len(texts), max(lengths), 3], dtype=np.float32)
        for row, each in zip(y, moves, strict=True):
            row[: len(each)] = each
        X = np.concatenate([np.zeros_like(y[:, :1]), y[:, :-1]], axis=1)
        return {self.X: X, self.y: y, self.text: self.encode(texts), self.lengths: lengths}

    def execute(self, run):
        train, test = self.written["train"], self.written["test"]
        for remark in self.written["remarks"]:
            run.print(remark)
        run.print(
            f"{len(train)} texts to train on, {len(test)} held out; "
            f"{1 / self.pace:.1f} points a letter"
        )
        # Texts of like length go together, so that little is computed for padding.
        by_length = sorted(range(len(train)), key=lambda i: len(train[i][1]))
        tested = max(1, self.n_iterations // N_BATCHES_TESTED)
        for iteration in run.steps(self.n_iterations):
            start = np.random.randint(len(train) - self.batch_size + 1)
            batch = [train[i] for i in by_length[start : start + self.batch_size]]
            rate = self.learning_rate * (1 - iteration / self.n_iterations)
            feed_dict = {**self.feed(batch), self.learning_rate_now: rate}
            loss, _ = run.session.run([self.loss, self.training_op], feed_dict=feed_dict)
            run.record(iteration, loss=loss)
            if (iteration + 1) % tested == 0:
                test_loss = self.test(run.session)
                run.record(iteration, test_loss=test_loss)
                run.print(f"{iteration + 1} steps  loss {loss:.3f}  held out {test_loss:.3f}")
        report(self, run)

    def test(self, session):
        """The negative log likelihood of a point of the held-out texts, in nats."""
        return float(session.run(self.loss, feed_dict=self.feed(self.written["test"])))

    def write(self, session, texts, bias, random):
        """Texts in the network's hand: of each the offsets [n, 3], and the window's weights."""
        text = self.encode(texts)
        n = len(texts)
        move, states = np.zeros([n, 3]), np.zeros([n, self.before.shape[1]])
        moves, weights, ends = [], [], [None] * n
        most = int(2 * max(map(len, texts)) / self.pace) + 20
        while len(moves) < most and None in ends:
            feed_dict = {self.text: text, self.move: move, self.before: states}
            mixture, states, phi = session.run(self.next_step, feed_dict=feed_dict)
            was_lifted, move = move[:, 2], sample(mixture, bias, random)
            # It ends when the pen is lifted and the window is past the last letter: section 5.1.
            for i in range(n):
                if ends[i] is None and phi[i].argmax() >= len(texts[i]):
                    if was_lifted[i]:
                        ends[i] = len(moves)
                    elif move[i, 2]:
                        ends[i] = len(moves) + 1
            moves.append(move)
            weights.append(phi)
        moves, weights = np.stack(moves, axis=1), np.stack(weights, axis=1)
        moves[:, :, :2] *= self.scale
        return [(moves[i, :end], weights[i, :end]) for i, end in enumerate(ends)]

    def examples(self):
        """Held-out texts with the hand that wrote them, for `inside`."""
        return [
            Instance(f"{text}", self.feed([(text, moves)]))
            for text, moves in self.written["test"][:N_EXAMPLES]
        ]

    def read(self, text):
        """A text to look at, as the network writes it, for `inside`."""
        text = self.checked(text)
        random = np.random.RandomState(0)
        ((moves, _),) = self.write(tf.get_default_session(), [text], self.bias, random)
        return Instance(text, self.feed([(text, moves / [self.scale, self.scale, 1])]))

    def checked(self, text):
        """A text with single spaces; UserError if it cannot be written."""
        text = " ".join(text.split())
        if not 0 < len(text) <= LONGEST:
            raise UserError(f"{text!r}: has {len(text)} letters; a text has 1 to {LONGEST}")
        unknown = "".join(sorted(set(text) - set(self.letters)))
        if unknown:
            raise UserError(
                f"{text!r}: the run has learned no {unknown!r}; it knows {self.letters!r}"
            )
        return text


def write_text(
    text: Annotated[str, Argument(help="what to write")],
    figure: Annotated[Path, Option(help="the picture to make: .png, .svg or .pdf")] = Path(
        "handwriting.png"
    ),
    bias: Annotated[float, Option(min=0.0, help="how tidily: 0 as the hand, 3 as in print")] = 1.0,
    seed: Annotated[int, Option(help="another seed, another hand")] = 0,
    runs_dir: Annotated[Path, Option(help="the folder that holds the runs")] = Path("runs"),
    run: Annotated[str | None, Option(help="the run that writes; else the newest")] = None,
) -> None:
    """Write a text by the network that `run handwriting` trained, as a picture."""
    with open_run(Handwriting, runs_dir, run) as (task, session):
        text = task.checked(text)
        ((moves, _),) = task.write(session, [text], bias, np.random.RandomState(seed))
        save(figure, moves)
        print(f"{text!r} is written in {figure}, in {len(moves)} points")


Handwriting.commands = {"write": write_text}
