"""Programs that do not agree with TensorFlow 1.15: differences.py says why of each."""

from .program import Program, marker, uniform

FRAME = {"frame_length": 4, "frame_step": 2}
PIXELS = (2, 8, 8, 3)
SEQUENCES = (3, 5, 4)


def shuffled_and_repeated(tf):
    numbers = tf.data.Dataset.range(6)
    orders = [numbers.shuffle(6, seed=3), numbers.shuffle(6)]
    fetches = [order.repeat(2).batch(12).make_one_shot_iterator().get_next() for order in orders]
    return Program({"orders": fetches, "marker": marker(tf)})


def operations_in_graph(tf):
    tf.clip_by_global_norm([tf.zeros([2])], 1.0)
    n_operations = len(tf.get_default_graph().get_operations())
    return Program({"n_operations": tf.constant(n_operations), "marker": marker(tf)})


def tensor_float_32(tf):
    """Whether products on a GPU may be taken in TensorFloat-32."""
    enabled = getattr(tf.config.experimental, "tensor_float_32_execution_enabled", lambda: False)
    return Program({"enabled": tf.constant(float(enabled()))})


def keras_recurrent_layers(tf):
    X = tf.constant(uniform(*SEQUENCES))
    layers = tf.keras.layers
    makers = (layers.SimpleRNN, layers.LSTM, layers.GRU)
    return Program({"outputs": [make(3)(X) for make in makers], "marker": marker(tf)})


def _then_marked(name, build, shape, with_gradient):
    """A program of one function, or of its gradient, and a random number after it."""

    def program(tf):
        x = tf.get_variable("x", initializer=uniform(*shape))
        result = build(tf, tf.identity(x))
        if with_gradient:
            tf.gradients(result, x)
        return Program({"marker": marker(tf)})

    program.__name__ = name
    return program


def _unnamed(tf, outputs):
    """Leave the variables out of the record: `keras_recurrent_layers` shows how names differ."""
    tf.get_default_graph().clear_collection(tf.GraphKeys.TRAINABLE_VARIABLES)
    return outputs


def _table(tf):
    """A sparse matrix [2, 4] with two entries."""
    indices = tf.constant([[0, 0], [1, 0]], tf.int64)
    return tf.SparseTensor(indices, [1.0, 2.0], [2, 4])


def _ids(tf):
    indices = tf.constant([[0, 0], [1, 0]], tf.int64)
    return tf.SparseTensor(indices, tf.constant([1, 2], tf.int64), [2, 2])


def _dct(tf, x):
    return tf.spectral.dct(x)


def _rfft(tf, x):
    return tf.spectral.rfft(x)


def _frame(tf, x):
    return tf.signal.frame(x, **FRAME)


def _stft(tf, x):
    return tf.signal.stft(x, **FRAME)


def _mfccs(tf, x):
    return tf.signal.mfccs_from_log_mel_spectrograms(x)


def _expm(tf, x):
    return tf.linalg.expm(x)


def _unsorted_segment_mean(tf, x):
    return tf.unsorted_segment_mean(x, [0, 1, 0, 1], 2)


def _ctc_loss_v2(tf, x):
    labels = tf.constant([[1, 2], [2, 1]])
    return tf.nn.ctc_loss_v2(labels, x, [2, 2], [5, 5], blank_index=0)


def _per_image_standardization(tf, x):
    return tf.image.per_image_standardization(x[0])


def _crop_or_pad(tf, x):
    return tf.image.resize_image_with_crop_or_pad(x, 6, 9)


def _decode_image(tf, x):
    return tf.image.decode_image(tf.constant(b""))


def _parse_example(tf, x):
    return tf.parse_example([b""], {"a": tf.FixedLenFeature([], tf.float32, 0.0)})


def _linear_model(tf, x):
    return tf.feature_column.linear_model({"a": x}, [tf.feature_column.numeric_column("a")])


def _virtual_batches(tf, x):
    return tf.layers.batch_normalization(x, training=True, virtual_batch_size=2)


def _keras_dot(tf, x):
    return tf.keras.layers.dot([x, x], 1)


def _keras_attention(tf, x):
    return tf.keras.layers.Attention()([x, x])


def _keras_upsampling(tf, x):
    return tf.keras.layers.UpSampling2D()(x)


def _keras_conv_lstm(tf, x):
    return _unnamed(tf, tf.keras.layers.ConvLSTM2D(2, 2)(x[tf.newaxis]))


def _swish(tf, x):
    return tf.nn.swish(x)


