"""The cells and wrappers of TensorFlow 1 that are in tf-keras today.

Each is a class of its own so that it is a cell of ours, which MultiRNNCell can copy.
"""

from tf1rnn.tf1.contrib.rnn.base import LayerRNNCell, RNNCell
from tf1rnn.tf1.start.loading import compat


class BasicRNNCell(compat.nn.rnn_cell.BasicRNNCell, LayerRNNCell):
    """The most basic cell: y_t = activation([x_t, y_t-1] . kernel + bias) (lesson, topic 2).

    The output is the next state: `[batch_size, num_units]`. The activation is tanh unless given.
    """


class BasicLSTMCell(compat.nn.rnn_cell.BasicLSTMCell, LayerRNNCell):
    """The LSTM cell of the lesson's topic 7, after Zaremba et al. 2014, arXiv:1409.2329.

        i, g, f, o = [x_t, h_t-1] . kernel + bias
        c_t = sigmoid(f + forget_bias) * c_t-1 + sigmoid(i) * tanh(g)
        h_t = sigmoid(o) * tanh(c_t)

    The output is h `[batch_size, num_units]`; the state is LSTMStateTuple(c, h), or c and h side
    by side `[batch_size, 2 * num_units]` if `state_is_tuple` is False. `activation` stands for
    tanh. With a `forget_bias` of 1 the cell does not forget everything when training begins.
    """


class LSTMCell(compat.nn.rnn_cell.LSTMCell, LayerRNNCell):
    """The LSTM cell of Sak et al. 2014, arXiv:1402.1128: with peepholes and a projection.

        i, g, f, o = [x_t, h_t-1] . kernel + bias
        i, f = i + w_i_diag * c_t-1, f + w_f_diag * c_t-1               # with use_peepholes
        c_t = sigmoid(f + forget_bias) * c_t-1 + sigmoid(i) * tanh(g)   # within cell_clip
        o = o + w_o_diag * c_t                                          # with use_peepholes
        h_t = sigmoid(o) * tanh(c_t)
        h_t = h_t . projection/kernel                         # with num_proj, within proj_clip

    The output is h `[batch_size, num_proj or num_units]`; the state is LSTMStateTuple(c, h), or c
    and h side by side if `state_is_tuple` is False. `activation` stands for tanh. `num_unit_shards`
    and `num_proj_shards` split the kernels by rows into that many variables.
    """


class GRUCell(compat.nn.rnn_cell.GRUCell, LayerRNNCell):
    """The gated recurrent unit of Cho et al. 2014, arXiv:1406.1078.

        r, u = sigmoid([x_t, h_t-1] . gates/kernel + gates/bias)
        c = tanh([x_t, r * h_t-1] . candidate/kernel + candidate/bias)
        h_t = u * h_t-1 + (1 - u) * c

    The output is the next state: `[batch_size, num_units]`. `activation` stands for tanh. The
    gates' biases start at 1 unless `bias_initializer` is given, so that a new cell remembers.
    """


class DropoutWrapper(compat.nn.rnn_cell.DropoutWrapper, RNNCell):
    """Keep each input, output and state value with its probability (lesson, topic 7, Demo 3).

    `input_keep_prob`, `output_keep_prob` and `state_keep_prob` are floats or scalar tensors; a
    value that is not dropped is divided by its probability. Every step draws what it drops unless
    `variational_recurrent` is True: then one draw is for all steps, as in Gal & Ghahramani 2016,
    arXiv:1512.05287; that takes `dtype` and, to drop inputs, `input_size`.

    Of an LSTM's state, h is dropped and c is not; `dropout_state_filter_visitor` maps a state, or
    part of one, to booleans that say otherwise. Raises ValueError for a probability outside 0..1,
    TypeError for a visitor that can't be called.
    """


class ResidualWrapper(compat.nn.rnn_cell.ResidualWrapper, RNNCell):
    """Add each step's inputs to its outputs, after Wu et al. 2016, arXiv:1609.08144.

    `residual_fn(inputs, outputs)` replaces their sum. Raises ValueError if
    the shapes of inputs and outputs differ and there is no `residual_fn`.
    """


class DeviceWrapper(compat.nn.rnn_cell.DeviceWrapper, RNNCell):
    """Place the operations of `cell` on `device`, a device's name or a device function."""
