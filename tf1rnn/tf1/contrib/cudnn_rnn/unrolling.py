"""The equations of cuDNN's networks, over all steps, directions and layers.

    LSTM    i, f, g, o = W x_t + R h_t-1 + b_W + b_R
            c_t = sigmoid(f) * c_t-1 + sigmoid(i) * tanh(g);  h_t = sigmoid(o) * tanh(c_t)
    GRU     r, u = sigmoid(W x_t + R h_t-1 + b_W + b_R)
            c = tanh(W x_t + b_W + r * (R h_t-1 + b_R));  h_t = (1 - u) * c + u * h_t-1
    RNN     h_t = activation(W x_t + R h_t-1 + b_W + b_R)

Source: NVIDIA's documentation of cuDNN, cudnnRNNMode_t.
"""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.cudnn_rnn.modes import GRU, LSTM, RNN_RELU, Network


def layers(network: Network, inputs, h, c, weights, biases, dropout, seeds, lengths):
    """(outputs, final h, final c) of all layers; arguments as kernels.run, parameters canonical."""
    is_lstm, n_gates, values = network.rnn_mode == LSTM, network.n_gates, inputs
    final_h, final_c = [], []
    for layer in range(network.num_layers):
        if layer and dropout:
            values = _dropped(values, dropout, seeds, layer)
        outputs = []
        for direction in range(network.num_dirs):
            number = layer * network.num_dirs + direction
            of_direction = slice(2 * n_gates * number, 2 * n_gates * (number + 1))
            of_inputs, of_state = _matrices(weights[of_direction], n_gates)
            bias_of_inputs, bias_of_state = _vectors(biases[of_direction], n_gates)
            steps = _reversed(values, lengths) if direction else values
            unroll = _lstm if is_lstm else _recurrent
            states = (h[number], c[number]) if is_lstm else (h[number],)
            all_states = unroll(
                network.rnn_mode, steps, states, of_inputs, of_state, bias_of_inputs, bias_of_state
            )
            last = [_last(every, lengths) for every in all_states]
            final_h.append(last[0])
            final_c += last[1:]
            output = _masked(all_states[0], lengths)
            outputs.append(_reversed(output, lengths) if direction else output)
        values = tf.concat(outputs, 2)
    return values, tf.stack(final_h), tf.stack(final_c) if is_lstm else c


def _lstm(mode, inputs, states, of_inputs, of_state, bias_of_inputs, bias_of_state):
    """All steps' (h, c) of one direction, by the kernel BlockLSTM where it can."""
    if inputs.dtype == tf.float64:
        return _recurrent(mode, inputs, states, of_inputs, of_state, bias_of_inputs, bias_of_state)
    h, c = states
    n_steps, num_units = tf.shape(inputs)[0], of_state.shape[0]
    kernel = tf.concat([of_inputs, of_state], 0)
    # The kernel's gates are i, g, f, o.
    i, f, g, o = tf.split(kernel, 4, axis=1)
    b_i, b_f, b_g, b_o = tf.split(bias_of_inputs + bias_of_state, 4)
    no_peepholes = tf.zeros([num_units], inputs.dtype)
    steps = tf.raw_ops.BlockLSTM(
        seq_len_max=tf.cast(n_steps, tf.int64),
        x=inputs,
        cs_prev=c,
        h_prev=h,
        w=tf.concat([i, g, f, o], 1),
        wci=no_peepholes,
        wcf=no_peepholes,
        wco=no_peepholes,
        b=tf.concat([b_i, b_g, b_f, b_o], 0),
        forget_bias=0,
        cell_clip=-1,
        use_peephole=False,
    )
    return steps.h, steps.cs


def _recurrent(mode, inputs, states, of_inputs, of_state, bias_of_inputs, bias_of_state):
    """All steps' states of one direction, step by step."""
    from_inputs = tf.tensordot(inputs, of_inputs, 1) + bias_of_inputs

    def step(states, from_inputs):
        from_state = tf.matmul(states[0], of_state) + bias_of_state
        if mode == LSTM:
            i, f, g, o = tf.split(from_inputs + from_state, 4, axis=1)
            c = tf.sigmoid(f) * states[1] + tf.sigmoid(i) * tf.tanh(g)
            return tf.sigmoid(o) * tf.tanh(c), c
        if mode == GRU:
            x_r, x_u, x_c = tf.split(from_inputs, 3, axis=1)
            h_r, h_u, h_c = tf.split(from_state, 3, axis=1)
            r, u = tf.sigmoid(x_r + h_r), tf.sigmoid(x_u + h_u)
            return ((1 - u) * tf.tanh(x_c + r * h_c) + u * states[0],)
        activation = tf.nn.relu if mode == RNN_RELU else tf.tanh
        return (activation(from_inputs + from_state),)

    return tf.scan(step, from_inputs, initializer=tuple(states))


def _matrices(parts, n_gates):
    """The kernels for the inputs and for the state, of all gates side by side."""
    halves = parts[:n_gates], parts[n_gates:]
    return tuple(tf.transpose(tf.concat(half, 0)) for half in halves)


def _vectors(parts, n_gates):
    return tf.concat(parts[:n_gates], 0), tf.concat(parts[n_gates:], 0)


def _dropped(values, dropout, seeds, layer):
    """`values`, but each is dropped with probability `dropout`."""
    seed = None if seeds == (0, 0) else seeds[0] + seeds[1] + layer
    return tf.nn.dropout(values, keep_prob=1.0 - dropout, seed=seed)


def _reversed(steps, lengths):
    if lengths is None:
        return tf.reverse(steps, [0])
    return tf.reverse_sequence(steps, lengths, seq_axis=0, batch_axis=1)


def _masked(steps, lengths):
    if lengths is None:
        return steps
    mask = tf.sequence_mask(lengths, tf.shape(steps)[0], steps.dtype)
    return steps * tf.expand_dims(tf.transpose(mask), 2)


def _last(steps, lengths):
    """The state at the end of each sequence."""
    if lengths is None:
        return steps[-1]
    rows = tf.range(tf.shape(steps)[1])
    return tf.gather_nd(steps, tf.stack([tf.maximum(lengths, 1) - 1, rows], 1))
