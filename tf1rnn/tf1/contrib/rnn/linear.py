"""The layers that programs of the time took from core_rnn_cell: inputs . kernel + bias."""

from collections.abc import Callable, Sequence

from tf1rnn.tf1 import tf

WEIGHTS_NAME = "kernel"
BIAS_NAME = "bias"


def linear(
    args,
    output_size: int,
    bias: bool,
    bias_initializer: Callable | None = None,
    kernel_initializer: Callable | None = None,
):
    """args . kernel, plus bias if `bias`: `[batch_size, output_size]`.

    `args` is a tensor `[batch_size, n_inputs]`, or a list of such that are set side by side. The
    variables `kernel` `[sum of n_inputs, output_size]` and `bias` `[output_size]` are those of the
    current scope; the bias starts at 0 unless `bias_initializer` is given.
    Raises ValueError without arguments, and unless each is a matrix of known n_inputs.
    """
    args, kernel_shape = _checked(args, output_size)
    dtype = args[0].dtype
    with tf.variable_scope(tf.get_variable_scope()) as scope:
        kernel = _kernel(kernel_shape, dtype, kernel_initializer)
        product = tf.matmul(args[0] if len(args) == 1 else tf.concat(args, 1), kernel)
        if not bias:
            return product
        with tf.variable_scope(scope) as inner_scope:
            inner_scope.set_partitioner(None)
            bias = _bias(output_size, dtype, bias_initializer)
        return tf.nn.bias_add(product, bias)


class Linear:
    """`linear`, its variables made once, of the scope it is made in: called with `args` again.

    `args` serves for the number of inputs alone; what it is called with is of the same form.
    """

    def __init__(
        self,
        args,
        output_size: int,
        build_bias: bool,
        bias_initializer: Callable | None = None,
        kernel_initializer: Callable | None = None,
    ):
        self._build_bias = build_bias
        self._is_sequence = tf.nest.is_nested(args)
        args, kernel_shape = _checked(args, output_size)
        dtype = args[0].dtype
        with tf.variable_scope(tf.get_variable_scope()) as scope:
            self._weights = _kernel(kernel_shape, dtype, kernel_initializer)
            if build_bias:
                with tf.variable_scope(scope) as inner_scope:
                    inner_scope.set_partitioner(None)
                    self._biases = _bias(output_size, dtype, bias_initializer)

    def __call__(self, args):
        args = args if self._is_sequence else [args]
        joined = args[0] if len(args) == 1 else tf.concat(args, tf.constant(1))
        product = tf.matmul(joined, self._weights)
        return tf.nn.bias_add(product, self._biases) if self._build_bias else product


def linear_layer(args, output_size: int):
    """args . kernel + bias `[batch_size, output_size]`, by a Linear of the current scope."""
    return Linear(args, output_size, True)(args)


def sharded_variable(name: str, shape: Sequence[int], dtype, num_shards: int) -> list:
    """The variables `name_0`, `name_1`, ... of a matrix of the shape, split by rows.

    Raises ValueError for more shards than rows.
    """
    if num_shards > shape[0]:
        raise ValueError(f"{name}: {num_shards} shards are too many for shape {tuple(shape)}")
    n_rows, n_more = divmod(shape[0], num_shards)
    return [
        tf.get_variable(f"{name}_{number}", [n_rows + (number < n_more), *shape[1:]], dtype)
        for number in range(num_shards)
    ]


def joined_variable(name: str, shape: Sequence[int], dtype, num_shards: int):
    """The matrix that `sharded_variable` splits; calls in one name scope share its operation."""
    shards = sharded_variable(name, shape, dtype, num_shards)
    if len(shards) == 1:
        return shards[0]
    full_name = f"{tf.get_variable_scope().name}/{name}/concat:0"
    for joined in tf.get_collection(tf.GraphKeys.CONCATENATED_VARIABLES):
        if joined.name == full_name:
            return joined
    joined = tf.concat(shards, 0, name=name + "/concat")
    tf.add_to_collection(tf.GraphKeys.CONCATENATED_VARIABLES, joined)
    return joined


def _checked(args, output_size):
    """`args` as a list, and the shape of their kernel."""
    if args is None or (tf.nest.is_nested(args) and not args):
        raise ValueError("linear: args must be a tensor or a list of tensors, but there is none")
    args = args if tf.nest.is_nested(args) else [args]
    for arg in args:
        if arg.shape.ndims != 2:
            raise ValueError(f"linear: args must be matrices, but {arg.name} is {arg.shape}")
        if tf.dimension_value(arg.shape[1]) is None:
            raise ValueError(
                f"linear: args must have a static second dimension, but {arg.name} is {arg.shape}"
            )
    return args, [sum(tf.dimension_value(arg.shape[1]) for arg in args), output_size]


def _kernel(shape, dtype, initializer):
    return tf.get_variable(WEIGHTS_NAME, shape, dtype=dtype, initializer=initializer)


def _bias(output_size, dtype, initializer):
    initializer = initializer or tf.constant_initializer(0.0, dtype=dtype)
    return tf.get_variable(BIAS_NAME, [output_size], dtype=dtype, initializer=initializer)
