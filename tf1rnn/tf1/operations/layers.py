"""Layers of tf.layers, made of TensorFlow 1.15's operations."""

from tensorflow.python.framework import dtypes, ops
from tensorflow.python.ops import array_ops, nn_ops
from tf_keras import layers
from tf_keras.src import backend
from tf_keras.src.layers.convolutional import base_conv

from tf1rnn.tf1.graphs import stand_in


@stand_in(layers.Flatten, "call")
def flatten(library, self, inputs):
    """Take the batch size from the tensor where it is not known."""
    if self.data_format == "channels_first" or inputs.shape.rank in (None, 0, 1):
        return library(self, inputs)
    batch_size = inputs.shape[0] or array_ops.shape(inputs)[0]
    outputs = array_ops.reshape(inputs, (batch_size, -1))
    outputs.set_shape(self.compute_output_shape(inputs.shape))
    return outputs


@stand_in(base_conv.Conv, "convolution_op")
def convolution(library, self, inputs, kernel):
    """Make a tensor of the dilation rate, which is then only looked at."""
    if all(rate == 1 for rate in self.dilation_rate):
        ops.convert_to_tensor(self.dilation_rate, dtypes.int32, name="dilation_rate")
    return library(self, inputs, kernel)


@stand_in(backend.RandomGenerator, "dropout")
def dropout(library, self, inputs, rate, noise_shape=None):
    """Call the dropout that stands in for TensorFlow's."""
    return nn_ops.dropout_v2(inputs, rate=rate, noise_shape=noise_shape, seed=self._seed)
