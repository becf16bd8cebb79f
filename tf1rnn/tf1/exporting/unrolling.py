"""dynamic_rnn without its loop: while a network is built to be exported, its steps are unrolled.

The loop holds the steps in stacks that other runtimes, TensorFlow Lite among them, cannot run.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

MOST_STEPS = 500  # of a sequence; a longer one keeps its loop

_asked = False


@contextlib.contextmanager
def unrolled() -> Iterator[None]:
    """Unroll what dynamic_rnn builds inside, where the number of steps is known."""
    global _asked
    before, _asked = _asked, True
    try:
        yield
    finally:
        _asked = before


def is_asked(n_steps: int | None) -> bool:
    """Whether a sequence of so many steps, None if it is not known, is to be unrolled now."""
    return _asked and n_steps is not None and n_steps <= MOST_STEPS


def unroll(
    cell: Any,
    inputs: Any,
    sequence_length: Any,
    initial_state: Any,
    time_major: bool,
    scope: Any,
    dtype: Any,
) -> tuple[Any, Any]:
    """What dynamic_rnn gives, by a copy of the cell for each step; the variables must exist."""
    from tf1rnn.tf1 import tf

    time, batch = (0, 1) if time_major else (1, 0)
    outputs, ended = [], None
    with tf.variable_scope(scope or "rnn", reuse=True):
        state = initial_state
        if state is None:
            state = cell.zero_state(tf.shape(inputs)[batch], dtype)
        for step, x in enumerate(tf.unstack(inputs, axis=time)):
            output, after = cell(x, state)
            if sequence_length is not None:
                ended = step >= tf.cast(sequence_length, tf.int32)
                output = tf.nest.map_structure(lambda new, e=ended: _where(e, 0 * new, new), output)
                after = tf.nest.map_structure(
                    lambda old, new, e=ended: _where(e, old, new), state, after
                )
            state = after
            outputs.append(output)
        joined = tf.nest.map_structure(lambda *steps: tf.stack(steps, axis=time), *outputs)
    return joined, state


def _where(ended: Any, old: Any, new: Any) -> Any:
    """The old value for the instances that have ended."""
    from tf1rnn.tf1 import tf

    shape = [-1] + [1] * (new.shape.rank - 1)
    return tf.where_v2(tf.reshape(ended, shape), old, new)
