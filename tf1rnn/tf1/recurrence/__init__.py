"""A faster way through the recurrence than dynamic_rnn's loop, to the same numbers.

    recurrence.hasten(graph, replicas=2)

In that graph `tf.nn.dynamic_rnn` splits each batch into replicas that the processor's cores compute
side by side, short sequences are unrolled, and what can be one product over all steps is one: the
inputs' projection, the weights' gradients. LSTMs run in fused kernels. Variables, their names and
initial values are those of the listing; outputs, states and gradients equal the listing's but for
the rounding.
"""

import tf1rnn.tf1.loading  # noqa: F401  # before what imports TensorFlow's modules
from tf1rnn.tf1.recurrence.dynamic_rnn import hasten

__all__ = ["hasten"]
