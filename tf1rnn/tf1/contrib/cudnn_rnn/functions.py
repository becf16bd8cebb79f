"""cuDNN's networks as functions of their opaque parameters."""

from collections.abc import Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.cudnn_rnn import kernels
from tf1rnn.tf1.contrib.cudnn_rnn.modes import (
    GRU,
    LINEAR_INPUT,
    LSTM,
    RNN_RELU,
    RNN_TANH,
    SKIP_INPUT,
    UNIDIRECTIONAL,
    Network,
    check_direction,
    check_input_mode,
    check_rnn_mode,
)


def seeds(seed: int | None) -> tuple[int, int]:
    """The graph's and the operation's seed for a given one; zeros where there is none."""
    return tuple(part or 0 for part in tf.get_seed(seed))


def cudnn_rnn(
    inputs,
    input_h,
    input_c,
    params,
    is_training: bool,
    rnn_mode: str,
    sequence_lengths=None,
    time_major: bool = True,
    input_mode: str = LINEAR_INPUT,
    direction: str = UNIDIRECTIONAL,
    dropout: float = 0.0,
    seed: int | None = 0,
    num_proj: int | None = None,
    name: str | None = None,
):
    """(outputs, final h, final c) of a network with the opaque parameters `params`.

    inputs: `[n_steps, batch_size, n_inputs]`, or batch major unless `time_major`; input_h, input_c:
    the initial states `[num_layers * n_directions, batch_size, num_units]`; sequence_lengths:
    `[batch_size]`. Between layers values are dropped with probability `dropout` in training.
    Raises ValueError for another mode, and for num_proj, which works on a GPU alone.
    """
    _refuse(input_mode, num_proj)
    num_dirs = 1 if direction == UNIDIRECTIONAL else 2
    n_states = tf.dimension_value(input_h.shape[0 if time_major else 1])
    num_units, n_inputs = (tf.dimension_value(value.shape[2]) for value in (input_h, inputs))
    if None in (n_states, num_units, n_inputs):
        raise ValueError(
            "inputs and input_h must have static shapes but for steps and batch, but are "
            f"{inputs.shape} and {input_h.shape}"
        )
    network = _network(rnn_mode, n_states // num_dirs, num_units, n_inputs, direction)
    with tf.name_scope(name, "CudnnRNN"):
        if not time_major:
            inputs, input_h = _swapped(inputs), _swapped(input_h)
            input_c = _swapped(input_c) if rnn_mode == LSTM else input_c
        outputs, h, c = kernels.run(
            network,
            inputs,
            input_h,
            input_c,
            params,
            dropout,
            seeds(seed),
            sequence_lengths,
            is_training,
        )
        if time_major:
            return outputs, h, c
        return _swapped(outputs), _swapped(h), _swapped(c) if rnn_mode == LSTM else c


def cudnn_lstm(
    inputs,
    input_h,
    input_c,
    params,
    is_training: bool,
    sequence_lengths=None,
    time_major: bool = True,
    input_mode: str = LINEAR_INPUT,
    direction: str = UNIDIRECTIONAL,
    dropout: float = 0.0,
    seed: int | None = 0,
    num_proj: int | None = None,
    name: str | None = None,
):
    """cudnn_rnn of an LSTM."""
    return cudnn_rnn(
        inputs,
        input_h,
        input_c,
        params,
        is_training,
        LSTM,
        sequence_lengths,
        time_major,
        input_mode,
        direction,
        dropout,
        seed,
        num_proj,
        name,
    )


def cudnn_rnn_no_input_c(
    inputs,
    input_h,
    params,
    is_training: bool,
    rnn_mode: str,
    sequence_lengths=None,
    time_major: bool = True,
    input_mode: str = LINEAR_INPUT,
    direction: str = UNIDIRECTIONAL,
    dropout: float = 0.0,
    seed: int | None = 0,
    name: str | None = None,
):
    """(outputs, final h) of a network that is no LSTM; arguments as cudnn_rnn."""
    no_c = tf.constant([], dtype=inputs.dtype)
    outputs, h, _ = cudnn_rnn(
        inputs,
        input_h,
        no_c,
        params,
        is_training,
        rnn_mode,
        sequence_lengths,
        time_major,
        input_mode,
        direction,
        dropout,
        seed,
        name=name,
    )
    return outputs, h


def cudnn_gru(
    inputs,
    input_h,
    params,
    is_training: bool,
    sequence_lengths=None,
    time_major: bool = True,
    input_mode: str = LINEAR_INPUT,
    direction: str = UNIDIRECTIONAL,
    dropout: float = 0.0,
    seed: int | None = 0,
    name: str | None = None,
):
    """(outputs, final h) of a GRU; arguments as cudnn_rnn."""
    settings = (sequence_lengths, time_major, input_mode, direction, dropout, seed, name)
    return cudnn_rnn_no_input_c(inputs, input_h, params, is_training, GRU, *settings)


def cudnn_rnn_tanh(
    inputs,
    input_h,
    params,
    is_training: bool,
    sequence_lengths=None,
    time_major: bool = True,
    input_mode: str = LINEAR_INPUT,
    direction: str = UNIDIRECTIONAL,
    dropout: float = 0.0,
    seed: int | None = 0,
    name: str | None = None,
):
    """(outputs, final h) of a basic RNN of tanh; arguments as cudnn_rnn."""
    settings = (sequence_lengths, time_major, input_mode, direction, dropout, seed, name)
    return cudnn_rnn_no_input_c(inputs, input_h, params, is_training, RNN_TANH, *settings)


def cudnn_rnn_relu(
    inputs,
    input_h,
    params,
    is_training: bool,
    input_mode: str = LINEAR_INPUT,
    direction: str = UNIDIRECTIONAL,
    dropout: float = 0.0,
    seed: int | None = 0,
    sequence_lengths=None,
    time_major: bool = True,
    name: str | None = None,
):
    """(outputs, final h) of a basic RNN of relu; arguments as cudnn_rnn."""
    settings = (sequence_lengths, time_major, input_mode, direction, dropout, seed, name)
    return cudnn_rnn_no_input_c(inputs, input_h, params, is_training, RNN_RELU, *settings)


def opaque_params_size(
    rnn_mode: str,
    num_layers: int,
    num_units: int,
    input_size: int,
    input_mode: str = LINEAR_INPUT,
    direction: str = UNIDIRECTIONAL,
    dtype=tf.float32,
    dropout: float = 0,
    seed: int | None = 0,
    num_proj: int | None = None,
    name: str | None = None,
):
    """The number of a network's opaque parameters: an int32 scalar."""
    _refuse(input_mode, num_proj)
    with tf.name_scope(name, "CudnnRNNParamsSize"):
        size = kernels.params_size(_network(rnn_mode, num_layers, num_units, input_size, direction))
        return size[0]


def canonical_to_opaque_params(
    rnn_mode: str,
    num_layers: int,
    num_units: int,
    input_size: int,
    weights: Sequence,
    biases: Sequence,
    input_mode: str = LINEAR_INPUT,
    direction: str = UNIDIRECTIONAL,
    dropout: float = 0,
    seed: int | None = 0,
    num_proj: int | None = None,
    name: str | None = None,
):
    """The opaque parameters `[size]` of canonical weights and biases, as modes.py orders them."""
    _refuse(input_mode, num_proj)
    with tf.name_scope(name, "CudnnRNNCanonicalToParams"):
        network = _network(rnn_mode, num_layers, num_units, input_size, direction)
        return kernels.canonical_to_params(network, weights, biases)


def opaque_params_to_canonical(
    rnn_mode: str,
    num_layers: int,
    num_units: int,
    input_size: int,
    params,
    input_mode: str = LINEAR_INPUT,
    direction: str = UNIDIRECTIONAL,
    dropout: float = 0,
    seed: int | None = 0,
    num_proj: int | None = None,
    name: str | None = None,
):
    """The canonical (weights, biases) in opaque parameters, as modes.py orders them."""
    _refuse(input_mode, num_proj)
    with tf.name_scope(name, "CudnnRNNParamsToCanonical"):
        network = _network(rnn_mode, num_layers, num_units, input_size, direction)
        return kernels.params_to_canonical(network, params)


def _network(rnn_mode, num_layers, num_units, input_size, direction) -> Network:
    check_rnn_mode(rnn_mode)
    check_direction(direction)
    return Network(rnn_mode, num_layers, num_units, input_size, direction)


def _refuse(input_mode: str, num_proj) -> None:
    """Raise ValueError for what cuDNN has and tf1rnn has not."""
    check_input_mode(input_mode)
    if input_mode == SKIP_INPUT:
        raise ValueError("cudnn_rnn: input_mode must be linear_input; skip_input needs cuDNN")
    if num_proj:
        raise ValueError("cudnn_rnn: num_proj needs cuDNN; use tf.nn.rnn_cell.LSTMCell(num_proj=)")


def _swapped(value):
    return tf.transpose(value, [1, 0, 2])
