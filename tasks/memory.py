"""Topic 7, LSTM: how long a BasicRNNCell and an LSTM cell remember the first symbol."""

from typing import Annotated

import numpy as np

from tf1rnn import Option, Task, tf

N_TEST = 1000  # sequences that each gap is tested on
ENOUGH = 0.9  # the accuracy that counts as remembering
COLORS = {"BasicRNNCell": "tab:orange", "BasicLSTMCell": "tab:blue"}


class Memory(Task):
    """Recall the first symbol after a long gap, with a BasicRNNCell and with an LSTM cell.

    In an RNN the memory of the first inputs gradually gets diluted, and is lost in later time
    steps. Sometimes it has significant value: the first few words of a movie review may hold the
    key, whatever is said later. This task is nothing but that. A sequence begins with a symbol,
    one of n_symbols at random; a gap of other symbols, drawn from the same ones, follows; after
    the last one the network is to tell the first.

    Both networks see the same batches. The gap of each instance is drawn between 1 and max_gap,
    so short ones are among them (sequence_length takes care of the padding). Then each gap is
    tested on its own, up to twice the longest in training. The figure shows accuracy against the
    length of the gap; guessing is right once in n_symbols.

    The BasicRNNCell's one state has to take in each symbol and yet keep the first, and each symbol
    writes over it. All that survives is which of a few places the first symbol drove the state
    to: those it can tell apart at a gap of 10, it can at 100. With few symbols (`--n-symbols 5`)
    a place for each is soon found, and a BasicRNNCell remembers too. With 20, it fails for want of
    training, not of room: with these values, but gaps drawn evenly on a logarithmic scale, so
    mostly short, it learned them for gaps up to 100 (one run, seed 42). The LSTM cell learns to let
    the first symbol in, to close its input gate behind it and to leave its forget gate open: what
    it stored stays, for longer gaps than it was trained on too.
    """

    topic = 7
    listing = 9
    configuration = "sequence to vector"
    quick = {"max_gap": 15, "n_neurons": 40, "n_iterations": 350}  # noqa: RUF012

    n_symbols: Annotated[int, Option(min=2, help="different symbols")] = 20
    max_gap: Annotated[int, Option(min=1, help="symbols after the first, at most")] = 50
    n_neurons: Annotated[int, Option(min=1, help="units in each cell")] = 50
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size")] = 0.01
    n_iterations: Annotated[int, Option(min=1, help="training steps, a batch each")] = 1500
    batch_size: Annotated[int, Option(min=1, help="instances in a batch")] = 100

    def construct(self):
        n_neurons = self.n_neurons

        symbols = tf.placeholder(tf.int32, [None, None])  # [batch_size, n_steps]
        seq_length = tf.placeholder(tf.int32, [None])
        X = tf.one_hot(symbols, self.n_symbols)
        y = symbols[:, 0]

        basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons)
        lstm_cell = tf.contrib.rnn.BasicLSTMCell(num_units=n_neurons)
        self.losses, self.accuracies, self.training_ops = {}, {}, []
        for name, cell in zip(COLORS, (basic_cell, lstm_cell), strict=True):
            with tf.variable_scope(name):
                _, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32, sequence_length=seq_length)
                short_term = states.h if cell is lstm_cell else states
                logits = tf.contrib.layers.fully_connected(
                    short_term, self.n_symbols, activation_fn=None
                )
                xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
                loss = tf.reduce_mean(xentropy)
                optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate)
                self.training_ops.append(optimizer.minimize(loss))
                correct = tf.nn.in_top_k(logits, y, 1)
                self.losses[name] = loss
                self.accuracies[name] = tf.reduce_mean(tf.cast(correct, tf.float32))
        self.symbols, self.seq_length = symbols, seq_length

    def next_batch(self):
        """A batch to train on: the gap of each instance is between 1 and max_gap."""
        gaps = np.random.randint(1, self.max_gap + 1, size=self.batch_size)
        return self.feed(gaps)

    def feed(self, gaps):
        """What to feed for sequences with these gaps [batch_size]; what is padding is random."""
        symbols = np.random.randint(self.n_symbols, size=[len(gaps), max(gaps) + 1])
        return {self.symbols: symbols, self.seq_length: gaps + 1}

    def execute(self, run):
        every = max(1, self.n_iterations // 24)
        for iteration in run.steps(self.n_iterations):
            feed_dict = self.next_batch()
            if iteration % every == 0:
                losses = run.session.run(self.losses, feed_dict=feed_dict)
                run.record(iteration, **{f"loss {name}": loss for name, loss in losses.items()})
            if iteration % (4 * every) == 0:
                numbers = ", ".join(f"{name} {loss:.3f}" for name, loss in losses.items())
                run.print(f"{iteration:5}  loss: {numbers}")
            run.session.run(self.training_ops, feed_dict=feed_dict)

        self.test(run)
        self.draw(run)

    def test(self, run):
        """Print and record the accuracy at each gap."""
        run.print("  gap  " + "  ".join(f"{name:>13}" for name in COLORS))
        for gap in tested_gaps(self.max_gap):
            feed_dict = self.feed(np.full(N_TEST, gap))
            accuracies = run.session.run(self.accuracies, feed_dict=feed_dict)
            run.record(gap, **{f"accuracy {name}": value for name, value in accuracies.items()})
            shown = "  ".join(f"{value:13.1%}" for value in accuracies.values())
            longer = "  (longer than in training)" if gap > self.max_gap else ""
            run.print(f"{gap:5}  {shown}{longer}")
        run.print(f"guessing is right once in {self.n_symbols}: {1 / self.n_symbols:.1%}")
        for name in COLORS:
            run.print(f"{name}: {memory_span(*run.recorded(f'accuracy {name}'))}")

    def draw(self, run):
        """Accuracy against the length of the gap, and the losses while training."""
        with run.figure("memory", figsize=(11, 5)) as figure:
            recall, training = figure.subplots(1, 2)
            for name, color in COLORS.items():
                recall.plot(*run.recorded(f"accuracy {name}"), "o-", color=color, label=name)
                training.plot(*run.recorded(f"loss {name}"), color=color, label=name)
            recall.axhline(1 / self.n_symbols, color="0.5", ls=":", label="guessing")
            recall.axvline(self.max_gap, color="0.7", ls="--", label="longest gap in training")
            recall.set(
                title=f"Recall of the first of {self.n_symbols} symbols",
                xlabel="gap (time steps after the first symbol)",
                ylabel=f"accuracy on {N_TEST} sequences",
                xscale="log",
                ylim=(0, 1.05),
            )
            recall.legend()
            training.axhline(np.log(self.n_symbols), color="0.5", ls=":", label="guessing")
            training.set(title="Training", xlabel="iteration", ylabel="loss (cross entropy, nats)")
            training.set_ylim(bottom=0)
            training.legend()


def tested_gaps(max_gap: int) -> list[int]:
    """About ten gaps, evenly spaced on a logarithmic scale, from 1 over max_gap to twice that."""
    gaps = np.geomspace(1, max_gap, 8).round().astype(int)
    return np.unique([*gaps, round(1.5 * max_gap), 2 * max_gap]).tolist()


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
