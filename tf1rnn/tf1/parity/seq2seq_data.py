"""A toy translation that the seq2seq programs share: three sentences of eight tokens."""

import numpy as np

N_TOKENS = 8
START, END = 2, 1
SOURCE = np.array([[2, 3, 4, 5], [6, 7, 3, 0], [4, 4, 2, 6]], np.int32)
SOURCE_LENGTH = np.array([4, 3, 4], np.int32)
TARGET = np.array([[3, 4, 5, 1], [5, 1, 0, 0], [2, 6, 1, 0]], np.int32)
TARGET_INPUT = np.array([[2, 3, 4, 5], [2, 5, 0, 0], [2, 2, 6, 0]], np.int32)
TARGET_LENGTH = np.array([4, 2, 3], np.int32)


class Encoder:
    """An embedding and the outputs and last states of a cell over the source sentences."""

    def __init__(self, tf, cell=None):
        self.embedding = tf.get_variable("embedding", [N_TOKENS, 6])
        source = tf.placeholder(tf.int32, [None, None], name="source")
        self.length = tf.placeholder(tf.int32, [None], name="source_length")
        self.outputs, self.states = tf.nn.dynamic_rnn(
            cell or tf.nn.rnn_cell.BasicRNNCell(5),
            tf.nn.embedding_lookup(self.embedding, source),
            sequence_length=self.length,
            dtype=tf.float32,
        )
        self.feed = {source: SOURCE, self.length: SOURCE_LENGTH}


def target_loss(tf, logits):
    """The mean cross entropy of the target sentences, padding left out."""
    weights = tf.sequence_mask(TARGET_LENGTH, dtype=tf.float32)
    return tf.contrib.seq2seq.sequence_loss(logits, tf.constant(TARGET), weights)


def decoded(tf, decoder, **options):
    """A decoder's (outputs, what a program fetches of them)."""
    outputs, states, lengths = tf.contrib.seq2seq.dynamic_decode(decoder, **options)
    fetches = {"outputs": outputs[0], "states": states, "lengths": lengths}
    fetches["samples"] = tf.cast(outputs[1], tf.float32)
    return outputs, fetches


def basic_decoder(tf, helper, initial_state, output_layer=True):
    """A BasicDecoder of a basic cell of five neurons, from whose outputs a layer makes tokens."""
    layer = tf.layers.Dense(N_TOKENS, use_bias=False) if output_layer else None
    cell = tf.nn.rnn_cell.BasicRNNCell(5)
    return tf.contrib.seq2seq.BasicDecoder(cell, helper, initial_state, output_layer=layer)


def searched(tf, decoder, **options):
    """A beam search's (final states, what a program fetches of it)."""
    outputs, states, lengths = tf.contrib.seq2seq.dynamic_decode(decoder, **options)
    steps = outputs.beam_search_decoder_output
    fetches = {
        "predicted_ids": outputs.predicted_ids,
        "steps": [steps.scores, steps.predicted_ids, steps.parent_ids],
        "log_probs": states.log_probs,
        "lengths": [states.lengths, lengths],
        "finished": tf.to_int32(states.finished),
    }
    return states, fetches
