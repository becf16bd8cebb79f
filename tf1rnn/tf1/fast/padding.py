"""States a little wider than the cell's, which make their matrix products faster.

Products are slow where rows end within a vector register, and where the length of rows is a power
of two: a column then lies in few of the cache's sets. With 256 units, whose four gates are rows of
4 KiB, an LSTM's products take twice as long as with 264. The units added have no weights, so that
their states and gradients are zeros.
"""

from tf1rnn.tf1 import tf

REGISTER = 8  # float32 values
FEWEST_PADDED = 64  # units; with fewer, the products are not the slow part
STRIDE = 256  # float32 values, 1 KiB: rows of two and more of these are slow


def padding(n_units: int, n_gates: int = 1) -> int:
    """How many units to add to a cell whose kernel has `n_gates` gates of `n_units` units."""
    if n_units < FEWEST_PADDED:
        return 0
    n_padded = -n_units % REGISTER
    row = n_gates * (n_units + n_padded)
    return n_padded + (REGISTER if row % STRIDE == 0 and row > STRIDE else 0)


def widened(values, n_padded: int):
    """The values with `n_padded` more zeros at the end of their last axis."""
    before = [[0, 0]] * (values.shape.rank - 1)
    return tf.pad(values, [*before, [0, n_padded]]) if n_padded else values


def heightened(values, n_padded: int):
    """The values with `n_padded` more zeros at the end of their first axis."""
    return tf.pad(values, [[0, n_padded]] + [[0, 0]] * (values.shape.rank - 1))


def narrowed(values, n_padded: int):
    """The values without the last `n_padded` of their last axis."""
    if not n_padded:
        return values
    # The gradient of tf.slice is a padding; that of values[...] is a kernel that takes far longer.
    *before, width = values.shape.as_list()
    return tf.slice(values, [0] * (len(before) + 1), [*(-1 for _ in before), width - n_padded])


def widened_weights(kernel, bias, n_inputs: int, n_padded: int, n_gates: int = 1):
    """A cell's kernel [n_inputs + n_units, n_gates * n_units] and bias, with more units.

    If its inputs are wider than the cell's own, `n_inputs` is their width.
    """
    n_rows, n_columns = kernel.shape.as_list()
    n_units = n_columns // n_gates
    W_x, W_h = tf.split(tf.reshape(kernel, [n_rows, n_gates, n_units]), [n_rows - n_units, n_units])
    W_x = heightened(W_x, n_inputs - (n_rows - n_units))
    gates = tf.concat([W_x, heightened(W_h, n_padded)], 0)
    biases = tf.reshape(bias, [n_gates, n_units])
    n_columns = n_gates * (n_units + n_padded)
    return (
        tf.reshape(widened(gates, n_padded), [n_inputs + n_units + n_padded, n_columns]),
        tf.reshape(widened(biases, n_padded), [n_columns]),
    )


def unstacked(gradient):
    """The gradients by the states of each step; none if nothing reads the states."""
    # There TensorFlow gives zeros, made by an operation that shows this.
    return None if gradient.op.type == "ZerosLike" else tf.unstack(gradient)
