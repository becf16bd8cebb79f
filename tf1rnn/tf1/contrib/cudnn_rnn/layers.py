"""CudnnLSTM, CudnnGRU and the basic RNNs: networks of several layers in one step of the graph."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.cudnn_rnn.functions import (
    canonical_to_opaque_params,
    cudnn_rnn,
    cudnn_rnn_no_input_c,
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
    check_direction,
    check_input_mode,
)
from tf1rnn.tf1.contrib.cudnn_rnn.saveables import (
    CudnnGRUSaveable,
    CudnnLSTMSaveable,
    CudnnRNNReluSaveable,
    CudnnRNNTanhSaveable,
)


class CudnnRNN(tf.layers.Layer):
    """A network of several layers, one or both directions, and one variable, `opaque_kernel`.

    Called with inputs `[n_steps, batch_size, n_inputs]` it gives the outputs `[n_steps,
    batch_size, n_directions * num_units]` and a tuple of the final states, each `[num_layers *
    n_directions, batch_size, num_units]`. `dropout` is the probability of dropping a value between
    layers, in training. `kernel_initializer` and `bias_initializer` are of each gate's weights,
    glorot_uniform and zeros unless given. The variable is saved as those of cells, see
    saveables.py.
    Raises ValueError for another direction, input_mode or dtype.
    """

    _rnn_mode: str
    _saveable_cls = None

    def __init__(
        self,
        num_layers: int,
        num_units: int,
        input_mode: str = LINEAR_INPUT,
        direction: str = UNIDIRECTIONAL,
        dropout: float = 0.0,
        seed: int | None = None,
        dtype=tf.float32,
        kernel_initializer=None,
        bias_initializer=None,
        name: str | None = None,
    ):
        super().__init__(dtype=dtype, name=name)
        check_direction(direction)
        check_input_mode(input_mode)
        if tf.as_dtype(dtype) not in (tf.float16, tf.float32, tf.float64):
            raise ValueError(f"dtype must be float16, float32 or float64, not {dtype}")
        self._dtype_of_weights = tf.as_dtype(dtype)
        self._num_layers = num_layers
        self._num_units = num_units
        self._input_mode = input_mode
        self._direction = direction
        self._dropout = dropout
        self._seed = seed
        self._kernel_initializer = kernel_initializer or tf.glorot_uniform_initializer(
            seed, self._dtype_of_weights
        )
        self._bias_initializer = bias_initializer or tf.constant_initializer(
            0.0, dtype=self._dtype_of_weights
        )
        self._input_size = None
        self._saveable = None

    @property
    def num_layers(self) -> int:
        return self._num_layers

    @property
    def num_units(self) -> int:
        return self._num_units

    @property
    def input_mode(self) -> str:
        return self._input_mode

    @property
    def input_size(self) -> int:
        """The inputs' depth; ValueError before the layer is first called."""
        if self._input_size is None:
            raise ValueError(f"{self.name}: input_size is known once the layer was called")
        return self._input_size

    @property
    def rnn_mode(self) -> str:
        return self._rnn_mode

    @property
    def direction(self) -> str:
        return self._direction

    @property
    def num_dirs(self) -> int:
        return self._network(0).num_dirs

    @property
    def saveable(self):
        """What saves the variable; None before the layer is first called."""
        return self._saveable

    @property
    def canonical_weight_shapes(self) -> list:
        """The shapes of the weights by layer, direction and gate, see modes.py."""
        return self._network(self._known_size()).weight_shapes()

    @property
    def canonical_bias_shapes(self) -> list:
        """The shapes of the biases by layer, direction and gate, see modes.py."""
        return [list(shape) for shape in self._network(self._known_size()).bias_shapes()]

    @property
    def _num_params_per_layer(self) -> int:
        return PARAMS_PER_LAYER[self._rnn_mode]

    def build(self, input_shape):
        """Make the variable; ValueError unless inputs have three dimensions, the last static."""
        input_shape = tf.TensorShape(input_shape)
        if input_shape.ndims != 3:
            raise ValueError(f"{self.name}: inputs must have 3 dimensions, but are {input_shape}")
        self._input_size = tf.dimension_value(input_shape[-1])
        if self._input_size is None:
            raise ValueError(
                f"{self.name}: inputs must have a static last dimension, but are {input_shape}"
            )
        self.input_spec = tf.layers.InputSpec(ndim=3, axes={-1: self._input_size})
        dtype = self._dtype_of_weights
        with tf.variable_scope(self._scope, reuse=self.built) as scope:
            weights = [
                self._kernel_initializer(shape, dtype=dtype)
                for shape in self.canonical_weight_shapes
            ]
            biases = [
                self._bias_initializer(shape, dtype=dtype) for shape in self.canonical_bias_shapes
            ]
            opaque_params = self._canonical_to_opaque(weights, biases)
            if scope.partitioner is not None:
                tf.logging.warn("%s: the variable cannot be partitioned", self.name)
                scope.set_partitioner(None)
            self.kernel = tf.get_variable(
                "opaque_kernel", dtype=dtype, initializer=opaque_params, validate_shape=False
            )
            self._trainable_weights.append(self.kernel)
        if not self.built:
            self._saveable = self._create_saveable()
            tf.add_to_collection(tf.GraphKeys.SAVEABLE_OBJECTS, self._saveable)
        self.built = True

    def call(
        self,
        inputs,
        initial_state=None,
        sequence_lengths=None,
        time_major: bool = True,
        training: bool = True,
    ):
        """(outputs, tuple of final states); inputs and outputs batch major unless `time_major`.

        sequence_lengths: `[batch_size]`. Raises ValueError for inputs of another dtype.
        """
        dtype = self._dtype_of_weights
        inputs = tf.convert_to_tensor(inputs, dtype=dtype)
        batch_size = tf.shape(inputs)[1 if time_major else 0]
        if initial_state is None:
            initial_state = self._zero_state(batch_size)
            if not time_major:
                initial_state = tuple(tf.transpose(part, [1, 0, 2]) for part in initial_state)
        elif not isinstance(initial_state, tuple):
            raise TypeError(f"{self.name}: initial_state must be a tuple, not {initial_state!r}")
        return self._forward(inputs, initial_state, sequence_lengths, time_major, training)

    def state_shape(self, batch_size) -> tuple:
        """The shapes of the states for a batch."""
        return ([self.num_layers * self.num_dirs, batch_size, self.num_units],)

    def _zero_state(self, batch_size) -> tuple:
        return tuple(
            tf.zeros(shape, dtype=self._dtype_of_weights) for shape in self.state_shape(batch_size)
        )

    def _canonical_to_opaque(self, cu_weights, cu_biases):
        return canonical_to_opaque_params(
            self._rnn_mode,
            self.num_layers,
            self.num_units,
            self.input_size,
            cu_weights,
            cu_biases,
            self.input_mode,
            self.direction,
        )

    def _forward(self, inputs, states, sequence_lengths, time_major, training):
        outputs, h = cudnn_rnn_no_input_c(
            inputs,
            states[0],
            self.kernel,
            training,
            self._rnn_mode,
            sequence_lengths,
            time_major,
            self.input_mode,
            self.direction,
            self._dropout,
            self._seed,
        )
        return outputs, (h,)

    def _create_saveable(self):
        return self._saveable_cls(
            opaque_params=self.kernel,
            num_layers=self.num_layers,
            num_units=self.num_units,
            input_size=self.input_size,
            input_mode=self.input_mode,
            direction=self.direction,
            scope=tf.get_variable_scope(),
            name=f"{self.kernel.name.split(':')[0]}_saveable",
        )

    def _known_size(self) -> int:
        if self._input_size is None:
            raise RuntimeError(f"{self.name}: the weights' shapes follow from the inputs'")
        return self._input_size

    def _network(self, input_size: int) -> Network:
        return Network(
            self._rnn_mode, self._num_layers, self._num_units, input_size, self._direction
        )


