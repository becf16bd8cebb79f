"""Topic 7, vanishing and exploding gradients: how far back a loss is felt, and the remedies."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from tf1rnn import Inside, Option, Task, tf

from .parts.state_gradients import (
    N_SYMBOLS,
    STARTS,
    initializer,
    networks,
    read_out,
    state_gradients,
)

# The share of the last step's gradient that reaches the first, if it neither vanishes nor explodes.
VANISHED, EXPLODED = 0.1, 10.0
LEARNED = 0.95  # the accuracy that counts as having learned
N_TEST = 1000  # sequences to test on
N_EXAMPLES = 20  # sequences that `inside` can show
OPTIMIZERS = {
    "gradient descent": "tab:orange",
    "with clipping": "tab:red",
    "momentum": "tab:green",
    "Adam": "tab:blue",
}


class VanishingGradients(Task):
    """Follow gradients back through time: where they vanish, where they explode, what helps.

    To train an RNN, the gradient of the loss goes back through every time step, and each step
    multiplies it by the recurrent weights and by the slope of the activation function. Where that
    makes it a little smaller each time, it vanishes: the first inputs teach nothing. Where it
    makes it larger, it explodes: a step of training throws the weights far off. The deeper the
    network, and an RNN is as deep as its sequence is long, the worse.

    A network reads n_steps symbols and must name the first one after the last. The first part
    shows, for untrained networks, the norm of the gradient of that loss with respect to the state
    at each time step, as a share of what it is at the last one. Of the lesson's remedies:

    - Good parameter initialization. Weights start as an orthogonal matrix times a gain; too_small
      and too_large times the good one are the bad ones.
    - Nonsaturating activation functions. Large inputs drive tanh to where its slope is near 0; relu
      has slope 1 however large a value is. It does not make up for bad initialisation, and as it
      has no bounds, its gradient explodes even more.
    - Batch normalization, in each step before the activation function, over the mini-batch: the
      gradient no longer depends on how large the weights start. It may still grow.
    - Gradient clipping, here of each state's gradient on its way back (Graves, "Generating
      Sequences With Recurrent Neural Networks", 2013): what explodes is held at clip_norm. It
      cannot bring back what has vanished.

    An LSTM cell's long-term state is multiplied by its forget gate only. That is not open from the
    start: with forget bias 1 it lets sigmoid(1) = 0.73 of the gradient through at each step, so the
    gradient of an untrained LSTM vanishes too. `--forget-bias` opens it.

    The second part trains a BasicRNNCell from each of the three initialisations: by gradient
    descent, the same with the weights' gradient clipped to the norm clip_norm (Pascanu et al., "On
    the difficulty of training recurrent neural networks", 2013), and by the lesson's last remedy,
    faster optimizers: momentum, and Adam, whose steps do not depend on the gradient's size.
    """

    topic = 7
    listing = 2
    configuration = "sequence to vector"
    inside = Inside("examples", scores="logits", loss="by_start", targets="y", outputs=("0", "1"))
    trains_for = "n_iterations"
    # Fewer steps explode less, so they start from larger weights.
    quick = {"n_steps": 16, "n_iterations": 45, "too_large": 4.0}

    n_steps: Annotated[int, Option(min=2, help="time steps per instance")] = 30
    n_neurons: Annotated[int, Option(min=1, help="neurons in each cell")] = 50
    too_small: Annotated[
        float, Option(min=0.0, max=1.0, help="the smaller start's gain, in good gains")
    ] = 0.67
    too_large: Annotated[float, Option(min=1.0, help="the larger start's gain, in good gains")] = (
        2.0
    )
    clip_norm: Annotated[float, Option(min=1e-6, help="the norm that clipping allows")] = 1.0
    forget_bias: Annotated[float, Option(min=0.0, help="forget bias of the LSTM cell beside 1")] = (
        5.0
    )
    learning_rate: Annotated[
        float, Option(min=0.0, help="of gradient descent; a tenth for momentum, 1/100 for Adam")
    ] = 0.1
    n_iterations: Annotated[int, Option(min=1, help="training steps, a batch each")] = 800
    batch_size: Annotated[int, Option(min=2, help="instances in a batch")] = 100

    def construct(self):
        symbols = tf.placeholder(tf.int32, [None, self.n_steps])
        X = tf.one_hot(symbols, N_SYMBOLS)
        y = symbols[:, 0]

        self.networks = networks(self.forget_bias)
        self.gradients = {
            network.label: state_gradients(self, network, X, y)
            for shown in self.networks.values()
            for network in shown
        }

        self.training_ops, self.losses, self.accuracies = [], {}, {}
        self.by_start, self.logits = {}, {}  # of the networks that Adam trains
        for start in STARTS:
            for optimizer in OPTIMIZERS:
                self.construct_training(start, optimizer, X, y)
        self.symbols, self.y = symbols, y

    def examples(self):
        """Random sequences, for `inside`."""
        return self.next_batch(N_EXAMPLES)

    def construct_training(self, start, name, X, y):
        """A network that one optimizer trains from one of the initialisations."""
        with tf.variable_scope(None, "trained", initializer=initializer(self, "tanh", start)):
            basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=self.n_neurons)
            _, states = tf.nn.dynamic_rnn(basic_cell, X, dtype=tf.float32)
            logits = read_out(states)
            xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
            loss = tf.reduce_mean(xentropy)
            if name == "momentum":
                optimizer = tf.train.MomentumOptimizer(self.learning_rate / 10, momentum=0.9)
            elif name == "Adam":
                optimizer = tf.train.AdamOptimizer(self.learning_rate / 100)
            else:
                optimizer = tf.train.GradientDescentOptimizer(self.learning_rate)
            weights = tf.trainable_variables(tf.get_variable_scope().name + "/")
            # Gated: else a weight may be updated while another gradient is still computed with it.
            gradients = tf.gradients(loss, weights, gate_gradients=True)
            if name == "with clipping":
                gradients, _ = tf.clip_by_global_norm(gradients, self.clip_norm)
            training_op = optimizer.apply_gradients(zip(gradients, weights, strict=True))
        correct = tf.nn.in_top_k(logits, y, 1)
        self.training_ops.append(training_op)
        self.losses[f"loss {start}, {name}"] = loss
        if name == "Adam":
            self.by_start[f"start {start}, {name}"] = loss
            self.logits[f"start {start}, {name}"] = logits
        self.accuracies[f"accuracy {start}, {name}"] = tf.reduce_mean(tf.cast(correct, tf.float32))

    def next_batch(self, batch_size):
        """What to feed for random sequences."""
        return {self.symbols: np.random.randint(N_SYMBOLS, size=[batch_size, self.n_steps])}

    def execute(self, run):
        feed_dict = self.next_batch(self.batch_size)
        norms = {}
        for label, gradients in run.session.run(self.gradients, feed_dict=feed_dict).items():
            norms[label] = np.linalg.norm(gradients.astype(np.float64), axis=2).mean(axis=1)
        self.report(run, norms)
        self.draw_gradients(run, norms)

        test = self.next_batch(N_TEST)
        for iteration in run.steps(self.n_iterations):
            if iteration % 10 == 0:
                run.record(iteration, **run.session.run(self.losses, feed_dict=test))
            run.session.run(self.training_ops, feed_dict=self.next_batch(self.batch_size))
        last = run.session.run({**self.losses, **self.accuracies}, feed_dict=test)
        run.record(run.finished_steps, **last)
        self.report_training(run, last)
        self.draw_training(run)

    def report(self, run, norms):
        """Print each network's gradient norms [n_steps], and what becomes of them."""
        shown = sorted({self.n_steps * i // 3 for i in range(3)} | {self.n_steps - 1}, reverse=True)
        run.print("Norm of the loss's gradient with respect to the state at time step t:")
        run.print(
            "at the end of a line, what a step back multiplies it by, and what becomes of it."
        )
        run.print(f"{'':28}" + "".join(f"{f't = {t}':>9}" for t in shown))
        for panel, followed in self.networks.items():
            run.print(panel)
            for label in (network.label for network in followed):
                values = "".join(f"{norms[label][t]:9.1e}" for t in shown)
                run.print(f" {label:27}{values}  {factor(norms[label]):4.2f} {fate(norms[label])}")
        run.print(
            "With batch normalization the gradient no longer depends on the start, but it may"
        )
        run.print("grow. An LSTM cell lets it pass where its forget gate is open (forget bias 5).")

    def report_training(self, run, last):
        """Print each trained network's accuracy, and which optimizers learned from which start."""
        run.print(
            f"Accuracy after {run.finished_steps} iterations, guessing is right half the time:"
        )
        run.print(f"{'':18}" + "".join(f"{start:>11}" for start in STARTS))
        for name in OPTIMIZERS:
            reached = [last[f"accuracy {start}, {name}"] for start in STARTS]
            learned = [s for s, value in zip(STARTS, reached, strict=True) if value >= LEARNED]
            values = "".join(f"{value:11.1%}" for value in reached)
            run.print(f"  {name:16}{values}   learned from: {', '.join(learned) or 'none'}")

    def draw_gradients(self, run, norms):
        """The norms [n_steps] of all networks as a share of the last step's, in their panels."""
        with run.figure("gradients", figsize=(13, 8)) as figure:
            panels = figure.subplots(2, 3, sharex=True, sharey=True)
            t = np.arange(self.n_steps)
            with np.errstate(invalid="ignore"):  # a network without any gradient has no share
                shares = {label: values / values[-1] for label, values in norms.items()}
            for axes, (panel, followed) in zip(panels.flat, self.networks.items(), strict=True):
                for network in followed:
                    (line,) = axes.semilogy(t, shares[network.label], label=network.label)
                    if network.without is not None:
                        axes.semilogy(t, shares[network.without], "--", color=line.get_color())
                axes.axhspan(VANISHED, EXPLODED, color="0.93", zorder=0, label="arrives")
                dashed = any(network.without is not None for network in followed)
                axes.set_title(panel + (" (dashed: without)" if dashed else ""))
                axes.legend()
            for axes in panels[:, 0]:
                axes.set_ylabel("gradient norm, relative to the last step")
            for axes in panels[-1]:
                axes.set_xlabel("time step t (\N{LEFTWARDS ARROW} the gradient flows back)")

    def draw_training(self, run):
        """The losses of the trained networks, a panel for each initialisation."""
        with run.figure("training", figsize=(13, 4.5)) as figure:
            panels = figure.subplots(1, len(STARTS), sharey=True)
            for axes, start in zip(panels, STARTS, strict=True):
                for name, color in OPTIMIZERS.items():
                    # Dashes, so that a line under another can be seen.
                    style = "--" if name == "with clipping" else "-"
                    steps, losses = run.recorded(f"loss {start}, {name}")
                    axes.plot(steps, losses, style, color=color, label=name)
                axes.axhline(np.log(N_SYMBOLS), color="0.5", ls=":", label="guessing")
                axes.set(title=f"tanh, initialisation {start}", xlabel="iteration")
            panels[0].set_ylabel("loss (cross entropy, nats)")
            panels[0].set_ylim(0, 1.5)
            panels[0].legend()


def factor(norms: np.ndarray) -> float:
    """What the norms [n_steps] are multiplied by, in the geometric mean, from step to step back."""
    first = np.argmax(norms > 0)  # float32 holds nothing below 1e-45: earlier ones are lost
    n_steps_back = len(norms) - 1 - first
    if norms[-1] == 0 or n_steps_back == 0:
        return 0.0
    return (norms[first] / norms[-1]) ** (1 / n_steps_back)


def fate(norms: np.ndarray) -> str:
    """What becomes of a gradient, from its norms [n_steps] by time step."""
    if not np.isfinite(norms).all():
        return "overflows"
    share = norms[0] / norms[-1] if norms[-1] > 0 else 0.0
    if share < VANISHED:
        return "vanishes"
    return "explodes" if share > EXPLODED else "arrives"
