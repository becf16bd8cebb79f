"""BeamSearchDecoder: hold the best hypotheses of each sequence, extend each by every token."""

import collections

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import assert_like_rnncell
from tf1rnn.tf1.contrib.seq2seq import beam_scores
from tf1rnn.tf1.contrib.seq2seq.arguments import check_output_layer, scalar, vector
from tf1rnn.tf1.contrib.seq2seq.attention import dimension
from tf1rnn.tf1.contrib.seq2seq.beams import (
    gather_beams,
    gather_tree,
    has_batch,
    merge_beams,
    sorted_array,
    split_beams,
)
from tf1rnn.tf1.contrib.seq2seq.decoder import Decoder
from tf1rnn.tf1.contrib.seq2seq.inference_helpers import embedding_function


class BeamSearchDecoderState(
    collections.namedtuple(
        "BeamSearchDecoderState",
        ["cell_state", "log_probs", "finished", "lengths", "accumulated_attention_probs"],
    )
):
    """The hypotheses: each field `[batch_size, beam_width, ...]`, lengths as int64."""


class BeamSearchDecoderOutput(
    collections.namedtuple("BeamSearchDecoderOutput", ["scores", "predicted_ids", "parent_ids"])
):
    """A step's outputs, each `[batch_size, beam_width]`: parent_ids are the beams extended."""


class FinalBeamSearchDecoderOutput(
    collections.namedtuple(
        "FinalBeamDecoderOutput", ["predicted_ids", "beam_search_decoder_output"]
    )
):
    """`predicted_ids` `[batch_size, n_steps, beam_width]`, the best beam first, and all steps."""


