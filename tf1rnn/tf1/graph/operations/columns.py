"""Feature columns, built from TensorFlow 1.15's operations."""

from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import compat, feature_columns_v2, sparse_tensor

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(feature_columns_v2.IdentityCategoricalColumn, "_transform_input_tensor")
def identity(library, self, input_tensor, *args):
    """Check when the graph runs that each number is that of a class, unless others are allowed."""
    checked = library(self, input_tensor, *args)
    if self.default_value is not None:
        return checked
    values = checked.values
    n_classes = compat.cast(self.num_buckets, compat.int64, name="num_buckets")
    zero = compat.cast(0, compat.int64, name="zero")
    below = compat.assert_less(
        values,
        n_classes,
        data=(values, n_classes),
        message=f'Bucket index for categorical column "{self.name}" exceeds number of buckets',
        name="assert_less_than_num_buckets",
    )
    not_negative = compat.assert_greater_equal(
        values,
        zero,
        data=(values,),
        message=f'Negative bucket index for categorical column "{self.name}"',
        name="assert_greater_or_equal_0",
    )
    with compat.control_dependencies([below, not_negative]):
        values = compat.identity(values)
    return sparse_tensor.SparseTensor(checked.indices, values, checked.dense_shape)
