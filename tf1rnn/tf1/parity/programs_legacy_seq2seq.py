"""tf.contrib.legacy_seq2seq: the models, their losses, and buckets."""

from .legacy_data import N_SYMBOLS, basic_cell, projection, tokens, translation, values
from .program import Program, descend, marker, uniform


def basic_and_tied_rnn_seq2seq(tf):
    encoder_inputs, feed = values(tf, 2)
    decoder_inputs, decoder_feed = values(tf, 3)
    feed.update(decoder_feed)
    legacy = tf.contrib.legacy_seq2seq
    fetches = {
        "basic": legacy.basic_rnn_seq2seq(
            encoder_inputs, decoder_inputs, tf.nn.rnn_cell.BasicLSTMCell(5)
        ),
        "tied": legacy.tied_rnn_seq2seq(
            encoder_inputs,
            decoder_inputs,
            basic_cell(tf, 4),
            loop_function=lambda previous, i: previous,
        ),
        "marker": marker(tf),
    }
    return Program(fetches, feed)


def embedding_rnn_seq2seq(tf):
    encoder_inputs, decoder_inputs, feed = translation(tf)
    feed_previous = tf.placeholder(tf.bool, [])
    feed[feed_previous] = True
    fetches = {}
    for name, options in (
        ("plain", {}),
        ("fed", {"feed_previous": feed_previous}),
        ("projected", {"output_projection": projection(tf), "feed_previous": True}),
    ):
        fetches[name] = tf.contrib.legacy_seq2seq.embedding_rnn_seq2seq(
            encoder_inputs,
            decoder_inputs,
            tf.nn.rnn_cell.BasicLSTMCell(5),
            N_SYMBOLS,
            N_SYMBOLS,
            4,
            dtype=tf.float32,
            scope=name,
            **options,
        )
    fetches["marker"] = marker(tf)
    return Program(fetches, feed)


def embedding_tied_rnn_seq2seq(tf):
    encoder_inputs, decoder_inputs, feed = translation(tf)
    feed_previous = tf.placeholder(tf.bool, [])
    feed[feed_previous] = False
    fetches = {}
    for name, options in (
        ("plain", {}),
        ("decoder_symbols", {"num_decoder_symbols": 5, "feed_previous": True}),
        ("fed", {"feed_previous": feed_previous}),
        ("projected", {"output_projection": projection(tf), "feed_previous": True}),
    ):
        fetches[name] = tf.contrib.legacy_seq2seq.embedding_tied_rnn_seq2seq(
            encoder_inputs, decoder_inputs, basic_cell(tf), N_SYMBOLS, 4, scope=name, **options
        )
    fetches["marker"] = marker(tf)
    return Program(fetches, feed)


def embedding_attention_seq2seq(tf):
    encoder_inputs, decoder_inputs, feed = translation(tf)
    outputs, state = tf.contrib.legacy_seq2seq.embedding_attention_seq2seq(
        encoder_inputs, decoder_inputs, tf.nn.rnn_cell.GRUCell(5), N_SYMBOLS, N_SYMBOLS, 4
    )
    targets = decoder_inputs[1:] + decoder_inputs[:1]
    loss = tf.contrib.legacy_seq2seq.sequence_loss(outputs, targets, [tf.ones([3])] * 3)
    train = descend(tf, loss, 0.5)
    fetches = {"outputs": outputs, "state": state, "marker": marker(tf)}
    return Program(fetches, feed, train, 10)


def embedding_attention_seq2seq_fed(tf):
    encoder_inputs, decoder_inputs, feed = translation(tf)
    feed_previous = tf.placeholder(tf.bool, [])
    feed[feed_previous] = True
    deep_cell = tf.nn.rnn_cell.MultiRNNCell([basic_cell(tf), basic_cell(tf)])
    legacy = tf.contrib.legacy_seq2seq
    fetches = {
        "fed": legacy.embedding_attention_seq2seq(
            encoder_inputs,
            decoder_inputs,
            deep_cell,
            N_SYMBOLS,
            N_SYMBOLS,
            4,
            num_heads=2,
            feed_previous=feed_previous,
            initial_state_attention=True,
        ),
        "projected": legacy.embedding_attention_seq2seq(
            encoder_inputs,
            decoder_inputs,
            basic_cell(tf),
            N_SYMBOLS,
            N_SYMBOLS,
            4,
            output_projection=projection(tf),
            feed_previous=True,
            scope="projected",
        ),
        "marker": marker(tf),
    }
    return Program(fetches, feed)


