"""Topic 6, time series predictions: the next value at every step, and a series of its own."""

from typing import Annotated, Literal

import numpy as np

from tf1rnn import Inside, Instance, Option, Replicas, Task, UserError, tf
from tf1rnn.datasets.series import RecordedSeries, SineSeries
from tf1rnn.datasets.tables import options as tables
from tf1rnn.datasets.tables.table import read_table

FIGURE_AFTER = 1000  # iterations, as in the lesson's figure
N_GENERATED = 300  # time steps
N_EXAMPLES = 20  # random windows that `inside` can show


class TimeSeries(Task):
    """Predict a series one step ahead, then let the network continue by itself.

    Each training instance is a random window of n_steps consecutive values; its target is the
    same window one step later. So at every step the network learns to say what comes next.

    The cell gives an output vector of n_neurons at each step where one value is wanted. An
    OutputProjectionWrapper adds a fully connected layer without activation function to each
    step's output; all steps share its weights, and the hidden states stay as they are. That layer
    is applied n_steps times. `--projection dense`, the faster variant, stacks the outputs of all
    steps into one tensor [batch_size * n_steps, n_neurons] and applies it once. On a CPU it gains
    little: a training step took 1.24 ms instead of 1.25 with 20 steps, 7.2 instead of 7.5 with 100.

    The loss is the mean of (output - target)^2 over all values. The lesson's printout starts at
    379.586, while this mean starts between 8 and 27 (over 300 seeds). What it prints fits, in every
    line, the sum over the 20 steps of an instance, averaged over the batch: n_steps times the mean.
    Both are printed; training is the same, because Adam's steps do not depend on the loss's scale.

    A trained network can write a series of its own: its last prediction is appended to its input,
    from which it predicts the next value, and so on. The figure `generated` starts once from zeros
    and once from real values. The lesson's listing has ReLU, which has no ceiling: a prediction
    that is a little too large is fed back, makes the next one larger, and the series may explode.
    `--activation relu --seed 42` shows it. The default is tanh, whose outputs stay between -1 and
    1: the network predicts as well, and a series of its own goes on within bounds.

    `--csv FILE --column NAME` takes your own series. It is scaled to mean 0 and standard deviation
    1 for training, and back for what is printed at the end and drawn. Its last n_steps values are
    held out of training, to test on; the MSE while training is in scaled units. A run prints how
    it read the file; docs/files.md says what it reads and how to overrule what it detects.

    `--column` given more than once makes each column an input, and `--target NAME` names the
    column to predict. A price can so be predicted from the volume too. Such a network cannot write
    a series of its own, for it predicts one column and would need all.
    """

    topic = 6
    listing = 1
    configuration = "sequence to sequence"
    inside = Inside(
        *("examples", None, "X", "outputs", "loss", "y"),
        series=lambda task: task.series.inputs,
    )
    trains_for = "n_iterations"
    quick = {"n_iterations": 1500}
    earlier = {"activation": "relu"}

    n_steps: Annotated[int, Option(min=1, help="time steps per instance")] = 20
    n_neurons: Annotated[int, Option(min=1, help="recurrent neurons in the cell")] = 100
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size")] = 0.001
    n_iterations: Annotated[int, Option(min=1, help="training steps, a batch each")] = 10000
    batch_size: Annotated[int, Option(min=1, help="instances in a batch")] = 50
    activation: Annotated[
        Literal["tanh", "relu"], Option(help="the cell's activation function; the lesson's is relu")
    ] = "tanh"
    projection: Annotated[
        Literal["wrapper", "dense"],
        Option(help="from n_neurons to one output: at each step, or once for all steps"),
    ] = "wrapper"
    csv: tables.TableFile = None
    column: tables.Columns = None
    target: tables.Target = None
    missing: tables.Missing = "stop"
    na_value: tables.NaValue = None
    separator: tables.Separator = None
    decimal: tables.Decimal = None
    encoding: tables.Encoding = None
    header_line: tables.HeaderLine = None
    date_column: tables.DateColumn = None
    date_format: tables.DateFormat = None
    replicas: Replicas = None

    remarks = ()  # on how --csv was read

    @property
    def values_per_step(self):
        return self.batch_size * self.n_neurons

    def construct(self):
        self.series = self.open_series()

        n_steps = self.n_steps
        n_inputs = self.series.n_inputs
        n_neurons = self.n_neurons
        n_outputs = 1
        activation = {"tanh": tf.nn.tanh, "relu": tf.nn.relu}[self.activation]

        X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
        y = tf.placeholder(tf.float32, [None, n_steps, n_outputs])

        if self.projection == "wrapper":
            cell = tf.contrib.rnn.OutputProjectionWrapper(
                tf.contrib.rnn.BasicRNNCell(num_units=n_neurons, activation=activation),
                output_size=n_outputs,
            )
            outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
        else:
            cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons, activation=activation)
            rnn_outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
            stacked_rnn_outputs = tf.reshape(rnn_outputs, [-1, n_neurons])
            stacked_outputs = tf.contrib.layers.fully_connected(
                stacked_rnn_outputs, n_outputs, activation_fn=None
            )
            outputs = tf.reshape(stacked_outputs, [-1, n_steps, n_outputs])

        loss = tf.reduce_mean(tf.square(outputs - y))
        optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate)
        training_op = optimizer.minimize(loss)

        self.X, self.y, self.outputs, self.states = X, y, outputs, states
        self.loss, self.training_op = loss, training_op

    def open_series(self):
        """The lesson's series, or the user's; UserError if that cannot be used."""
        reading = tables.Reading.of(self)
        if self.csv is None:
            given = {"--column": self.column, "--target": self.target}
            for option in (*(o for o, value in given.items() if value), *reading.given):
                raise UserError(f"{option}: is about --csv FILE; give --csv too")
            return SineSeries(self.n_steps)
        table = read_table(self.csv, self.column, self.target, reading)
        self.remarks = table.remarks
        label = f"{table.names[table.target]} of {self.csv.name}"
        return RecordedSeries.of(table, self.n_steps, label)

    def examples(self):
        """The test window and random windows, for `inside`."""
        _, values = self.series.test_window(self.n_steps)
        X_test, y_test = self.series.test_inputs(self.n_steps), values[np.newaxis, 1:, np.newaxis]
        windows = [("test", X_test, y_test)]
        X_batch, y_batch = self.series.next_batch(N_EXAMPLES, self.n_steps)
        windows += [(str(i), X_batch[i : i + 1], y_batch[i : i + 1]) for i in range(N_EXAMPLES)]
        return [Instance(name, {self.X: X, self.y: y}) for name, X, y in windows]

    def execute(self, run):
        for remark in self.remarks:
            run.print(remark)
        if self.activation != "relu":
            run.print(f"Activation: {self.activation} (the lesson's listing has relu)")
        if self.csv is not None:
            run.print("Until training ends, the MSE is that of the scaled series")
        summed = f"\tsummed over the {self.n_steps} steps:"
        for iteration in run.steps(self.n_iterations):
            X_batch, y_batch = self.series.next_batch(self.batch_size, self.n_steps)
            run.session.run(self.training_op, feed_dict={self.X: X_batch, self.y: y_batch})
            if iteration % 100 == 0:
                mse = self.loss.eval(feed_dict={self.X: X_batch, self.y: y_batch})
                run.print(iteration, "\tMSE:", mse, summed, mse * self.n_steps)
                run.record(iteration, loss=mse)
            if iteration + 1 == FIGURE_AFTER:
                self.test_model(run, FIGURE_AFTER)
        if run.finished_steps != FIGURE_AFTER:
            self.test_model(run, run.finished_steps)
        if self.series.goes_on_by_itself:
            self.generate_both(run)
        else:
            run.print("No series is generated: of the next inputs, only the target is predicted")

    def test_model(self, run, n_iterations):
        """Predict the test window and draw instance, target and prediction."""
        times, values = self.series.test_window(self.n_steps)
        X_new = self.series.test_inputs(self.n_steps)
        y_pred = run.session.run(self.outputs, feed_dict={self.X: X_new})

        values = self.series.unscale(values)
        predicted = self.series.unscale(y_pred[0, :, 0])
        mse = np.mean(np.square(predicted - values[1:]))
        unit = "" if self.csv is None else " (in the column's unit, squared)"
        no_change = np.mean(np.square(values[:-1] - values[1:]))
        run.print(
            f"After {n_iterations} iterations: MSE {mse:.4g}{unit} for the window of the figure; "
            f"repeating the last value would give {no_change:.4g}"
        )
        with run.figure(f"prediction_after_{n_iterations}_iterations") as figure:
            axes = figure.subplots()
            axes.plot(times[:-1], values[:-1], "o", ms=11, label="instance", color="tab:blue")
            axes.plot(times[1:], values[1:], "*", ms=13, label="target", color="tab:orange")
            axes.plot(times[1:], predicted, ".", ms=9, label="prediction", color="tab:red")
            axes.set_title(f"Testing the model after {n_iterations} training iterations")
            axes.set(xlabel=self.series.time_label, ylabel=self.series.label)
            self.mark_times(figure, axes)
            axes.legend()

    def mark_times(self, figure, axes):
        """Mark whole rows, or dates so that they do not overlap."""
        if self.series.time_label == "row":
            axes.locator_params(axis="x", integer=True)
        elif self.csv is not None:
            figure.autofmt_xdate()

    def explosion(self):
        """Why a series of the network's own left the range of the real one by far."""
        if self.activation == "relu":
            return "  It explodes: a ReLU has no ceiling. With --activation tanh it stays in bounds"
        return "  It drifts away: each prediction is fed back with its error. Train it for longer"

    def generate(self, run, sequence):
        """Append N_GENERATED predictions, each made from the n_steps values before it."""
        sequence = list(sequence)
        for _ in range(N_GENERATED):
            X_batch = np.array(sequence[-self.n_steps :]).reshape(1, self.n_steps, 1)
            y_pred = run.session.run(self.outputs, feed_dict={self.X: X_batch})
            sequence.append(y_pred[0, -1, 0])
        return np.array(sequence)

    def generate_both(self, run):
        """Draw two generated series: one begun with zeros, one with real values."""
        times, values = self.series.real_instance(self.n_steps)
        times = np.append(times, self.series.times_after(times, N_GENERATED))
        starts = {self.series.zeros: np.zeros(self.n_steps), "a real instance": values}
        real = self.series.unscale(self.series.values)
        run.print(f"The series itself runs from {real.min():.4g} to {real.max():.4g}")
        with run.figure("generated", figsize=(8, 7)) as figure:
            rows = figure.subplots(len(starts), sharex=True)
            for axes, (name, start) in zip(rows, starts.items(), strict=True):
                sequence = self.series.unscale(self.generate(run, start))
                generated = sequence[self.n_steps :]
                run.print(
                    f"Generated from {name}: {N_GENERATED} values "
                    f"from {generated.min():.4g} to {generated.max():.4g}"
                )
                axes.axhspan(real.min(), real.max(), color="0.93", label="range of the series")
                axes.plot(times, sequence, color="tab:red", label="generated")
                axes.plot(times[: self.n_steps], sequence[: self.n_steps], lw=4, label=name)
                axes.set(title=f"Generated from {name}", ylabel=self.series.label)
                low, high = real.min() - np.ptp(real), real.max() + np.ptp(real)
                # Written so that NaN counts as outside.
                if not (low <= generated.min() and generated.max() <= high):
                    run.print(self.explosion())
                    axes.set_ylim(low, high)
                    axes.set_title(
                        f"Generated from {name}: it leaves the figure, running from "
                        f"{generated.min():.4g} to {generated.max():.4g}"
                    )
                axes.legend(loc="best")
            rows[-1].set_xlabel(self.series.time_label)
            self.mark_times(figure, rows[-1])
