"""dynamic_decode: run a Decoder step by step until every sequence of the batch is finished."""

import abc
import contextlib

from tf1rnn.tf1 import tf


class Decoder(abc.ABC):
    """What `dynamic_decode` runs: starts a batch of sequences, then extends each by a step.

    Besides the two methods below a decoder has the properties `batch_size` (integer scalar),
    `output_size` and `output_dtype`: the shapes, batch left out, and types of a step's outputs,
    in the structure in which `step` returns them.
    """

    @property
    def batch_size(self):
        """Number of sequences, an integer scalar."""
        raise NotImplementedError

    @property
    def output_size(self):
        """Shape of one sequence's outputs at one step, in the structure of the outputs."""
        raise NotImplementedError

    @property
    def output_dtype(self):
        """Type of the outputs, in the structure of the outputs."""
        raise NotImplementedError

    @abc.abstractmethod
    def initialize(self, name: str | None = None):
        """Return (finished `[batch_size]`, first inputs, initial state)."""

    @abc.abstractmethod
    def step(self, time, inputs, state, name: str | None = None):
        """Return (outputs, next state, next inputs, finished `[batch_size]`) of step `time`."""

    def finalize(self, outputs, final_state, sequence_lengths):
        """Return (outputs, final state) given all steps' outputs, time major; may be left out."""
        raise NotImplementedError

    @property
    def tracks_own_finished(self) -> bool:
        """True if `step` returns which sequences are finished so far, not just at this step.

        Beam search needs this: its beams change places from step to step.
        """
        return False


def dynamic_decode(
    decoder: Decoder,
    output_time_major: bool = False,
    impute_finished: bool = False,
    maximum_iterations=None,
    parallel_iterations: int = 32,
    swap_memory: bool = False,
    scope=None,
    **kwargs,
):
    """Run `decoder` until all sequences are finished, for at most `maximum_iterations` steps.

    `output_time_major` saves the transposition of the outputs to batch major.
    `impute_finished` gives zero outputs and an unchanged state after a sequence's end, so that the
    final state is the state at that end.
    `kwargs` are for decoders that are layers; the decoders here take none.

    Returns (outputs, final state, lengths `[batch_size]`); outputs are
    `[batch_size, n_steps, ...]`, or `[n_steps, batch_size, ...]` if time major.
    Raises TypeError unless `decoder` is a Decoder, ValueError unless `maximum_iterations` is a
    scalar.
    """
    if not isinstance(decoder, Decoder):
        raise TypeError(f"dynamic_decode: decoder must be a Decoder, not {type(decoder).__name__}")

    with tf.variable_scope(scope, "decoder") as variable_scope:
        if variable_scope.caching_device is None:  # read each variable once, not at every step
            variable_scope.set_caching_device(lambda op: op.device)
        if maximum_iterations is not None:
            maximum_iterations = tf.convert_to_tensor(
                maximum_iterations, dtype=tf.int32, name="maximum_iterations"
            )
            if maximum_iterations.get_shape().ndims != 0:
                raise ValueError(
                    "dynamic_decode: maximum_iterations must be a scalar, but has shape "
                    f"{maximum_iterations.get_shape()}"
                )

        initial_finished, initial_inputs, initial_state = decoder.initialize()
        batch_size = decoder.batch_size
        zero_outputs = tf.nest.map_structure(
            lambda shape, dtype: zeros(batch_size, shape, dtype),
            decoder.output_size,
            decoder.output_dtype,
        )
        if maximum_iterations is not None:
            initial_finished = tf.logical_or(initial_finished, maximum_iterations <= 0)
        initial_lengths = tf.zeros_like(initial_finished, dtype=tf.int32)
        initial_time = tf.constant(0, dtype=tf.int32)
        initial_outputs = tf.nest.map_structure(
            lambda shape, dtype: tf.TensorArray(
                dtype,
                size=0,
                dynamic_size=True,
                element_shape=_element_shape(decoder, shape),
            ),
            decoder.output_size,
            decoder.output_dtype,
        )

        def unfinished(time, outputs, state, inputs, finished, lengths):
            return tf.logical_not(tf.reduce_all(finished))

        def body(time, outputs, state, inputs, finished, lengths):
            step_outputs, next_state, next_inputs, step_finished = decoder.step(time, inputs, state)
            tf.nest.assert_same_structure(state, next_state)
            tf.nest.assert_same_structure(outputs, step_outputs)
            tf.nest.assert_same_structure(inputs, next_inputs)
            if decoder.tracks_own_finished:
                next_finished = step_finished
            else:
                next_finished = tf.logical_or(step_finished, finished)
            next_lengths = tf.where(
                tf.logical_not(finished), tf.fill(tf.shape(lengths), time + 1), lengths
            )
            if impute_finished:
                step_outputs = tf.nest.map_structure(
                    lambda zero, output: tf.where(finished, zero, output),
                    zero_outputs,
                    step_outputs,
                )
                next_state = tf.nest.map_structure(
                    lambda old, new: _keep_where(finished, old, new), state, next_state
                )
            outputs = tf.nest.map_structure(
                lambda array, output: array.write(time, output), outputs, step_outputs
            )
            return time + 1, outputs, next_state, next_inputs, next_finished, next_lengths

        _, arrays, final_state, _, _, lengths = tf.while_loop(
            unfinished,
            body,
            loop_vars=(
                initial_time,
                initial_outputs,
                initial_state,
                initial_inputs,
                initial_finished,
                initial_lengths,
            ),
            parallel_iterations=parallel_iterations,
            maximum_iterations=maximum_iterations,
            swap_memory=swap_memory,
        )
        outputs = tf.nest.map_structure(lambda array: array.stack(), arrays)
        with contextlib.suppress(NotImplementedError):
            outputs, final_state = decoder.finalize(outputs, final_state, lengths)
        if not output_time_major:
            outputs = tf.nest.map_structure(swap_batch_and_time, outputs)
    return outputs, final_state, lengths


