"""tf.contrib.legacy_seq2seq: the decoders."""

from .legacy_data import N_SYMBOLS, basic_cell, projection, tokens, values
from .program import Program, descend, marker, uniform


def rnn_decoder(tf):
    inputs, feed = values(tf, 3)
    state = tf.constant(uniform(3, 4))
    legacy = tf.contrib.legacy_seq2seq
    fetches = {
        "plain": legacy.rnn_decoder(inputs, state, basic_cell(tf, 4)),
        "loop": legacy.rnn_decoder(
            inputs,
            state,
            basic_cell(tf, 4),
            loop_function=lambda previous, i: previous * (i + 1.0),
            scope="loop",
        ),
        "marker": marker(tf),
    }
    return Program(fetches, feed)


def embedding_rnn_decoder(tf):
    decoder_inputs, feed = tokens(tf, 3, "target")
    fetches = {}
    losses = []
    for update in (True, False):
        scope = "update" if update else "no_update"
        outputs, state = tf.contrib.legacy_seq2seq.embedding_rnn_decoder(
            decoder_inputs,
            tf.constant(uniform(3, N_SYMBOLS)),
            basic_cell(tf, N_SYMBOLS),
            N_SYMBOLS,
            4,
            feed_previous=True,
            update_embedding_for_previous=update,
            scope=scope,
        )
        fetches[scope] = [outputs, state]
        losses.append(tf.add_n([tf.reduce_mean(tf.square(output)) for output in outputs]))
    fetches["projected"] = tf.contrib.legacy_seq2seq.embedding_rnn_decoder(
        decoder_inputs,
        tf.constant(uniform(3, 5)),
        basic_cell(tf),
        N_SYMBOLS,
        4,
        output_projection=projection(tf),
        feed_previous=True,
    )
    train = descend(tf, losses[0] + losses[1])
    fetches["marker"] = marker(tf)
    return Program(fetches, feed, train, 5)


def attention_decoder(tf):
    inputs, feed = values(tf, 3)
    attention_states = tf.placeholder(tf.float32, [None, None, 5])
    feed[attention_states] = uniform(3, 4, 5)
    cell = tf.nn.rnn_cell.MultiRNNCell([basic_cell(tf), basic_cell(tf)])
    legacy = tf.contrib.legacy_seq2seq
    fetches = {
        "one_head": legacy.attention_decoder(
            inputs, tf.constant(uniform(3, 5)), tf.constant(uniform(3, 4, 5)), basic_cell(tf)
        ),
        "two_heads": legacy.attention_decoder(
            inputs,
            cell.zero_state(3, tf.float32),
            attention_states,
            cell,
            output_size=4,
            num_heads=2,
            loop_function=lambda previous, i: previous,
            initial_state_attention=True,
            scope="two_heads",
        ),
        "marker": marker(tf),
    }
    return Program(fetches, feed)


def embedding_attention_decoder(tf):
    decoder_inputs, feed = tokens(tf, 3, "target")
    attention_states = tf.constant(uniform(3, 4, 5))
    fetches = {}
    for name, options in (
        ("plain", {"output_size": N_SYMBOLS, "feed_previous": True}),
        (
            "projected",
            {"output_projection": projection(tf), "feed_previous": True, "num_heads": 2},
        ),
    ):
        fetches[name] = tf.contrib.legacy_seq2seq.embedding_attention_decoder(
            decoder_inputs,
            tf.constant(uniform(3, 5)),
            attention_states,
            basic_cell(tf),
            N_SYMBOLS,
            4,
            scope=name,
            **options,
        )
    fetches["marker"] = marker(tf)
    return Program(fetches, feed)


PROGRAMS = [
    rnn_decoder,
    embedding_rnn_decoder,
    attention_decoder,
    embedding_attention_decoder,
]
