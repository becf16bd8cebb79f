"""Helpers choose a decoder's next inputs: from the targets, or from the tokens just decoded."""

import abc
from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.seq2seq.decoder import swap_batch_and_time


class Helper(abc.ABC):
    """Gives a BasicDecoder samples from its outputs, and the inputs of the next step."""

    @property
    @abc.abstractmethod
    def batch_size(self):
        """Number of sequences, an integer scalar."""

    @property
    @abc.abstractmethod
    def sample_ids_shape(self):
        """Shape of one sequence's sample."""

    @property
    @abc.abstractmethod
    def sample_ids_dtype(self):
        """Type of the samples."""

    @abc.abstractmethod
    def initialize(self, name: str | None = None):
        """Return (finished `[batch_size]`, first inputs)."""

    @abc.abstractmethod
    def sample(self, time, outputs, state, name: str | None = None):
        """Return the samples of step `time`, `[batch_size, *sample_ids_shape]`."""

    @abc.abstractmethod
    def next_inputs(self, time, outputs, state, sample_ids, name: str | None = None):
        """Return (finished `[batch_size]`, inputs of step `time` + 1, next state)."""


class CustomHelper(Helper):
    """A helper made from three functions.

    initialize_fn(): (finished, first inputs); sample_fn(time, outputs, state): samples;
    next_inputs_fn(time, outputs, state, sample_ids): (finished, next inputs, next state).
    Samples are int32 scalars unless `sample_ids_shape` and `sample_ids_dtype` are given.
    """

    def __init__(
        self,
        initialize_fn: Callable,
        sample_fn: Callable,
        next_inputs_fn: Callable,
        sample_ids_shape=None,
        sample_ids_dtype=None,
    ):
        self._initialize_fn = initialize_fn
        self._sample_fn = sample_fn
        self._next_inputs_fn = next_inputs_fn
        self._batch_size = None
        self._sample_ids_shape = tf.TensorShape(sample_ids_shape or [])
        self._sample_ids_dtype = sample_ids_dtype or tf.int32

    @property
    def batch_size(self):
        if self._batch_size is None:
            raise ValueError("CustomHelper: batch_size is known once initialize was called")
        return self._batch_size

    @property
    def sample_ids_shape(self):
        return self._sample_ids_shape

    @property
    def sample_ids_dtype(self):
        return self._sample_ids_dtype

    def initialize(self, name: str | None = None):
        with tf.name_scope(name, "CustomHelperInitialize"):
            finished, next_inputs = self._initialize_fn()
            if self._batch_size is None:
                self._batch_size = tf.size(finished)
        return finished, next_inputs

    def sample(self, time, outputs, state, name: str | None = None):
        with tf.name_scope(name, "CustomHelperSample", (time, outputs, state)):
            return self._sample_fn(time=time, outputs=outputs, state=state)

    def next_inputs(self, time, outputs, state, sample_ids, name: str | None = None):
        with tf.name_scope(name, "CustomHelperNextInputs", (time, outputs, state)):
            return self._next_inputs_fn(
                time=time, outputs=outputs, state=state, sample_ids=sample_ids
            )


class TrainingHelper(Helper):
    """Feeds the targets: each step's input is read from `inputs`, whatever was decoded.

    inputs: `[batch_size, n_steps, ...]`, or `[n_steps, batch_size, ...]` if `time_major`;
    sequence_length: `[batch_size]`. Samples are the most likely tokens, int32 `[batch_size]`.
    Raises ValueError unless `sequence_length` is a vector.
    """

    def __init__(self, inputs, sequence_length, time_major: bool = False, name: str | None = None):
        with tf.name_scope(name, "TrainingHelper", [inputs, sequence_length]):
            inputs = tf.convert_to_tensor(inputs, name="inputs")
            self._inputs = inputs
            if not time_major:
                inputs = swap_batch_and_time(inputs)
            self._input_tas = step_array(inputs)  # subclasses read it by TensorFlow 1's name
            self._sequence_length = tf.convert_to_tensor(sequence_length, name="sequence_length")
            if self._sequence_length.get_shape().ndims != 1:
                raise ValueError(
                    "TrainingHelper: sequence_length must be a vector, but has shape "
                    f"{self._sequence_length.get_shape()}"
                )
            self._zero_inputs = tf.zeros_like(inputs[0, :])
            self._batch_size = tf.size(sequence_length)

    @property
    def inputs(self):
        return self._inputs

    @property
    def sequence_length(self):
        return self._sequence_length

    @property
    def batch_size(self):
        return self._batch_size

    @property
    def sample_ids_shape(self):
        return tf.TensorShape([])

    @property
    def sample_ids_dtype(self):
        return tf.int32

    def initialize(self, name: str | None = None):
        with tf.name_scope(name, "TrainingHelperInitialize"):
            finished = tf.equal(0, self._sequence_length)
            return finished, self._read_unless_all(finished, 0)

    def sample(self, time, outputs, name: str | None = None, **unused_kwargs):
        with tf.name_scope(name, "TrainingHelperSample", [time, outputs]):
            return tf.cast(tf.argmax(outputs, axis=-1), tf.int32)

    def next_inputs(self, time, outputs, state, name: str | None = None, **unused_kwargs):
        with tf.name_scope(name, "TrainingHelperNextInputs", [time, outputs, state]):
            next_time = time + 1
            finished = next_time >= self._sequence_length
            return finished, self._read_unless_all(finished, next_time), state

    def _read_unless_all(self, finished, time):
        all_finished = tf.reduce_all(finished)
        return tf.cond(all_finished, lambda: self._zero_inputs, lambda: self._input_tas.read(time))


def step_array(inp):
    """A TensorArray of the steps of `inp`, `[n_steps, batch_size, ...]`."""
    array = tf.TensorArray(inp.dtype, size=tf.shape(inp)[0], element_shape=inp.get_shape()[1:])
    return array.unstack(inp)