class BeamSearchDecoder(Decoder):
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
        assert_like_rnncell("cell", cell)
        check_output_layer(output_layer, "BeamSearchDecoder")
        self._cell = cell
        self._output_layer = output_layer
        self._beam_width = beam_width
        self._length_penalty_weight = length_penalty_weight
        self._coverage_penalty_weight = coverage_penalty_weight
        self._reorder_tensor_arrays = reorder_tensor_arrays
        self._embedding_fn = embedding_function(embedding)
        first_tokens = vector(start_tokens, "start_tokens", "BeamSearchDecoder")
        self._end_token = scalar(end_token, "end_token", "BeamSearchDecoder")
        self._batch_size = tf.size(start_tokens)
        self._initial_cell_state = self._split(initial_state)
        self._start_tokens = tf.tile(tf.expand_dims(first_tokens, 1), [1, beam_width])
        self._start_inputs = self._embedding_fn(self._start_tokens)
        self._finished = tf.one_hot(
            tf.zeros([self._batch_size], dtype=tf.int32),
            depth=beam_width,
            on_value=False,
            off_value=True,
            dtype=tf.bool,
        )

    @property
    def batch_size(self):
        return self._batch_size

    @property
    def output_size(self):
        beams = tf.TensorShape([self._beam_width])
        return BeamSearchDecoderOutput(scores=beams, predicted_ids=beams, parent_ids=beams)

    @property
    def output_dtype(self):
        dtype = tf.nest.flatten(self._initial_cell_state)[0].dtype
        return BeamSearchDecoderOutput(scores=dtype, predicted_ids=tf.int32, parent_ids=tf.int32)

    @property
    def tracks_own_finished(self) -> bool:
        return True

    def initialize(self, name: str | None = None):
        """Return (finished, first inputs, initial state): only the first beam is alive."""
        dtype = tf.nest.flatten(self._initial_cell_state)[0].dtype
        first_beam = tf.zeros([self._batch_size], dtype=tf.int32)
        log_probs = tf.one_hot(
            first_beam,
            depth=self._beam_width,
            on_value=tf.convert_to_tensor(0.0, dtype=dtype),
            off_value=tf.convert_to_tensor(-np.inf, dtype=dtype),
            dtype=dtype,
        )
        attention = beam_scores.attention_probs(
            self._initial_cell_state, self._coverage_penalty_weight
        )
        initial_state = BeamSearchDecoderState(
            cell_state=self._initial_cell_state,
            log_probs=log_probs,
            finished=self._finished,
            lengths=tf.zeros([self._batch_size, self._beam_width], dtype=tf.int64),
            accumulated_attention_probs=() if attention is None else attention,
        )
        return self._finished, self._start_inputs, initial_state

    def step(self, time, inputs, state, name: str | None = None):
        """Return (BeamSearchDecoderOutput, next state, next inputs, finished)."""
        with tf.name_scope(name, "BeamSearchDecoderStep", (time, inputs, state)):
            inputs = tf.nest.map_structure(self._merged, inputs)
            cell_outputs, next_cell_state = self._cell(inputs, self._merge(state.cell_state))
            cell_outputs = tf.nest.map_structure(self._split_one, cell_outputs)
            next_cell_state = self._split(next_cell_state)
            if self._output_layer is not None:
                cell_outputs = self._output_layer(cell_outputs)
            outputs, next_state = self._extend(cell_outputs, next_cell_state, state)
            next_inputs = tf.cond(
                tf.reduce_all(next_state.finished),
                lambda: self._start_inputs,  # unused after the last step
                lambda: self._embedding_fn(outputs.predicted_ids),
            )
        return outputs, next_state, next_inputs, next_state.finished

    def _extend(self, logits, next_cell_state, state):
        """Extend every hypothesis by every token; select the best `beam_width` of each entry."""
        beam_width, batch_size = self._beam_width, self._batch_size
        not_finished = tf.logical_not(state.finished)
        step_log_probs = beam_scores.mask_finished(
            tf.nn.log_softmax(logits), self._end_token, state.finished
        )
        log_probs = tf.expand_dims(state.log_probs, 2) + step_log_probs
        n_tokens = dimension(logits, -1)
        lengths = self._lengths(state.lengths, not_finished, n_tokens)
        attention = beam_scores.attention_probs(next_cell_state, self._coverage_penalty_weight)
        if attention is not None:
            attention *= tf.expand_dims(tf.cast(not_finished, tf.float32), 2)
            attention = state.accumulated_attention_probs + attention
        scores = beam_scores.scores(
            log_probs,
            lengths,
            self._length_penalty_weight,
            self._coverage_penalty_weight,
            state.finished,
            attention,
        )
        flat_scores = tf.reshape(scores, [batch_size, -1])
        k = tf.convert_to_tensor(beam_width, dtype=tf.int32, name="beam_width")
        best_scores, best = tf.nn.top_k(flat_scores, k=k)
        for ranked in (best_scores, best):
            ranked.set_shape([tf.get_static_value(batch_size), beam_width])

        best_log_probs = gather_beams(
            log_probs, best, batch_size, beam_width * n_tokens, [-1], name="next_beam_probs"
        )
        tokens = tf.cast(tf.mod(best, n_tokens, name="next_beam_word_ids"), tf.int32)
        parents = tf.cast(best / n_tokens, tf.int32, name="next_beam_parent_ids")
        parent_finished = self._gathered(state.finished, parents)
        finished = tf.logical_or(
            parent_finished, tf.equal(tokens, self._end_token), name="next_beam_finished"
        )
        grows = tf.cast(tf.logical_not(parent_finished), tf.int64)
        lengths = self._gathered(state.lengths, parents) + grows
        if attention is not None:
            attention = self._gathered_rows(
                attention, parents, name="next_accumulated_attention_probs"
            )
        next_cell_state = tf.nest.map_structure(
            lambda part: self._gathered_rows(part, parents), next_cell_state
        )
        next_state = BeamSearchDecoderState(
            cell_state=next_cell_state,
            log_probs=best_log_probs,
            finished=finished,
            lengths=lengths,
            accumulated_attention_probs=() if attention is None else attention,
        )
        return BeamSearchDecoderOutput(best_scores, tokens, parents), next_state

    def finalize(self, outputs, final_state, sequence_lengths):
        """Return (FinalBeamSearchDecoderOutput, final state): each beam followed to its start."""
        max_lengths = tf.cast(tf.reduce_max(final_state.lengths, axis=1), tf.int32)
        predicted_ids = gather_tree(
            outputs.predicted_ids, outputs.parent_ids, max_lengths, self._end_token
        )
        if self._reorder_tensor_arrays:
            cell_state = tf.nest.map_structure(
                lambda part: self._sorted(part, outputs.parent_ids, final_state.lengths),
                final_state.cell_state,
            )
            final_state = final_state._replace(cell_state=cell_state)
        return FinalBeamSearchDecoderOutput(predicted_ids, outputs), final_state

    def _lengths(self, lengths, not_finished, n_tokens):
        """Lengths with each token appended, `[batch_size, beam_width, n_tokens]`.

        end_token and what follows it do not count.
        """
        added = tf.one_hot(
            tf.fill([self._batch_size, self._beam_width], self._end_token),
            n_tokens,
            on_value=tf.to_int64(0),
            off_value=tf.to_int64(1),
            dtype=tf.int64,
        )
        added *= tf.expand_dims(tf.cast(not_finished, tf.int64), 2)
        return added + tf.expand_dims(lengths, 2)

    def _gathered(self, values, parents):
        return gather_beams(values, parents, self._batch_size, self._beam_width, [-1])

    def _gathered_rows(self, part, parents, name=None):
        gather_shape = [self._batch_size * self._beam_width, -1]
        if not has_batch(part):
            return part
        return gather_beams(part, parents, self._batch_size, self._beam_width, gather_shape, name)

    def _sorted(self, part, parent_ids, lengths):
        if not isinstance(part, tf.TensorArray):
            return part
        return sorted_array(part, parent_ids, lengths, self._batch_size, self._beam_width)

    def _merged(self, tensor):
        return merge_beams(tensor, self._batch_size, self._beam_width)

    def _split_one(self, tensor):
        return split_beams(tensor, self._batch_size, self._beam_width)

    def _merge(self, state):
        return self._for_each_part(self._merged, state)

    def _split(self, state):
        return self._for_each_part(self._split_one, state)

    def _for_each_part(self, function, state):
        """`function` of each part of the state with a batch; the structure must be state_size's."""
        return tf.nest.map_structure(
            lambda part, _: function(part) if has_batch(part) else part,
            state,
            self._cell.state_size,
        )