class CudnnLSTM(CudnnRNN):
    """An LSTM of several layers; its states are (h, c)."""

    _rnn_mode = LSTM
    _saveable_cls = CudnnLSTMSaveable

    def state_shape(self, batch_size) -> tuple:
        """The shapes of h and of c for a batch."""
        return super().state_shape(batch_size) * 2

    def _forward(self, inputs, states, sequence_lengths, time_major, training):
        outputs, h, c = cudnn_rnn(
            inputs,
            *states,
            self.kernel,
            training,
            self._rnn_mode,
            sequence_lengths,
            time_major,
            self.input_mode,
            self.direction,
            self._dropout,
            self._seed,
        )
        return outputs, (h, c)


class CudnnGRU(CudnnRNN):
    """A GRU of several layers; its state is (h,)."""

    _rnn_mode = GRU
    _saveable_cls = CudnnGRUSaveable


class CudnnRNNTanh(CudnnRNN):
    """A basic RNN of several layers; its state is (h,)."""

    _rnn_mode = RNN_TANH
    _saveable_cls = CudnnRNNTanhSaveable


class CudnnRNNRelu(CudnnRNN):
    """A basic RNN of several layers with relu; its state is (h,)."""

    _rnn_mode = RNN_RELU
    _saveable_cls = CudnnRNNReluSaveable
