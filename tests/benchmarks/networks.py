"""What the contestants train: the sizes of the lesson's networks, and their arithmetic."""

from typing import NamedTuple

import numpy as np

MNIST_LAYERS = {"mnist": 1, "mnist_deep": 3, "mnist_lstm": 1}
TASKS = (*MNIST_LAYERS, "time_series", "word_embeddings", "translation")


class Product(NamedTuple):
    """A matrix product [rows, depth] x [depth, columns], computed `times` in a training step.

    Forward it takes 2 * rows * depth * columns floating point operations, and so does each of its
    two gradients; `n_trained` is how many of the depth's inputs need one (the rest are data).
    """

    rows: float
    depth: int
    columns: int
    n_trained: int
    times: float = 1

    @property
    def flops(self) -> float:
        return 2 * self.times * self.rows * self.columns * (2 * self.depth + self.n_trained)


def flops_of_step(task: str, data: dict[str, np.ndarray]) -> float:
    """The floating point operations of a training step's matrix products, forward and backward.

    Counted are the products of a network's layers, the gradients of their weights and those of
    their inputs if these depend on something trained: not those of pixels and values of a series.
    Additions, activation functions, softmax and the optimizer are left out. Padding and the first
    step's product with a state of zeros count as computed.
    """
    return float(sum(product.flops for product in products(task, data)))


def products(task: str, data: dict[str, np.ndarray]) -> list[Product]:
    """The matrix products of a task's network, for one training step."""
    if task in MNIST_LAYERS:
        n_gates = 4 if task == "mnist_lstm" else 1
        layers = [Product(150, 28 + 150, 150 * n_gates, 150, times=28)]
        upper = Product(150, 150 + 150, 150, 300, times=28)
        return [*layers, *[upper] * (MNIST_LAYERS[task] - 1), Product(150, 150, 10, 150)]
    if task == "time_series":
        return [Product(50, 1 + 100, 100, 100, times=20), Product(50, 100, 1, 100, times=20)]
    if task == "word_embeddings":
        # The right word's score is a product of two vectors, for each word of the batch.
        n, size = len(data["check_inputs"]), data["embeddings_shape"][1]
        return [
            Product(n, size, len(data["check_sampled"]), size),
            Product(n, size, 1, size),
        ]
    if task == "translation":
        n = int(data["n_batches"])
        sources = [data[f"source_{i}"] for i in range(n)]
        targets = [data[f"target_{i}"] for i in range(n)]
        size = int(data["n_neurons"])
        n_words = np.mean([ids.size for ids in sources + targets]) * 2
        n_scored = np.mean([np.count_nonzero(ids != data["pad"]) for ids in targets])
        return [
            Product(n_words, 2 * size, 4 * size, 2 * size),
            Product(n_scored, size, int(data["n_target_words"]), size),
        ]
    raise ValueError(task)
