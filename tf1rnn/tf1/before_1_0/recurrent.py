"""Functions that unroll a cell, of TensorFlow before 1.0: in the variable scopes RNN and BiRNN."""

from collections.abc import Callable, Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph.seeds import count

__all__ = [
    "bidirectional_dynamic_rnn",
    "bidirectional_rnn",
    "dynamic_rnn",
    "raw_rnn",
    "rnn",
    "state_saving_rnn",
]


def rnn(
    cell,
    inputs: Sequence,
    initial_state=None,
    dtype=None,
    sequence_length=None,
    scope=None,
):
    """Unroll the cell over a list of steps `[batch_size, n_inputs]`: (outputs, final state).

    Past `sequence_length`, outputs are zeros and the state does not change. It was renamed
    static_rnn in 1.0, where its scope became "rnn".
    """
    if sequence_length is not None:
        count(-6 if _size(inputs[0], 0) is None else -7)
    outputs, state = tf.nn.static_rnn(
        cell, inputs, initial_state, dtype, sequence_length, scope or "RNN"
    )
    if sequence_length is not None:
        count(2 * len(inputs) * _parts(cell) + 2)
    return outputs, state


def state_saving_rnn(
    cell, inputs: Sequence, state_saver, state_name, sequence_length=None, scope=None
):
    """`rnn`, whose state is read from `state_saver` before and saved to it after."""
    return tf.nn.static_state_saving_rnn(
        cell, inputs, state_saver, state_name, sequence_length, scope or "RNN"
    )


def dynamic_rnn(
    cell,
    inputs,
    sequence_length=None,
    initial_state=None,
    dtype=None,
    parallel_iterations: int | None = None,
    swap_memory: bool = False,
    time_major: bool = False,
    scope=None,
):
    """tf.nn.dynamic_rnn in the scope "RNN": outputs `[batch_size, n_steps, output_size]`, state."""
    batch_size, n_steps = (_size(inputs, axis) for axis in ((1, 0) if time_major else (0, 1)))
    # How many operations more or fewer 0.12's loop has, before the cell is called and after.
    count(-16 if batch_size is None else -5)
    if batch_size is not None and initial_state is None:
        count(_parts(cell))
    if sequence_length is not None:
        count(-2)
    if time_major:
        count(6)
    outputs, state = tf.nn.dynamic_rnn(
        cell,
        inputs,
        sequence_length,
        initial_state,
        dtype,
        parallel_iterations,
        swap_memory,
        time_major,
        scope or "RNN",
    )
    count(-8 if batch_size is None or n_steps is None else -9)
    if sequence_length is not None:
        count(2 + _parts(cell))
    if time_major:
        count(6)
    return outputs, state


def raw_rnn(cell, loop_fn: Callable, parallel_iterations=None, swap_memory=False, scope=None):
    """tf.nn.raw_rnn in the scope "RNN"."""
    return tf.nn.raw_rnn(cell, loop_fn, parallel_iterations, swap_memory, scope or "RNN")


def bidirectional_rnn(
    cell_fw,
    cell_bw,
    inputs: Sequence,
    initial_state_fw=None,
    initial_state_bw=None,
    dtype=None,
    sequence_length=None,
    scope=None,
):
    """Unroll a cell forwards and one backwards over a list of steps `[batch_size, n_inputs]`.

    Returns (outputs side by side, `[batch_size, sum of output sizes]` for each step, final state
    forwards, final state backwards). Raises TypeError unless `inputs` is a list, ValueError where
    it is empty.
    """
    if not isinstance(inputs, (list, tuple)):
        raise TypeError("inputs must be a list")
    if not inputs:
        raise ValueError("inputs must not be empty")
    with tf.variable_scope(scope or "BiRNN"):
        with tf.variable_scope("FW") as scope_fw:
            outputs_fw, state_fw = rnn(
                cell_fw, inputs, initial_state_fw, dtype, sequence_length, scope_fw
            )
        with tf.variable_scope("BW") as scope_bw:
            outputs_bw, state_bw = rnn(
                cell_bw,
                _reversed(inputs, sequence_length),
                initial_state_bw,
                dtype,
                sequence_length,
                scope_bw,
            )
    outputs_bw = _reversed(outputs_bw, sequence_length)
    steps = zip(outputs_fw, outputs_bw, strict=True)
    return [tf.concat(step, 1) for step in steps], state_fw, state_bw


def bidirectional_dynamic_rnn(
    cell_fw,
    cell_bw,
    inputs,
    sequence_length=None,
    initial_state_fw=None,
    initial_state_bw=None,
    dtype=None,
    parallel_iterations: int | None = None,
    swap_memory: bool = False,
    time_major: bool = False,
    scope=None,
):
    """Run a cell forwards and one backwards over `inputs`, `[batch_size, n_steps, n_inputs]`.

    Returns ((outputs forwards, outputs backwards), (final state forwards, backwards)).
    """
    time_axis, batch_axis = (0, 1) if time_major else (1, 0)
    more = {
        "dtype": dtype,
        "parallel_iterations": parallel_iterations,
        "swap_memory": swap_memory,
        "time_major": time_major,
    }

    def turn(sequences):
        if sequence_length is None:
            return tf.reverse(sequences, [time_axis])
        return tf.reverse_sequence(
            sequences, sequence_length, seq_axis=time_axis, batch_axis=batch_axis
        )

    with tf.variable_scope(scope or "BiRNN"):
        with tf.variable_scope("FW") as scope_fw:
            outputs_fw, state_fw = dynamic_rnn(
                cell_fw, inputs, sequence_length, initial_state_fw, scope=scope_fw, **more
            )
        with tf.variable_scope("BW") as scope_bw:
            outputs_bw, state_bw = dynamic_rnn(
                cell_bw, turn(inputs), sequence_length, initial_state_bw, scope=scope_bw, **more
            )
    return (outputs_fw, turn(outputs_bw)), (state_fw, state_bw)


def _reversed(steps, lengths):
    """The steps from the last to the first; of each sequence only its own, if lengths are given."""
    if lengths is None:
        return list(reversed(steps))
    turned = tf.reverse_sequence(tf.stack(steps), lengths, seq_axis=0, batch_axis=1)
    turned = tf.unstack(turned)
    for step, given in zip(turned, steps, strict=True):
        step.set_shape(given.get_shape())
    return turned


def _size(tensor, axis: int) -> int | None:
    shape = tf.convert_to_tensor(tensor).get_shape()
    return None if shape.rank is None else tf.dimension_value(shape[axis])


def _parts(cell) -> int:
    return len(tf.nest.flatten(cell.state_size))
