"""BasicDecoder: a cell, a helper that chooses the next inputs, and an optional output layer."""

import collections

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import assert_like_rnncell
from tf1rnn.tf1.contrib.seq2seq.arguments import check_output_layer
from tf1rnn.tf1.contrib.seq2seq.decoder import Decoder
from tf1rnn.tf1.contrib.seq2seq.helpers import Helper


class BasicDecoderOutput(collections.namedtuple("BasicDecoderOutput", ["rnn_output", "sample_id"])):
    """A step's outputs: `rnn_output` `[batch_size, output_size]` and what the helper sampled."""


class BasicDecoder(Decoder):
    """Each step runs the cell, samples from its output, and lets the helper give the next inputs.

    cell: an RNNCell; helper: a Helper; initial_state: the cell's state to start from;
    output_layer: applied to the cell's output before sampling, for instance a `tf.layers.Dense`
    with one unit for each token.
    Raises TypeError for a cell, helper or layer of another kind.
    """

    def __init__(self, cell, helper, initial_state, output_layer=None):
        assert_like_rnncell("cell", cell)
        if not isinstance(helper, Helper):
            kind = type(helper).__name__
            raise TypeError(f"BasicDecoder: helper must be a Helper, not {kind}")
        check_output_layer(output_layer, "BasicDecoder")
        self._cell = cell
        self._helper = helper
        self._initial_state = initial_state
        self._output_layer = output_layer

    @property
    def batch_size(self):
        return self._helper.batch_size

    @property
    def output_size(self):
        return BasicDecoderOutput(
            rnn_output=self._rnn_output_size(), sample_id=self._helper.sample_ids_shape
        )

    @property
    def output_dtype(self):
        state_dtype = tf.nest.flatten(self._initial_state)[0].dtype
        return BasicDecoderOutput(
            rnn_output=tf.nest.map_structure(lambda _: state_dtype, self._rnn_output_size()),
            sample_id=self._helper.sample_ids_dtype,
        )

    def initialize(self, name: str | None = None):
        """Return (finished, first inputs, initial state)."""
        return (*self._helper.initialize(), self._initial_state)

    def step(self, time, inputs, state, name: str | None = None):
        """Return (BasicDecoderOutput, next state, next inputs, finished)."""
        with tf.name_scope(name, "BasicDecoderStep", (time, inputs, state)):
            outputs, state = self._cell(inputs, state)
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            sample_ids = self._helper.sample(time=time, outputs=outputs, state=state)
            finished, next_inputs, next_state = self._helper.next_inputs(
                time=time, outputs=outputs, state=state, sample_ids=sample_ids
            )
        return BasicDecoderOutput(outputs, sample_ids), next_state, next_inputs, finished

    def _rnn_output_size(self):
        return layer_output_size(self._cell.output_size, self._output_layer)


def layer_output_size(size, layer):
    """The size of one output after `layer`: `size` itself without a layer."""
    if layer is None:
        return size
    with_batch = tf.nest.map_structure(lambda s: tf.TensorShape([None]).concatenate(s), size)
    return tf.nest.map_structure(lambda shape: shape[1:], layer.compute_output_shape(with_batch))
