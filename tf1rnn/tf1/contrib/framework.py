"""tf.contrib.framework: small checks and sums; the rest is tf-slim's and the core's."""

from tf1rnn.tf1 import tf

__all__ = ["assert_scalar_int", "get_placeholders", "reduce_sum_n"]


def assert_scalar_int(tensor, name: str | None = None):
    """Return `tensor` as a tensor; raises ValueError unless it is one integer of shape []."""
    with tf.name_scope(name, "assert_scalar_int", [tensor]):
        tensor = tf.convert_to_tensor(tensor)
        if not tensor.dtype.base_dtype.is_integer:
            raise ValueError(
                f"Expected integer type for {tensor.name}, received type: {tensor.dtype!r}."
            )
        return tf.debugging.assert_scalar(tensor)


def get_placeholders(graph) -> list:
    """The placeholders of `graph`, in the order of their creation."""
    return [op.outputs[0] for op in graph.get_operations() if op.type == "Placeholder"]


def reduce_sum_n(tensors, name: str | None = None):
    """The sum of all elements of all `tensors`: []. Raises ValueError without a tensor."""
    if not tensors:
        raise ValueError("No tensors provided.")
    with tf.name_scope(name, "reduce_sum_n", tensors) as scope:
        tensors = [tf.reduce_sum(tensor, name=f"{tensor.op.name}/sum") for tensor in tensors]
        return tensors[0] if len(tensors) == 1 else tf.add_n(tensors, name=scope)