def one2many_rnn_seq2seq(tf):
    encoder_inputs, decoder_inputs, feed = translation(tf)
    feed_previous = tf.placeholder(tf.bool, [])
    feed[feed_previous] = True
    fetches = {}
    for name, value in (("plain", False), ("fed", feed_previous)):
        fetches[name] = tf.contrib.legacy_seq2seq.one2many_rnn_seq2seq(
            encoder_inputs,
            {"b": decoder_inputs, "a": decoder_inputs[:2]},
            basic_cell(tf),
            {"a": basic_cell(tf), "b": basic_cell(tf)},
            N_SYMBOLS,
            {"a": 5, "b": N_SYMBOLS},
            4,
            feed_previous=value,
            scope=name,
        )
    fetches["marker"] = marker(tf)
    return Program(fetches, feed)


def losses(tf):
    legacy = tf.contrib.legacy_seq2seq
    logits = [tf.constant(values) for values in uniform(3, 3, N_SYMBOLS)]
    targets = [tf.constant(step) for step in ([1, 2, 3], [0, 4, 6], [2, 2, 0])]
    weights = [tf.constant([1.0, 0.5, 0.0])] * 3

    def own_loss(labels, logits):
        return tf.to_float(labels) + tf.reduce_sum(logits, 1)

    fetches = {
        "by_example": legacy.sequence_loss_by_example(logits, targets, weights),
        "summed": legacy.sequence_loss_by_example(
            logits, targets, weights, average_across_timesteps=False, name="summed"
        ),
        "own": legacy.sequence_loss_by_example(
            logits, targets, weights, softmax_loss_function=own_loss
        ),
        "loss": legacy.sequence_loss(logits, targets, weights),
        "total": legacy.sequence_loss(
            logits, targets, weights, average_across_timesteps=False, average_across_batch=False
        ),
        "marker": marker(tf),
    }
    return Program(fetches)


def model_with_buckets(tf):
    encoder_inputs, feed = tokens(tf, 4, "source")
    decoder_inputs, decoder_feed = tokens(tf, 5, "target")
    feed.update(decoder_feed)
    targets = decoder_inputs[1:] + decoder_inputs[:1]
    weights = [tf.constant([1.0, 1.0, 0.0])] * 5
    legacy = tf.contrib.legacy_seq2seq

    def seq2seq(encoder_inputs, decoder_inputs):
        return legacy.embedding_attention_seq2seq(
            encoder_inputs, decoder_inputs, basic_cell(tf), N_SYMBOLS, N_SYMBOLS, 4
        )

    buckets = [(2, 3), (4, 5)]
    outputs, bucket_losses = legacy.model_with_buckets(
        encoder_inputs, decoder_inputs, targets, weights, buckets, seq2seq
    )
    with tf.variable_scope(tf.get_variable_scope(), reuse=True):
        _, example_losses = legacy.model_with_buckets(
            encoder_inputs,
            decoder_inputs,
            targets,
            weights,
            buckets,
            seq2seq,
            softmax_loss_function=lambda labels, logits: tf.reduce_sum(logits, 1),
            per_example_loss=True,
            name="examples",
        )
    train = descend(tf, bucket_losses[1], 0.5)
    fetches = {"outputs": outputs, "losses": bucket_losses, "examples": example_losses}
    fetches["marker"] = marker(tf)
    return Program(fetches, feed, train, 5)


PROGRAMS = [
    basic_and_tied_rnn_seq2seq,
    embedding_rnn_seq2seq,
    embedding_tied_rnn_seq2seq,
    embedding_attention_seq2seq,
    embedding_attention_seq2seq_fed,
    one2many_rnn_seq2seq,
    losses,
    model_with_buckets,
]
