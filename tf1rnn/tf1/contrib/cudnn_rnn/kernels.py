"""What cuDNN's kernels did, by the operations of any device.

Each is one operation of the graph, as a kernel was: the op-level seeds of all random operations
that follow count them.
"""

import functools

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.cudnn_rnn import unrolling
from tf1rnn.tf1.contrib.cudnn_rnn.modes import LSTM, Network


def canonical_to_params(network: Network, weights: list, biases: list):
    """The opaque parameters `[size]` of canonical weights and biases."""
    _sizes(network)
    return _joining(len(weights) + len(biases))(*weights, *biases)


def params_to_canonical(network: Network, params) -> tuple[list, list]:
    """The canonical (weights, biases) in the opaque parameters."""
    _sizes(network)
    n_weights = len(network.weight_shapes())
    parts = _splitting(network, params.dtype.base_dtype)(params)
    for part, shape in zip(parts, network.weight_shapes() + network.bias_shapes(), strict=True):
        part.set_shape([None] * len(shape))  # as cuDNN's kernel left them
    return list(parts[:n_weights]), list(parts[n_weights:])


def params_size(network: Network):
    """The number of opaque parameters, int32 `[1]`."""
    _sizes(network)
    shapes = network.weight_shapes() + network.bias_shapes()
    size = sum(functools.reduce(lambda a, b: a * b, shape) for shape in shapes)
    return tf.constant([size], dtype=tf.int32)


def run(network: Network, inputs, h, c, params, dropout: float, seeds, lengths, training: bool):
    """(outputs, final h, final c) of a network over inputs `[n_steps, batch_size, n_inputs]`.

    h, c: the initial states `[num_layers * n_directions, batch_size, num_units]`, c unused but by
    an LSTM; lengths: of the sequences, `[batch_size]`, or None. Outputs are `[n_steps, batch_size,
    n_directions * num_units]`, zeros past a sequence's end; the final states are those at the end.
    """
    dropped = dropout if training else 0.0
    function = _running(network, inputs.dtype.base_dtype, dropped, seeds, lengths is not None)
    arguments = [inputs, h, c, params] + ([] if lengths is None else [lengths])
    outputs, h, c = function(*arguments)
    batch = inputs.shape[1:2]
    states = tf.TensorShape([network.num_layers * network.num_dirs]).concatenate(batch)
    outputs.set_shape(inputs.shape[:2].concatenate(network.num_dirs * network.num_units))
    h.set_shape(states.concatenate(network.num_units))
    if network.rnn_mode == LSTM:
        c.set_shape(states.concatenate(network.num_units))
    return outputs, h, c


def _sizes(network: Network) -> None:
    """The kernels' inputs that say how large a network is, which ours do without."""
    tf.constant(network.num_layers, name="num_layers")
    tf.constant(network.num_units, name="num_units")
    tf.constant(network.input_size, name="input_size")


@functools.cache
def _joining(n_parts: int):
    @tf.function(autograph=False)
    def canonical_to_params(*parts):
        return tf.concat([tf.reshape(part, [-1]) for part in parts], 0)

    return canonical_to_params


@functools.cache
def _splitting(network: Network, dtype):
    @tf.function(autograph=False, input_signature=[tf.TensorSpec(None, dtype)])
    def params_to_canonical(params):
        return _split(network, params)

    return params_to_canonical


def _split(network: Network, params) -> list:
    shapes = network.weight_shapes() + network.bias_shapes()
    sizes = [functools.reduce(lambda a, b: a * b, shape) for shape in shapes]
    parts = tf.split(tf.reshape(params, [sum(sizes)]), sizes)
    return [tf.reshape(part, shape) for part, shape in zip(parts, shapes, strict=True)]


@functools.cache
def _running(network: Network, dtype, dropout: float, seeds: tuple[int, int], has_lengths: bool):
    states = tf.TensorSpec([None, None, network.num_units], dtype)
    signature = [
        tf.TensorSpec([None, None, network.input_size], dtype),
        states,
        states if network.rnn_mode == LSTM else tf.TensorSpec(None, dtype),
        tf.TensorSpec(None, dtype),
    ]
    if has_lengths:
        signature.append(tf.TensorSpec([None], tf.int32))

    @tf.function(autograph=False, input_signature=signature)
    def cudnn_rnn(inputs, h, c, params, lengths=None):
        parts = _split(network, params)
        n_weights = len(parts) // 2
        return unrolling.layers(
            network, inputs, h, c, parts[:n_weights], parts[n_weights:], dropout, seeds, lengths
        )

    return cudnn_rnn
