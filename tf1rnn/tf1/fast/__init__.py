"""A faster way to the listing's numbers: a batch in replicas, fused and joined operations.

    fast.hasten(graph, replicas=2)

In that graph `tf.nn.dynamic_rnn` splits each batch into replicas that the processor's cores compute
side by side, short sequences are unrolled, and what can be one product over all steps is one: the
inputs' projection, the weights' gradients. LSTMs run in fused kernels. The losses that sample
classes, `tf.nn.sampled_softmax_loss` and `tf.nn.nce_loss`, split the batch as well. Variables,
their names and initial values are those of the listing; outputs, states, losses and gradients equal
the listing's but for the rounding.
"""

from tf1rnn.tf1.fast.marked import hasten

__all__ = ["hasten"]
