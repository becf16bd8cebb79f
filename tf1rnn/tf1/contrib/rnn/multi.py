"""MultiRNNCell: cells stacked into a deep RNN, each layer with weights of its own."""

from collections.abc import Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import RNNCell, assert_like_rnncell
from tf1rnn.tf1.start.loading import compat


class MultiRNNCell(compat.nn.rnn_cell.MultiRNNCell, RNNCell):
    """A deep RNN: each cell's output is the input of the cell above (lesson, topic 7).

    The output is that of the last cell. The state is a tuple of every cell's state or, if
    `state_is_tuple` is False, these side by side in one tensor `[batch_size, sum of sizes]`.

    A cell that occurs twice, as in `[basic_cell] * n_layers`, is copied for each further layer, so
    that every layer has its own weights. That is what the lesson's listing meant when it was
    written, for TensorFlow 1.0; TensorFlow 1.15 gave the layers one set of weights, or an error if
    their inputs differ in size.

    Raises ValueError without cells, or where `state_is_tuple` is False and a cell's state is a
    tuple; TypeError if `cells` is not a list or contains something that is not a cell.
    """

    def __init__(self, cells: Sequence, state_is_tuple: bool = True):
        if isinstance(cells, (list, tuple)):
            for number, cell in enumerate(cells):
                assert_like_rnncell(f"cells[{number}]", cell)
            cells = with_own_weights(cells)
        super().__init__(cells, state_is_tuple)


def with_own_weights(cells) -> list:
    """The cells; those that occurred before, or wrap one that did, are copied."""
    seen, own = set(), []
    for cell in cells:
        if seen & {id(part) for part in _parts(cell)}:
            cell = _unbuilt_copy(cell)
        seen |= {id(part) for part in _parts(cell)}
        own.append(cell)
    return own


def _parts(cell) -> list:
    """The cell, and every cell inside it."""
    inner = tf.nest.flatten(getattr(cell, "_arguments", ()))
    return [cell, *(part for wrapped in inner if _is_cell(wrapped) for part in _parts(wrapped))]


def _unbuilt_copy(cell):
    """A cell of the same configuration without variables, and so for the cells inside it."""
    if not hasattr(cell, "_arguments"):
        return type(cell).from_config(cell.get_config())
    args, kwargs = tf.nest.map_structure(
        lambda part: _unbuilt_copy(part) if _is_cell(part) else part, cell._arguments
    )
    return type(cell)(*args, **kwargs)


def _is_cell(value) -> bool:
    return isinstance(value, RNNCell)
