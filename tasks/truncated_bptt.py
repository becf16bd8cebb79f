"""Topic 7, truncated backpropagation through time: faster, but blind to what is further back."""

import time
from typing import Annotated

import numpy as np

from tf1rnn import Inside, Instance, Option, Task, UserError, tf

N_TEST = 2000  # whole sequences to test on
N_EXAMPLES = 20  # sequences that `inside` can show
N_SYMBOLS = 2
ENOUGH = 0.9  # the accuracy that counts as having learned
COLORS = {
    "full BPTT": "tab:blue",
    "truncated gradient": "tab:green",
    "truncated input": "tab:orange",
}


class TruncatedBPTT(Task):
    """Train on truncated sequences and on full ones, where the answer lies in the first step.

    Training an RNN is slow on long sequences: the gradient has to go back through all of them.
    One solution is truncated backpropagation through time (BPTT). But then long sequences cannot
    be learned: what the first inputs have to do with the last output never shows.

    Here a sequence holds n_steps symbols, each one of two at random, and the network is to tell,
    after the last one, the symbol at `answer_step`: the first. The same network, from the same
    weights and with the same batches, is trained in three ways:

    - full BPTT: on whole sequences;
    - truncated input: on the last n_kept steps of each sequence, as the lesson truncates;
    - truncated gradient: it reads the whole sequence, and its state passes into the last n_kept
      steps, but tf.stop_gradient ends the gradient there. This is what truncated BPTT usually
      means, and it too never learns to remember a symbol for longer than n_kept steps.

    All are tested on whole sequences; guessing is right half of the time. `--answer-step 25` puts
    the answer into the last n_kept steps, and all three learn it.

    A network that holds a trace of the first symbol by chance is another matter: the truncated
    gradient can teach it to read and to strengthen that trace. The recurrent weights start as an
    orthogonal matrix times `gain`, so that the trace shrinks by about that factor at each step.
    At 0.8 too little of it is left; with `--gain 0.9`, or with much longer training,
    the truncated gradient learns in some runs. With truncated input there is nothing to read,
    whatever the weights.
    """

    topic = 7
    listing = 3
    configuration = "sequence to vector"
    inside = Inside("examples", scores="logits", loss="training_losses", outputs=("0", "1"))
    trains_for = "n_iterations"
    quick = {"n_iterations": 450}

    n_steps: Annotated[int, Option(min=2, help="time steps in a whole sequence")] = 30
    n_kept: Annotated[int, Option(min=1, help="time steps that truncation leaves")] = 10
    answer_step: Annotated[int, Option(min=0, help="the step of the symbol to tell")] = 0
    n_neurons: Annotated[int, Option(min=1, help="recurrent neurons in the cell")] = 50
    gain: Annotated[
        float, Option(min=0.0, help="factor of the orthogonal matrix that the weights start as")
    ] = 0.8
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size")] = 0.001
    clip_norm: Annotated[
        float, Option(min=1e-6, help="norm that the gradient is clipped to, to train steadily")
    ] = 1.0
    n_iterations: Annotated[int, Option(min=1, help="training steps, a batch each")] = 600
    batch_size: Annotated[int, Option(min=1, help="instances in a batch")] = 100

    def construct(self):
        if self.n_kept >= self.n_steps:
            raise UserError(f"--n-kept {self.n_kept}: keep fewer than the {self.n_steps} steps")
        if self.answer_step >= self.n_steps:
            raise UserError(
                f"--answer-step {self.answer_step}: the last of {self.n_steps} steps is "
                f"{self.n_steps - 1}"
            )

        symbols = tf.placeholder(tf.int32, [None, self.n_steps])
        X = tf.one_hot(symbols, N_SYMBOLS)
        y = symbols[:, self.answer_step]

        self.training_ops, self.losses, self.accuracies, weights = {}, {}, {}, []
        self.training_losses, self.logits = {}, {}
        for name in COLORS:
            with tf.variable_scope(
                name.replace(" ", "_"), initializer=tf.orthogonal_initializer(self.gain)
            ) as scope:
                basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=self.n_neurons)
                _, states = tf.nn.dynamic_rnn(basic_cell, X, dtype=tf.float32)
                seen = states if name == "full BPTT" else self.truncated(name, basic_cell, X)

                self.logits[name] = self.read_out(seen)
                loss, _ = loss_and_accuracy(self.logits[name], y)
                self.training_losses[name] = loss
                optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate)
                weights.append(tf.trainable_variables(scope.name))
                gradients, _ = tf.clip_by_global_norm(
                    tf.gradients(loss, weights[-1]), self.clip_norm
                )
                self.training_ops[name] = optimizer.apply_gradients(
                    zip(gradients, weights[-1], strict=True)
                )
                # Tested on whole sequences, whatever it was trained on.
                scope.reuse_variables()
                logits = self.read_out(states)
                self.losses[name], self.accuracies[name] = loss_and_accuracy(logits, y)

        start, *others = weights
        self.same_start = [
            w.assign(v) for other in others for v, w in zip(start, other, strict=True)
        ]
        self.symbols = symbols

    def truncated(self, name, basic_cell, X):
        """The final state [batch_size, n_neurons], as a network with this truncation sees it."""
        dropped, kept = X[:, : -self.n_kept], X[:, -self.n_kept :]
        if name == "truncated input":
            _, states = tf.nn.dynamic_rnn(basic_cell, kept, dtype=tf.float32)
        else:
            _, carried = tf.nn.dynamic_rnn(basic_cell, dropped, dtype=tf.float32)
            _, states = tf.nn.dynamic_rnn(basic_cell, kept, initial_state=tf.stop_gradient(carried))
        return states

    def examples(self):
        """Random sequences, for `inside`."""
        sequences = np.random.randint(N_SYMBOLS, size=[N_EXAMPLES, self.n_steps])
        kept = [f"t = {t}" for t in range(self.n_steps - self.n_kept, self.n_steps)]
        steps = dict.fromkeys(("truncated gradient, part 2", "truncated input"), kept)
        return [
            Instance(str(i), {self.symbols: [symbols]}, steps, true=str(symbols[self.answer_step]))
            for i, symbols in enumerate(sequences)
        ]

    def read_out(self, states):
        """Logits [batch_size, N_SYMBOLS] of the symbol, from a final state."""
        return tf.contrib.layers.fully_connected(
            states,
            N_SYMBOLS,
            activation_fn=None,
            weights_initializer=tf.glorot_uniform_initializer(),
            scope="symbol",
        )

    def begin(self, run):
        run.session.run(self.same_start)

    def execute(self, run):
        test = {self.symbols: np.random.randint(N_SYMBOLS, size=[N_TEST, self.n_steps])}

        run.print("accuracy on whole sequences:")
        run.print("iteration  " + "  ".join(COLORS))
        for iteration in run.steps(self.n_iterations):
            if iteration % 10 == 0:
                self.test(run, iteration, test)
            X_batch = np.random.randint(N_SYMBOLS, size=[self.batch_size, self.n_steps])
            seconds = {}
            for name, training_op in self.training_ops.items():
                started = time.perf_counter()
                run.session.run(training_op, feed_dict={self.symbols: X_batch})
                seconds[f"seconds {name}"] = time.perf_counter() - started
            run.record(iteration, **seconds)
        accuracies = self.test(run, run.finished_steps, test)

        for name in COLORS:
            milliseconds = 1000 * np.median(run.recorded(f"seconds {name}")[1])
            run.print(f"{name}: {milliseconds:.1f} ms for a training step (median)")
        run.print(self.verdict(accuracies))
        self.draw(run)

    def test(self, run, iteration, feed_dict):
        """Record, and sometimes print, each network's loss and accuracy on whole sequences."""
        losses, accuracies = run.session.run([self.losses, self.accuracies], feed_dict=feed_dict)
        run.record(
            iteration,
            **{f"loss {name}": loss for name, loss in losses.items()},
            **{f"accuracy {name}": accuracy for name, accuracy in accuracies.items()},
        )
        if iteration % 50 == 0 or iteration == self.n_iterations:
            shown = "  ".join(f"{accuracies[name]:{len(name)}.1%}" for name in COLORS)
            run.print(f"{iteration:9}  {shown}")
        return accuracies

    def verdict(self, accuracies):
        """Which of the networks tell the answer, by their accuracies on N_TEST sequences."""
        # Four standard errors of guessing's accuracy: guessing does not get there.
        beyond_guessing = 1 / N_SYMBOLS + 4 * np.sqrt(0.25 / N_TEST)
        told = {"learned it": [], "learned part of it": [], "only guesses": []}
        for name, accuracy in accuracies.items():
            if accuracy >= ENOUGH:
                told["learned it"].append(name)
            elif accuracy > beyond_guessing:
                told["learned part of it"].append(name)
            else:
                told["only guesses"].append(name)
        distance = self.n_steps - 1 - self.answer_step
        parts = [f"{what}: {', '.join(names)}" for what, names in told.items() if names]
        return f"The answer lies {distance} steps back; {'; '.join(parts)}"

    def draw(self, run):
        """Accuracy and loss on whole sequences while training."""
        with run.figure("truncated_bptt", figsize=(11, 5)) as figure:
            accuracy, loss = figure.subplots(1, 2, sharex=True)
            # Each line is thinner than the one before, so that a line under others can be seen.
            for (name, color), lw in zip(COLORS.items(), (4, 2.5, 1), strict=True):
                accuracy.plot(*run.recorded(f"accuracy {name}"), color=color, lw=lw, label=name)
                loss.plot(*run.recorded(f"loss {name}"), color=color, lw=lw, label=name)
            accuracy.axhline(1 / N_SYMBOLS, color="0.5", ls=":", label="guessing")
            accuracy.set(
                title=f"Telling the symbol {self.n_steps - 1 - self.answer_step} steps back, "
                f"truncated to the last {self.n_kept}",
                xlabel="iteration",
                ylabel=f"accuracy on {N_TEST} whole sequences",
                ylim=(0.2, 1.05),
            )
            accuracy.legend(loc="lower right")
            loss.axhline(np.log(N_SYMBOLS), color="0.5", ls=":", label="guessing")
            loss.set(
                title="Loss on whole sequences",
                xlabel="iteration",
                ylabel="cross entropy (nats)",
            )
            loss.legend()


def loss_and_accuracy(logits, y):
    """How well logits [batch_size, N_SYMBOLS] tell the symbol y [batch_size]."""
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    correct = tf.nn.in_top_k(logits, y, 1)
    return tf.reduce_mean(xentropy), tf.reduce_mean(tf.cast(correct, tf.float32))
