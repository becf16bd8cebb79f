"""Functions that unroll cells, and small functions about shapes that programs use with them."""

from collections.abc import Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.multi import able_to_share

static_rnn = tf.nn.static_rnn
static_bidirectional_rnn = tf.nn.static_bidirectional_rnn
static_state_saving_rnn = tf.nn.static_state_saving_rnn


def stack_bidirectional_rnn(
    cells_fw: list,
    cells_bw: list,
    inputs,
    initial_states_fw: list | None = None,
    initial_states_bw: list | None = None,
    dtype=None,
    sequence_length=None,
    scope=None,
):
    """Stacked bidirectional layers, each unrolled as by static_bidirectional_rnn.

    `inputs` is a list of `[batch_size, n_inputs]`, one a step; a layer's inputs are the outputs of
    both cells of the layer below, `[batch_size, sum of output sizes]`. Gives the outputs of the
    last layer (a list), and a tuple of the layers' final states for each direction. A cell that
    occurs twice shares its weights, as in MultiRNNCell.

    Raises ValueError unless cells and initial states are lists of the same length.
    """
    layers = _layers(cells_fw, cells_bw, initial_states_fw, initial_states_bw, inputs[0])
    states_fw, states_bw = [], []
    with tf.variable_scope(scope or "stack_bidirectional_rnn"):
        for number, (cell_fw, cell_bw, state_fw, state_bw) in enumerate(layers):
            with tf.variable_scope(f"cell_{number}") as cell_scope:
                inputs, state_fw, state_bw = static_bidirectional_rnn(
                    cell_fw,
                    cell_bw,
                    inputs,
                    initial_state_fw=state_fw,
                    initial_state_bw=state_bw,
                    sequence_length=sequence_length,
                    dtype=dtype,
                    scope=cell_scope,
                )
            states_fw.append(state_fw)
            states_bw.append(state_bw)
    return inputs, tuple(states_fw), tuple(states_bw)


def stack_bidirectional_dynamic_rnn(
    cells_fw: list,
    cells_bw: list,
    inputs,
    initial_states_fw: list | None = None,
    initial_states_bw: list | None = None,
    dtype=None,
    sequence_length=None,
    parallel_iterations: int | None = None,
    time_major: bool = False,
    scope=None,
    swap_memory: bool = False,
):
    """Stacked bidirectional layers, each unrolled as by bidirectional_dynamic_rnn.

    `inputs` is `[batch_size, n_steps, n_inputs]`, or `[n_steps, batch_size, n_inputs]` if
    `time_major`. Gives the outputs of the last layer in the same order, `[..., sum of output
    sizes]`, and a tuple of the layers' final states for each direction. A cell that occurs twice
    shares its weights, as in MultiRNNCell.

    Raises ValueError unless cells and initial states are lists of the same length.
    """
    layers = _layers(cells_fw, cells_bw, initial_states_fw, initial_states_bw, inputs)
    states_fw, states_bw = [], []
    with tf.variable_scope(scope or "stack_bidirectional_rnn"):
        for number, (cell_fw, cell_bw, state_fw, state_bw) in enumerate(layers):
            with tf.variable_scope(f"cell_{number}"):
                outputs, (state_fw, state_bw) = tf.nn.bidirectional_dynamic_rnn(
                    cell_fw,
                    cell_bw,
                    inputs,
                    initial_state_fw=state_fw,
                    initial_state_bw=state_bw,
                    sequence_length=sequence_length,
                    parallel_iterations=parallel_iterations,
                    dtype=dtype,
                    swap_memory=swap_memory,
                    time_major=time_major,
                )
                inputs = tf.concat(outputs, 2)
            states_fw.append(state_fw)
            states_bw.append(state_bw)
    return inputs, tuple(states_fw), tuple(states_bw)


def _layers(cells_fw, cells_bw, initial_states_fw, initial_states_bw, inputs) -> list:
    """(forward cell, backward cell, initial state of each) of every layer, checked."""
    directions = (("fw", cells_fw, initial_states_fw), ("bw", cells_bw, initial_states_bw))
    for direction, cells, _ in directions:
        if not cells:
            raise ValueError(f"Must specify at least one {direction} cell for BidirectionalRNN.")
        if not isinstance(cells, list):
            raise ValueError(f"cells_{direction} must be a list of RNNCells (one per layer).")
    if len(cells_fw) != len(cells_bw):
        raise ValueError("Forward and Backward cells must have the same depth.")
    n_layers = len(cells_fw)
    for direction, _, states in directions:
        if states is not None and not (isinstance(states, list) and len(states) == n_layers):
            raise ValueError(
                f"initial_states_{direction} must be a list of state tensors (one per layer)."
            )
    n_outputs = [fw.output_size + bw.output_size for fw, bw in zip(cells_fw, cells_bw, strict=True)]
    input_sizes = [inputs.shape[-1], *n_outputs[:-1]]
    cells = able_to_share([*cells_fw, *cells_bw], input_sizes * 2)
    states_fw = initial_states_fw or [None] * n_layers
    states_bw = initial_states_bw or [None] * n_layers
    return list(zip(cells[:n_layers], cells[n_layers:], states_fw, states_bw, strict=True))


def transpose_batch_time(x):
    """`x` with its first two dimensions exchanged; unchanged if it is known to have fewer."""
    x = tf.convert_to_tensor(x)
    if x.shape.rank is not None and x.shape.rank < 2:
        return x
    transposed = tf.transpose(x, tf.concat([[1, 0], tf.range(2, tf.rank(x))], axis=0))
    if x.shape.rank is not None:
        first, second, *rest = x.shape.as_list()
        transposed.set_shape([second, first, *rest])
    return transposed


def best_effort_input_batch_size(flat_input: Sequence):
    """The batch size of time-major inputs, `[n_steps, batch_size, ...]`: an int if it is known.

    Raises ValueError for an input that is known to have fewer than two dimensions.
    """
    for inputs in flat_input:
        if inputs.shape.rank is None:
            continue
        if inputs.shape.rank < 2:
            raise ValueError(f"Expected input tensor {inputs} to have rank at least 2")
        batch_size = tf.dimension_value(inputs.shape[1])
        if batch_size is not None:
            return batch_size
    return tf.shape(flat_input[0])[1]
