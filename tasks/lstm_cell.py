"""Topic 7, LSTM cells: BasicLSTMCell beside the lesson's equations, and its gates at work."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from tf1rnn import Inside, Option, Task, tf

FORGET_BIAS = 1.0  # BasicLSTMCell's default


class LSTMCell(Task):
    """Compute an LSTM cell's step by the lesson's equations and watch its gates open and close.

    An LSTM cell has two states, the long-term state c and the short-term state h. From its input
    x(t) and h(t-1), four fully connected layers give

        i(t) = sigmoid(W_xi^T x(t) + W_hi^T h(t-1) + b_i)     input gate
        f(t) = sigmoid(W_xf^T x(t) + W_hf^T h(t-1) + b_f)     forget gate
        o(t) = sigmoid(W_xo^T x(t) + W_ho^T h(t-1) + b_o)     output gate
        g(t) = tanh(W_xg^T x(t) + W_hg^T h(t-1) + b_g)     main layer

    and from these come the new states and the output, element by element:

        c(t) = f(t) * c(t-1) + i(t) * g(t)
        y(t) = h(t) = o(t) * tanh(c(t))

    The task evaluates them in NumPy with the cell's own weights. TensorFlow stores the eight
    matrices in one kernel [n_inputs + n_neurons, 4 * n_neurons], in the order i, g, f, o. b_f
    starts at 1, so that nothing is forgotten at the beginning of training; the lesson says that
    TensorFlow initialises it to 1, but its bias variable starts at 0 for all four layers, and
    BasicLSTMCell adds `forget_bias` = 1.0 to f's at every step.

    To see the gates work, a cell of one unit learns to remember: a sequence holds random values,
    one of them marked, and after the last step the network must output the marked one. The figure
    follows the gates through one sequence. At the mark the forget gate falls, which drops most of
    the old long-term state, and the main layer puts in the value; from then on c(t) stays. With
    more units (`--n-neurons 5`) the memory is spread over all of them, and harder to see.
    """

    topic = 7
    listing = 5
    configuration = "sequence to vector"
    inside = Inside(examples="examples", inputs="X", scores="prediction", loss="loss", targets="y")
    trains_for = "n_iterations"
    quick = {"n_iterations": 400}

    n_steps: Annotated[int, Option(min=2, help="time steps per instance")] = 20
    n_neurons: Annotated[int, Option(min=1, help="units in the cell")] = 1
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size")] = 0.02
    n_iterations: Annotated[int, Option(min=1, help="training steps, a batch each")] = 1000
    batch_size: Annotated[int, Option(min=1, help="instances in a batch")] = 100

    def construct(self):
        n_inputs = 2  # a value, and 1 where it is marked
        n_neurons = self.n_neurons

        X = tf.placeholder(tf.float32, [None, self.n_steps, n_inputs])
        y = tf.placeholder(tf.float32, [None, 1])

        lstm_cell = tf.contrib.rnn.BasicLSTMCell(num_units=n_neurons)
        outputs, states = tf.nn.dynamic_rnn(lstm_cell, X, dtype=tf.float32)

        prediction = tf.contrib.layers.fully_connected(states.h, 1, activation_fn=None)
        loss = tf.reduce_mean(tf.square(prediction - y))
        optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate)
        training_op = optimizer.minimize(loss)

        # One step of the same cell, from any state.
        x = tf.placeholder(tf.float32, [None, n_inputs])
        c = tf.placeholder(tf.float32, [None, n_neurons])
        h = tf.placeholder(tf.float32, [None, n_neurons])
        _, step = lstm_cell(x, tf.contrib.rnn.LSTMStateTuple(c, h))

        self.X, self.y, self.outputs, self.prediction = X, y, outputs, prediction
        self.loss, self.training_op = loss, training_op
        self.lstm_cell, self.x, self.c, self.h, self.step = lstm_cell, x, c, h, step

    def examples(self):
        """A batch, for `inside`."""
        return dict(zip((self.X, self.y), self.next_batch(), strict=True))

    def next_batch(self):
        """X_batch [batch_size, n_steps, 2]: values and marks; y_batch [batch_size, 1]."""
        instances = np.arange(self.batch_size)
        marked = np.random.randint(self.n_steps, size=self.batch_size)
        X_batch = np.zeros([self.batch_size, self.n_steps, 2])
        X_batch[:, :, 0] = np.random.uniform(-1, 1, [self.batch_size, self.n_steps])
        X_batch[instances, marked, 1] = 1
        return X_batch, X_batch[instances, marked, :1]

    def execute(self, run):
        _, bias = run.session.run(self.lstm_cell.variables)
        run.print("The bias variable, for i, g, f, o:", bias)
        b_f = bias[2 * self.n_neurons : 3 * self.n_neurons] + FORGET_BIAS
        run.print("b_f, with forget_bias added:", b_f)
        self.compare_step(run, "One step with the initial weights")

        for iteration in run.steps(self.n_iterations):
            X_batch, y_batch = self.next_batch()
            run.session.run(self.training_op, feed_dict={self.X: X_batch, self.y: y_batch})
            if iteration % 100 == 0:
                mse = self.loss.eval(feed_dict={self.X: X_batch, self.y: y_batch})
                run.print(iteration, "\tMSE:", mse)
                run.record(iteration, loss=mse)

        self.compare_step(run, f"One step after {run.finished_steps} iterations")
        self.draw_gates(run)

    def compare_step(self, run, title):
        """Print the largest difference between TensorFlow's step and the lesson's equations."""
        x_batch = np.random.uniform(-1, 1, [self.batch_size, 2])
        c_batch, h_batch = np.random.uniform(-1, 1, [2, self.batch_size, self.n_neurons])
        c_val, h_val = run.session.run(
            self.step, feed_dict={self.x: x_batch, self.c: c_batch, self.h: h_batch}
        )
        kernel, bias = run.session.run(self.lstm_cell.variables)
        ours = lstm_step(x_batch, c_batch, h_batch, kernel, bias)
        run.print(f"{title}, {self.batch_size} instances; largest difference from the equations:")
        run.print("  c(t):", np.abs(c_val - ours["c"]).max())
        run.print("  h(t):", np.abs(h_val - ours["h"]).max())

    def draw_gates(self, run):
        """Follow the gates through one sequence, its value marked a third of the way in."""
        marked = self.n_steps // 3
        values = np.random.uniform(-1, 1, self.n_steps)
        values[marked] = 0.8
        X_new = np.stack([values, np.arange(self.n_steps) == marked], axis=1)

        kernel, bias = run.session.run(self.lstm_cell.variables)
        c, h = np.zeros([2, 1, self.n_neurons])
        steps = []
        for x in X_new:
            steps.append(lstm_step(x[np.newaxis], c, h, kernel, bias))
            c, h = steps[-1]["c"], steps[-1]["h"]

        feed_dict = {self.X: X_new[np.newaxis]}
        outputs_val, told = run.session.run([self.outputs, self.prediction], feed_dict=feed_dict)
        told = told.item()
        h_val = np.concatenate([step["h"] for step in steps])
        run.print(f"The sequence of the figure, all {self.n_steps} steps by the equations:")
        run.print("  h(t):", np.abs(outputs_val[0] - h_val).max())

        run.print(f"  the marked value is {values[marked]:.3f}; the network tells {told:.3f}")

        run.print("kernel, rows for the value, the mark and h(t-1), columns for i, g, f, o:")
        run.print(kernel)

        t = np.arange(self.n_steps)
        labels = {
            "i": "i(t)\ninput gate",
            "f": "f(t)\nforget gate",
            "o": "o(t)\noutput gate",
            "g": "g(t)\nmain layer",
            "c": "c(t)\nlong-term",
            "h": "h(t)\nshort-term",
        }
        with run.figure("gates", figsize=(8, 10)) as figure:
            inputs, *rows = figure.subplots(1 + len(labels), sharex=True)
            inputs.bar(t, values, color="0.7", label="x(t), the values")
            inputs.bar(
                t[marked],
                values[marked],
                color="tab:red",
                label=f"the marked one: {values[marked]:.2f}",
            )
            inputs.plot(t[-1] + 1, told, "k*", ms=10, label=f"told after the last step: {told:.2f}")
            inputs.axhline(values[marked], color="tab:red", lw=1, ls=":")
            inputs.set(title="An LSTM cell remembers the marked value", ylabel="input")
            inputs.set_ylim(-1.1, 2.0)  # room for the legend
            inputs.legend(loc="upper right", ncols=3)
            for axes, (name, label) in zip(rows, labels.items(), strict=True):
                axes.axvline(marked, color="tab:red", lw=1, ls=":")
                lines = axes.plot(t, [step[name][0] for step in steps], marker=".")
                axes.set_ylabel(label)
                if name in ("i", "f", "o"):
                    axes.set_ylim(-0.05, 1.05)
            rows[-1].set_xlabel("time step t")
            ticks = t[:: max(1, self.n_steps // 20)]
            rows[-1].set_xticks([*ticks, self.n_steps], [*ticks, "end"])
            rows[-1].legend(lines, [f"unit {n}" for n in range(self.n_neurons)])
            figure.align_ylabels()


def lstm_step(
    x: np.ndarray, c: np.ndarray, h: np.ndarray, kernel: np.ndarray, bias: np.ndarray
) -> dict[str, np.ndarray]:
    """The lesson's six equations (topic 7, LSTM Cell Computations) for a mini-batch.

    Takes x(t) [batch_size, n_inputs], c(t-1) and h(t-1) [batch_size, n_neurons] and the weights
    as BasicLSTMCell stores them: kernel [n_inputs + n_neurons, 4 * n_neurons], bias
    [4 * n_neurons]. Returns i, f, o, g, c and h of the step t by name [batch_size, n_neurons].
    """
    W_xi, W_xg, W_xf, W_xo = np.split(kernel[: x.shape[1]], 4, axis=1)
    W_hi, W_hg, W_hf, W_ho = np.split(kernel[x.shape[1] :], 4, axis=1)
    b_i, b_g, b_f, b_o = np.split(bias, 4)
    b_f = b_f + FORGET_BIAS

    i = sigmoid(x @ W_xi + h @ W_hi + b_i)
    f = sigmoid(x @ W_xf + h @ W_hf + b_f)
    o = sigmoid(x @ W_xo + h @ W_ho + b_o)
    g = np.tanh(x @ W_xg + h @ W_hg + b_g)
    c = f * c + i * g
    h = o * np.tanh(c)
    return {"i": i, "f": f, "o": o, "g": g, "c": c, "h": h}


def sigmoid(z: np.ndarray) -> np.ndarray:
    """The logistic function 1 / (1 + exp(-z)), by tanh, which cannot overflow."""
    return (1 + np.tanh(z / 2)) / 2
