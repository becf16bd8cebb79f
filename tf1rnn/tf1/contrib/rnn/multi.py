"""MultiRNNCell: cells stacked into a deep RNN, and what becomes of a cell that occurs twice."""

from collections.abc import Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import RNNCell, assert_like_rnncell
from tf1rnn.tf1.start.loading import compat


class MultiRNNCell(compat.nn.rnn_cell.MultiRNNCell, RNNCell):
    """A deep RNN: each cell's output is the input of the cell above (lesson, topic 7).

    The output is that of the last cell. The state is a tuple of every cell's state or, if
    `state_is_tuple` is False, these side by side in one tensor `[batch_size, sum of sizes]`.

    The layers of a cell that occurs twice, as in `[basic_cell] * n_layers`, share its weights.
    Where they cannot, because their inputs differ in size, TensorFlow 1.15 raised an error; here
    each layer gets its own weights, as in TensorFlow 1.0, with a remark.

    Raises ValueError without cells, or where `state_is_tuple` is False and a cell's state is a
    tuple; TypeError if `cells` is not a list or contains something that is not a cell.
    """

    def __init__(self, cells: Sequence, state_is_tuple: bool = True):
        if isinstance(cells, (list, tuple)):
            for number, cell in enumerate(cells):
                assert_like_rnncell(f"cells[{number}]", cell)
        super().__init__(cells, state_is_tuple)

    def call(self, inputs, state):
        """The output and the next state; on the first call, find out which cells share weights."""
        if "_settled" not in self.__dict__:
            self.__dict__["_settled"] = True
            below = [cell.output_size for cell in self._cells[:-1]]
            self._cells = able_to_share(self._cells, [inputs.shape[-1], *below])
        return super().call(inputs, state)


def able_to_share(cells: Sequence, input_sizes: Sequence) -> Sequence:
    """The cells of layers; copies, with a remark, if one would take inputs of several sizes."""
    sizes: dict[int, set] = {}
    for cell, size in zip(cells, input_sizes, strict=True):
        for part in _parts(cell):
            sizes.setdefault(id(part), set()).add(str(size))
    if all(len(of_part) == 1 for of_part in sizes.values()):
        return cells
    tf.logging.log_first_n(
        tf.logging.WARN,
        "One cell serves several layers whose inputs differ in size, which TensorFlow 1.15 "
        "refused: each layer gets weights of its own, as in TensorFlow 1.0.",
        1,
    )
    return with_own_weights(cells)


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
