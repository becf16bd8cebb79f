"""tf.contrib.layers as RNN programs used them: dense layers, normalisation, dropout, embeddings."""

import numpy as np

from .program import Program, descend, marker, uniform

IDS = np.array([[4, 1, 1, 7, 2], [9, 3, 0, 0, 0], [5, 5, 8, 6, 1]])


def _regression(tf, outputs, X, fetches, n_iterations=5, shape=(6, 4)):
    """Train `outputs` towards zero, regularisation included."""
    loss = tf.reduce_mean(tf.square(outputs)) + tf.losses.get_regularization_loss()
    fetches = dict(fetches, outputs=outputs, marker=marker(tf))
    return Program(fetches, {X: uniform(*shape)}, descend(tf, loss), n_iterations)


def fully_connected(tf):
    layers = tf.contrib.layers
    X = tf.placeholder(tf.float32, [None, 4])
    hidden = layers.fully_connected(X, 7)
    hidden = layers.linear(layers.relu(hidden, 6), 5, scope="linear")
    return _regression(tf, layers.elu(layers.relu6(hidden, 4), 3), X, {})


def fully_connected_on_sequences(tf):
    layers = tf.contrib.layers
    X = tf.placeholder(tf.float32, [None, 5, 4])
    hidden = layers.fully_connected(X, 7)
    outputs = layers.fully_connected(hidden, 2, activation_fn=None, biases_initializer=None)
    return _regression(tf, outputs, X, {}, shape=(3, 5, 4))


def initializers(tf):
    layers = tf.contrib.layers
    made = {
        "xavier_uniform": layers.xavier_initializer(),
        "xavier_normal": layers.xavier_initializer(uniform=False),
        "xavier_conv": layers.xavier_initializer_conv2d(),
        "xavier_seeded": layers.xavier_initializer(seed=7),
        "he": layers.variance_scaling_initializer(),
        "fan_out": layers.variance_scaling_initializer(1.0, "FAN_OUT", uniform=True),
        "fan_avg": layers.variance_scaling_initializer(3.0, "FAN_AVG"),
    }
    fetches = {
        name: tf.get_variable(
            name, [2, 3, 4, 5] if "conv" in name else [4, 5], initializer=made[name]
        )
        for name in sorted(made)
    }
    return Program(dict(fetches, marker=marker(tf)))


def regularizers(tf):
    layers = tf.contrib.layers
    X = tf.placeholder(tf.float32, [None, 4])
    with tf.variable_scope("scope", regularizer=layers.l2_regularizer(0.01)):
        hidden = layers.fully_connected(
            X, 5, weights_regularizer=layers.l1_regularizer(0.02), scope="l1"
        )
        bias = tf.get_variable("bias", [5], initializer=tf.ones_initializer())
    both = layers.l1_l2_regularizer(0.01, 0.03)
    total = layers.sum_regularizer([both, layers.l2_regularizer(0.1)])
    outputs = layers.fully_connected(hidden + bias, 3, weights_regularizer=total)
    penalty = layers.apply_regularization(both, [bias])
    return _regression(tf, outputs, X, {"penalty": penalty})


def arguments_by_scope(tf):
    layers, framework = tf.contrib.layers, tf.contrib.framework
    X = tf.placeholder(tf.float32, [None, 4])
    with framework.arg_scope(
        [layers.fully_connected],
        activation_fn=tf.nn.elu,
        weights_initializer=layers.variance_scaling_initializer(),
        weights_regularizer=layers.l2_regularizer(0.01),
        normalizer_fn=layers.batch_norm,
        normalizer_params={"is_training": True, "decay": 0.9, "updates_collections": None},
    ):
        hidden = layers.fully_connected(X, 6, scope="hidden1")
        hidden = layers.stack(hidden, layers.fully_connected, [6, 5], scope="stacked")
        outputs = layers.fully_connected(hidden, 3, activation_fn=None, scope="outputs")
    return _regression(tf, outputs, X, {})


