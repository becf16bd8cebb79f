"""Random tensors, built from TensorFlow 1.15's operations."""

import numpy as np

from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import (
    array_ops,
    dtypes,
    gen_random_ops,
    math_ops,
    ops,
    random_ops,
    random_seed,
)

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(random_ops, "random_uniform")
def random_uniform(
    library, shape, minval=0, maxval=None, dtype=dtypes.float32, seed=None, name=None
):
    """Scale the samples to [minval, maxval) even to [0, 1), which changes nothing."""
    if dtypes.as_dtype(dtype).is_floating:  # so that 0.0 and 1.0 are not skipped
        minval = float(minval) if isinstance(minval, int) else minval
        maxval = 1.0 if maxval is None else maxval
        maxval = float(maxval) if isinstance(maxval, int) else maxval
    return library(shape, minval, maxval, dtype, seed, name)


@stand_ins.add(random_ops, "random_gamma")
def random_gamma(library, shape, alpha, beta=None, dtype=dtypes.float32, seed=None, name=None):
    """Broadcast `alpha` to the shape of `beta` by adding zeros."""
    with ops.name_scope(name, "random_gamma", [shape, alpha, beta]):
        shape = ops.convert_to_tensor(shape, name="shape", dtype=dtypes.int32)
        alpha = ops.convert_to_tensor(alpha, name="alpha", dtype=dtype)
        beta = ops.convert_to_tensor(1 if beta is None else beta, name="beta", dtype=dtype)
        alpha = alpha + array_ops.zeros_like(beta)
        seed, seed2 = random_seed.get_seed(seed)
        unscaled = gen_random_ops.random_gamma(shape, alpha, seed=seed, seed2=seed2)
        return math_ops.maximum(np.finfo(alpha.dtype.as_numpy_dtype).tiny, unscaled / beta)
