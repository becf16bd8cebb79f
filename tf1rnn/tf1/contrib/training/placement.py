"""tf.contrib.training: which parameter server a variable is placed on.

For `ps_strategy` of tf.train.replica_device_setter.
"""

import hashlib
from collections.abc import Callable

import numpy as np

from tf1rnn.tf1 import tf


class RandomStrategy:
    """The number of a server out of `num_ps_tasks`, from the operation's name and the `seed`."""

    def __init__(self, num_ps_tasks: int, seed: int = 0) -> None:
        self._n_servers, self._seed = num_ps_tasks, seed

    def __call__(self, op) -> int:
        digest = hashlib.md5(f"{op.name}_{self._seed}".encode(), usedforsecurity=False)
        return int(digest.hexdigest(), 16) % self._n_servers


class GreedyLoadBalancingStrategy:
    """The number of the server out of `num_tasks` with the least load so far.

    `load_fn` says how much an operation adds to it, such as `byte_size_load_fn`.
    """

    def __init__(self, num_tasks: int, load_fn: Callable) -> None:
        self._loads, self._load_of = np.zeros(num_tasks), load_fn

    def __call__(self, op) -> int:
        server = int(np.argmin(self._loads))
        self._loads[server] += self._load_of(op)
        return server


def byte_size_load_fn(op) -> int:
    """The bytes of an operation's one output.

    Raises ValueError if it has not one, or if nothing tells its shape.
    """
    if len(op.outputs) != 1:
        raise ValueError(f"Op {op} must have a single output")
    (output,) = op.outputs
    shape = output.shape
    if not shape.is_fully_defined():
        shape = tf.TensorShape(op.get_attr("shape"))
    shape.assert_is_fully_defined()
    return shape.num_elements() * output.dtype.size