def batch_norm(tf):
    layers = tf.contrib.layers
    X = tf.placeholder(tf.float32, [None, 4])
    is_training = tf.placeholder_with_default(True, [])
    hidden = layers.fully_connected(
        X, 5, normalizer_fn=layers.batch_norm, normalizer_params={"is_training": is_training}
    )
    outputs = layers.batch_norm(
        layers.linear(hidden, 3), scale=True, is_training=True, updates_collections=None
    )
    loss = tf.reduce_mean(tf.square(outputs - X[:, :3]))
    fetches = {"outputs": outputs, "marker": marker(tf)}
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        training_op, loss = descend(tf, loss)
    return Program(fetches, {X: uniform(6, 4)}, (training_op, loss), 5)


def layer_norm(tf):
    layers = tf.contrib.layers
    X = tf.placeholder(tf.float32, [None, 5, 4])
    hidden = layers.layer_norm(layers.linear(X, 6), begin_norm_axis=2)
    outputs = layers.unit_norm(layers.maxout(hidden, 3), 2)
    return _regression(tf, outputs * outputs, X, {"hidden": hidden}, shape=(3, 5, 4))


def dropout(tf):
    layers = tf.contrib.layers
    X = tf.placeholder(tf.float32, [None, 4])
    is_training = tf.placeholder(tf.bool, [])
    hidden = layers.dropout(layers.fully_connected(X, 20), 0.7)
    hidden = layers.dropout(layers.fully_connected(hidden, 20), is_training=is_training)
    hidden = layers.dropout(hidden, is_training=False)
    outputs = layers.fully_connected(hidden, 3, activation_fn=None)
    fetches = {"outputs": outputs, "marker": marker(tf)}
    train = descend(tf, tf.reduce_mean(tf.square(outputs - 1)))
    return Program(fetches, lambda i: {X: uniform(6, 4), is_training: i > 2}, train, 6)


def repeated_and_flattened(tf):
    layers = tf.contrib.layers
    X = tf.placeholder(tf.float32, [None, 3, 4])
    hidden = layers.repeat(layers.flatten(X), 2, layers.fully_connected, 6, scope="repeated")
    digits = layers.one_hot_encoding(tf.constant([1, 0, 2]), 4)
    outputs = layers.fully_connected(layers.bias_add(tf.concat([hidden, digits], 1)), 3)
    return _regression(tf, layers.softmax(outputs), X, {}, shape=(3, 3, 4))


def convolutions_before_rnn(tf):
    layers = tf.contrib.layers
    X = tf.placeholder(tf.float32, [None, 8, 8, 1])
    hidden = layers.conv2d(X, 3, 3, normalizer_fn=layers.batch_norm)
    hidden = layers.max_pool2d(hidden, 2)
    hidden = layers.conv2d(hidden, 4, [3, 3], padding="VALID")
    sequences = tf.reshape(hidden, [-1, 2, 8])
    cell = tf.contrib.rnn.BasicRNNCell(5)
    _, states = tf.nn.dynamic_rnn(cell, layers.conv1d(sequences, 6, 2), dtype=tf.float32)
    outputs = layers.fully_connected(states, 2, activation_fn=None)
    return _regression(tf, outputs, X, {}, shape=(4, 8, 8, 1))


def embed_sequence(tf):
    layers = tf.contrib.layers
    ids = tf.placeholder(tf.int32, [None, None])
    embedded = layers.embed_sequence(ids, vocab_size=10, embed_dim=4, scope="words")
    again = layers.embed_sequence(ids, 10, 4, unique=True, scope="words", reuse=True)
    other = layers.embed_sequence(
        ids, 10, 3, initializer=tf.random_uniform_initializer(-1, 1), trainable=False
    )
    cell = tf.contrib.rnn.GRUCell(5)
    outputs, _ = tf.nn.dynamic_rnn(
        cell, tf.concat([embedded + again, other], 2), sequence_length=[5, 2, 5], dtype=tf.float32
    )
    fetches = {"embedded": embedded, "again": again, "outputs": outputs, "marker": marker(tf)}
    return Program(fetches, {ids: IDS}, descend(tf, tf.reduce_sum(tf.square(outputs))), 5)


