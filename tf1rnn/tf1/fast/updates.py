"""An optimizer's updates of a variable of which a step uses only some rows, on the fast path.

The library first adds up the gradients of rows that a batch uses more than once, then updates each
row by itself. Adam changes every row anyway, and a small variable is updated faster as a whole.
"""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.fast.graphs import replicas_here, uncounted
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import indexed_slices, optimizer

SMALL = 2**18  # values; a larger variable takes longer as a whole than the rows of a batch

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(optimizer.Optimizer, "_apply_sparse_duplicate_indices")
def apply_sparse_duplicate_indices(library, self, grad, var):
    """An operation that updates the rows of a variable that have a gradient."""
    update = library(self, grad, var)
    if not replicas_here() or not var.shape.is_fully_defined():
        return update
    with uncounted(), tf.name_scope("rows"):
        # Without a gradient Adagrad changes nothing. Of the other optimizers, each its own way.
        small = var.shape.num_elements() <= SMALL and type(self) is tf.train.AdagradOptimizer
        if small or type(self) is tf.train.AdamOptimizer:
            return self._apply_dense(_sum(grad.values, grad.indices, var.shape.as_list()[0]), var)
        rows, places = tf.unique(grad.indices)
        values = _sum(grad.values, places, tf.size(rows))
        return self._apply_sparse(indexed_slices.IndexedSlices(values, rows, grad.dense_shape), var)


def _sum(values, places, n_places):
    """The sum of the values of each place [n_places, ...].

    The kernel that takes rows in the order of their places is more than twice as fast as the one
    that takes them as they come, the time for putting them in order included.
    """
    if values.shape.ndims == 1:
        return tf.unsorted_segment_sum(values, places, n_places)
    ordered = tf.nn.top_k(-tf.cast(places, tf.int32), tf.size(places))
    return tf.raw_ops.SparseSegmentSumWithNumSegments(
        data=values, indices=ordered.indices, segment_ids=-ordered.values, num_segments=n_places
    )
