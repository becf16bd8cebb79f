"""tf.contrib.learn.ops: embeddings, classifiers and decoders, from before tf.layers."""

from tf1rnn.tf1 import tf

__all__ = [
    "categorical_variable",
    "embedding_lookup",
    "mean_squared_error_regressor",
    "rnn_decoder",
    "rnn_seq2seq",
    "seq2seq_inputs",
    "sequence_classifier",
    "softmax_classifier",
]


def embedding_lookup(params, ids, name="embedding_lookup"):
    """The rows of `params` for `ids` of any shape."""
    with tf.name_scope(name, "embedding_lookup", [params, ids]):
        params, ids = tf.convert_to_tensor(params), tf.convert_to_tensor(ids)
        shape = tf.shape(ids)
        flat = tf.reshape(ids, tf.reduce_prod(shape, keepdims=True))
        rows = tf.nn.embedding_lookup(params, flat, name)
        rows = tf.reshape(rows, tf.concat([shape, [-1]], 0))
        rows.set_shape(ids.shape.concatenate(params.shape[1:]))
        return rows


def categorical_variable(tensor_in, n_classes: int, embedding_size: int, name: str):
    """The embeddings of classes, rows of a new variable."""
    with tf.variable_scope(name):
        embeddings = tf.get_variable(f"{name}_embeddings", [n_classes, embedding_size])
        return embedding_lookup(embeddings, tensor_in)


def mean_squared_error_regressor(tensor_in, labels, weights, biases, name=None):
    """(predictions, loss) of inputs . weights + biases."""
    with tf.name_scope(name, "mean_squared_error_regressor", [tensor_in, labels]):
        predictions = tf.nn.xw_plus_b(tensor_in, weights, biases)
        if len(labels.shape) == 1 and len(predictions.shape) == 2:
            predictions = tf.squeeze(predictions, axis=[1])
        return predictions, tf.losses.mean_squared_error(labels, predictions)


def softmax_classifier(tensor_in, labels, weights, biases, class_weight=None, name=None):
    """(probabilities, loss) of inputs . weights + biases, for one-hot labels."""
    with tf.name_scope(name, "softmax_classifier", [tensor_in, labels]):
        logits = tf.nn.xw_plus_b(tensor_in, weights, biases)
        if class_weight is not None:
            logits = tf.multiply(logits, class_weight)
        return tf.nn.softmax(logits), tf.losses.softmax_cross_entropy(labels, logits)


def sequence_classifier(decoding, labels, sampling_decoding=None, name=None):
    """(probabilities, [batch_size, n_steps, n_classes], loss) of a list of logits."""
    with tf.name_scope(name, "sequence_classifier", [decoding, labels]):
        predictions, losses = [], []
        for step, logits in enumerate(decoding):
            losses.append(
                tf.nn.softmax_cross_entropy_with_logits(
                    labels=labels[step], logits=logits, name=f"sequence_loss/xent_raw{step}"
                )
            )
            shown = sampling_decoding[step] if sampling_decoding else logits
            predictions.append(tf.nn.softmax(shown))
        total = tf.add_n(losses, name="sequence_loss/xent")
        loss = tf.reduce_sum(total, name="sequence_loss")
        return tf.stack(predictions, axis=1), loss


def seq2seq_inputs(x, y, input_length, output_length, sentinel=None, name=None):
    """Lists of steps: of `x`, of `y` after a sentinel, and of `y` before it."""
    with tf.name_scope(name, "seq2seq_inputs", [x, y]):
        inputs, outputs = tf.unstack(x, axis=1), tf.unstack(y, axis=1)
        if sentinel is None:
            sentinel = tf.zeros(tf.stack([tf.shape(x)[0], outputs[0].shape[1]]))
            sentinel.set_shape(outputs[0].shape)
        return inputs, [sentinel, *outputs], [*outputs, sentinel]


def rnn_decoder(decoder_inputs, initial_state, cell, scope=None):
    """Outputs and states of a cell over its inputs, and over its own outputs."""
    with tf.variable_scope(scope or "dnn_decoder"):
        states, outputs = [initial_state], []
        with tf.name_scope("training", values=[decoder_inputs, initial_state]):
            for step, inputs in enumerate(decoder_inputs):
                if step:
                    tf.get_variable_scope().reuse_variables()
                output, state = cell(inputs, states[-1])
                outputs.append(output)
                states.append(state)
        sampled_outputs, sampled_states = [outputs[0]], [initial_state, states[0]]
        with tf.name_scope("sampling", values=[initial_state]):
            for _ in decoder_inputs[1:]:
                output, state = cell(sampled_outputs[-1], sampled_states[-1])
                sampled_outputs.append(output)
                sampled_states.append(state)
    return outputs, states, sampled_outputs, sampled_states


def rnn_seq2seq(
    encoder_inputs, decoder_inputs, encoder_cell, decoder_cell=None, dtype=tf.float32, scope=None
):
    """`rnn_decoder` from the state that another cell has after reading `encoder_inputs`."""
    with tf.variable_scope(scope or "rnn_seq2seq"):
        _, state = tf.nn.static_rnn(encoder_cell, encoder_inputs, dtype=dtype)
        return rnn_decoder(decoder_inputs, state, decoder_cell or encoder_cell)
