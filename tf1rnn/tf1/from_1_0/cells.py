"""Layers of TensorFlow 1.0: a cell that occurs twice has weights of its own in each layer."""

from collections.abc import Sequence

from tf1rnn.tf1.contrib import rnn
from tf1rnn.tf1.contrib.rnn.multi import with_own_weights

__all__ = ["MultiRNNCell", "stack_bidirectional_dynamic_rnn", "stack_bidirectional_rnn"]


class MultiRNNCell(rnn.MultiRNNCell):
    """A deep RNN, as in the lesson's topic 7: `MultiRNNCell([basic_cell] * n_layers)`.

    A cell that occurs twice is copied for each further layer, so that every layer has its own
    weights. That is what the lesson's listing meant when it was written, for TensorFlow 1.0.
    Otherwise it is the MultiRNNCell of 1.15.
    """

    def __init__(self, cells: Sequence, state_is_tuple: bool = True):
        if isinstance(cells, (list, tuple)):
            cells = with_own_weights(cells)
        super().__init__(cells, state_is_tuple)


def stack_bidirectional_rnn(cells_fw: list, cells_bw: list, *args, **kwargs):
    """Stacked bidirectional layers, as in 1.15, each with weights of its own."""
    return rnn.stack_bidirectional_rnn(*_of_layers(cells_fw, cells_bw), *args, **kwargs)


def stack_bidirectional_dynamic_rnn(cells_fw: list, cells_bw: list, *args, **kwargs):
    """Stacked bidirectional layers, as in 1.15, each with weights of its own."""
    return rnn.stack_bidirectional_dynamic_rnn(*_of_layers(cells_fw, cells_bw), *args, **kwargs)


def _of_layers(cells_fw, cells_bw) -> tuple:
    if not (isinstance(cells_fw, list) and isinstance(cells_bw, list)):
        return cells_fw, cells_bw  # which the functions of 1.15 refuse
    cells = with_own_weights([*cells_fw, *cells_bw])
    return cells[: len(cells_fw)], cells[len(cells_fw) :]
