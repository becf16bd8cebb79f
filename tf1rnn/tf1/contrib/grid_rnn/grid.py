"""GridRNNCell: recurrent cells of several dimensions (Kalchbrenner et al. 2015)."""

from collections.abc import Callable, Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import RNNCell, known_depth
from tf1rnn.tf1.contrib.rnn.cells import LSTMCell
from tf1rnn.tf1.start.loading import compat


class GridRNNCell(RNNCell):
    """A grid of `num_dims` recurrent cells, each with an h that all of them see (arXiv:1507.01526).

    At each step the cell of a dimension takes h of every dimension and gives its own new h.
    `input_dims` (a number or a list) share the inputs evenly, whose projection takes the place of
    their state; `output_dims` are those whose new h is the output. `priority_dims` come last
    and see the new h of the others. `non_recurrent_dims` have a dense layer with the activation
    `non_recurrent_fn` (relu) instead of a cell, and no state. `tied` dimensions share their
    weights. `cell_fn(num_units)` makes a cell: an LSTMCell, unless given.

    Output and state are tuples with a part for each such dimension or, unless `output_is_tuple`
    and `state_is_tuple`, these side by side in one tensor.

    Raises ValueError if `num_dims` is not positive, a dimension is not one of them, or a call's
    inputs have an unknown number of columns; TypeError if `cell_fn` does not give a cell.
    """

    def __init__(
        self,
        num_units: int,
        num_dims: int = 1,
        input_dims: int | Sequence[int] | None = None,
        output_dims: int | Sequence[int] | None = None,
        priority_dims: int | Sequence[int] | None = None,
        non_recurrent_dims: int | Sequence[int] | None = None,
        tied: bool = False,
        cell_fn: Callable | None = None,
        non_recurrent_fn: Callable | None = None,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ):
        super().__init__()
        for what, is_tuple in (("state", state_is_tuple), ("output", output_is_tuple)):
            if not is_tuple:
                tf.logging.warn(
                    f"{self}: Using a concatenated {what} is slower and will soon be deprecated.  "
                    f"Use {what}_is_tuple=True."
                )
        if num_dims < 1:
            raise ValueError(f"dims must be >= 1: {num_dims}")
        self._num_units = num_units
        self._num_dims = num_dims
        self._inputs = _numbers(input_dims, num_dims)
        self._outputs = _numbers(output_dims, num_dims)
        priority = _numbers(priority_dims, num_dims)
        self._rounds = [[i for i in range(num_dims) if i not in priority], priority]
        self._non_recurrent = _numbers(non_recurrent_dims, num_dims)
        self._recurrent = [i for i in range(num_dims) if i not in self._non_recurrent]
        self._activation = non_recurrent_fn or tf.nn.relu
        self._tied = tied
        self._state_is_tuple = state_is_tuple
        self._output_is_tuple = output_is_tuple
        cells = [(cell_fn or LSTMCell)(num_units) for _ in range(1 if tied else num_dims)]
        for cell in cells:
            if not isinstance(cell, compat.nn.rnn_cell.RNNCell):
                raise TypeError(f"cell_fn must return an RNNCell instance, saw: {type(cell)}")
        self._cells = cells * num_dims if tied else cells

    @property
    def output_size(self):
        sizes = (self._num_units,) * len(self._outputs)
        return sizes if self._output_is_tuple else sum(sizes)

    @property
    def state_size(self):
        sizes = tuple(self._cells[i].state_size for i in self._recurrent)
        return sizes if self._state_is_tuple else sum(tf.nest.flatten(sizes))

    def __call__(self, inputs, state, scope=None):
        """The output and the next state of a step, in the variable scope of the class's name."""
        cs, hs = self._parts(state)
        with tf.variable_scope(scope or type(self).__name__):
            self._project(inputs, cs, hs)
            new_states, shared = {}, set()
            for dims in self._rounds:
                self._update(dims, cs, hs, new_states, shared)
            output = tuple(hs[i] for i in self._outputs)
            if not self._output_is_tuple:
                output = tf.concat(output, 1) if output else tf.zeros([0, 0])
            new_state = tuple(new_states[i] for i in self._recurrent)
            if not self._state_is_tuple:
                new_state = tf.concat(tf.nest.flatten(new_state), 1)
        return output, new_state

    @property
    def _has_c(self) -> bool:
        """Whether a cell's state holds more than its h."""
        return sum(tf.nest.flatten(self._cells[0].state_size)) > self._num_units

    def _parts(self, state) -> tuple[list, list]:
        """c and h of each dimension, None where it has none."""
        cs, hs = [None] * self._num_dims, [None] * self._num_dims
        n = self._num_units
        if self._state_is_tuple:
            parts = iter(state)
        else:
            n_parts = len(self._recurrent) * (1 + self._has_c)
            parts = iter([tf.slice(state, [0, i * n], [-1, n]) for i in range(n_parts)])
        for i in self._recurrent:
            if not self._has_c:
                hs[i] = next(parts)
            elif self._state_is_tuple:
                cs[i], hs[i] = next(parts)
            else:
                cs[i], hs[i] = next(parts), next(parts)
        return cs, hs

    def _project(self, inputs, cs, hs) -> None:
        """Put projections of the inputs in the place of c and h of the dimensions that take them.

        Inputs of no columns change nothing: a grid that reads its input at the first step alone.
        """
        if not self._inputs or tf.dimension_value(inputs.shape.with_rank(2)[1]) == 0:
            return
        for i, part in zip(self._inputs, tf.split(inputs, len(self._inputs), axis=1), strict=True):
            shape = [known_depth(part.shape), self._num_units]
            hs[i] = tf.matmul(part, tf.get_variable(f"project_m_{i}", shape, part.dtype))
            if self._has_c:
                cs[i] = tf.matmul(part, tf.get_variable(f"project_c_{i}", shape, part.dtype))

    def _update(self, dims, cs, hs, new_states, shared) -> None:
        """Compute the new h of `dims`, into `hs`, and their new states, from the h there are.

        `shared` are the scopes whose variables exist, which dimensions that are tied use again.
        """
        if not dims:
            return
        *others, last = hs
        if others:
            others = tf.concat(others, 1)
        else:
            others = tf.zeros([tf.dimension_value(last.shape[0]), 0], last.dtype)
        for i in dims:
            name = "non_recurrent" if i in self._non_recurrent else "recurrent"
            with tf.variable_scope(name if self._tied else f"{name}/cell_{i}") as scope:
                if name in shared and self._tied:
                    scope.reuse_variables()
                shared.add(name)
                if i in self._non_recurrent:
                    hs[i] = self._dense(
                        last if self._num_dims == 1 else tf.concat([others, last], 1)
                    )
                else:
                    state = last if cs[i] is None else (cs[i], last)
                    hs[i], new_states[i] = self._cells[i](others, state)

    def _dense(self, inputs):
        initializer = tf.get_variable_scope().initializer
        return tf.contrib.layers.fully_connected(
            inputs,
            self._num_units,
            activation_fn=self._activation,
            weights_initializer=initializer or tf.contrib.layers.xavier_initializer(),
        )


def _numbers(dims, num_dims: int) -> list[int]:
    """The dimensions named by a number, a list or None, in order."""
    if dims is None:
        return []
    dims = sorted(set(dims)) if isinstance(dims, Sequence) else [dims]
    if any(not 0 <= i < num_dims for i in dims):
        raise ValueError(f"Invalid dims: {dims}. Must be in [0, {num_dims})")
    return dims
