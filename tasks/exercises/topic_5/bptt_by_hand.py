"""Go backward through two steps by hand.

task: unrolling
place: 4
tolerance: 1e-4
axes: dWx = n_inputs, n_neurons
axes: dWy = n_neurons, n_neurons

Backpropagation through time is backpropagation through the unrolled network. The loss here is the
sum of Y1, the outputs at t = 1. With A(t) for what tanh is applied to,

    A0 = X0 Wx             Y0 = tanh(A0)
    A1 = X1 Wx + Y0 Wy     Y1 = tanh(A1)

the slope of tanh is 1 - Y^2. The gradient first reaches A1, then goes back through Wy to Y0, and
through tanh to A0. Both steps share the weights, so a weight's gradient is the sum of what both
steps contribute. Write it in NumPy; the program compares it with tf.gradients.
"""

import numpy as np
import tensorflow as tf

n_inputs = 3
n_neurons = 5


def gradients(X0, X1, Wx, Wy):
    Y0 = np.tanh(X0 @ Wx)
    Y1 = np.tanh(X1 @ Wx + Y0 @ Wy)
    dY1 = np.ones_like(Y1)
    #: hole dA1
    #:     From dY1 to dA1: times the slope of tanh at t = 1.
    dA1 = dY1 * (1 - Y1**2)
    #: hole dY0
    #:     Back through Wy, from dA1 [batch, n_neurons] to dY0 [batch, n_neurons].
    dY0 = dA1 @ Wy.T
    #: hole dA0
    #:     From dY0 to dA0: times the slope of tanh at t = 0.
    dA0 = dY0 * (1 - Y0**2)
    #: hole dWx
    #:     The gradient with respect to Wx: what both steps contribute.
    dWx = X0.T @ dA0 + X1.T @ dA1
    #: hole dWy
    #:     The gradient with respect to Wy; only the second step uses it.
    dWy = Y0.T @ dA1
    return dWx, dWy


X0, X1 = np.random.randn(2, 4, n_inputs)
Wx, Wy = np.random.randn(n_inputs, n_neurons) / 2, np.random.randn(n_neurons, n_neurons) / 2
dWx, dWy = gradients(X0, X1, Wx, Wy)

Wx_tensor, Wy_tensor = tf.constant(Wx), tf.constant(Wy)
Y0 = tf.tanh(tf.matmul(X0, Wx_tensor))
Y1 = tf.tanh(tf.matmul(X1, Wx_tensor) + tf.matmul(Y0, Wy_tensor))
with tf.Session() as sess:
    tf_dWx, tf_dWy = sess.run(tf.gradients(tf.reduce_sum(Y1), [Wx_tensor, Wy_tensor]))
print(
    "largest difference from tf.gradients:", np.abs(dWx - tf_dWx).max(), np.abs(dWy - tf_dWy).max()
)

#: hint
#:     dA1 = dY1 * (1 - Y1**2), element by element; dA0 is made of dY0 and Y0 in the same way.
#: hint
#:     Where Y0 Wy goes forward, its gradient goes back with the transposed matrix: dY0 = dA1 Wy^T.
#: hint
#:     For a product X W the gradient of W is X^T times the gradient of the product: X1.T @ dA1.
#:     Wx is used at t = 0 with X0 and at t = 1 with X1.
#: mistake
#:     4: X1.T @ dA1
#:     The contribution of the first step to Wx is missing. Both steps share Wx, so both count.
#: mistake
#:     2: dA1 @ Wy
#:     On the way back the matrix is transposed: Wy.T.
#: mistake
#:     1: dY1
#:     The slope of tanh at t = 1 is missing: 1 - Y1**2.
#: mistake
#:     3: dY0
#:     The slope of tanh at t = 0 is missing: 1 - Y0**2.
#: mistake
#:     5: Y0.T @ dA1 + Y1.T @ dA1
#:     Wy is used once only, between t = 0 and t = 1: there it multiplies Y0.
#: mistake
#:     4: X0 @ dA0 + X1 @ dA1
#:     The inputs are to be transposed: [n_inputs, batch] times [batch, n_neurons].
#: mistake
#:     4: X0.T @ dA1 + X1.T @ dA0
#:     The steps are mixed up: X0 goes with dA0, and X1 with dA1.
#: check


def observe(program):
    rng = np.random.RandomState(5)
    X0, X1 = rng.randn(2, 4, 3)
    Wx, Wy = rng.randn(3, 5) / 2, rng.randn(5, 5) / 2
    dWx, dWy = program.gradients(X0, X1, Wx, Wy)
    return {"dWx": dWx, "dWy": dWy}
