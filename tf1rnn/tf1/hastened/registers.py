"""States as wide as a whole number of vector registers, for the sake of the products they are in.

A product of matrices whose rows end within a register takes up to a third longer. The units added
have no weights: their states and gradients are zeros.
"""

from tf1rnn.tf1 import tf

REGISTER = 8  # float32 values
FEWEST_PADDED = 64  # units; with fewer, the products are not what takes the time


def padding(n_units: int) -> int:
    """How many units to add to so many."""
    return -n_units % REGISTER if n_units >= FEWEST_PADDED else 0


def widened(values, n_padded: int):
    """The values with so many zeros at the end of their last axis."""
    before = [[0, 0]] * (values.shape.rank - 1)
    return tf.pad(values, [*before, [0, n_padded]]) if n_padded else values


def unstacked(gradient, n_padded: int):
    """The gradients by the states of each step, widened; none where nothing reads the states."""
    if gradient.op.type == "ZerosLike":  # what TensorFlow gives there
        return None
    return tf.unstack(widened(gradient, n_padded))
