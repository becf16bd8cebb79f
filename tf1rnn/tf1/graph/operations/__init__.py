"""TensorFlow 1.15's operations, where today's TensorFlow builds the same thing of others.

Importing this package installs the stand-ins (see graphs.py). Each was written from the
operations that TensorFlow 1.15 leaves in a graph: their types, names, order and inputs.
"""

import tf1rnn.tf1.start.loading  # noqa: F401  # before what imports TensorFlow's modules
from tf1rnn.tf1.graph.operations import (
    arrays,
    counted,
    layers,
    maths,
    nn,
    random,
    slices,
    variables,
)

__all__ = ["arrays", "counted", "layers", "maths", "nn", "random", "slices", "variables"]
