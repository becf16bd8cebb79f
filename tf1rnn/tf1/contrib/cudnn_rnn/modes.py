"""The kinds of networks that cuDNN has, and the weights of each.

A network's canonical weights are matrices by layer, direction and gate: first those for the inputs
`[num_units, n_inputs]`, then those for the state `[num_units, num_units]`; its canonical biases
are vectors `[num_units]` in the same order. One vector of them all, one after the other, is what
cuDNN works on: the opaque parameters.
Source: NVIDIA's documentation of cuDNN, cudnnGetRNNLinLayerMatrixParams.
"""

from typing import NamedTuple

GRU, LSTM, RNN_RELU, RNN_TANH = "gru", "lstm", "rnn_relu", "rnn_tanh"
GRU_PARAMS_PER_LAYER, LSTM_PARAMS_PER_LAYER = 6, 8
RNN_RELU_PARAMS_PER_LAYER = RNN_TANH_PARAMS_PER_LAYER = 2
PARAMS_PER_LAYER = {
    LSTM: LSTM_PARAMS_PER_LAYER,
    GRU: GRU_PARAMS_PER_LAYER,
    RNN_TANH: RNN_TANH_PARAMS_PER_LAYER,
    RNN_RELU: RNN_RELU_PARAMS_PER_LAYER,
}
LINEAR_INPUT, SKIP_INPUT, AUTO_SELECT = "linear_input", "skip_input", "auto_select"
UNIDIRECTIONAL, BIDIRECTIONAL = "unidirectional", "bidirectional"


class Network(NamedTuple):
    """What a network is made of."""

    rnn_mode: str
    num_layers: int
    num_units: int
    input_size: int
    direction: str = UNIDIRECTIONAL

    @property
    def num_dirs(self) -> int:
        return 2 if self.direction == BIDIRECTIONAL else 1

    @property
    def n_gates(self) -> int:
        return PARAMS_PER_LAYER[self.rnn_mode] // 2

    def weight_shapes(self) -> list[tuple[int, int]]:
        """The shapes of the canonical weights."""
        shapes = []
        for layer in range(self.num_layers):
            n_inputs = self.input_size if layer == 0 else self.num_dirs * self.num_units
            of_direction = [(self.num_units, n_inputs)] * self.n_gates
            of_direction += [(self.num_units, self.num_units)] * self.n_gates
            shapes += of_direction * self.num_dirs
        return shapes

    def bias_shapes(self) -> list[tuple[int]]:
        """The shapes of the canonical biases."""
        return [(self.num_units,)] * len(self.weight_shapes())


def check_direction(direction: str) -> None:
    """Raise ValueError unless a direction is one of cuDNN's."""
    _check("direction", direction, (UNIDIRECTIONAL, BIDIRECTIONAL))


def check_input_mode(input_mode: str) -> None:
    """Raise ValueError unless an input mode is one of cuDNN's."""
    _check("input_mode", input_mode, (LINEAR_INPUT, SKIP_INPUT, AUTO_SELECT))


def check_rnn_mode(rnn_mode: str) -> None:
    """Raise ValueError unless a kind of network is one of cuDNN's."""
    _check("rnn_mode", rnn_mode, tuple(PARAMS_PER_LAYER))


def number_of_params(rnn_mode: str, num_layers: int, direction: str) -> int:
    """The number of canonical weights, and of canonical biases; ValueError for another mode."""
    check_rnn_mode(rnn_mode)
    check_direction(direction)
    return PARAMS_PER_LAYER[rnn_mode] * num_layers * (2 if direction == BIDIRECTIONAL else 1)


def _check(argument: str, value: str, values: tuple[str, ...]) -> None:
    if value not in values:
        raise ValueError(f"{argument} must be one of {', '.join(values)}, not {value!r}")
