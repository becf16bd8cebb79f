"""What decoders by beam search share: a step of the cell for all beams, and the way back."""

import collections

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import assert_like_rnncell
from tf1rnn.tf1.contrib.seq2seq import beam_scores
from tf1rnn.tf1.contrib.seq2seq.arguments import check_output_layer
from tf1rnn.tf1.contrib.seq2seq.basic_decoder import layer_output_size
from tf1rnn.tf1.contrib.seq2seq.beam_arrays import sorted_array
from tf1rnn.tf1.contrib.seq2seq.beam_step import (
    BeamSearchDecoderOutput,
    BeamSearchDecoderState,
    beam_search_step,
)
from tf1rnn.tf1.contrib.seq2seq.beams import gather_tree, has_batch


class FinalBeamSearchDecoderOutput(
    collections.namedtuple(
        "FinalBeamDecoderOutput", ["predicted_ids", "beam_search_decoder_output"]
    )
):
    """`predicted_ids` `[batch_size, n_steps, beam_width]`, the best beam first, and all steps."""


class BeamSearchDecoderMixin:
    """Beam search, but for how it starts: a decoder derived from this sets the attributes of that.

    They are _batch_size, _start_tokens `[batch_size, beam_width]`, _start_inputs, _end_token,
    _embedding_fn, _initial_cell_state, and _finished `[batch_size, beam_width]`. The arguments are
    BeamSearchDecoder's; `kwargs` are for the other base class.
    Raises TypeError for a cell or layer of another kind.
    """

    def __init__(
        self,
        cell,
        beam_width: int,
        output_layer=None,
        length_penalty_weight=0.0,
        coverage_penalty_weight=0.0,
        reorder_tensor_arrays: bool = True,
        **kwargs,
    ):
        assert_like_rnncell("cell", cell)
        check_output_layer(output_layer, type(self).__name__)
        super().__init__(**kwargs)
        self._cell = cell
        self._output_layer = output_layer
        self._reorder_tensor_arrays = reorder_tensor_arrays
        self._start_tokens = None
        self._end_token = None
        self._batch_size = None
        self._beam_width = beam_width
        self._length_penalty_weight = length_penalty_weight
        self._coverage_penalty_weight = coverage_penalty_weight

    @property
    def batch_size(self):
        return self._batch_size

    @property
    def output_size(self):
        beams = tf.TensorShape([self._beam_width])
        return BeamSearchDecoderOutput(scores=beams, predicted_ids=beams, parent_ids=beams)

    @property
    def tracks_own_finished(self) -> bool:
        return True

    def _rnn_output_size(self):
        return layer_output_size(self._cell.output_size, self._output_layer)

    def _first_finished(self):
        """Which beams are finished before the first step: all but the first of each sequence."""
        return tf.one_hot(
            tf.zeros([self._batch_size], dtype=tf.int32),
            depth=self._beam_width,
            on_value=False,
            off_value=True,
            dtype=tf.bool,
        )

    def _first_state(self, dtype) -> BeamSearchDecoderState:
        """The state before the first step: only the first beam is alive."""
        log_probs = tf.one_hot(
            tf.zeros([self._batch_size], dtype=tf.int32),
            depth=self._beam_width,
            on_value=tf.convert_to_tensor(0.0, dtype=dtype),
            off_value=tf.convert_to_tensor(-np.inf, dtype=dtype),
            dtype=dtype,
        )
        attention = beam_scores.attention_probs(
            self._initial_cell_state, self._coverage_penalty_weight
        )
        return BeamSearchDecoderState(
            cell_state=self._initial_cell_state,
            log_probs=log_probs,
            finished=self._finished,
            lengths=tf.zeros([self._batch_size, self._beam_width], dtype=tf.int64),
            accumulated_attention_probs=() if attention is None else attention,
        )

    def step(self, time, inputs, state, name: str | None = None):
        """Return (BeamSearchDecoderOutput, next state, next inputs, finished)."""
        with tf.name_scope(name, "BeamSearchDecoderStep", (time, inputs, state)):
            inputs = tf.nest.map_structure(
                lambda t: self._merge_batch_beams(t, s=t.shape[2:]), inputs
            )
            cell_state = self._of_each_part(self._maybe_merge_batch_beams, state.cell_state)
            cell_outputs, next_cell_state = self._cell(inputs, cell_state)
            cell_outputs = tf.nest.map_structure(
                lambda t: self._split_batch_beams(t, t.shape[1:]), cell_outputs
            )
            next_cell_state = self._of_each_part(self._maybe_split_batch_beams, next_cell_state)
            if self._output_layer is not None:
                cell_outputs = self._output_layer(cell_outputs)
            outputs, next_state = beam_search_step(
                time=time,
                logits=cell_outputs,
                next_cell_state=next_cell_state,
                beam_state=state,
                batch_size=self._batch_size,
                beam_width=self._beam_width,
                end_token=self._end_token,
                length_penalty_weight=self._length_penalty_weight,
                coverage_penalty_weight=self._coverage_penalty_weight,
            )
            next_inputs = tf.cond(
                tf.reduce_all(next_state.finished),
                lambda: self._start_inputs,  # unused after the last step
                lambda: self._embedding_fn(outputs.predicted_ids),
            )
        return outputs, next_state, next_inputs, next_state.finished

    def finalize(self, outputs, final_state, sequence_lengths):
        """Return (FinalBeamSearchDecoderOutput, final state): each beam followed to its start."""
        max_lengths = tf.cast(tf.reduce_max(final_state.lengths, axis=1), tf.int32)
        predicted_ids = gather_tree(
            outputs.predicted_ids, outputs.parent_ids, max_lengths, self._end_token
        )
        if self._reorder_tensor_arrays:
            cell_state = tf.nest.map_structure(
                lambda t: self._maybe_sort_array_beams(t, outputs.parent_ids, final_state.lengths),
                final_state.cell_state,
            )
            final_state = final_state._replace(cell_state=cell_state)
        return FinalBeamSearchDecoderOutput(predicted_ids, outputs), final_state

    def _merge_batch_beams(self, t, s=None):
        """`[batch_size * beam_width, *s]` from `[batch_size, beam_width, *s]`."""
        shape = tf.shape(t)
        n_beams = self._batch_size * self._beam_width
        merged = tf.reshape(t, tf.concat([[n_beams], shape[2:]], 0))
        merged.set_shape(_shape([tf.get_static_value(n_beams)], s, t.shape[2:]))
        return merged

    def _split_batch_beams(self, t, s=None):
        """`[batch_size, beam_width, *s]` from `[batch_size * beam_width, *s]`."""
        shape = tf.shape(t)
        beams = [self._batch_size, self._beam_width]
        split = tf.reshape(t, tf.concat([beams, shape[1:]], 0))
        beams = [tf.get_static_value(self._batch_size), self._beam_width]
        split.set_shape(_shape(beams, s, t.shape[1:]))
        return split

    def _maybe_merge_batch_beams(self, t, s):
        """A part of a state, its beams merged if it has a batch; s: the part's size."""
        return self._merge_batch_beams(t, s) if has_batch(t) else t

    def _maybe_split_batch_beams(self, t, s):
        """A part of a state, its beams split if it has a batch; s: the part's size."""
        return self._split_batch_beams(t, s) if has_batch(t) else t

    def _maybe_sort_array_beams(self, t, parent_ids, sequence_length):
        """A part of a state, each beam's own past in it if it is an array."""
        if not isinstance(t, tf.TensorArray):
            return t
        return sorted_array(t, parent_ids, sequence_length, self._batch_size, self._beam_width)

    def _of_each_part(self, function, state):
        """`function` of each part of a state and its size; the structure must be state_size's."""
        return tf.nest.map_structure(function, state, self._cell.state_size)


def _shape(beams: list, size, static_size):
    """The shape of a part of a state; its size may be left out, or known at run time only."""
    size = static_size if size is None or tf.is_tensor(size) else size
    return tf.TensorShape(beams).concatenate(size)