def _element_shape(decoder, shape):
    if not isinstance(shape, tf.TensorShape) or shape.ndims == 0:
        return tf.TensorShape(None)
    batch_size = tf.convert_to_tensor(decoder.batch_size, name="batch_size")
    return tf.TensorShape([tf.get_static_value(batch_size)]).concatenate(shape)


def _keep_where(finished, old, new):
    """`new`, but `old` for the sequences already finished; values without a batch stay `new`."""
    if isinstance(old, tf.TensorArray):
        return new
    new.set_shape(old.shape)
    return new if new.shape.ndims == 0 else tf.where(finished, old, new)


def zeros(batch_size, shape, dtype):
    """Zeros `[batch_size, *shape]`, in the operations in which TensorFlow 1 made a zero state.

    TensorFlow 1 put batch size and shape into the graph a second time, unused; the op-level seeds
    of all later random operations count them.
    """
    result = tf.zeros(tf.concat([_as_vector(batch_size), _as_vector(shape)], 0), dtype=dtype)
    _as_vector(batch_size)
    _as_vector(shape)
    return result


def _as_vector(size):
    if tf.is_tensor(size):
        return tf.expand_dims(size, 0)
    return tf.constant(tf.TensorShape(size).as_list(), dtype=tf.int32)


def swap_batch_and_time(value):
    """`[n_steps, batch_size, ...]` from `[batch_size, n_steps, ...]`, or back; not below rank 2."""
    static_shape = value.get_shape()
    if static_shape.ndims is not None and static_shape.ndims < 2:
        return value
    rank = tf.rank(value)
    swapped = tf.transpose(value, tf.concat([[1, 0], tf.range(2, rank)], axis=0))
    if static_shape.ndims is not None:
        swapped.set_shape([static_shape[1], static_shape[0], *static_shape[2:]])
    return swapped
