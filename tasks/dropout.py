"""Demo 3, dropout: a deep RNN that learns its few data by heart, with and without dropout."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np

from tf1rnn import Option, Task, tf
from tf1rnn.datasets.series import SineSeries, as_batch

N_TEST = 500  # windows that training never sees
COLORS = {"without dropout": "tab:orange", "with dropout": "tab:blue"}


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

    Both networks start from the same weights and see the same data. The figure shows their errors
    while they train and, for one new window, their outputs; the verdict compares their squared
    errors on the test windows. Their noise alone gives an MSE of noise^2 that no network can get
    below. Compare also the lowest errors on the way: to stop training in time is the other remedy.
    `--drop inputs` drops each cell's inputs instead: the first layer has only one, the series
    itself, and misses it half of the time.
    """

    topic = 7
    listing = 6
    configuration = "sequence to sequence"
    trains_for = "n_iterations"
    quick = {"n_iterations": 300}

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
    n_iterations: Annotated[int, Option(min=1, help="training steps on all windows")] = 1000
    n_train: Annotated[int, Option(min=1, help="windows to train on")] = 50
    noise: Annotated[float, Option(min=0.0, help="standard deviation of the noise")] = 1.0

    def construct(self):
        self.series = SineSeries(self.n_steps)

        n_steps = self.n_steps
        n_inputs = 1
        n_outputs = 1

        X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
        y = tf.placeholder(tf.float32, [None, n_steps, n_outputs])
        keep_prob = tf.placeholder_with_default(1.0, shape=[])

        self.outputs, self.squares, self.training_ops, weights = {}, {}, [], []
        for name in COLORS:
            with tf.variable_scope(name.replace(" ", "_")) as scope:
                rnn_outputs = self.deep_rnn(X, keep_prob if name == "with dropout" else None)
                outputs = tf.contrib.layers.fully_connected(
                    rnn_outputs, n_outputs, activation_fn=None
                )
                squares = tf.reduce_mean(tf.square(outputs - y), axis=[1, 2])  # [batch_size]
                optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate)
                weights.append(tf.trainable_variables(scope.name))
                self.training_ops.append(optimizer.minimize(tf.reduce_mean(squares)))
            self.outputs[name], self.squares[name] = outputs, squares

        without, with_dropout = weights
        self.same_start = [w.assign(v) for v, w in zip(without, with_dropout, strict=True)]
        self.X, self.y, self.keep_prob_tensor = X, y, keep_prob

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

    def noisy(self, windows):
        """Windows [batch_size, n_steps + 1] with noise, as inputs and targets."""
        return as_batch(windows + self.noise * np.random.randn(*windows.shape))

    def begin(self, run):
        run.session.run(self.same_start)

    def execute(self, run):
        series = self.series
        X_train, y_train = self.noisy(series.windows(self.n_train, self.n_steps + 1))
        X_test, y_test = self.noisy(series.windows(N_TEST, self.n_steps + 1))
        X_new, _ = self.noisy(series.test_window(self.n_steps)[1][np.newaxis])

        training = {self.X: X_train, self.y: y_train, self.keep_prob_tensor: self.keep_prob}
        for iteration in run.steps(self.n_iterations):
            if iteration % 20 == 0:
                self.measure(run, iteration, X_train, y_train, X_test, y_test)
            run.session.run(self.training_ops, feed_dict=training)
        squares = self.measure(run, run.finished_steps, X_train, y_train, X_test, y_test)

        for name in COLORS:
            steps, errors = run.recorded(f"test loss {name}")
            lowest = int(np.argmin(errors))
            run.print(f"Lowest test MSE {name}: {errors[lowest]:.3f}, at {steps[lowest]:.0f}")
        run.print(verdict(squares["without dropout"], squares["with dropout"]))
        outputs = run.session.run(self.outputs, feed_dict={self.X: X_new})
        self.draw(run, X_new, outputs)

    def measure(self, run, iteration, X_train, y_train, X_test, y_test):
        """Print and record each network's MSE; its squared errors [N_TEST] on the test windows."""
        # keep_prob is not fed, so it is 1.0.
        train = run.session.run(self.squares, feed_dict={self.X: X_train, self.y: y_train})
        test = run.session.run(self.squares, feed_dict={self.X: X_test, self.y: y_test})
        errors = {}
        for name in COLORS:
            errors[f"train loss {name}"] = train[name].mean()
            errors[f"test loss {name}"] = test[name].mean()
        run.record(iteration, **errors)
        if iteration % 100 == 0 or iteration == self.n_iterations:
            parts = [
                f"{name}: train MSE {train[name].mean():.3f}, test MSE {test[name].mean():.3f}"
                for name in COLORS
            ]
            run.print(iteration, "\t" + " \t".join(parts))
        return test

    def draw(self, run, X_new, outputs):
        """The errors while training, and the outputs for one new window."""
        with run.figure("dropout", figsize=(11, 5)) as figure:
            errors, output = figure.subplots(1, 2)
            for name, color in COLORS.items():
                for kind, style in (("train", ":"), ("test", "-")):
                    steps, values = run.recorded(f"{kind} loss {name}")
                    errors.plot(steps, values, style, color=color, label=f"{kind}, {name}")
            errors.axhline(self.noise**2, color="0.7", lw=1, label="the noise alone")
            errors.set(title="Error while training", xlabel="iteration", ylabel="MSE", yscale="log")
            errors.legend()

            times, values = self.series.test_window(self.n_steps)
            output.plot(times, values, color="0.7", lw=3, label="series without noise")
            output.plot(times[:-1], X_new[0, :, 0], "k.", label="instance (noisy input)")
            for name, color in COLORS.items():
                output.plot(times[1:], outputs[name][0, :, 0], color=color, label=name)
            output.set(
                title="Predictions for a new window",
                xlabel=self.series.time_label,
                ylabel=self.series.label,
            )
            output.legend()


def verdict(without: np.ndarray, with_dropout: np.ndarray) -> str:
    """Whether dropout helped, from both networks' squared errors [n_windows] on the same windows.

    A difference counts if its mean is more than twice its standard error.
    """
    gain = without - with_dropout
    error = gain.std() / np.sqrt(len(gain))
    numbers = (
        f"test MSE {with_dropout.mean():.3f} with, {without.mean():.3f} without "
        f"(difference {gain.mean():.3f} +- {error:.3f})"
    )
    if abs(gain.mean()) <= 2 * error:
        return f"Dropout made no difference that {len(gain)} test windows show: {numbers}"
    return f"Dropout {'helped' if gain.mean() > 0 else 'did harm'}: {numbers}"
