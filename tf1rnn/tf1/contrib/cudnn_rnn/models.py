"""cuDNN's networks before they were layers: settings, called with opaque parameters."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.cudnn_rnn.functions import (
    canonical_to_opaque_params,
    cudnn_rnn,
    opaque_params_size,
    opaque_params_to_canonical,
)
from tf1rnn.tf1.contrib.cudnn_rnn.modes import (
    GRU,
    GRU_PARAMS_PER_LAYER,
    LINEAR_INPUT,
    LSTM,
    LSTM_PARAMS_PER_LAYER,
    RNN_RELU,
    RNN_RELU_PARAMS_PER_LAYER,
    RNN_TANH,
    RNN_TANH_PARAMS_PER_LAYER,
    UNIDIRECTIONAL,
)


class CudnnModel:
    """A network's settings; its parameters are a variable `[params_size()]` of the program's own.

    Called with inputs `[n_steps, batch_size, n_inputs]`, initial states `[num_layers *
    n_directions, batch_size, num_units]` and the parameters, it gives outputs and final states.
    Raises ValueError for another mode.
    """

    def __init__(
        self,
        rnn_mode: str,
        num_layers: int,
        num_units: int,
        input_size: int,
        input_mode: str = LINEAR_INPUT,
        direction: str = UNIDIRECTIONAL,
        dtype=tf.float32,
        dropout: float = 0.0,
        seed: int | None = 0,
        num_proj: int | None = None,
    ):
        self._rnn_mode = rnn_mode
        self._num_layers = num_layers
        self._num_units = num_units
        self._input_size = input_size
        self._input_mode = input_mode
        self._direction = direction
        self._dtype = dtype
        self._dropout = dropout
        self._seed = seed
        self._num_proj = num_proj

    @property
    def rnn_mode(self) -> str:
        return self._rnn_mode

    @property
    def num_layers(self) -> int:
        return self._num_layers

    @property
    def num_units(self) -> int:
        return self._num_units

    @property
    def input_size(self) -> int:
        return self._input_size

    @property
    def input_mode(self) -> str:
        return self._input_mode

    @property
    def direction(self) -> str:
        return self._direction

    @property
    def num_proj(self) -> int | None:
        return self._num_proj

    def params_size(self):
        """The number of parameters, an int32 scalar."""
        return opaque_params_size(*self._sizes(), **self._settings(), dtype=self._dtype)

    def __call__(
        self,
        input_data,
        input_h,
        input_c,
        params,
        is_training: bool = True,
        sequence_lengths=None,
        time_major: bool = True,
    ):
        """(outputs, final h, final c)."""
        return cudnn_rnn(
            input_data,
            input_h,
            input_c,
            params,
            is_training,
            self._rnn_mode,
            sequence_lengths,
            time_major,
            **self._settings(),
        )

    def params_to_canonical(self, params):
        """The canonical (weights, biases) in the parameters, see modes.py."""
        return opaque_params_to_canonical(*self._sizes(), params, **self._settings())

    def canonical_to_params(self, weights, biases):
        """The parameters of canonical weights and biases, see modes.py."""
        return canonical_to_opaque_params(*self._sizes(), weights, biases, **self._settings())

    def _sizes(self) -> tuple:
        return self._rnn_mode, self._num_layers, self._num_units, self._input_size

    def _settings(self) -> dict:
        return {
            "input_mode": self._input_mode,
            "direction": self._direction,
            "dropout": self._dropout,
            "seed": self._seed,
            "num_proj": self._num_proj,
        }


class CudnnLSTM(CudnnModel):
    """An LSTM's settings; see CudnnModel."""

    _NUM_PARAMS_PER_LAYER = LSTM_PARAMS_PER_LAYER

    def __init__(
        self,
        num_layers: int,
        num_units: int,
        input_size: int,
        input_mode: str = LINEAR_INPUT,
        direction: str = UNIDIRECTIONAL,
        dtype=tf.float32,
        dropout: float = 0.0,
        seed: int | None = 0,
        num_proj: int | None = None,
    ):
        settings = (input_mode, direction, dtype, dropout, seed, num_proj)
        super().__init__(LSTM, num_layers, num_units, input_size, *settings)

    def __call__(
        self,
        input_data,
        input_h,
        input_c,
        params,
        sequence_lengths=None,
        time_major: bool = True,
        is_training: bool = True,
    ):
        """(outputs, final h, final c)."""
        return super().__call__(
            input_data, input_h, input_c, params, is_training, sequence_lengths, time_major
        )


class CudnnModelNoInputC(CudnnModel):
    """The settings of a network that is no LSTM: its state is h alone; see CudnnModel."""

    _rnn_mode = ""

    def __init__(
        self,
        num_layers: int,
        num_units: int,
        input_size: int,
        input_mode: str = LINEAR_INPUT,
        direction: str = UNIDIRECTIONAL,
        dtype=tf.float32,
        dropout: float = 0.0,
        seed: int | None = 0,
    ):
        settings = (input_mode, direction, dtype, dropout, seed)
        super().__init__(type(self)._rnn_mode, num_layers, num_units, input_size, *settings)

    def __call__(
        self,
        input_data,
        input_h,
        params,
        sequence_lengths=None,
        time_major: bool = True,
        is_training: bool = True,
    ):
        """(outputs, final h)."""
        no_c = tf.constant([], dtype=input_data.dtype)
        outputs, h, _ = super().__call__(
            input_data, input_h, no_c, params, is_training, sequence_lengths, time_major
        )
        return outputs, h


class CudnnGRU(CudnnModelNoInputC):
    """A GRU's settings; see CudnnModel."""

    _rnn_mode = GRU
    _NUM_PARAMS_PER_LAYER = GRU_PARAMS_PER_LAYER


class CudnnRNNTanh(CudnnModelNoInputC):
    """A basic RNN's settings; see CudnnModel."""

    _rnn_mode = RNN_TANH
    _NUM_PARAMS_PER_LAYER = RNN_TANH_PARAMS_PER_LAYER


class CudnnRNNRelu(CudnnModelNoInputC):
    """The settings of a basic RNN with relu; see CudnnModel."""

    _rnn_mode = RNN_RELU
    _NUM_PARAMS_PER_LAYER = RNN_RELU_PARAMS_PER_LAYER
