"""cuDNN's parameters as the variables of the cells that do the same, and back."""

from collections.abc import Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.cudnn_rnn.functions import (
    canonical_to_opaque_params,
    opaque_params_to_canonical,
)
from tf1rnn.tf1.contrib.cudnn_rnn.modes import (
    GRU,
    LINEAR_INPUT,
    LSTM,
    PARAMS_PER_LAYER,
    RNN_RELU,
    RNN_TANH,
    UNIDIRECTIONAL,
    Network,
)


class CudnnParamsFormatConverter:
    """Turns the opaque parameters of a network into the cells' kernels and biases, and back.

    The cells' are those of the first layer, forward and backward, then of the second, and so on.
    """

    _rnn_mode: str

    def __init__(
        self,
        num_layers: int,
        num_units: int,
        input_size: int,
        num_proj: int | None = None,
        input_mode: str = LINEAR_INPUT,
        direction: str = UNIDIRECTIONAL,
    ):
        self._network = Network(self._rnn_mode, num_layers, num_units, input_size, direction)
        self._num_proj = num_proj
        self._input_mode = input_mode

    @property
    def _num_params_per_layer(self) -> int:
        return PARAMS_PER_LAYER[self._rnn_mode]

    def opaque_to_tf_canonical(self, opaque_param) -> tuple[list, list]:
        """The cells' (kernels, biases)."""
        weights, biases = self._opaque_to_cu_canonical(opaque_param)
        kernels, vectors, n = [], [], self._num_params_per_layer
        for first in range(0, len(weights), n):
            kernels += self._cudnn_to_tf_weights(*weights[first : first + n])
            vectors += self._cudnn_to_tf_biases(*biases[first : first + n])
        return kernels, vectors

    def tf_canonical_to_opaque(self, tf_canonicals: Sequence, weights_proj=None):
        """The opaque parameters of the cells' kernels, and then biases, in one list."""
        half = len(tf_canonicals) // 2
        n_cells = self._network.num_layers * self._network.num_dirs
        n = half // n_cells
        weights, biases = [], []
        for cell in range(n_cells):
            layer = cell // self._network.num_dirs
            of_cell = slice(cell * n, (cell + 1) * n)
            weights += self._tf_to_cudnn_weights(layer, *tf_canonicals[:half][of_cell])
            biases += self._tf_to_cudnn_biases(*tf_canonicals[half:][of_cell])
        return self._cu_canonical_to_opaque(weights, biases)

    def _opaque_to_cu_canonical(self, opaque_param):
        network = self._network
        return opaque_params_to_canonical(
            *network[:4], opaque_param, self._input_mode, network.direction, num_proj=self._num_proj
        )

    def _cu_canonical_to_opaque(self, cu_weights, cu_biases):
        network = self._network
        return canonical_to_opaque_params(
            *network[:4],
            cu_weights,
            cu_biases,
            self._input_mode,
            network.direction,
            num_proj=self._num_proj,
        )

    def _n_inputs(self, layer: int) -> int:
        network = self._network
        return network.num_dirs * network.num_units if layer else network.input_size

    def _cudnn_to_tf_weights(self, *cu_weights) -> list:
        """One kernel for inputs and state, its columns by gate."""
        n = self._num_params_per_layer // 2
        rows = [tf.concat([cu_weights[i], cu_weights[n + i]], 1) for i in range(n)]
        rows = self._in_order(rows)
        return [tf.transpose(rows[0] if n == 1 else tf.concat(rows, 0))]

    def _tf_to_cudnn_weights(self, layer: int, *tf_weights) -> list:
        (kernel,) = tf_weights
        n, sizes = self._num_params_per_layer // 2, [self._n_inputs(layer), self._network.num_units]
        rows = tf.transpose(kernel)
        rows = self._in_order(tf.split(rows, n, axis=0) if n > 1 else [rows])
        parts = [tf.split(row, sizes, axis=1) for row in rows]
        return [of_inputs for of_inputs, _ in parts] + [of_state for _, of_state in parts]

    def _cudnn_to_tf_biases(self, *cu_biases) -> list:
        """One bias, the sum of cuDNN's two."""
        n = self._num_params_per_layer // 2
        sums = self._in_order([cu_biases[i] + cu_biases[n + i] for i in range(n)])
        return [sums[0] if n == 1 else tf.concat(sums, 0)]

    def _tf_to_cudnn_biases(self, *tf_biases) -> list:
        (bias,) = tf_biases
        n = self._num_params_per_layer // 2
        sums = self._in_order(tf.split(bias, n) if n > 1 else [bias])
        halves = [0.5 * part for part in sums]
        return halves + [part - half for part, half in zip(sums, halves, strict=True)]

    def _in_order(self, gates: list) -> list:
        """The gates of cuDNN in the order of the cell's, or these in that of cuDNN's."""
        return gates


class CudnnParamsFormatConverterLSTM(CudnnParamsFormatConverter):
    """For CudnnCompatibleLSTMCell: its gates are i, g, f, o, those of cuDNN i, f, g, o."""

    _rnn_mode = LSTM

    def _in_order(self, gates: list) -> list:
        first, second, third, fourth = gates
        return [first, third, second, fourth]


class CudnnParamsFormatConverterGRU(CudnnParamsFormatConverter):
    """For CudnnCompatibleGRUCell: a kernel of the gates, and two of the candidate."""

    _rnn_mode = GRU

    def _cudnn_to_tf_weights(self, *cu_weights) -> list:
        w_r, w_u, w_c, r_r, r_u, r_c = cu_weights
        gates = tf.concat([tf.concat([w_r, r_r], 1), tf.concat([w_u, r_u], 1)], 0)
        return [tf.transpose(gates), tf.transpose(w_c), tf.transpose(r_c)]

    def _tf_to_cudnn_weights(self, layer: int, *tf_weights) -> list:
        gates, w_c, r_c = tf_weights
        reset, update = tf.split(tf.transpose(gates), 2, axis=0)
        sizes = [self._n_inputs(layer), self._network.num_units]
        w_r, r_r = tf.split(reset, sizes, axis=1)
        w_u, r_u = tf.split(update, sizes, axis=1)
        return [w_r, w_u, tf.transpose(w_c), r_r, r_u, tf.transpose(r_c)]

    def _cudnn_to_tf_biases(self, *cu_biases) -> list:
        w_r, w_u, w_c, r_r, r_u, r_c = cu_biases
        return [tf.concat([w_r, w_u], 0) + tf.concat([r_r, r_u], 0), w_c, r_c]

    def _tf_to_cudnn_biases(self, *tf_biases) -> list:
        gates, w_c, r_c = tf_biases
        half = 0.5 * gates
        w_r, w_u = tf.split(half, 2)
        r_r, r_u = tf.split(gates - half, 2)
        return [w_r, w_u, w_c, r_r, r_u, r_c]


class CudnnParamsFormatConverterBasic(CudnnParamsFormatConverter):
    """For BasicRNNCell."""


class CudnnParamsFormatConverterTanh(CudnnParamsFormatConverterBasic):
    """For BasicRNNCell."""

    _rnn_mode = RNN_TANH


class CudnnParamsFormatConverterRelu(CudnnParamsFormatConverterBasic):
    """For BasicRNNCell with relu."""

    _rnn_mode = RNN_RELU
