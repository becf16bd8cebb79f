"""The fast path: the listing's numbers from a batch in replicas, fused and joined operations.

    fast.enable(graph, replicas=2)

In that graph `tf.nn.dynamic_rnn` splits each batch into replicas, which the processor's cores
compute side by side. Short sequences are unrolled. The inputs' projection and the weights'
gradients are one product each over all steps. LSTMs run in fused kernels. The losses that sample
classes, `tf.nn.sampled_softmax_loss` and `tf.nn.nce_loss`, split the batch as well. Variables,
their names and initial values are those of the listing; outputs, states, losses and gradients equal
the listing's except for rounding.
"""

from tf1rnn.tf1.fast.graphs import enable

__all__ = ["enable"]
