"""The networks whose gradients `vanishing_gradients` follows back through time."""

from typing import NamedTuple

from tf1rnn import Task, tf

N_SYMBOLS = 2
STARTS = ("too small", "good", "too large")  # how the weights of a network start
# An orthogonal matrix preserves a vector's length. As tanh's slope is below 1, a little more is
# good for tanh; for relu, which drops half of the values, sqrt(2) (He et al., "Delving Deep into
# Rectifiers", 2015).
GOOD_GAINS = {"tanh": 1.2, "relu": 2**0.5, "LSTM": 1.0}
LARGE_INPUTS = 10.0  # times; enough to saturate tanh
EPSILON = 0.001  # so that batch normalization never divides by zero


class Network(NamedTuple):
    """A network to follow the gradient in, and what is special about it."""

    label: str
    cell: str  # LSTM, or the activation function of a BasicRNNCell
    start: str = "good"
    input_scale: float = 1.0
    normalized: bool = False
    clipped: bool = False
    forget_bias: float = 1.0

    @property
    def without(self) -> str | None:
        """The label of the same network without its remedy, where it has one in its steps."""
        return f"{self.cell}, {self.start}" if self.normalized or self.clipped else None


def networks(forget_bias: float) -> dict[str, list[Network]]:
    """The networks by what they show: the lesson's remedies, and the LSTM cell."""
    return {
        "Good parameter initialization, tanh": [
            Network(f"tanh, {start}", "tanh", start) for start in STARTS
        ],
        "Good parameter initialization, relu": [
            Network(f"relu, {start}", "relu", start) for start in STARTS
        ],
        "Nonsaturating activation function": [
            Network(f"{cell}, inputs x {LARGE_INPUTS:.0f}", cell, input_scale=LARGE_INPUTS)
            for cell in ("tanh", "relu")
        ],
        "Batch normalization": [
            Network(f"tanh, {start}, normalized", "tanh", start, normalized=True)
            for start in STARTS
        ],
        "Gradient clipping": [
            Network(f"{cell}, too large, clipped", cell, "too large", clipped=True)
            for cell in ("tanh", "relu")
        ],
        "LSTM cell": [
            Network(f"LSTM, forget bias {bias:g}", "LSTM", forget_bias=bias)
            for bias in sorted({1.0, forget_bias})
        ],
    }


def initializer(task: Task, cell: str, start: str) -> "tf.orthogonal_initializer":
    """An orthogonal matrix times the gain for this start; the same one for each network."""
    factor = {"too small": task.too_small, "good": 1.0, "too large": task.too_large}[start]
    return tf.orthogonal_initializer(factor * GOOD_GAINS[cell], seed=1)


def read_out(state: "tf.Tensor") -> "tf.Tensor":
    """Logits [batch_size, N_SYMBOLS] from the last state [batch_size, n_neurons]."""
    return tf.contrib.layers.fully_connected(
        state,
        N_SYMBOLS,
        activation_fn=None,
        weights_initializer=tf.glorot_uniform_initializer(seed=2),
    )


def state_gradients(task: Task, network: Network, X: "tf.Tensor", y: "tf.Tensor") -> "tf.Tensor":
    """The gradient of each instance's loss with respect to the state at each time step.

    Unrolls the network over X [batch_size, n_steps, n_inputs] to tell y [batch_size]. Returns
    [n_steps, batch_size, n_neurons], for an LSTM cell, whose states c and h are put side by side,
    [n_steps, batch_size, 2 * n_neurons].
    """
    # The default name, made unique, gives each network variables of its own.
    with tf.variable_scope(
        None, "network", initializer=initializer(task, network.cell, network.start)
    ):
        cell = make_cell(network, task.n_neurons)
        state = cell.zero_state(tf.shape(X)[0], tf.float32)
        states = []
        for x in tf.unstack(network.input_scale * X, axis=1):
            _, state = cell(x, state)
            states.append(state)
            if network.clipped:
                state = clip_on_the_way_back(state, task.clip_norm)
        logits = read_out(state.h if network.cell == "LSTM" else state)
    # The sum of what tf.gradients differentiates leaves each instance its own loss's gradient,
    # except with batch normalization, where the instances of a batch affect each other.
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    if network.cell != "LSTM":
        return tf.stack(tf.gradients(xentropy, states))
    gradients = tf.gradients(xentropy, [part for state in states for part in state])
    of_c, of_h = tf.stack(gradients[0::2]), tf.stack(gradients[1::2])
    return tf.concat([of_c, of_h], axis=2)


def make_cell(network: Network, n_neurons: int) -> "tf.contrib.rnn.RNNCell":
    """The network's cell; one that is normalized takes its batch's mean and variance."""
    if network.cell == "LSTM":
        return tf.contrib.rnn.BasicLSTMCell(n_neurons, forget_bias=network.forget_bias)
    activation = getattr(tf.nn, network.cell)
    if not network.normalized:
        return tf.contrib.rnn.BasicRNNCell(n_neurons, activation=activation)

    def normalize_first(z):
        # The fused operation, made for images, makes the unrolled graph smaller.
        z, _, _ = tf.nn.fused_batch_norm(
            z[:, tf.newaxis, tf.newaxis],  # [batch_size, 1, 1, n_neurons]
            scale=tf.ones([n_neurons]),
            offset=tf.zeros([n_neurons]),
            epsilon=EPSILON,
        )
        return activation(tf.squeeze(z, axis=[1, 2]))

    return tf.contrib.rnn.BasicRNNCell(n_neurons, activation=normalize_first)


def clip_on_the_way_back(state: "tf.Tensor", clip_norm: float) -> "tf.Tensor":
    """The same state [batch_size, n_neurons]; its gradient, per instance, at most clip_norm."""

    @tf.custom_gradient
    def unchanged(state):
        return tf.identity(state), lambda g: tf.clip_by_norm(g, clip_norm, axes=[1])

    return unchanged(state)
