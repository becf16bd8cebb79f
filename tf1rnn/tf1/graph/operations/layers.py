"""Layers of tf.layers, tf.keras and tf.contrib.layers, built from TensorFlow 1.15's operations."""

from tf1rnn.tf1.graph.seeds import count
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import (
    array_ops,
    dtypes,
    keras_base_conv,
    keras_batch_normalization,
    keras_layers,
    ops,
    tensor_util,
    tf_convolutional,
    tf_core,
)

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(keras_layers.Flatten, "call")
@stand_ins.add(tf_core.Flatten, "call")
def flatten(library, self, inputs):
    """Take the batch size from the tensor where it is not known."""
    if self.data_format == "channels_first" or inputs.shape.rank in (None, 0):
        return library(self, inputs)
    batch_size = inputs.shape[0] or array_ops.shape(inputs)[0]
    outputs = array_ops.reshape(inputs, (batch_size, -1))
    outputs.set_shape(self.compute_output_shape(inputs.shape))
    return outputs


@stand_ins.add(keras_base_conv.Conv, "call")
@stand_ins.add(tf_convolutional.Conv, "call")
def convolution(library, self, inputs):
    """Make a tensor of the dilation rate, which no operation uses."""
    if all(rate == 1 for rate in self.dilation_rate):
        ops.convert_to_tensor(self.dilation_rate, dtypes.int32, name="dilation_rate")
    return library(self, inputs)


@stand_ins.add(keras_layers.Conv2DTranspose, "call")
@stand_ins.add(tf_convolutional.Conv2DTranspose, "call")
def transposed_convolution(library, self, inputs):
    """Take the height and width from the tensor even where they are known."""
    first = 2 if self.data_format == "channels_first" else 1
    if inputs.shape[first : first + 2].is_fully_defined():
        count(14 if self.padding == "valid" else 10)
    return library(self, inputs)


@stand_ins.add(keras_batch_normalization.BatchNormalizationBase, "_fused_batch_norm")
def fused_batch_normalization(library, self, inputs, mask, training):
    """Make a tensor of the momentum even where nothing is trained."""
    outputs = library(self, inputs, mask, training)
    if not tensor_util.is_tf_type(training) and not training:
        count(1)
    return outputs
