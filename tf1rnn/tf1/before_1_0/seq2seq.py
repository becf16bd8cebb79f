"""tf.nn.seq2seq: the models of tf.contrib.legacy_seq2seq in TensorFlow before 1.0.

Around a cell of that time they build layers of that time (see RNNCell.seq2seq_parts). Two things
were different: a `softmax_loss_function` took (logits, labels) by position, and
one2many_rnn_seq2seq took one cell for all its decoders.
"""

from collections.abc import Callable, Mapping, Sequence

from tf1rnn.tf1.before_1_0.cells import RNNCell, linear
from tf1rnn.tf1.before_1_0.losses import embedding_lookup
from tf1rnn.tf1.before_1_0.recurrent import rnn
from tf1rnn.tf1.before_1_0.variables import get_variable
from tf1rnn.tf1.before_1_0.wrappers import EmbeddingWrapper, OutputProjectionWrapper
from tf1rnn.tf1.contrib import legacy_seq2seq
from tf1rnn.tf1.contrib.legacy_seq2seq import (
    attention_decoder,
    basic_rnn_seq2seq,
    embedding_attention_decoder,
    embedding_attention_seq2seq,
    embedding_rnn_decoder,
    embedding_rnn_seq2seq,
    embedding_tied_rnn_seq2seq,
    rnn_decoder,
    tied_rnn_seq2seq,
)

__all__ = [
    "attention_decoder",
    "basic_rnn_seq2seq",
    "embedding_attention_decoder",
    "embedding_attention_seq2seq",
    "embedding_rnn_decoder",
    "embedding_rnn_seq2seq",
    "embedding_tied_rnn_seq2seq",
    "linear",
    "model_with_buckets",
    "one2many_rnn_seq2seq",
    "rnn_decoder",
    "sequence_loss",
    "sequence_loss_by_example",
    "tied_rnn_seq2seq",
]


class _Parts:
    """The layers before 1.0 that legacy_seq2seq builds models from (see legacy_seq2seq.parts)."""

    embed = EmbeddingWrapper
    lookup = staticmethod(embedding_lookup)
    project = OutputProjectionWrapper
    variable = staticmethod(get_variable)

    @staticmethod
    def linear(args, output_size):
        return linear(args, output_size, True)

    @staticmethod
    def unroll(cell, inputs, dtype, scope=None):
        return rnn(cell, inputs, dtype=dtype, scope=scope)

    @staticmethod
    def another(cell):
        return cell  # which makes other variables in another scope


RNNCell.seq2seq_parts = _Parts


def sequence_loss_by_example(
    logits: Sequence,
    targets: Sequence,
    weights: Sequence,
    average_across_timesteps: bool = True,
    softmax_loss_function: Callable | None = None,
    name: str | None = None,
):
    """Cross entropy of each sequence, `[batch_size]`: tf.contrib.legacy_seq2seq's."""
    return legacy_seq2seq.sequence_loss_by_example(
        logits, targets, weights, average_across_timesteps, _by_name(softmax_loss_function), name
    )


def sequence_loss(
    logits: Sequence,
    targets: Sequence,
    weights: Sequence,
    average_across_timesteps: bool = True,
    average_across_batch: bool = True,
    softmax_loss_function: Callable | None = None,
    name: str | None = None,
):
    """Cross entropy of the batch, a scalar: tf.contrib.legacy_seq2seq's."""
    return legacy_seq2seq.sequence_loss(
        logits,
        targets,
        weights,
        average_across_timesteps,
        average_across_batch,
        _by_name(softmax_loss_function),
        name,
    )


def model_with_buckets(
    encoder_inputs: Sequence,
    decoder_inputs: Sequence,
    targets: Sequence,
    weights: Sequence,
    buckets: Sequence[tuple[int, int]],
    seq2seq: Callable,
    softmax_loss_function: Callable | None = None,
    per_example_loss: bool = False,
    name: str | None = None,
):
    """One model for each bucket (encoder steps, decoder steps): tf.contrib.legacy_seq2seq's."""
    return legacy_seq2seq.model_with_buckets(
        encoder_inputs,
        decoder_inputs,
        targets,
        weights,
        buckets,
        seq2seq,
        _by_name(softmax_loss_function),
        per_example_loss,
        name,
    )


def one2many_rnn_seq2seq(
    encoder_inputs: Sequence,
    decoder_inputs_dict: Mapping[str, Sequence],
    cell,
    num_encoder_symbols: int,
    num_decoder_symbols_dict: Mapping[str, int],
    embedding_size: int,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """One encoder and several decoders by name: tf.contrib.legacy_seq2seq's, with one cell."""
    return legacy_seq2seq.one2many_rnn_seq2seq(
        encoder_inputs,
        decoder_inputs_dict,
        cell,
        dict.fromkeys(decoder_inputs_dict, cell),
        num_encoder_symbols,
        num_decoder_symbols_dict,
        embedding_size,
        feed_previous,
        dtype,
        scope,
    )


def _by_name(softmax_loss_function):
    if softmax_loss_function is None:
        return None
    return lambda labels, logits: softmax_loss_function(logits, labels)
