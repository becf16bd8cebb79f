"""Where each name of TensorFlow's source tree comes from, which programs imported too.

A table as tables.py describes, for modules that no longer exist or have changed. A module that it
does not list is the installed one; names that are missing there are looked for in the modules of
`PUBLISHED`.
"""

_KERAS = """
    activations applications backend callbacks constraints datasets initializers layers losses
    metrics models optimizers preprocessing regularizers utils
"""

ORIGINS = {
    "tf.core": {"tensorflow.core": "*"},
    "tf.examples": {},
    "tf.examples.tutorials": {},
    "tf.examples.tutorials.mnist": {},
    "tf.examples.tutorials.mnist.input_data": {
        "tf1rnn.tf1.examples.tutorials.mnist.input_data": """
            DEFAULT_SOURCE_URL DataSet Datasets dense_to_one_hot extract_images extract_labels
            read_data_sets
        """,
    },
    "tf.models": {},
    "tf.models.rnn": {},
    "tf.models.rnn.rnn": {"tf.nn": "*", "tf.contrib.rnn": "*"},
    "tf.models.rnn.rnn_cell": {"tf.contrib.rnn": "*"},
    "tf.models.rnn.seq2seq": {"tf.contrib.legacy_seq2seq": "*"},
    "tf.python": {"tensorflow.python": "*", "tf": "*"},
    "tf.python.estimator": {"tf.estimator": "*"},
    "tf.python.keras": {"tf.keras": "*"},
    **{f"tf.python.keras.{name}": {f"tf.keras.{name}": "*"} for name in _KERAS.split()},
    "tf.python.layers.base": {"tf.layers": "*"},
    "tf.python.layers.convolutional": {"tf.layers": "*"},
    "tf.python.layers.core": {"tf.layers": "*"},
    "tf.python.layers.layers": {"tf.layers": "*"},
    "tf.python.layers.normalization": {"tf.layers": "*"},
    "tf.python.layers.pooling": {"tf.layers": "*"},
    "tf.python.ops.rnn": {"tf.nn": "*", "tf.contrib.rnn": "*"},
    "tf.python.ops.rnn_cell": {"tf.contrib.rnn": "*"},
    "tf.python.ops.rnn_cell_impl": {"tf.contrib.rnn": "*"},
    "tf.python.ops.seq2seq": {"tf.contrib.legacy_seq2seq": "*"},
    "tf.python.platform.flags": {"tf.flags": "*"},
    "tf.python.summary.summary": {"tf.summary": "*"},
    "tf.tools": {"tensorflow.tools": "*"},
}

# Where TensorFlow 1 published what its source tree held, in search order.
PUBLISHED = (
    *("tf", "tf.nn", "tf.layers", "tf.train", "tf.losses", "tf.metrics", "tf.initializers"),
    *("tf.summary", "tf.math", "tf.contrib.rnn", "tf.contrib.seq2seq", "tf.contrib.legacy_seq2seq"),
    *("tf.contrib.layers", "tf.contrib.framework", "tf.gfile", "tf.logging", "tf.app", "tf.test"),
    *("tf.errors", "tf.data", "tf.estimator"),
)
