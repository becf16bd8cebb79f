"""AttentionCellWrapper: a cell that attends to its own last outputs."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import known_depth
from tf1rnn.tf1.contrib.rnn.linear import linear_layer
from tf1rnn.tf1.contrib.rnn.wrappers import CellWrapper


class AttentionCellWrapper(CellWrapper):
    """A cell that attends to its last `attn_length` outputs (Cheng et al. 2016, arXiv:1601.06733).

        query . attn_v * tanh(conv(past outputs, attn_w) + query . attention/kernel + bias)

    scores the past outputs; their mean, weighted by the softmax of the scores, joins the inputs of
    the next step and the output of this one: `[batch_size, attn_size]`. The state is (state of the
    cell, attention `[batch_size, attn_size]`, past outputs `[batch_size, attn_length * attn_size]`)
    or, if `state_is_tuple` is False, these side by side. `attn_size` is the cell's output size and
    `attn_vec_size` is `attn_size` unless given.

    Raises ValueError for an `attn_length` below 1, and for a cell whose state is a tuple while
    `state_is_tuple` is False, or the reverse.
    """

    def __init__(
        self,
        cell,
        attn_length: int,
        attn_size: int | None = None,
        attn_vec_size: int | None = None,
        input_size: int | None = None,
        state_is_tuple: bool = True,
        reuse=None,
    ):
        super().__init__(cell, _reuse=reuse)
        if tf.nest.is_nested(cell.state_size) and not state_is_tuple:
            raise ValueError(
                "Cell returns tuple of states, but the flag state_is_tuple is not set. "
                f"State size is: {cell.state_size}"
            )
        if attn_length <= 0:
            raise ValueError(f"attn_length should be greater than zero, got {attn_length}")
        self._attn_length = attn_length
        self._attn_size = attn_size or cell.output_size
        self._attn_vec_size = attn_vec_size or self._attn_size
        self._input_size = input_size
        self._state_is_tuple = state_is_tuple

    @property
    def state_size(self):
        sizes = (self._cell.state_size, self._attn_size, self._attn_size * self._attn_length)
        return sizes if self._state_is_tuple else sum(sizes)

    @property
    def output_size(self):
        return self._attn_size

    def zero_state(self, batch_size, dtype):
        return super(CellWrapper, self).zero_state(batch_size, dtype)

    def call(self, inputs, state):
        state, attention, past = state if self._state_is_tuple else self._split_state(state)
        past = tf.reshape(past, [-1, self._attn_length, self._attn_size])
        inputs_size = self._input_size or known_depth(inputs.shape)
        outputs, new_state = self._cell(linear_layer([inputs, attention], inputs_size), state)
        query = new_state
        if self._state_is_tuple:
            query = tf.concat(tf.nest.flatten(new_state), 1)
        attention, past = self._attend(query, past)
        with tf.variable_scope("attn_output_projection"):
            outputs = linear_layer([outputs, attention], self._attn_size)
        past = tf.concat([past, tf.expand_dims(outputs, 1)], 1)
        past = tf.reshape(past, [-1, self._attn_length * self._attn_size])
        new_state = new_state, attention, past
        return outputs, new_state if self._state_is_tuple else tf.concat(new_state, 1)

    def _split_state(self, state):
        size, n_past = self._cell.state_size, self._attn_size * self._attn_length
        return (
            tf.slice(state, [0, 0], [-1, size]),
            tf.slice(state, [0, size], [-1, self._attn_size]),
            tf.slice(state, [0, size + self._attn_size], [-1, n_past]),
        )

    def _attend(self, query, past):
        """The attention `[batch_size, attn_size]`, and the past outputs without the oldest."""
        n_past, size, vec_size = self._attn_length, self._attn_size, self._attn_vec_size
        with tf.variable_scope("attention"):
            attn_w = tf.get_variable("attn_w", [1, 1, size, vec_size], dtype=query.dtype)
            attn_v = tf.get_variable("attn_v", [vec_size], dtype=query.dtype)
            hidden = tf.reshape(past, [-1, n_past, 1, size])
            features = tf.nn.conv2d(hidden, attn_w, [1, 1, 1, 1], "SAME")
            y = tf.reshape(linear_layer(query, vec_size), [-1, 1, 1, vec_size])
            scores = tf.reduce_sum(attn_v * tf.tanh(features + y), [2, 3])
            weights = tf.reshape(tf.nn.softmax(scores), [-1, n_past, 1, 1])
            attention = tf.reduce_sum(weights * hidden, [1, 2])
            return tf.reshape(attention, [-1, size]), tf.slice(past, [0, 1, 0], [-1, -1, -1])
