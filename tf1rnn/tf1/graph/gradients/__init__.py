"""TensorFlow 1.15's gradients, where today's TensorFlow builds the same ones of other operations.

Importing this package installs them for adopted graphs (see graphs.py). The formulas are
those of calculus; which operations make them up was read off graphs of TensorFlow 1.15.
"""

import tf1rnn.tf1.start.loading  # noqa: F401  # before what imports TensorFlow's modules
from tf1rnn.tf1.graph.gradients import arrays, binary, reductions, tensor_arrays

__all__ = ["arrays", "binary", "reductions", "tensor_arrays"]
