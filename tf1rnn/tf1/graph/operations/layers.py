"""Layers of tf.layers, tf.keras and tf.contrib.layers, built from TensorFlow 1.15's operations."""

from tf1rnn.tf1.graph.seeds import count as count_operations
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import (
    array_ops,
    dtypes,
    keras_backend,
    keras_base_conv,
    keras_base_layer,
    keras_batch_normalization,
    keras_input_spec,
    keras_layers,
    keras_recurrent_dropout,
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


@stand_ins.add(keras_base_conv.Conv, "__init__", in_any_graph=True)
def convolution_layer(library, self, *args, **kwargs):
    """Take inputs of one rank only, of one batch axis."""
    library(self, *args, **kwargs)
    self.input_spec = keras_input_spec.InputSpec(ndim=self.rank + 2)


@stand_ins.add(keras_base_layer.Layer, "add_update", in_any_graph=True)
def add_update(library, self, updates, inputs=None):
    """Take inputs, which 1.15 did not look at either."""
    library(self, updates)


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
        count_operations(14 if self.padding == "valid" else 10)
    return library(self, inputs)


@stand_ins.add(keras_batch_normalization.BatchNormalizationBase, "_fused_batch_norm")
def fused_batch_normalization(library, self, inputs, mask, training):
    """Make a tensor of the momentum even where nothing is trained."""
    outputs = library(self, inputs, mask, training)
    if not tensor_util.is_tf_type(training) and not training:
        count_operations(1)
    return outputs


@stand_ins.add(keras_backend.RandomGenerator, "make_legacy_seed")
def seed_of_layer(library, self):
    """Give a layer's own seed at each call, not the next number at the next call."""
    return self._seed


@stand_ins.add(keras_backend.RandomGenerator, "random_normal")
def normal_noise(library, self, shape, mean=0.0, stddev=1.0, dtype=None, nonce=None):
    """Take the seed from NumPy's global generator where the layer has none."""
    if self._rng_type == self.RNG_STATELESS:
        return library(self, shape, mean, stddev, dtype, nonce)
    return keras_backend.random_normal(shape, mean, stddev, dtype, self._seed)


@stand_ins.add(keras_backend.RandomGenerator, "random_uniform")
def uniform_noise(library, self, shape, minval=0.0, maxval=None, dtype=None, nonce=None):
    """Take the seed from NumPy's global generator where the layer has none."""
    if self._rng_type == self.RNG_STATELESS:
        return library(self, shape, minval, maxval, dtype, nonce)
    maxval = 1.0 if maxval is None else maxval
    return keras_backend.random_uniform(shape, minval, maxval, dtype, self._seed)


@stand_ins.add(keras_recurrent_dropout, "_generate_dropout_mask")
def recurrent_dropout(library, generator, ones, rate, training=None, count=1):
    """Take a seed from NumPy's global generator for each mask; fill the ones by two operations."""
    count_operations(2)

    def dropped():
        return keras_backend.dropout(ones, rate)

    masks = [keras_backend.in_train_phase(dropped, ones, training=training) for _ in range(count)]
    return masks if count > 1 else masks[0]
