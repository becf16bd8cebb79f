"""How long an operation takes, and the combinations of options to measure it with."""

import itertools
import time
from collections.abc import Iterable, Iterator

from tf1rnn.tf1 import tf

__all__ = ["device", "dict_product", "seconds_per_run"]


def device(use_gpu: bool = False):
    """The device to place operations on: the first GPU, or the CPU."""
    return tf.device("/gpu:0" if use_gpu else "/cpu:0")


def seconds_per_run(op, sess, num_runs: int = 50) -> float:
    """The mean seconds of a run, after two that are not counted."""
    for _ in range(2):
        sess.run(op)
    began = time.time()
    for _ in range(num_runs):
        sess.run(op)
    return (time.time() - began) / num_runs


def dict_product(dicts: dict[str, Iterable]) -> Iterator[dict]:
    """A dictionary for each combination of values."""
    for values in itertools.product(*dicts.values()):
        yield dict(zip(dicts, values, strict=True))
