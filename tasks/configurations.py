"""Topic 3, configurations: five ways to wire an RNN's inputs and outputs, trained and drawn."""

from typing import Annotated, NamedTuple

import numpy as np

from tf1rnn import Inside, Instance, Option, Task, tf

from .parts.unrolled import draw_unrolled
from .parts.wirings import WIRINGS, Examples, Wiring

TEST_SHARE = 0.25  # of the examples
N_EXAMPLES = 5  # test instances that `inside` can show


class Network(NamedTuple):
    """One wiring's graph, and the examples that it learns and is tested with."""

    wiring: Wiring
    X: "tf.Tensor"
    y: "tf.Tensor"
    logits: "tf.Tensor"
    loss: "tf.Tensor"
    predicted: "tf.Tensor"  # [batch_size, n_output_steps], places in `classes`
    training_op: "tf.Operation"
    examples: Examples
    n_train: int


class Configurations(Task):
    """Wire RNNs in the lesson's five configurations, train each and draw it unrolled through time.

    They differ only in which time steps have an input and which outputs are used:

    - one to one: the vanilla mode without RNN, from one input to one output, such as image
      classification;
    - sequence output: one input, then an output at each step, such as image captioning;
    - sequence input: an input at each step, one output after the last, such as sentiment analysis;
    - sequence input and output: outputs that begin when the last input is there, such as machine
      translation, because the whole sentence may matter for its translation's first word;
    - synced input and output: an output at each step for that step's input and those before, such
      as video classification, where each frame gets a label.

    A step without an input is fed zeros. Each network learns a miniature of the lesson's example,
    made here: images of 3x3 pixels with one line, sentences of a few words, videos of one bright
    pixel that moves. A quarter of the examples is held out for testing; the rest is one batch. The
    figure shows, for one test instance each, what the trained networks answer.
    """

    topic = 3
    listing = 6
    configuration = "all five"
    inside = Inside("examples", scores="logits", loss="losses", targets="y", outputs="classes")
    quick = {"n_iterations": 100}

    n_neurons: Annotated[int, Option(min=1, help="neurons in each network")] = 30
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size")] = 0.01
    n_iterations: Annotated[int, Option(min=1, help="training steps of each network")] = 200

    def construct(self):
        self.networks = [self.construct_one(wiring) for wiring in WIRINGS]
        self.losses = {network.wiring.name: network.loss for network in self.networks}
        self.logits = {network.wiring.name: network.logits for network in self.networks}
        self.y = {network.wiring.name: network.y for network in self.networks}
        self.classes = {net.wiring.name: net.examples.classes for net in self.networks}

    def examples(self):
        """Test instances, for `inside`: one for each network."""
        return [self.example(i) for i in range(N_EXAMPLES)]

    def example(self, i):
        feed, steps = {}, {}
        for wiring, X, y, *_, examples, n_train in self.networks:
            place = n_train + i
            feed |= {X: examples.X[[place]], y: examples.y[[place]]}
            words = dict(zip(wiring.input_steps, map(written, examples.shown[place]), strict=True))
            steps[wiring.name] = [words.get(step, "no input") for step in range(wiring.n_steps)]
        return Instance(str(i), feed, steps)

    def construct_one(self, wiring):
        """The graph of one configuration."""
        examples = wiring.make()
        _, n_input_steps, n_inputs = examples.X.shape
        n_outputs = len(examples.classes)

        X = tf.placeholder(tf.float32, [None, n_input_steps, n_inputs])
        y = tf.placeholder(tf.int32, [None, len(wiring.output_steps)])

        inputs = dict(zip(wiring.input_steps, tf.unstack(X, axis=1), strict=True))
        no_input = tf.zeros_like(inputs[0])
        X_seqs = [inputs.get(step, no_input) for step in range(wiring.n_steps)]

        with tf.variable_scope(wiring.name.replace(" ", "_")):
            if wiring.n_steps == 1:
                output_seqs = [
                    tf.contrib.layers.fully_connected(
                        X_seqs[0], self.n_neurons, activation_fn=tf.tanh
                    )
                ]
            else:
                basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=self.n_neurons)
                output_seqs, states = tf.contrib.rnn.static_rnn(
                    basic_cell, X_seqs, dtype=tf.float32
                )
            outputs = tf.stack([output_seqs[step] for step in wiring.output_steps], axis=1)
            logits = tf.contrib.layers.fully_connected(outputs, n_outputs, activation_fn=None)

        xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        loss = tf.reduce_mean(xentropy)
        optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate)
        training_op = optimizer.minimize(loss)
        predicted = tf.argmax(logits, axis=2)
        n_train = round(len(examples.X) * (1 - TEST_SHARE))
        return Network(wiring, X, y, logits, loss, predicted, training_op, examples, n_train)

    def execute(self, run):
        drawn = []
        for network in self.networks:
            wiring, examples, n_train = network.wiring, network.examples, network.n_train
            self.test(run, network, 0)
            feed_dict = {network.X: examples.X[:n_train], network.y: examples.y[:n_train]}
            for iteration in run.steps(self.n_iterations):
                loss, _ = run.session.run([network.loss, network.training_op], feed_dict=feed_dict)
                run.record(iteration, **{f"loss {wiring.name}": loss})
            y_pred = self.test(run, network, self.n_iterations)
            _, (before, *_, after) = run.recorded(f"right {wiring.name}")
            run.print(
                f"{wiring.name} ({wiring.example}): of {y_pred.size} outputs for new inputs, "
                f"{before:.1%} were right before training and {after:.1%} are after it"
            )
            words = [examples.classes[i] for i in y_pred[0]]
            shown = examples.shown[n_train]
            run.print(f"    {' '.join(map(written, shown))} -> {' '.join(words)}")
            drawn.append((wiring, shown, words))
        draw_unrolled(run, drawn)

    def test(self, run, network, iteration):
        """A network's answers for the test instances; records the share that is right."""
        X_test, y_test = (part[network.n_train :] for part in network.examples[:2])
        y_pred = run.session.run(network.predicted, feed_dict={network.X: X_test})
        run.record(iteration, **{f"right {network.wiring.name}": np.mean(y_pred == y_test)})
        return y_pred  # [n_test, n_output_steps]


def written(shown):
    """An input as text: a word as it is, a picture as # and . with its rows between bars."""
    if isinstance(shown, str):
        return shown
    return "|".join("".join("#" if pixel > 0.5 else "." for pixel in row) for row in shown)
