"""The ready-made grids of one, two and three cells."""

import functools
from collections.abc import Callable

from tf1rnn.tf1.contrib.grid_rnn.grid import GridRNNCell
from tf1rnn.tf1.contrib.rnn.cells import BasicLSTMCell, BasicRNNCell, GRUCell, LSTMCell


class _FirstDimensionCell(GridRNNCell):
    """A grid whose first dimension takes the inputs and gives the output, last of all."""

    def __init__(self, num_units, num_dims, cell_fn, is_tuple, tied=False, non_recurrent_fn=None):
        state_is_tuple, output_is_tuple = is_tuple
        super().__init__(
            num_units,
            num_dims,
            input_dims=0,
            output_dims=0,
            priority_dims=0,
            non_recurrent_dims=0 if non_recurrent_fn else None,
            tied=tied,
            cell_fn=cell_fn,
            non_recurrent_fn=non_recurrent_fn,
            state_is_tuple=state_is_tuple,
            output_is_tuple=output_is_tuple,
        )


class Grid1BasicRNNCell(_FirstDimensionCell):
    """A grid of one BasicRNNCell, which reads inputs in the place of its state."""

    def __init__(self, num_units: int, state_is_tuple: bool = True, output_is_tuple: bool = True):
        super().__init__(num_units, 1, BasicRNNCell, (state_is_tuple, output_is_tuple))


class _PairCell(_FirstDimensionCell):
    """A grid of two cells of the class `_CELL`; with `non_recurrent_fn`, one is a dense layer."""

    def __init__(
        self,
        num_units: int,
        tied: bool = False,
        non_recurrent_fn: Callable | None = None,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ):
        is_tuple = state_is_tuple, output_is_tuple
        super().__init__(num_units, 2, self._CELL, is_tuple, tied, non_recurrent_fn)


class Grid2BasicRNNCell(_PairCell):
    """A grid of two BasicRNNCells; with `non_recurrent_fn`, the first is a dense layer."""

    _CELL = BasicRNNCell


class Grid1BasicLSTMCell(_FirstDimensionCell):
    """A grid of one BasicLSTMCell, which reads inputs in the place of its state."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ):
        cell_fn = functools.partial(BasicLSTMCell, forget_bias=forget_bias)
        super().__init__(num_units, 1, cell_fn, (state_is_tuple, output_is_tuple))


class Grid2BasicLSTMCell(_FirstDimensionCell):
    """A grid of two BasicLSTMCells; with `non_recurrent_fn`, the first is a dense layer."""

    def __init__(
        self,
        num_units: int,
        tied: bool = False,
        non_recurrent_fn: Callable | None = None,
        forget_bias: float = 1,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ):
        cell_fn = functools.partial(BasicLSTMCell, forget_bias=forget_bias)
        is_tuple = state_is_tuple, output_is_tuple
        super().__init__(num_units, 2, cell_fn, is_tuple, tied, non_recurrent_fn)


class Grid1LSTMCell(_FirstDimensionCell):
    """A grid of one LSTMCell, which reads inputs in the place of its state."""

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ):
        cell_fn = functools.partial(LSTMCell, use_peepholes=use_peepholes, forget_bias=forget_bias)
        super().__init__(num_units, 1, cell_fn, (state_is_tuple, output_is_tuple))


class _LSTMsCell(_FirstDimensionCell):
    """A grid of `_NUM_DIMS` LSTMCells; with `non_recurrent_fn`, the first is a dense layer."""

    def __init__(
        self,
        num_units: int,
        tied: bool = False,
        non_recurrent_fn: Callable | None = None,
        use_peepholes: bool = False,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ):
        cell_fn = functools.partial(LSTMCell, use_peepholes=use_peepholes, forget_bias=forget_bias)
        is_tuple = state_is_tuple, output_is_tuple
        super().__init__(num_units, self._NUM_DIMS, cell_fn, is_tuple, tied, non_recurrent_fn)


class Grid2LSTMCell(_LSTMsCell):
    """A grid of two LSTMCells; with `non_recurrent_fn`, the first is a dense layer."""

    _NUM_DIMS = 2


class Grid3LSTMCell(_LSTMsCell):
    """A grid of three LSTMCells; with `non_recurrent_fn`, the first is a dense layer."""

    _NUM_DIMS = 3


class Grid2GRUCell(_PairCell):
    """A grid of two GRUCells; with `non_recurrent_fn`, the first is a dense layer."""

    _CELL = GRUCell
