"""BeamSearchDecoder: hold the best hypotheses of each sequence, extend each by every token."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.seq2seq.arguments import scalar, vector
from tf1rnn.tf1.contrib.seq2seq.beam_decoding import BeamSearchDecoderMixin
from tf1rnn.tf1.contrib.seq2seq.beam_step import BeamSearchDecoderOutput
from tf1rnn.tf1.contrib.seq2seq.decoder import Decoder
from tf1rnn.tf1.contrib.seq2seq.inference_helpers import embedding_function


class BeamSearchDecoder(BeamSearchDecoderMixin, Decoder):
    """Beam search for sequences of high probability; no helper, and no gradients.

    cell, output_layer: as BasicDecoder; embedding, start_tokens, end_token: as
    GreedyEmbeddingHelper; initial_state: of batch size batch_size * beam_width, from `tile_batch`.
    length_penalty_weight, coverage_penalty_weight: a and b of Wu et al. 2016, see beam_scores.
    reorder_tensor_arrays: give arrays in the final state, an alignment history for instance, as
    tensors in which each beam has its own past.
    Raises TypeError for a cell or layer of another kind, ValueError for tokens of a wrong rank.
    """

    def __init__(
        self,
        cell,
        embedding,
        start_tokens,
        end_token,
        initial_state,
        beam_width: int,
        output_layer=None,
        length_penalty_weight=0.0,
        coverage_penalty_weight=0.0,
        reorder_tensor_arrays: bool = True,
    ):
        super().__init__(
            cell,
            beam_width,
            output_layer=output_layer,
            length_penalty_weight=length_penalty_weight,
            coverage_penalty_weight=coverage_penalty_weight,
            reorder_tensor_arrays=reorder_tensor_arrays,
        )
        self._embedding_fn = embedding_function(embedding)
        first_tokens = vector(start_tokens, "start_tokens", "BeamSearchDecoder")
        self._end_token = scalar(end_token, "end_token", "BeamSearchDecoder")
        self._batch_size = tf.size(start_tokens)
        self._initial_cell_state = self._of_each_part(self._maybe_split_batch_beams, initial_state)
        self._start_tokens = tf.tile(tf.expand_dims(first_tokens, 1), [1, beam_width])
        self._start_inputs = self._embedding_fn(self._start_tokens)
        self._finished = self._first_finished()

    @property
    def output_dtype(self):
        return BeamSearchDecoderOutput(
            scores=self._dtype(), predicted_ids=tf.int32, parent_ids=tf.int32
        )

    def initialize(self, name: str | None = None):
        """Return (finished, first inputs, initial state): only the first beam is alive."""
        return self._finished, self._start_inputs, self._first_state(self._dtype())

    def _dtype(self):
        return tf.nest.flatten(self._initial_cell_state)[0].dtype
