"""tf.contrib.rnn: the recurrent cells, their wrappers and the functions that unroll them."""

from tf1rnn.tf1 import tf

RNNCell = tf.nn.rnn_cell.RNNCell
BasicRNNCell = tf.nn.rnn_cell.BasicRNNCell
BasicLSTMCell = tf.nn.rnn_cell.BasicLSTMCell
LSTMCell = tf.nn.rnn_cell.LSTMCell
GRUCell = tf.nn.rnn_cell.GRUCell
MultiRNNCell = tf.nn.rnn_cell.MultiRNNCell
LSTMStateTuple = tf.nn.rnn_cell.LSTMStateTuple
DropoutWrapper = tf.nn.rnn_cell.DropoutWrapper
ResidualWrapper = tf.nn.rnn_cell.ResidualWrapper
DeviceWrapper = tf.nn.rnn_cell.DeviceWrapper
static_rnn = tf.nn.static_rnn


class OutputProjectionWrapper(RNNCell):
    """Put a fully connected layer on top of each output of `cell`: [batch_size, output_size]."""

    def __init__(self, cell, output_size, activation=None, reuse=None):
        super().__init__(_reuse=reuse)
        self._cell, self._output_size, self._activation = cell, output_size, activation

    @property
    def state_size(self):
        return self._cell.state_size

    @property
    def output_size(self):
        return self._output_size

    def zero_state(self, batch_size, dtype):
        return self._cell.zero_state(batch_size, dtype)

    def call(self, inputs, state):
        output, new_state = self._cell(inputs, state)
        kernel = tf.get_variable("kernel", [output.shape[-1], self._output_size])
        bias = tf.get_variable("bias", [self._output_size], initializer=tf.zeros_initializer())
        projected = tf.nn.bias_add(tf.matmul(output, kernel), bias)
        return (self._activation(projected) if self._activation else projected), new_state
