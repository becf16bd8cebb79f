"""Scheduled sampling: training that feeds either the target or the decoder's own output.

Source: Bengio et al. 2015, "Scheduled Sampling for Sequence Prediction with Recurrent Neural
Networks".
"""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.seq2seq import sampling
from tf1rnn.tf1.contrib.seq2seq.decoder import swap_batch_and_time
from tf1rnn.tf1.contrib.seq2seq.helpers import TrainingHelper, step_array
from tf1rnn.tf1.contrib.seq2seq.inference_helpers import embedding_function


class ScheduledEmbeddingTrainingHelper(TrainingHelper):
    """With `sampling_probability`, feeds the embedding of a token drawn from the step's logits.

    embedding: a table or a function, as for GreedyEmbeddingHelper; sampling_probability: a float
    in [0, 1]; seed: of the tokens drawn; scheduling_seed: of the choice between target and token.
    Samples are the tokens drawn, -1 if the target is fed. The rest as TrainingHelper.
    Raises ValueError if `sampling_probability` has a rank above 1.
    """

    def __init__(
        self,
        inputs,
        sequence_length,
        embedding,
        sampling_probability,
        time_major: bool = False,
        seed: int | None = None,
        scheduling_seed: int | None = None,
        name: str | None = None,
    ):
        with tf.name_scope(
            name, "ScheduledEmbeddingSamplingWrapper", [embedding, sampling_probability]
        ):
            self._embedding_fn = embedding_function(embedding)
            self._sampling_probability = _probability(sampling_probability, type(self).__name__)
            self._seed = seed
            self._scheduling_seed = scheduling_seed
            super().__init__(inputs, sequence_length, time_major=time_major, name=name)

    def sample(self, time, outputs, state, name: str | None = None):
        with tf.name_scope(name, "ScheduledEmbeddingTrainingHelperSample", [time, outputs, state]):
            chosen = sampling.bernoulli_sample(
                probs=self._sampling_probability,
                dtype=tf.bool,
                sample_shape=self.batch_size,
                seed=self._scheduling_seed,
            )
            tokens = sampling.categorical_sample(outputs, seed=self._seed)
            return tf.where(chosen, tokens, tf.fill([self.batch_size], -1))

    def next_inputs(self, time, outputs, state, sample_ids, name: str | None = None):
        with tf.name_scope(
            name, "ScheduledEmbeddingTrainingHelperNextInputs", [time, outputs, state, sample_ids]
        ):
            finished, targets, state = super().next_inputs(time, outputs, state)

            def mixed():
                sampled = tf.cast(tf.where(sample_ids > -1), tf.int32)
                given = tf.cast(tf.where(sample_ids <= -1), tf.int32)
                tokens = tf.gather_nd(sample_ids, sampled)
                given_inputs = tf.gather_nd(targets, given)
                return _merge(targets, sampled, self._embedding_fn(tokens), given, given_inputs)

            all_finished = tf.reduce_all(finished)
            return finished, tf.cond(all_finished, lambda: targets, mixed), state


class ScheduledOutputTrainingHelper(TrainingHelper):
    """With `sampling_probability`, feeds the step's output itself, for continuous sequences.

    next_inputs_fn: from outputs to inputs, a function or layer; the outputs themselves if left out.
    auxiliary_inputs: shaped as `inputs` up to the last dimension; concatenated to every input.
    seed: of the choice between target and output.
    Samples are 1 if the output is fed, else 0. The rest as TrainingHelper.
    Raises ValueError if `sampling_probability` has a rank above 1.
    """

    def __init__(
        self,
        inputs,
        sequence_length,
        sampling_probability,
        time_major: bool = False,
        seed: int | None = None,
        next_inputs_fn: Callable | None = None,
        auxiliary_inputs=None,
        name: str | None = None,
    ):
        with tf.name_scope(
            name,
            "ScheduledOutputTrainingHelper",
            [inputs, auxiliary_inputs, sampling_probability],
        ):
            self._sampling_probability = _probability(sampling_probability, type(self).__name__)
            self._seed = seed
            self._next_inputs_fn = next_inputs_fn
            self._auxiliary_input_tas = None
            if auxiliary_inputs is not None:
                auxiliary_inputs = tf.convert_to_tensor(auxiliary_inputs)
                inputs = tf.concat([inputs, auxiliary_inputs], -1)
                if not time_major:
                    auxiliary_inputs = swap_batch_and_time(auxiliary_inputs)
                self._auxiliary_input_tas = step_array(auxiliary_inputs)
            super().__init__(inputs, sequence_length, time_major=time_major, name=name)

    def sample(self, time, outputs, state, name: str | None = None):
        with tf.name_scope(name, "ScheduledOutputTrainingHelperSample", [time, outputs, state]):
            return sampling.bernoulli_sample(
                probs=self._sampling_probability,
                sample_shape=self.batch_size,
                seed=self._seed,
            )

    def next_inputs(self, time, outputs, state, sample_ids, name: str | None = None):
        with tf.name_scope(
            name, "ScheduledOutputTrainingHelperNextInputs", [time, outputs, state, sample_ids]
        ):
            finished, targets, state = super().next_inputs(time, outputs, state)
            chosen = tf.cast(sample_ids, tf.bool)

            def with_auxiliary(values, indices=None):
                if self._auxiliary_input_tas is None:
                    return values
                auxiliary = self._auxiliary_input_tas.read(time + 1)
                if indices is not None:
                    auxiliary = tf.gather_nd(auxiliary, indices)
                return tf.concat([values, auxiliary], -1)

            def mixed():
                if self._next_inputs_fn is None:
                    return tf.where(chosen, with_auxiliary(outputs), targets)
                sampled = tf.cast(tf.where(chosen), tf.int32)
                given = tf.cast(tf.where(tf.logical_not(chosen)), tf.int32)
                sampled_outputs = tf.gather_nd(outputs, sampled)
                given_inputs = tf.gather_nd(targets, given)
                sampled_inputs = with_auxiliary(self._next_inputs_fn(sampled_outputs), sampled)
                return _merge(targets, sampled, sampled_inputs, given, given_inputs)

            all_finished = tf.reduce_all(finished)
            none_chosen = tf.logical_not(tf.reduce_any(chosen))
            only_targets = tf.logical_or(all_finished, none_chosen)
            return finished, tf.cond(only_targets, lambda: targets, mixed), state


def _probability(value, owner: str):
    value = tf.convert_to_tensor(value, name="sampling_probability")
    if value.get_shape().ndims not in (0, 1):
        raise ValueError(
            f"{owner}: sampling_probability must be a scalar or a vector, but has shape "
            f"{value.get_shape()}"
        )
    return value


def _merge(like, sampled, sampled_inputs, given, given_inputs):
    """Inputs shaped as `like`: the sampled ones at their indices, the given ones at theirs."""
    shape = tf.shape(like)
    return tf.scatter_nd(sampled, sampled_inputs, shape) + tf.scatter_nd(given, given_inputs, shape)