def _unsorted_segment_max(tf, x):
    return tf.unsorted_segment_max(x, [0, 1, 0, 1], 2)


def _sparse_segment_sum(tf, x):
    return tf.sparse_segment_sum(x, [0, 1, 2], [0, 0, 1])


def _complex(tf, x):
    return tf.abs(tf.complex(x, x))


def _conv3d(tf, x):
    return tf.nn.conv3d(x, tf.ones([2, 2, 2, 2, 1]), [1, 1, 1, 1, 1], "SAME")


def _weighted_moments(tf, x):
    return tf.nn.weighted_moments(x, [0], tf.abs(x))


def _sparse_embedding(tf, x):
    return tf.nn.embedding_lookup_sparse(x, _ids(tf), None, combiner="mean")


def _sparse_matmul(tf, x):
    return tf.sparse_tensor_dense_matmul(_table(tf), x)


def _sparse_reduce_sum(tf, x):
    table = _table(tf)
    return tf.sparse_reduce_sum(tf.SparseTensor(table.indices, x[0, :2], table.dense_shape), 1)


def _clip_by_global_norm(tf, x):
    return tf.clip_by_global_norm([x, x * 2], 0.5)[0]


def _keras_layer_norm(tf, x):
    return tf.keras.layers.LayerNormalization()(x)


def _keras_masked_lstm(tf, x):
    return _unnamed(tf, tf.keras.layers.LSTM(3)(tf.keras.layers.Masking()(x)))


def _programs(prefix, functions):
    """By what each function is called: the program of it."""
    return {
        label: _then_marked(prefix + build.__name__, build, shape, prefix == "gradient")
        for label, build, shape in functions
    }


AFTER = _programs(
    "after",
    [
        ("tf.nn.ctc_loss_v2", _ctc_loss_v2, (5, 2, 6)),
        ("tf.spectral.dct", _dct, (4, 6)),
        ("tf.spectral.rfft", _rfft, (4, 6)),
        ("tf.signal.frame", _frame, (2, 16)),
        ("tf.signal.stft", _stft, (2, 16)),
        ("tf.signal.mfccs_from_log_mel_spectrograms", _mfccs, (4, 6)),
        ("tf.linalg.expm", _expm, (4, 4)),
        ("tf.unsorted_segment_mean", _unsorted_segment_mean, (4, 6)),
        ("tf.image.per_image_standardization", _per_image_standardization, PIXELS),
        ("tf.image.resize_image_with_crop_or_pad", _crop_or_pad, PIXELS),
        ("tf.image.decode_image", _decode_image, (1,)),
        ("tf.parse_example", _parse_example, (1,)),
        ("tf.feature_column.linear_model", _linear_model, (4, 1)),
        ("tf.layers.batch_normalization with virtual_batch_size", _virtual_batches, (4, 6)),
        ("tf.keras.layers.dot", _keras_dot, (4, 6)),
        ("tf.keras.layers.Attention", _keras_attention, SEQUENCES),
        ("tf.keras.layers.UpSampling2D", _keras_upsampling, PIXELS),
        ("tf.keras.layers.ConvLSTM2D", _keras_conv_lstm, PIXELS),
    ],
)
GRADIENTS = _programs(
    "gradient",
    [
        ("tf.nn.swish", _swish, (4, 6)),
        ("tf.unsorted_segment_max", _unsorted_segment_max, (4, 6)),
        ("tf.sparse_segment_sum", _sparse_segment_sum, (4, 6)),
        ("tf.complex", _complex, (4, 6)),
        ("tf.nn.conv3d", _conv3d, (1, 3, 3, 3, 2)),
        ("tf.nn.weighted_moments", _weighted_moments, (4, 6)),
        ("tf.nn.embedding_lookup_sparse", _sparse_embedding, (4, 6)),
        ("tf.sparse_tensor_dense_matmul", _sparse_matmul, (4, 6)),
        ("tf.sparse_reduce_sum", _sparse_reduce_sum, (4, 6)),
        ("tf.clip_by_global_norm", _clip_by_global_norm, (4, 6)),
        ("tf.keras.layers.LayerNormalization", _keras_layer_norm, (4, 6)),
        ("tf.keras.layers.LSTM with a mask", _keras_masked_lstm, SEQUENCES),
    ],
)
PROGRAMS = [
    shuffled_and_repeated,
    operations_in_graph,
    tensor_float_32,
    keras_recurrent_layers,
    *AFTER.values(),
    *GRADIENTS.values(),
]
