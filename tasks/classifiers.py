"""Demo 3, the lesson's three digit classifiers side by side."""

from typing import Annotated

from tf1rnn import Option, tf

from .mnist import MNIST
from .mnist_deep import MNISTDeep
from .mnist_lstm import MNISTLSTM
from .parts.digits import evaluate, which_digits

CLASSIFIERS = {"one layer": MNIST, "three layers": MNISTDeep, "LSTM cells": MNISTLSTM}
COLORS = ("tab:orange", "tab:green", "tab:blue")


class Classifiers(MNIST):
    """Train the three digit classifiers of the lesson on the same batches and compare them.

    They are the networks of `mnist`, `mnist_deep` and `mnist_lstm`: one layer of recurrent neurons,
    three layers, and one layer of LSTM cells. Each has its own weights, optimizer and
    initialisation; the batches are the same, and so is the number of training steps. That makes
    the comparison fair: a network that needs longer for a step is not trained for fewer of them.

    On MNIST the LSTM cells begin slowly: after 120 iterations they were behind both others, after
    366 ahead of both. A short run shows the start only, and other digits may tell another story.
    With 150 neurons one layer has 28,360 weights, three layers 118,660, the LSTM cells 108,910.
    """

    topic = 7
    listing = 8
    inside = "look into its networks one by one: mnist, mnist_deep, mnist_lstm"
    quick = {"n_epochs": 3, "iterations_per_epoch": 60}

    n_epochs: Annotated[int, Option(min=1, help="how often the epoch's iterations are done")] = 3

    def construct(self):
        self.networks, values = {}, self.values
        for name, classifier in CLASSIFIERS.items():
            with tf.variable_scope(name.replace(" ", "_")):
                network = classifier(**values)
                network.facts = self.facts
                network.construct()
                self.facts = network.facts
            self.networks[name] = network
        self.mnist = network.mnist

    def execute(self, run):
        mnist, batch_size = self.mnist, self.batch_size
        n_iterations = self.iterations_per_epoch or mnist.train.num_examples // batch_size
        X_test = mnist.test.images.reshape((-1, self.n_steps, self.n_inputs))
        y_test = mnist.test.labels
        training_ops = [network.training_op for network in self.networks.values()]

        run.print("Digits:", self.facts["digits"])
        run.keep("mnist.train", mnist.train)
        for epoch in run.steps(self.n_epochs):
            for iteration in run.steps(n_iterations):
                shuffle = self.shuffle_first_epoch or epoch + iteration > 0
                X_batch, y_batch = mnist.train.next_batch(batch_size, shuffle=shuffle)
                X_batch = X_batch.reshape((-1, self.n_steps, self.n_inputs))
                feed_dict = {}
                for network in self.networks.values():
                    feed_dict |= {network.X: X_batch, network.y: y_batch}
                    feed_dict |= network.only_in_training
                run.session.run(training_ops, feed_dict=feed_dict)
            accuracies = {}
            for name, network in self.networks.items():
                feed_dict = {network.X: X_test, network.y: y_test}
                accuracies[name] = evaluate(network.correct, feed_dict).mean(dtype="f4")
            n_done = (epoch + 1) * n_iterations
            shown = ", ".join(f"{name} {accuracy:.4f}" for name, accuracy in accuracies.items())
            run.print(f"{n_done} iterations, test accuracy: {shown}")
            run.record(n_done, **{f"accuracy {name}": a for name, a in accuracies.items()})
        self.draw(run)

    def draw(self, run):
        """The test accuracy of all three over the iterations."""
        with run.figure("classifiers") as figure:
            axes = figure.subplots()
            for name, color in zip(CLASSIFIERS, COLORS, strict=True):
                axes.plot(*run.recorded(f"accuracy {name}"), ".-", color=color, label=name)
            axes.set(
                title=f"The lesson's three classifiers ({which_digits(run.task)})",
                xlabel="training iteration",
                ylabel="accuracy on the test images",
            )
            axes.grid(alpha=0.3)
            axes.legend(loc="lower right")
