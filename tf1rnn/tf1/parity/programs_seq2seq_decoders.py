"""tf.contrib.seq2seq: dynamic_decode, BasicDecoder, decoders of one's own, and sequence_loss."""

from .program import Program, descend, marker, uniform
from .seq2seq_data import (
    N_TOKENS,
    TARGET,
    TARGET_INPUT,
    TARGET_LENGTH,
    Encoder,
    basic_decoder,
    decoded,
    target_loss,
)


def training_helper(tf):
    encoder = Encoder(tf)
    target_input = tf.placeholder(tf.int32, [None, None])
    length = tf.placeholder(tf.int32, [None])
    inputs = tf.nn.embedding_lookup(encoder.embedding, target_input)
    helper = tf.contrib.seq2seq.TrainingHelper(inputs, length)
    decoder = basic_decoder(tf, helper, encoder.states)
    outputs, fetches = decoded(tf, decoder, impute_finished=True)
    encoder.feed.update({target_input: TARGET_INPUT, length: TARGET_LENGTH})
    train = descend(tf, target_loss(tf, outputs.rnn_output), 0.5)
    fetches["marker"] = marker(tf)
    return Program(fetches, encoder.feed, train, 10)


def time_major(tf):
    inputs = tf.constant(uniform(4, 3, 6))
    helper = tf.contrib.seq2seq.TrainingHelper(inputs, TARGET_LENGTH, time_major=True, name="Steps")
    state = tf.nn.rnn_cell.BasicRNNCell(5).zero_state(3, tf.float32)
    _, fetches = decoded(
        tf,
        basic_decoder(tf, helper, state, output_layer=False),
        output_time_major=True,
        maximum_iterations=3,
        parallel_iterations=1,
        swap_memory=True,
        scope="unroll",
    )
    fetches["marker"] = marker(tf)
    return Program(fetches)


def deep_decoder(tf):
    def deep_cell():
        return tf.nn.rnn_cell.MultiRNNCell(
            [tf.nn.rnn_cell.GRUCell(5), tf.nn.rnn_cell.BasicLSTMCell(4)]
        )

    encoder = Encoder(tf, deep_cell())
    inputs = tf.nn.embedding_lookup(encoder.embedding, TARGET_INPUT)
    helper = tf.contrib.seq2seq.TrainingHelper(inputs, TARGET_LENGTH)
    with tf.variable_scope("decoding"):
        decoder = tf.contrib.seq2seq.BasicDecoder(deep_cell(), helper, encoder.states)
        outputs, fetches = decoded(tf, decoder, impute_finished=True)
    logits = tf.layers.dense(outputs.rnn_output, N_TOKENS)
    train = descend(tf, target_loss(tf, logits), 0.5)
    fetches["marker"] = marker(tf)
    return Program(fetches, encoder.feed, train, 5)


def own_decoder(tf):
    class Doubling(tf.contrib.seq2seq.Decoder):
        """Doubles its inputs; sequence i ends after i + 1 steps."""

        tracks_own_finished = True
        output_dtype = (tf.float32, tf.float32)

        @property
        def batch_size(self):
            return tf.constant(3)

        @property
        def output_size(self):
            return tf.TensorShape([2]), tf.TensorShape([2])

        def initialize(self, name=None):
            return tf.zeros([3], tf.bool), tf.ones([3, 2]), (tf.zeros([3, 2]), tf.constant(0))

        def step(self, time, inputs, state, name=None):
            total, n_steps = state
            total += inputs
            finished = time >= tf.range(3)
            return (total, inputs), (total, n_steps + 1), inputs * 2.0, finished

        def finalize(self, outputs, final_state, sequence_lengths):
            return (outputs[0] / 2.0, outputs[1]), final_state

    _, fetches = decoded(tf, Doubling())
    _, imputed = decoded(tf, Doubling(), output_time_major=True, impute_finished=True)
    return Program({"plain": fetches, "imputed": imputed, "marker": marker(tf)})


def sequence_loss(tf):
    logits = tf.constant(uniform(3, 4, N_TOKENS))
    targets = tf.constant(TARGET)
    weights = tf.sequence_mask(TARGET_LENGTH, dtype=tf.float32)
    reductions = [
        (True, True, False, False),
        (False, False, False, False),
        (True, False, False, False),
        (False, True, False, False),
        (False, False, True, True),
        (False, False, True, False),
        (False, False, False, True),
        (True, False, False, True),
    ]
    losses = [
        tf.contrib.seq2seq.sequence_loss(logits, targets, weights, *reduction)
        for reduction in reductions
    ]
    losses.append(
        tf.contrib.seq2seq.sequence_loss(
            logits,
            targets,
            weights,
            softmax_loss_function=lambda labels, logits: (
                tf.to_float(labels) * tf.reduce_sum(logits, -1)
            ),
            name="own",
        )
    )
    return Program({"losses": losses, "marker": marker(tf)})


PROGRAMS = [
    training_helper,
    time_major,
    deep_decoder,
    own_decoder,
    sequence_loss,
]
