"""RNNCell and LayerRNNCell, the bases of all recurrent cells, and functions that they share."""

import copy

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import compat

ASSERT_LIKE_RNNCELL_ERROR_REGEXP = "is not an RNNCell"  # what assert_like_rnncell's message holds
LSTMStateTuple = compat.nn.rnn_cell.LSTMStateTuple


class RNNCell(compat.nn.rnn_cell.RNNCell):
    """The base of every recurrent cell: inputs and state of a step in, output and next state out.

    `cell(inputs, state)` takes inputs `[batch_size, n_inputs]` and a state of `cell.state_size`
    (an int, or a tuple of them), and gives the output `[batch_size, cell.output_size]` and the
    next state. A cell of your own defines `state_size`, `output_size` and `call`.
    """

    def __new__(cls, *args, **kwargs):
        cell = super().__new__(cls, *args, **kwargs)
        # MultiRNNCell copies a repeated cell from these. They bypass the attribute tracking of
        # Keras, which would wrap the lists and dictionaries among them.
        cell.__dict__["_arguments"] = _Arguments((args, kwargs))
        return cell


class _Arguments(tuple):
    """Arguments, whose deep copy has the same tensors: only the graph's operations make those."""

    def __deepcopy__(self, memo):
        def copied(part):
            return part if tf.is_tensor(part) else copy.deepcopy(part, memo)

        return _Arguments(tf.nest.map_structure(copied, tuple(self)))


class LayerRNNCell(RNNCell):
    """A cell that makes its variables in `build`, when it is first called."""

    def __call__(self, inputs, state, scope=None, *args, **kwargs):
        return compat.layers.Layer.__call__(self, inputs, state, *args, scope=scope, **kwargs)


def assert_like_rnncell(argument: str, cell) -> None:
    """Raise TensorFlow 1's TypeError, naming `argument`, unless `cell` can serve as a cell."""
    missing = []
    if not hasattr(cell, "output_size"):
        missing.append("'output_size' property is missing")
    if not hasattr(cell, "state_size"):
        missing.append("'state_size' property is missing")
    if not hasattr(cell, "zero_state") and not hasattr(cell, "get_initial_state"):
        missing.append("either 'zero_state' or 'get_initial_state' method is required")
    if not callable(cell):
        missing.append("is not callable")
    if missing:
        raise TypeError(
            f"The argument {argument!r} ({cell}) is not an RNNCell: {', '.join(missing)}."
        )


def known_depth(shape) -> int:
    """The last dimension of `shape`, which sets a kernel's size; ValueError if unknown."""
    depth = tf.dimension_value(tf.TensorShape(shape)[-1])
    if depth is None:
        raise ValueError(f"Expected inputs.shape[-1] to be known, saw shape: {shape}")
    return depth