def bags_of_words(tf):
    layers = tf.contrib.layers
    ids = tf.placeholder(tf.int64, [None, 5])
    sparse = tf.SparseTensor([[0, 0], [0, 1], [3, 0]], tf.constant([2, 9, 4], tf.int64), [4, 2])
    bags = {
        "dense": layers.bow_encoder(ids, 10, 4, scope="dense"),
        "all": layers.bow_encoder(ids, 10, 4, sparse_lookup=False, scope="all"),
        "sparse": layers.bow_encoder(sparse, 10, 4, scope="sparse"),
    }
    loss = sum(tf.reduce_sum(tf.square(bags[name])) for name in sorted(bags))
    return Program(dict(bags, marker=marker(tf)), {ids: IDS}, descend(tf, loss), 5)


def sparse_lookups(tf):
    layers = tf.contrib.layers
    embeddings = tf.get_variable("embeddings", [10, 4])
    halves = [tf.get_variable("half%d" % i, [5, 4]) for i in range(2)]
    indices = [[0, 0], [0, 1], [2, 0], [2, 1], [3, 0]]
    ids = tf.SparseTensor(indices, tf.constant([2, 9, 4, -1, -1], tf.int64), [4, 2])
    weights = tf.SparseTensor(indices, [0.5, 2.0, 1.0, 1.0, 1.0], [4, 2])
    lookup = layers.safe_embedding_lookup_sparse
    found = {
        "mean": lookup(embeddings, ids),
        "sum": lookup(embeddings, ids, weights, combiner="sum"),
        "sqrtn": lookup(embeddings, ids, weights, combiner="sqrtn", default_id=3, max_norm=0.5),
        "partitioned": lookup(halves, ids, partition_strategy="mod"),
        "unique": layers.embedding_lookup_unique(embeddings, [[1, 2], [1, 1]]),
        "unique_partitioned": layers.embedding_lookup_unique(halves, [7, 7, 2]),
    }
    loss = sum(tf.reduce_sum(tf.square(found[name])) for name in sorted(found))
    return Program(dict(found, marker=marker(tf)), {}, descend(tf, loss), 5)


def words_by_table(tf):
    lookup = tf.contrib.lookup
    vocabulary = ["the", "cat", "sat", "on", "mat"]
    table = lookup.index_table_from_tensor(vocabulary, num_oov_buckets=3)
    words = tf.placeholder(tf.string, [None, None])
    ids = table.lookup(words)
    embedded = tf.contrib.layers.embed_sequence(ids, 8, 4)
    length = lookup.HashTable(lookup.KeyValueTensorInitializer(vocabulary, [3, 3, 3, 2, 3]), -1)
    back = lookup.index_to_string_table_from_tensor(vocabulary, "UNK")
    known = tf.equal(back.lookup(ids), words)
    fetches = {"ids": ids, "lengths": length.lookup(words), "known": tf.cast(known, tf.int32)}
    fetches.update(embedded=embedded, size=table.size(), marker=marker(tf))
    return Program(fetches, {words: [["the", "dog", "sat"], ["on", "a", "mat"]]})


def _optimized(tf, **options):
    X = tf.placeholder(tf.float32, [None, 4])
    y = tf.contrib.layers.fully_connected(X, 3, activation_fn=None)
    loss = tf.reduce_mean(tf.square(y - 1))
    step = tf.train.get_or_create_global_step()
    training_op = tf.contrib.layers.optimize_loss(loss, step, 0.1, **options)
    return Program({"marker": marker(tf)}, {X: uniform(6, 4)}, (training_op, loss), 6)


def optimize_loss(tf):
    return _optimized(tf, optimizer="Adam", clip_gradients=0.5)


def optimize_loss_with_noise(tf):
    return _optimized(
        tf,
        optimizer=lambda learning_rate: tf.train.MomentumOptimizer(learning_rate, 0.9),
        gradient_noise_scale=0.1,
        learning_rate_decay_fn=lambda rate, step: tf.train.exponential_decay(rate, step, 2, 0.5),
        summaries=tf.contrib.layers.OPTIMIZER_SUMMARIES,
    )


PROGRAMS = [
    fully_connected,
    fully_connected_on_sequences,
    initializers,
    regularizers,
    arguments_by_scope,
    batch_norm,
    layer_norm,
    dropout,
    repeated_and_flattened,
    convolutions_before_rnn,
    embed_sequence,
    bags_of_words,
    sparse_lookups,
    words_by_table,
    optimize_loss,
    optimize_loss_with_noise,
]
