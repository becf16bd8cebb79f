"""Topic 7, LSTM: how long a BasicRNNCell and an LSTM cell remember the first symbol."""

from typing import Annotated

import numpy as np

from tf1rnn import Inside, Instance, Option, Task, tf

from .parts.counts import increasing_counts

N_TEST = 1000  # sequences to test on
N_EXAMPLES = 20  # sequences that `inside` can show
ENOUGH = 0.9  # the accuracy that counts as remembering
COLORS = {"BasicRNNCell": "tab:orange", "BasicLSTMCell": "tab:blue"}


class Memory(Task):
    """Recall the first symbol after a long gap, with a BasicRNNCell and with an LSTM cell.

    In an RNN the memory of the first inputs gradually gets diluted, and is lost in later time
    steps. Sometimes it has significant value: the first few words of a movie review may hold the
    key, whatever is said later. This task is only about that. A sequence begins with a symbol, one
    of n_symbols at random; a gap of other symbols, drawn from the same ones, follows; after the
    last one the network must name the first.

    For each gap both networks are trained again from their initial weights, with n_iterations
    batches of sequences with this gap, the same ones for both. Then they are tested on it. The
    figure shows accuracy against the length of the gap; guessing is right once in n_symbols.

    The gradient of an untrained LSTM cell vanishes too where its forget gate lets little through
    (see `vanishing_gradients`), so forget_bias opens it at the start; with `--forget-bias 1` the
    LSTM cell also fails at the longest gap.
    """

    topic = 7
    listing = 4
    configuration = "sequence to vector"
    inside = Inside("examples", scores="logits", loss="losses", targets="y", outputs="names")
    quick = {"gaps": "1,4,24", "n_iterations": 250}

    gaps: Annotated[
        str, Option(help="numbers of symbols after the first to train on, separated by commas")
    ] = "1,2,4,8,16,24"
    n_symbols: Annotated[int, Option(min=2, help="different symbols")] = 10
    n_neurons: Annotated[int, Option(min=1, help="units in each cell")] = 50
    forget_bias: Annotated[
        float, Option(min=0.0, help="forget bias of the LSTM cell: how far open its gate starts")
    ] = 5.0
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size")] = 0.02
    n_iterations: Annotated[int, Option(min=1, help="training steps for each gap")] = 400
    batch_size: Annotated[int, Option(min=1, help="instances in a batch")] = 50

    def construct(self):
        self.all_gaps = increasing_counts("--gaps", self.gaps)

        symbols = tf.placeholder(tf.int32, [None, None])  # [batch_size, n_steps]
        X = tf.one_hot(symbols, self.n_symbols)
        y = symbols[:, 0]

        basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=self.n_neurons)
        lstm_cell = tf.contrib.rnn.BasicLSTMCell(
            num_units=self.n_neurons, forget_bias=self.forget_bias
        )
        self.losses, self.accuracies, self.training_ops, self.logits = {}, {}, [], {}
        for name, cell in zip(COLORS, (basic_cell, lstm_cell), strict=True):
            with tf.variable_scope(name):
                _, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
                short_term = states.h if cell is lstm_cell else states
                logits = tf.contrib.layers.fully_connected(
                    short_term, self.n_symbols, activation_fn=None
                )
                xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
                loss = tf.reduce_mean(xentropy)
                optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate)
                self.training_ops.append(optimizer.minimize(loss))
                correct = tf.nn.in_top_k(logits, y, 1)
                self.losses[name], self.logits[name] = loss, logits
                self.accuracies[name] = tf.reduce_mean(tf.cast(correct, tf.float32))

        # The initial weights and Adam's averages, from which training restarts at each gap.
        self.start_anew = [
            variable.assign(tf.Variable(variable.initial_value, trainable=False))
            for variable in tf.global_variables()
        ]
        self.symbols, self.y = symbols, y
        self.names = [str(i) for i in range(self.n_symbols)]

    def examples(self):
        """Random sequences with the longest gap, which the saved networks learned."""
        (sequences,) = self.next_batch(N_EXAMPLES, self.all_gaps[-1]).values()
        return [
            Instance(str(i), {self.symbols: [symbols]}, [f"symbol {s}" for s in symbols])
            for i, symbols in enumerate(sequences)
        ]

    def next_batch(self, batch_size, gap):
        """What to feed for random sequences [batch_size, 1 + gap]."""
        return {self.symbols: np.random.randint(self.n_symbols, size=[batch_size, 1 + gap])}

    def execute(self, run):
        run.print("  gap  " + "  ".join(f"{name:>13}" for name in COLORS))
        for i in run.steps(len(self.all_gaps)):
            gap = self.all_gaps[i]
            for iteration in run.steps(self.n_iterations):
                feed_dict = self.next_batch(self.batch_size, gap)
                if iteration % 10 == 0:
                    losses = run.session.run(self.losses, feed_dict=feed_dict)
                    step = i * self.n_iterations + iteration
                    run.record(step, **{f"loss {name}": loss for name, loss in losses.items()})
                run.session.run(self.training_ops, feed_dict=feed_dict)
            self.test(run, gap)
            if gap != self.all_gaps[-1]:
                run.session.run(self.start_anew)  # for the next gap

        run.print(f"guessing is right once in {self.n_symbols}: {1 / self.n_symbols:.1%}")
        for name in COLORS:
            run.print(f"{name}: {memory_span(*run.recorded(f'accuracy {name}'))}")
        self.draw(run)

    def test(self, run, gap):
        """Print and record the accuracies at the gap that the networks were trained on."""
        feed_dict = self.next_batch(N_TEST, gap)
        accuracies = run.session.run(self.accuracies, feed_dict=feed_dict)
        run.record(gap, **{f"accuracy {name}": value for name, value in accuracies.items()})
        run.print(f"{gap:5}  " + "  ".join(f"{value:13.1%}" for value in accuracies.values()))

    def draw(self, run):
        """Accuracy against the length of the gap, and the losses while training."""
        with run.figure("memory", figsize=(12, 5)) as figure:
            recall, training = figure.subplots(1, 2)
            for name, color in COLORS.items():
                recall.plot(*run.recorded(f"accuracy {name}"), "o-", color=color, label=name)
                steps, losses = map(np.array, run.recorded(f"loss {name}"))
                starts = np.flatnonzero(np.diff(steps // self.n_iterations)) + 1
                # Each gap has a network of its own, so that its line is one of its own.
                training.plot(
                    np.insert(steps.astype(float), starts, np.nan),
                    np.insert(losses, starts, np.nan),
                    color=color,
                    label=name,
                )
            recall.axhline(1 / self.n_symbols, color="0.5", ls=":", label="guessing")
            recall.set(
                title=f"Recall of the first of {self.n_symbols} symbols, trained per gap",
                xlabel="gap (time steps after the first symbol)",
                ylabel=f"accuracy on {N_TEST} sequences",
                ylim=(0, 1.05),
            )
            recall.set_xscale("log")
            recall.set_xticks(self.all_gaps, self.all_gaps)
            recall.minorticks_off()
            recall.legend()
            for i, gap in enumerate(self.all_gaps):
                training.axvline(i * self.n_iterations, color="0.8", lw=1)
                training.text(
                    (i + 0.5) * self.n_iterations,
                    1.02,
                    f"gap {gap}",
                    ha="center",
                    transform=training.get_xaxis_transform(),
                )
            training.axhline(np.log(self.n_symbols), color="0.5", ls=":", label="guessing")
            training.set(xlabel="iteration, all gaps", ylabel="loss (cross entropy, nats)")
            training.set_ylim(bottom=0)
            training.legend(loc="best")


def memory_span(gaps: list[float], accuracies: list[float]) -> str:
    """How far a network remembers: up to which gap each one tested is recalled well enough."""
    well = np.array(accuracies) >= ENOUGH
    if not well[0]:
        return f"less than {ENOUGH:.0%} right even at a gap of {gaps[0]:.0f}"
    if well.all():
        return f"at least {ENOUGH:.0%} right at every gap up to {gaps[-1]:.0f}, the longest tested"
    first_failure = int(np.argmin(well))
    return (
        f"at least {ENOUGH:.0%} right up to a gap of {gaps[first_failure - 1]:.0f}, "
        f"{accuracies[first_failure]:.1%} at {gaps[first_failure]:.0f}"
    )
