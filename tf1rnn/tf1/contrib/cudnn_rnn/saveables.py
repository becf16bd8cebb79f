"""Save cuDNN's parameters as the variables of the cells that do the same.

So a network that was trained on a GPU runs by cells on any device, and the other way round.
"""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.cudnn_rnn.converters import (
    CudnnParamsFormatConverterGRU,
    CudnnParamsFormatConverterLSTM,
    CudnnParamsFormatConverterRelu,
    CudnnParamsFormatConverterTanh,
)
from tf1rnn.tf1.contrib.cudnn_rnn.modes import BIDIRECTIONAL, LINEAR_INPUT, UNIDIRECTIONAL
from tf1rnn.tf1.start.loading import saveable_object


class CudnnOpaqueParamsSaveable(saveable_object.SaveableObject):
    """Saves a variable of opaque parameters as a cell's variables in the scope `scope`.

    opaque_params: the variable; the other arguments say what network it is of. The names are those
    of the cells in tf.nn.dynamic_rnn, or in tf.contrib.rnn.stack_bidirectional_dynamic_rnn.
    """

    _format_converter_cls = None
    _rnn_cell_name = ""
    _weight_names = ("kernel",)
    _bias_names = ("bias",)

    def __init__(
        self,
        opaque_params,
        num_layers: int,
        num_units: int,
        input_size: int,
        input_mode: str = LINEAR_INPUT,
        direction: str = UNIDIRECTIONAL,
        scope=None,
        name: str = "cudnn_rnn_saveable",
    ):
        self._direction = direction
        self._num_layers = num_layers
        self._scope = scope or tf.get_variable_scope()
        self._variables = opaque_params
        self._format_converter = self._format_converter_cls(
            num_layers, num_units, input_size, input_mode=input_mode, direction=direction
        )
        weights, biases = self._format_converter.opaque_to_tf_canonical(opaque_params)
        weight_names, bias_names = self._tf_canonical_names()
        prefix = f"{self._scope.name}/" if self._scope.name else ""
        specs = [
            saveable_object.SaveSpec(value, "", f"{prefix}{key}", dtype=value.dtype.base_dtype)
            for key, value in zip(weight_names + bias_names, weights + biases, strict=True)
        ]
        super().__init__(tf.identity(opaque_params), specs, name)
        opaque_params[0]  # the slice that TensorFlow 1 had in the graph unused

    @property
    def format_converter(self):
        return self._format_converter

    def restore(self, restored_tensors, restored_shapes):
        """The operation that sets the variable to what a checkpoint holds of the cells'."""
        opaque = self._format_converter.tf_canonical_to_opaque(restored_tensors)
        return tf.assign(self._variables, opaque, validate_shape=False)

    def _tf_canonical_names(self) -> tuple[list[str], list[str]]:
        """The names of the cells' kernels and biases, within the scope."""
        weights, biases = [], []
        for layer in range(self._num_layers):
            for is_fwd in (True, False)[: 2 if self._direction == BIDIRECTIONAL else 1]:
                prefix = self._tf_canonical_name_prefix(layer, is_fwd)
                weights += [f"{prefix}/{name}" for name in self._weight_names]
                biases += [f"{prefix}/{name}" for name in self._bias_names]
        return weights, biases

    def _tf_canonical_name_prefix(self, layer: int, is_fwd: bool = True) -> str:
        if self._direction == UNIDIRECTIONAL:
            return f"rnn/multi_rnn_cell/cell_{layer}/{self._rnn_cell_name}"
        way = "fw" if is_fwd else "bw"
        cell = f"cell_{layer}/bidirectional_rnn/{way}/{self._rnn_cell_name}"
        return f"stack_bidirectional_rnn/{cell}"


class CudnnLSTMSaveable(CudnnOpaqueParamsSaveable):
    """As CudnnCompatibleLSTMCell's."""

    _format_converter_cls = CudnnParamsFormatConverterLSTM
    _rnn_cell_name = "cudnn_compatible_lstm_cell"


class CudnnGRUSaveable(CudnnOpaqueParamsSaveable):
    """As CudnnCompatibleGRUCell's."""

    _format_converter_cls = CudnnParamsFormatConverterGRU
    _rnn_cell_name = "cudnn_compatible_gru_cell"
    _weight_names = (
        "gates/kernel",
        "candidate/input_projection/kernel",
        "candidate/hidden_projection/kernel",
    )
    _bias_names = (
        "gates/bias",
        "candidate/input_projection/bias",
        "candidate/hidden_projection/bias",
    )


class CudnnRNNTanhSaveable(CudnnOpaqueParamsSaveable):
    """As BasicRNNCell's."""

    _format_converter_cls = CudnnParamsFormatConverterTanh
    _rnn_cell_name = "basic_rnn_cell"


class CudnnRNNReluSaveable(CudnnOpaqueParamsSaveable):
    """As those of BasicRNNCell with relu."""

    _format_converter_cls = CudnnParamsFormatConverterRelu
    _rnn_cell_name = "basic_rnn_cell"
