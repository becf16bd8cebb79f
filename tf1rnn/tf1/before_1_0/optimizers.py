"""Optimizers of tf.train in TensorFlow before 1.0.

If a gradient had several rows for one row of a variable, as an embedding's has for a word that
occurs twice, they applied each row by itself; from 1.0 on, the sum.
"""

from tf1rnn.tf1 import tf


class _RowByRow:
    def _apply_sparse_duplicate_indices(self, grad, var):
        return self._apply_sparse(grad, var)


__all__ = [
    "AdadeltaOptimizer",
    "AdagradOptimizer",
    "AdamOptimizer",
    "FtrlOptimizer",
    "MomentumOptimizer",
    "RMSPropOptimizer",
]


class AdadeltaOptimizer(_RowByRow, tf.train.AdadeltaOptimizer):
    """Adadelta, row by row."""


class AdagradOptimizer(_RowByRow, tf.train.AdagradOptimizer):
    """Adagrad, row by row."""


class AdamOptimizer(_RowByRow, tf.train.AdamOptimizer):
    """Adam, row by row."""


class FtrlOptimizer(_RowByRow, tf.train.FtrlOptimizer):
    """Ftrl, row by row."""


class MomentumOptimizer(_RowByRow, tf.train.MomentumOptimizer):
    """Momentum, row by row."""


class RMSPropOptimizer(_RowByRow, tf.train.RMSPropOptimizer):
    """RMSProp, row by row."""
