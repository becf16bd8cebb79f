"""Helpers that decode on their own: each step's inputs come from the outputs before it."""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.seq2seq import sampling
from tf1rnn.tf1.contrib.seq2seq.arguments import scalar, vector
from tf1rnn.tf1.contrib.seq2seq.helpers import Helper


class GreedyEmbeddingHelper(Helper):
    """Feeds the most likely token back, through its embedding, until it is `end_token`.

    embedding: a table `[n_tokens, n_features]`, or a function from ids `[batch_size]` to inputs
    `[batch_size, ...]`; start_tokens: int32 `[batch_size]`; end_token: int32 scalar.
    Raises ValueError unless `start_tokens` is a vector and `end_token` a scalar.
    """

    def __init__(self, embedding, start_tokens, end_token):
        owner = type(self).__name__
        self._embedding_fn = embedding_function(embedding)
        self._start_tokens = vector(start_tokens, "start_tokens", owner)
        self._end_token = scalar(end_token, "end_token", owner)
        self._batch_size = tf.size(start_tokens)
        self._start_inputs = self._embedding_fn(self._start_tokens)

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
        return tf.tile([False], [self._batch_size]), self._start_inputs

    def sample(self, time, outputs, state, name: str | None = None):
        """The most likely tokens, int32 `[batch_size]`; raises TypeError for nested outputs."""
        return tf.argmax(self._logits(outputs), axis=-1, output_type=tf.int32)

    def next_inputs(self, time, outputs, state, sample_ids, name: str | None = None):
        finished = tf.equal(sample_ids, self._end_token)
        all_finished = tf.reduce_all(finished)
        next_inputs = tf.cond(
            all_finished,
            lambda: self._start_inputs,  # unused after the last step
            lambda: self._embedding_fn(sample_ids),
        )
        return finished, next_inputs, state

    def _logits(self, outputs):
        if not tf.is_tensor(outputs):
            kind = type(outputs).__name__
            raise TypeError(f"{type(self).__name__}: outputs must be a single tensor, not a {kind}")
        return outputs


class SampleEmbeddingHelper(GreedyEmbeddingHelper):
    """Feeds back a token drawn from the step's distribution over tokens.

    softmax_temperature: the logits are divided by it; above 1 the draws are more random, below 1
    closer to the most likely token. seed: the draws' seed. The rest as GreedyEmbeddingHelper.
    """

    def __init__(
        self,
        embedding,
        start_tokens,
        end_token,
        softmax_temperature=None,
        seed: int | None = None,
    ):
        super().__init__(embedding, start_tokens, end_token)
        self._softmax_temperature = softmax_temperature
        self._seed = seed

    def sample(self, time, outputs, state, name: str | None = None):
        """Tokens drawn, int32 `[batch_size]`; raises TypeError for nested outputs."""
        logits = self._logits(outputs)
        if self._softmax_temperature is not None:
            logits = logits / self._softmax_temperature
        return sampling.categorical_sample(logits, seed=self._seed)


class InferenceHelper(Helper):
    """Feeds back what `sample_fn` makes from the outputs, until `end_fn` ends the sequence.

    sample_fn(outputs): the sample, `[batch_size, *sample_shape]` of `sample_dtype`;
    start_inputs: `[batch_size, ...]`; end_fn(sample): finished, bool `[batch_size]`;
    next_inputs_fn(sample): the next inputs; the sample itself if left out.
    """

    def __init__(
        self,
        sample_fn: Callable,
        sample_shape,
        sample_dtype,
        start_inputs,
        end_fn: Callable,
        next_inputs_fn: Callable | None = None,
    ):
        self._sample_fn = sample_fn
        self._end_fn = end_fn
        self._sample_shape = tf.TensorShape(sample_shape)
        self._sample_dtype = sample_dtype
        self._next_inputs_fn = next_inputs_fn
        self._batch_size = tf.shape(start_inputs)[0]
        self._start_inputs = tf.convert_to_tensor(start_inputs, name="start_inputs")

    @property
    def batch_size(self):
        return self._batch_size

    @property
    def sample_ids_shape(self):
        return self._sample_shape

    @property
    def sample_ids_dtype(self):
        return self._sample_dtype

    def initialize(self, name: str | None = None):
        return tf.tile([False], [self._batch_size]), self._start_inputs

    def sample(self, time, outputs, state, name: str | None = None):
        return self._sample_fn(outputs)

    def next_inputs(self, time, outputs, state, sample_ids, name: str | None = None):
        next_inputs = (
            sample_ids if self._next_inputs_fn is None else self._next_inputs_fn(sample_ids)
        )
        return self._end_fn(sample_ids), next_inputs, state


def embedding_function(embedding) -> Callable:
    """`embedding` itself if it is a function, else the look-up in this table."""
    if callable(embedding):
        return embedding
    return lambda ids: tf.nn.embedding_lookup(embedding, ids)
