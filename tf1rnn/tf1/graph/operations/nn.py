"""Neural-network functions, built from TensorFlow 1.15's operations."""

import numbers

from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import math_ops, nn_impl, nn_ops, ops, random_ops, tensor_util

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(nn_ops, "dropout_v2")
def dropout(library, x, rate, noise_shape=None, seed=None, name=None):
    """Scale `x` by 1 / (1 - rate) and multiply it by a mask of zeros and ones."""
    if not tensor_util.is_tf_type(rate) and (not isinstance(rate, numbers.Real) or rate == 0):
        return library(x, rate, noise_shape, seed, name)
    with ops.name_scope(name, "dropout", [x]):
        x = ops.convert_to_tensor(x, name="x")
        if isinstance(rate, numbers.Real) and not 0 <= rate < 1:
            raise ValueError(
                f"rate must be a scalar tensor or a float in the range [0, 1), got {rate}"
            )
        if not x.dtype.is_floating:
            raise ValueError(
                "x has to be a floating point tensor since it's going to be scaled. "
                f"Got a {x.dtype} tensor instead."
            )
        rate = ops.convert_to_tensor(rate, dtype=x.dtype, name="rate")
        rate.shape.assert_has_rank(0)
        noise_shape = nn_ops._get_noise_shape(x, noise_shape)
        sample = random_ops.random_uniform(noise_shape, seed=seed, dtype=x.dtype)
        scale = 1 / (1 - rate)
        mask = sample >= rate
        dropped = x * scale * math_ops.cast(mask, x.dtype)
        dropped.set_shape(x.shape)
        return dropped


@stand_ins.add(nn_impl, "fused_batch_norm")
def fused_batch_norm(
    library,
    x,
    scale,
    offset,
    mean=None,
    variance=None,
    epsilon=0.001,
    data_format="NHWC",
    is_training=True,
    name=None,
    exponential_avg_factor=1.0,
):
    """In training, pass empty constants for the statistics that are not used."""
    if is_training and exponential_avg_factor in (None, 1.0):
        mean, variance, exponential_avg_factor = None, None, 1.0
    return library(
        x,
        scale,
        offset,
        mean,
        variance,
        epsilon,
        data_format,
        is_training,
        name,
        exponential_avg_factor,
    )
