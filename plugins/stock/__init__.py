"""Use case, stock prices: the next day's change and direction, beside "tomorrow = today"."""

import functools
import hashlib
from pathlib import Path
from typing import Annotated, Literal

import numpy as np

from tf1rnn import Inside, Instance, Option, Task, UserError, tf

from .market import generate, real, recorded
from .pictures import draw_foreseen, draw_money, draw_training

REGRESSED = 5  # days that the linear regression sees
MEASURED_EVERY = 50  # training steps
N_EXAMPLES = 20  # instances that `inside` can show
MARGIN = 0.03  # by which more days' directions must be right
DATA = ("days as they were", "days in random order")  # each with a network of its own


class Stock(Task):
    """Predict tomorrow's change of a share from several features per day, and when to hold it.

    "RNN is used for time series predictions such as stock price": the input is the pattern until
    step t, the output is shifted a step into the future. A day's features are the changes of the
    share, of a competitor, of the volume and of the market. At each step an LSTM cell's output
    gives two predictions for the next day: the change, and whether it is up.

    A price that is predicted well proves nothing: tomorrow's price is nearly today's. So the errors
    are those of the change, where "tomorrow = today" predicts 0, and a linear regression on all
    features of the last five days stands beside. A second network is trained in the same way on the
    same days in random order: a random walk, in which nothing can be found. What it seems to find
    is luck, and shows how much of the other's success may be.

    The default is a generated market with a rule, which is written in market.py. Who knows it is
    right about the direction on 65% of the days. It has a linear part, the competitor's news, and
    one that needs memory: a change goes on in busy times, and turns back in quiet ones. The claim:
    on the last fifth of the days, after all that were trained on, the network is right at least 3
    points more often than the best of the others (with seeds 42, 43 and 44: 65.6%, 65.2% and 65.0%;
    the regression 60.7%).

    What these data cannot show: that real prices can be predicted. No market has a rule that stays
    for 48 years, and that nobody else has found. `--stock AAPL`, or IBM or MSFT, takes real daily
    prices of 2000 to 2013 (the package bokeh-sampledata: pip install 'tf1rnn[use-cases]'). There
    the claim does not hold: for AAPL the network was ahead by 1.4 points, for IBM by 1.2, and luck
    alone makes up to 3.9. `--csv FILE` takes your own: `--column` for the share's price, and again
    for each further feature.
    """

    use_case = "Stock prices"
    listing = 5
    configuration = "sequence to sequence"
    trains_for = "n_iterations"
    quick = {"n_iterations": 200}
    inside = Inside(
        "examples",
        scores=lambda task: {d: s[:, :, :1] for d, s in zip(DATA, task.scores, strict=True)},
        loss=lambda task: dict(zip(DATA, task.losses, strict=True)),
        targets=lambda task: dict(zip(DATA, task.y, strict=True)),
        steps="day {t}",
    )

    stock: Annotated[Literal["generated", "AAPL", "IBM", "MSFT"], Option(help="whose prices")] = (
        "generated"
    )
    csv: Annotated[Path | None, Option(help="your own table of daily prices and volumes")] = None
    column: Annotated[
        list[str] | None,
        Option(help="a column of --csv, the share's price first; given more than once"),
    ] = None
    n_days: Annotated[int, Option(min=500, help="days that are generated")] = 12000
    n_steps: Annotated[int, Option(min=2, help="days in an instance")] = 20
    n_neurons: Annotated[int, Option(min=1, help="units in the cell")] = 24
    keep_prob: Annotated[float, Option(min=0.01, max=1.0, help="share that dropout keeps")] = 0.7
    cost: Annotated[
        float, Option(min=0.0, help="cost of buying or selling, as a share of the money")
    ] = 0.0005
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size at first")] = 0.01
    batch_size: Annotated[int, Option(min=1, help="instances in a batch")] = 50
    n_iterations: Annotated[int, Option(min=1, help="training steps, a batch each")] = 500

    def construct(self):
        n_features = self.market.changes.shape[1]
        self.learning_rate_now = tf.placeholder(tf.float32, shape=[])
        self.keep_prob_now = tf.placeholder_with_default(1.0, shape=[])
        self.X, self.y, self.scores, self.outputs, self.losses = [], [], [], [], []
        training_ops = []
        for i in range(len(DATA)):
            X = tf.placeholder(tf.float32, [None, self.n_steps, n_features])
            y = tf.placeholder(tf.float32, [None, self.n_steps])  # the next day's change, scaled
            with tf.variable_scope(f"network_{i}"):
                cell = tf.contrib.rnn.BasicLSTMCell(num_units=self.n_neurons)
                outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
                kept = tf.nn.dropout(outputs, self.keep_prob_now)
                scores = tf.contrib.layers.fully_connected(kept, 2, activation_fn=None)
                change, up = tf.unstack(scores, axis=2)
                xentropy = tf.nn.sigmoid_cross_entropy_with_logits(
                    labels=tf.cast(y > 0, tf.float32), logits=up
                )
                # The first days of an instance have little before them to be predicted from.
                settled = self.n_steps // 2
                loss = tf.reduce_mean((tf.square(change - y) + xentropy)[:, settled:])
                optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate_now)
                training_ops.append(optimizer.minimize(loss))
            self.X.append(X)
            self.y.append(y)
            self.scores.append(scores)
            self.outputs.append([change[:, -1], up[:, -1]])
            self.losses.append(loss)
        self.training_ops = training_ops

    @functools.cached_property
    def market(self):
        """The days' changes; UserError if they cannot be read or are too few."""
        if self.csv is not None:
            if self.stock != "generated":
                raise UserError(f"--stock {self.stock}: cannot be together with --csv")
            market = recorded(self.csv, self.column)
        elif self.column:
            raise UserError("--column: is about --csv FILE; give --csv too")
        else:
            market = generate(self.n_days) if self.stock == "generated" else real(self.stock)
        digest = hashlib.sha256(market.changes.tobytes()).hexdigest()
        if self.facts.setdefault("sha256_of_changes", digest) != digest:
            raise UserError(f"{self.source}: not the prices that the run began with")
        if len(market.changes) < 10 * self.n_steps:
            raise UserError(
                f"{self.source}: {len(market.changes)} days are too few for --n-steps "
                f"{self.n_steps}; {10 * self.n_steps} are needed, at least"
            )
        return market

    @property
    def source(self):
        """The option that says where the prices are from."""
        return f"--stock {self.stock}" if self.csv is None else f"--csv {self.csv}"

    def execute(self, run):
        market = self.market
        for remark in market.remarks:
            run.print(remark)
        n_training, series = self.all_series()
        n_test = len(market.changes) - n_training - 1
        run.print(f"{n_training} days to train on, the {n_test} after them to test")
        run.print(f"Features of a day: the changes of {', '.join(market.names)}")
        for iteration in run.steps(self.n_iterations):
            starts = np.random.randint(n_training - self.n_steps, size=[self.batch_size, 1])
            days = starts + np.arange(self.n_steps)
            rate = self.learning_rate * (1 - iteration / self.n_iterations)
            feed_dict = {self.learning_rate_now: rate, self.keep_prob_now: self.keep_prob}
            for X, y, changes in zip(self.X, self.y, series, strict=True):
                feed_dict |= {X: changes[days], y: changes[days + 1, 0]}
            losses, _ = run.session.run([self.losses, self.training_ops], feed_dict=feed_dict)
            run.record(iteration, **{f"loss, {d}": v for d, v in zip(DATA, losses, strict=True)})
            if (iteration + 1) % MEASURED_EVERY == 0:
                rights = self.directions_right(run, series, n_training)
                named = {f"right, {name}": right for name, right in zip(DATA, rights, strict=True)}
                run.record(iteration, **named)
                run.print(
                    f"{iteration + 1} steps  loss {losses[0]:.3f}  directions {rights[0]:.1%}"
                )
        self.report(run, series, n_training)

    def examples(self):
        """The days before each of the last ones, for `inside`; both networks are fed at once."""
        _, series = self.all_series()
        instances = []
        for end in range(len(self.market.changes) - N_EXAMPLES, len(self.market.changes)):
            days = np.arange(end - self.n_steps, end)[np.newaxis]
            feed = {}
            for X, y, changes in zip(self.X, self.y, series, strict=True):
                feed |= {X: changes[days], y: changes[days + 1, 0]}
            instances.append(Instance(f"day {end}", feed))
        return instances

    def all_series(self):
        """How many days to train on, and the scaled changes as they were and in random order."""
        changes = self.market.changes
        n_training = len(changes) * 4 // 5
        shuffled = changes[np.random.RandomState(0).permutation(len(changes))]
        return n_training, [self.scaled(each, n_training) for each in (changes, shuffled)]

    @staticmethod
    def scaled(changes, n_training):
        """The changes with mean 0 and deviation 1 over the days to train on; ours keep their 0."""
        mean, deviation = changes[:n_training].mean(axis=0), changes[:n_training].std(axis=0)
        mean[0] = 0
        return (changes - mean) / np.where(deviation == 0, 1, deviation)

    def predict(self, run, i, changes, start):
        """The scaled change, and the score of going up, of each day after `start`, by network i."""
        days = np.arange(start, len(changes) - 1)[:, np.newaxis] - np.arange(self.n_steps)[::-1]
        return run.session.run(self.outputs[i], feed_dict={self.X[i]: changes[days]})

    def directions_right(self, run, series, n_training):
        """The share of directions of the test days that each network has right."""
        scores = [self.predict(run, i, each, n_training)[1] for i, each in enumerate(series)]
        truths = [each[n_training + 1 :, 0] > 0 for each in series]
        return [np.mean((s > 0) == up) for s, up in zip(scores, truths, strict=True)]

    def report(self, run, series, n_training):
        """Print the claim beside the baselines; draw what is foreseen, and what it would earn."""
        market, scaled = self.market, series[0]
        truth = scaled[n_training + 1 :, 0]
        regressed = regression(scaled, n_training)
        change, score = self.predict(run, 0, scaled, n_training)
        often_up = np.mean(scaled[: n_training + 1, 0] > 0) > 0.5
        today = scaled[n_training:-1, 0]
        found = {  # the predicted change, and the direction
            "tomorrow = today (no change; the usual direction)": (0 * truth, 0 * truth + often_up),
            "the direction of today": (today, today > 0),
            f"linear regression on {REGRESSED} days": (regressed, regressed > 0),
            "network": (change, score > 0),
        }
        rows = [["", "direction right", "error of the change"]]
        for name, (values, up) in found.items():
            error = np.sqrt(np.mean(np.square(values - truth)))
            rows.append([f"  {name}", f"{np.mean(up == (truth > 0)):.1%}", f"{error:.3f}"])
        if market.expected is not None:
            deviation = market.changes[:n_training, 0].std()
            known = market.expected[n_training:-1] / deviation
            error = np.sqrt(np.mean(np.square(known - truth)))
            right = np.mean((known > 0) == (truth > 0))
            rows.append(["  who knows the market's rule", f"{right:.1%}", f"{error:.3f}"])
        luck = self.directions_right(run, series, n_training)[1]
        rows.append(["  network on the days in random order", f"{luck:.1%}", ""])
        run.print(f"On the last {len(truth)} days (errors in deviations of a day's change):")
        run.print_table(rows)
        right = {name: np.mean(up == (truth > 0)) for name, (_, up) in found.items()}
        gain = right["network"] - max(value for name, value in right.items() if name != "network")
        chance = 2 * np.sqrt(0.25 / len(truth))
        verdict = "holds" if gain >= MARGIN else "does NOT hold"
        run.print(
            f"The claim, at least {100 * MARGIN:.0f} points more than the best of the others, "
            f"{verdict}: {100 * gain:+.1f} points, where luck alone makes {100 * chance:.1f}"
        )
        draw_training(run, DATA, max(right["network"] - gain, 0.5))
        draw_foreseen(run, change, truth)
        earned = {name: up for name, (_, up) in found.items() if name.split()[0] != "tomorrow"}
        draw_money(run, market.changes[n_training + 1 :, 0], earned, self.cost)


def regression(changes, n_training, penalty=10.0):
    """The change of each day after `n_training`, by a linear regression on the days before."""
    n_days, n_features = changes.shape
    days = np.arange(REGRESSED - 1, n_days - 1)[:, np.newaxis] - np.arange(REGRESSED)
    X = changes[days].reshape(len(days), -1)
    X = np.hstack([X, np.ones([len(days), 1])])
    y = changes[REGRESSED:, 0]
    n = n_training - REGRESSED + 1  # the instances whose target is a day to train on
    weights = np.linalg.solve(X[:n].T @ X[:n] + penalty * np.eye(X.shape[1]), X[:n].T @ y[:n])
    return (X @ weights)[n:]
