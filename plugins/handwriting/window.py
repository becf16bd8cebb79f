"""A cell with a window that slides along the text that is written (Graves 2013, section 5.1)."""

from __future__ import annotations

import functools

from tf1rnn import tf


def window_cell(num_units, text, n_curves, pace):
    """An LSTM cell that also reads the letters of `text` on which its window is.

    At step t, K bell curves at the places kappa_t weigh the letters u = 0, 1, ... of the text:

        phi(t, u) = sum_k alpha_t^k exp(-beta_t^k (kappa_t^k - u)^2)    Graves' equation 46
        w_t = sum_u phi(t, u) c_u                                       equation 47
        alpha_t = exp(a), beta_t = exp(b), kappa_t = kappa_t-1 + exp(k) equations 49 to 51

    where a, b and k are linear in the cell's output at step t, and c_u is a one-hot letter, `text`
    being [batch_size, n_places, n_letters]. The output is the LSTM cell's with w_t, and the next
    step reads w_t beside its inputs. `pace` letters a step is what exp(k) is multiplied by, so that
    the window slides about as fast as the pen from the beginning.
    """
    return _cell_class()(num_units, text, n_curves, pace)


@functools.cache
def _cell_class():
    """The class, made when a network is built, as it needs TensorFlow."""

    class WindowCell(tf.nn.rnn_cell.RNNCell):
        def __init__(self, num_units, text, n_curves, pace):
            super().__init__()
            self._cell = tf.contrib.rnn.BasicLSTMCell(num_units=num_units)
            self._text, self._n_curves, self._pace = text, n_curves, pace
            self._window = tf.layers.Dense(3 * n_curves, name="window")
            self._n_letters = text.shape.as_list()[2]
            self.phi = None  # of the step that was built last

        @property
        def state_size(self):
            return (self._cell.state_size, self._n_curves, self._n_letters)

        @property
        def output_size(self):
            return self._cell.output_size + self._n_letters

        def call(self, inputs, state):
            states, kappa, window = state
            output, states = self._cell(tf.concat([inputs, window], axis=1), states)
            alpha, beta, step = tf.split(tf.exp(self._window(output)), 3, axis=1)
            kappa += self._pace * step
            places = tf.cast(tf.range(tf.shape(self._text)[1]), tf.float32)[:, tf.newaxis]
            away = tf.square(kappa[:, tf.newaxis] - places)  # [batch_size, n_places, n_curves]
            curves = alpha[:, tf.newaxis] * tf.exp(-beta[:, tf.newaxis] * away)
            self.phi = tf.reduce_sum(curves, axis=2)
            window = tf.reduce_sum(self.phi[:, :, tf.newaxis] * self._text, axis=1)
            return tf.concat([output, window], axis=1), (states, kappa, window)

    return WindowCell
