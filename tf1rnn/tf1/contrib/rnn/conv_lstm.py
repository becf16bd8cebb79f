"""ConvLSTMCell, and for 1, 2 and 3 dimensions: LSTM cells whose inputs are images."""

from collections.abc import Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import LSTMStateTuple, RNNCell, known_depth

_CONVOLUTIONS = {
    1: lambda images, kernel: tf.nn.conv1d(images, kernel, 1, padding="SAME"),
    2: lambda images, kernel: tf.nn.conv2d(images, kernel, [1] * 4, padding="SAME"),
    3: lambda images, kernel: tf.nn.conv3d(images, kernel, [1] * 5, padding="SAME"),
}


class ConvLSTMCell(RNNCell):
    """The convolutional LSTM of Shi et al. 2015, arXiv:1506.04214.

    As BasicLSTMCell, with a convolution where that has a product: the inputs are images
    `[batch_size, *input_shape]`, of `conv_ndims` dimensions and then channels; output, c and h are
    `[batch_size, *input_shape[:-1], output_channels]`. With `skip_connection` the inputs' channels
    are appended to the output. `initializers` has no effect, as in TensorFlow 1.15.

    Raises ValueError unless `input_shape` has `conv_ndims` + 1 numbers.
    """

    def __init__(
        self,
        conv_ndims: int,
        input_shape: Sequence[int],
        output_channels: int,
        kernel_shape: Sequence[int],
        use_bias: bool = True,
        skip_connection: bool = False,
        forget_bias: float = 1.0,
        initializers=None,
        name: str = "conv_lstm_cell",
    ):
        super().__init__(name=name)
        if conv_ndims != len(input_shape) - 1:
            raise ValueError(f"Invalid input_shape {input_shape} for conv_ndims={conv_ndims}.")
        self._conv_ndims = conv_ndims
        self._input_shape = tuple(input_shape)
        self._output_channels = output_channels
        self._kernel_shape = list(kernel_shape)
        self._use_bias = use_bias
        self._skip_connection = skip_connection
        self._forget_bias = forget_bias

    @property
    def state_size(self):
        size = tf.TensorShape((*self._input_shape[:-1], self._output_channels))
        return LSTMStateTuple(size, size)

    @property
    def output_size(self):
        skipped = self._input_shape[-1] if self._skip_connection else 0
        return tf.TensorShape((*self._input_shape[:-1], self._output_channels + skipped))

    def call(self, inputs, state, scope=None):
        c, h = state
        n_gates = 4 * self._output_channels
        gates = conv([inputs, h], self._kernel_shape, n_gates, self._use_bias)
        gates = tf.split(gates, 4, axis=self._conv_ndims + 1)
        i, g, f, o = gates
        new_c = tf.sigmoid(f + self._forget_bias) * c + tf.sigmoid(i) * tf.tanh(g)
        outputs = tf.tanh(new_c) * tf.sigmoid(o)
        if self._skip_connection:
            outputs = tf.concat([outputs, inputs], -1)
        return outputs, LSTMStateTuple(new_c, outputs)


def conv(args, filter_size, num_features: int, bias: bool, bias_start: float = 0.0):
    """args convolved with a kernel, plus biases if `bias`: `[..., num_features]`.

    `args` is a list of images `[batch_size, *size, channels]` of as many dimensions as
    `filter_size` has numbers, which are joined by their channels. The variables `kernel` and
    `biases`, which start at `bias_start`, are those of the current scope.
    Raises ValueError for images of another rank.
    """
    shapes = [arg.shape.as_list() for arg in args]
    n_dimensions = len(filter_size)
    if any(len(shape) != n_dimensions + 2 for shape in shapes):
        raise ValueError(
            f"inputs and state must be images of {n_dimensions} dimensions and channels, "
            f"{n_dimensions + 2}D with the batch, but are: {shapes}"
        )
    dtype = args[0].dtype
    n_channels = sum(known_depth(arg.shape) for arg in args)
    kernel = tf.get_variable("kernel", [*filter_size, n_channels, num_features], dtype=dtype)
    joined = args[0] if len(args) == 1 else tf.concat(args, len(shapes[0]) - 1)
    convolved = _CONVOLUTIONS[n_dimensions](joined, kernel)
    if not bias:
        return convolved
    start = tf.constant_initializer(bias_start, dtype=dtype)
    return convolved + tf.get_variable("biases", [num_features], dtype, start)


class Conv1DLSTMCell(ConvLSTMCell):
    """ConvLSTMCell over sequences `[batch_size, length, channels]`."""

    def __init__(self, name: str = "conv_1d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=1, name=name, **kwargs)


class Conv2DLSTMCell(ConvLSTMCell):
    """ConvLSTMCell over images `[batch_size, height, width, channels]`."""

    def __init__(self, name: str = "conv_2d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=2, name=name, **kwargs)


class Conv3DLSTMCell(ConvLSTMCell):
    """ConvLSTMCell over volumes `[batch_size, depth, height, width, channels]`."""

    def __init__(self, name: str = "conv_3d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=3, name=name, **kwargs)
