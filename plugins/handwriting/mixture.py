"""The density of the pen's next offset: a mixture of Gaussians (Graves 2013, section 4.1)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tf1rnn import tf

NARROWEST = -4.0  # the least logarithm of a deviation, so that no density grows without limit


class Mixture(NamedTuple):
    """The parameters of each step's mixture, tensors or arrays, [..., n_mixtures] but for `end`."""

    end: tf.Tensor  # [...] the logit of e, the probability that the pen is lifted
    weights: tf.Tensor  # the logarithms of pi
    mean_x: tf.Tensor
    mean_y: tf.Tensor
    log_x: tf.Tensor  # the logarithms of the deviations sigma
    log_y: tf.Tensor
    rho: tf.Tensor  # the correlation of x and y

    @classmethod
    def of(cls, outputs: tf.Tensor) -> Mixture:
        """The mixture that a layer's 6 n_mixtures + 1 outputs stand for: equations 17 to 22."""
        weights, mean_x, mean_y, log_x, log_y, rho = tf.split(outputs[..., 1:], 6, axis=-1)
        return cls(
            outputs[..., 0],
            tf.nn.log_softmax(weights),
            *(mean_x, mean_y),
            *(tf.maximum(log, NARROWEST) for log in (log_x, log_y)),
            0.95 * tf.tanh(rho),
        )

    def loss(self, moves: tf.Tensor) -> tf.Tensor:
        """The negative logarithm of the density of offsets [..., 3]: equations 24 to 26."""
        x = (moves[..., 0:1] - self.mean_x) * tf.exp(-self.log_x)
        y = (moves[..., 1:2] - self.mean_y) * tf.exp(-self.log_y)
        rest = 1 - tf.square(self.rho)
        z = tf.square(x) + tf.square(y) - 2 * self.rho * x * y
        # In pairs: TensorFlow makes one sum of three or more, in an order that differs from run to
        # run, and with it the last bit.
        exponent, area = z / (2 * rest) + self.log_x, self.log_y + 0.5 * tf.log(rest)
        density = tf.reduce_logsumexp(self.weights - exponent - area, axis=-1) - np.log(2 * np.pi)
        lifted = tf.nn.sigmoid_cross_entropy_with_logits(labels=moves[..., 2], logits=self.end)
        return lifted - density

    def expected(self) -> tf.Tensor:
        """The mean offset [..., 2]."""
        share = tf.exp(self.weights)
        means = (self.mean_x, self.mean_y)
        return tf.stack([tf.reduce_sum(share * mean, axis=-1) for mean in means], axis=-1)


def sample(mixture: Mixture, bias: float, random: np.random.RandomState) -> np.ndarray:
    """An offset [n, 3] of each of n mixtures, the tidier the greater the bias: equations 61, 62."""
    n = len(mixture.end)
    weights = mixture.weights * (1 + bias)
    share = np.exp(weights - weights.max(axis=1, keepdims=True))
    share = np.cumsum(share, axis=1) / share.sum(axis=1, keepdims=True)
    chosen = np.minimum((random.uniform(size=[n, 1]) > share).sum(axis=1), share.shape[1] - 1)
    fields = (mixture.mean_x, mixture.mean_y, mixture.log_x, mixture.log_y, mixture.rho)
    mean_x, mean_y, log_x, log_y, rho = (field[np.arange(n), chosen] for field in fields)
    first, second = random.normal(size=[2, n])
    second = rho * first + np.sqrt(1 - rho**2) * second
    x = mean_x + np.exp(log_x - bias) * first
    y = mean_y + np.exp(log_y - bias) * second
    likely = 1 / (1 + np.exp(-mixture.end * (1 + bias)))
    return np.stack([x, y, random.uniform(size=n) < likely], axis=1)
