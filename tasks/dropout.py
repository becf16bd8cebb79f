"""Demo 3, dropout: a deep RNN that learns its few data by heart, with and without dropout."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np

from tf1rnn import Inside, Instance, Option, Task, tf
from tf1rnn.datasets.series import SineSeries, as_batch

N_TEST = 500  # windows that training never sees
N_EXAMPLES = 20  # windows that `inside` can show
WITHOUT, WITH = "without dropout", "with dropout"
COLORS = {WITHOUT: "tab:orange", WITH: "tab:blue"}


class Dropout(Task):
    """Train a deep RNN with dropout beside the same network without it.

    The data are few and noisy: `n_train` windows of the time series, with noise added. A deep RNN
    is large enough to learn them by heart, noise included. Its error on them falls further while
    its error on new windows rises: it overfits.

    A DropoutWrapper sets each output of a cell to zero at random. An output is kept with the
    probability `keep_prob`, and then divided by it, so that the layer above and the fully
    connected layer see the same sum on average. With keep_prob = 0.5 no neuron can rely on a
    particular other one. That is for training only: `keep_prob` is a placeholder with default
    1.0, so that testing, which feeds nothing to it, drops nothing.

    Both networks start from the same weights and see the same data, and all this `n_repeats` times,
    each time with other weights and other windows, because one pair of networks may differ by
    chance. The figure shows the mean errors while they train, with a band from the smallest to the
    largest, and what is left at each time step at the end. The noise alone gives an MSE of noise^2
    that no network can get below. Compare also the lowest errors on the way: to stop training in
    time is the other remedy, and with so small networks it is often the better one.
    `--drop inputs` drops each cell's inputs instead: the first layer has only one, the series
    itself, and misses it half of the time.
    """

    topic = 7
    listing = 6
    configuration = "sequence to sequence"
    inside = Inside("examples", scores="first", loss="first_loss", targets="y")
    trains_for = "n_iterations"
    quick = {"n_iterations": 240, "n_repeats": 2}

    keep_prob: Annotated[
        float, Option(min=0.01, max=1.0, help="probability to keep a value, in training")
    ] = 0.5
    drop: Annotated[
        Literal["outputs", "inputs"], Option(help="what DropoutWrapper drops of each layer's cell")
    ] = "outputs"
    n_steps: Annotated[int, Option(min=1, help="time steps per instance")] = 20
    n_neurons: Annotated[int, Option(min=1, help="recurrent neurons in each layer")] = 100
    n_layers: Annotated[int, Option(min=1, help="layers")] = 3
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size")] = 0.001
    n_iterations: Annotated[int, Option(min=1, help="training steps on all windows")] = 500
    n_repeats: Annotated[int, Option(min=1, help="pairs of networks, each with its own data")] = 3
    n_train: Annotated[int, Option(min=1, help="windows to train on")] = 50
    noise: Annotated[float, Option(min=0.0, help="standard deviation of the noise")] = 1.0

    def construct(self):
        self.series = SineSeries(self.n_steps)

        n_steps = self.n_steps
        n_inputs = 1
        n_outputs = 1

        X = tf.placeholder(tf.float32, [self.n_repeats, None, n_steps, n_inputs])
        y = tf.placeholder(tf.float32, [self.n_repeats, None, n_steps, n_outputs])
        keep_prob = tf.placeholder_with_default(1.0, shape=[])

        self.outputs, self.squares, self.training_ops, self.same_start = {}, {}, [], []
        for repeat in range(self.n_repeats):
            weights = []
            for name in COLORS:
                with tf.variable_scope(f"{name} {repeat}".replace(" ", "_")) as scope:
                    rnn_outputs = self.deep_rnn(X[repeat], keep_prob if name == WITH else None)
                    outputs = tf.contrib.layers.fully_connected(
                        rnn_outputs, n_outputs, activation_fn=None
                    )
                    squares = tf.square(outputs - y[repeat])[:, :, 0]  # [batch_size, n_steps]
                    optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate)
                    weights.append(tf.trainable_variables(scope.name))
                    self.training_ops.append(optimizer.minimize(tf.reduce_mean(squares)))
                self.outputs.setdefault(name, []).append(outputs)
                self.squares.setdefault(name, []).append(squares)
            without, with_dropout = weights
            for v, w in zip(without, with_dropout, strict=True):
                self.same_start.append(w.assign(v))
        self.X, self.y, self.keep_prob_tensor = X, y, keep_prob
        # Of the first pair, for `inside`.
        self.first = {name: outputs[0] for name, outputs in self.outputs.items()}
        self.first_loss = {name: self.squares[name][0] for name in COLORS}

    def deep_rnn(self, X, keep_prob):
        """The deep RNN's outputs [batch_size, n_steps, n_neurons]; no dropout for None."""
        cells = [
            tf.contrib.rnn.BasicRNNCell(num_units=self.n_neurons) for _ in range(self.n_layers)
        ]
        if keep_prob is not None:
            side = {"outputs": "output_keep_prob", "inputs": "input_keep_prob"}[self.drop]
            cells = [tf.contrib.rnn.DropoutWrapper(cell, **{side: keep_prob}) for cell in cells]
        multi_layer_cell = tf.contrib.rnn.MultiRNNCell(cells)
        # If time steps ran in parallel, it would be random which of them gets which mask.
        outputs, _ = tf.nn.dynamic_rnn(multi_layer_cell, X, dtype=tf.float32, parallel_iterations=1)
        return outputs

    def examples(self):
        """Noisy windows, for `inside`: the same one for each pair of networks."""
        X, y = self.noisy(self.series.windows(N_EXAMPLES, self.n_steps + 1))
        return [
            Instance(
                str(i),
                {
                    t: np.stack([part[i : i + 1]] * self.n_repeats)
                    for t, part in ((self.X, X), (self.y, y))
                },
            )
            for i in range(N_EXAMPLES)
        ]

    def noisy(self, windows):
        """Windows [batch_size, n_steps + 1] with noise, as inputs and targets."""
        return as_batch(windows + self.noise * np.random.randn(*windows.shape))

    def begin(self, run):
        run.session.run(self.same_start)

    def execute(self, run):
        series = self.series
        repeats = range(self.n_repeats)
        windows = [self.noisy(series.windows(self.n_train, self.n_steps + 1)) for _ in repeats]
        X_train, y_train = map(np.stack, zip(*windows, strict=True))
        test_windows = self.noisy(series.windows(N_TEST, self.n_steps + 1))
        X_test, y_test = (np.stack([part] * self.n_repeats) for part in test_windows)
        train, test = {self.X: X_train, self.y: y_train}, {self.X: X_test, self.y: y_test}

        for iteration in run.steps(self.n_iterations):
            if iteration % 20 == 0:
                self.measure(run, iteration, train, test)
            training = {**train, self.keep_prob_tensor: self.keep_prob}
            run.session.run(self.training_ops, feed_dict=training)
        squares = self.measure(run, run.finished_steps, train, test)
        self.report(run, squares)
        self.draw(run, squares)

    def measure(self, run, iteration, train, test):
        """Record and print the networks' MSE; their squares [n_repeats, N_TEST, n_steps] by name.

        These are of the test windows.
        """
        # keep_prob is not fed, so it is 1.0.
        squares = {
            "train": run.session.run(self.squares, feed_dict=train),
            "test": run.session.run(self.squares, feed_dict=test),
        }
        errors = {
            (kind, name): np.mean(by_repeat, axis=(1, 2))  # [n_repeats]
            for kind, by_name in squares.items()
            for name, by_repeat in by_name.items()
        }
        metrics = {}
        for (kind, name), mse in errors.items():
            metrics[f"{kind} loss {name}"] = mse.mean()
            metrics |= {f"{kind} loss {name} {i}": value for i, value in enumerate(mse)}
        run.record(iteration, **metrics)
        if iteration % 100 == 0 or iteration == self.n_iterations:
            parts = [
                f"{name} {errors['train', name].mean():.3f}, {errors['test', name].mean():.3f}"
                for name in COLORS
            ]
            run.print(f"{iteration:4}  MSE train, test: {'; '.join(parts)}")
        return {name: np.array(by_repeat) for name, by_repeat in squares["test"].items()}

    def report(self, run, squares):
        """Print whether dropout helped: at the end, and at each network's lowest test error."""
        ends = {name: of_name.mean(axis=2) for name, of_name in squares.items()}
        run.print(verdict(ends[WITHOUT], ends[WITH]))
        lowest = {}
        for name in COLORS:
            steps, errors = run.recorded(f"test loss {name}")
            best = int(np.argmin(errors))
            lowest[name] = errors[best]
            run.print(f"Lowest test MSE {name}: {errors[best]:.3f}, at iteration {steps[best]:.0f}")
        if lowest[WITHOUT] < min(lowest[WITH], ends[WITH].mean()):
            run.print("To stop in time, without dropout, would have been the better remedy")

    def draw(self, run, squares):
        """The errors while training, and those at each time step at the end."""
        from matplotlib.ticker import LogLocator, NullFormatter, ScalarFormatter

        with run.figure("dropout", figsize=(11, 5)) as figure:
            errors, steps_axes = figure.subplots(1, 2)
            for name, color in COLORS.items():
                for kind, style in (("train", ":"), ("test", "-")):
                    steps, values = run.recorded(f"{kind} loss {name}")
                    errors.plot(steps, values, style, color=color, label=f"{kind}, {name}")
                    each = [
                        run.recorded(f"{kind} loss {name} {i}")[1] for i in range(self.n_repeats)
                    ]
                    band = np.min(each, axis=0), np.max(each, axis=0)
                    errors.fill_between(steps, *band, color=color, alpha=0.2, lw=0)
            errors.set(
                title=f"Error while training ({self.n_repeats} pairs of networks)",
                xlabel="iteration",
                ylabel="MSE",
                yscale="log",
            )
            errors.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            errors.yaxis.set_major_formatter(ScalarFormatter())
            errors.yaxis.set_minor_formatter(NullFormatter())

            t = np.arange(self.n_steps)
            for name, color in COLORS.items():
                each = squares[name].mean(axis=1)  # [n_repeats, n_steps]
                steps_axes.plot(t, each.mean(axis=0), color=color, label=f"test, {name}")
                band = each.min(axis=0), each.max(axis=0)
                steps_axes.fill_between(t, *band, color=color, alpha=0.2, lw=0)
            steps_axes.set(
                title=f"Error of {N_TEST} new windows, after {run.finished_steps} iterations",
                xlabel="time step",
                ylabel="MSE",
                ylim=(0, None),
            )
            steps_axes.xaxis.get_major_locator().set_params(integer=True)
            for axes in (errors, steps_axes):
                axes.fill_between([], [], color="0.5", alpha=0.2, lw=0, label="smallest to largest")
                axes.axhline(self.noise**2, color="0.7", lw=1, label="the noise alone")
                axes.legend()


def verdict(without: np.ndarray, with_dropout: np.ndarray) -> str:
    """Whether dropout helped, from both networks' MSE [n_repeats, n_windows] on the same windows.

    A difference counts if its mean is more than twice its standard error over the windows, and if
    no pair of networks says the opposite.
    """
    gain = without - with_dropout
    by_window = gain.mean(axis=0)
    error = by_window.std() / np.sqrt(len(by_window))
    numbers = (
        f"test MSE {with_dropout.mean():.3f} with, {without.mean():.3f} without "
        f"(difference {gain.mean():.3f}, standard error {error:.3f})"
    )
    agree = np.sign(gain.mean(axis=1)) == np.sign(gain.mean())
    pairs = f"{np.count_nonzero(agree)} of {len(agree)} pairs of networks"
    if abs(gain.mean()) <= 2 * error or not agree.all():
        return f"At the end, dropout made no sure difference: {numbers}"
    what = "helped" if gain.mean() > 0 else "did harm"
    return f"At the end, dropout {what}, in {pairs}: {numbers}"
