"""Sparse tensors in segments of sequences: a barrier holds dense ones, so they wait elsewhere.

A sparse sequence is kept in a map of TensorFlow's, and the barrier has the handles of its steps. A
sparse context is made a sequence that has it at each segment's first step.
"""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import sparse_ops, sparse_tensor

PREFIX = "_context_in_seq_"  # of a sequence that is a context


def is_sparse(value) -> bool:
    """Whether a value is a sparse tensor, or the numbers of one."""
    return isinstance(value, (sparse_tensor.SparseTensor, sparse_tensor.SparseTensorValue))


def move_out(input_context: dict, input_sequences: dict, num_unroll) -> None:
    """Move the sparse tensors of a context to the sequences."""
    length = tf.constant(1)
    if input_sequences:
        first = next(iter(input_sequences.values()))
        if is_sparse(first):
            length = first.dense_shape[0]
        else:
            with tf.control_dependencies([first]):
                length = tf.shape(first)[0]
    length = tf.cast(length, tf.int64)
    for name in sorted(k for k, v in input_context.items() if is_sparse(v)):
        context = input_context.pop(name)
        input_sequences[PREFIX + name] = _at_first_steps(context, length, num_unroll)


def move_in(context: dict, sequences: dict) -> None:
    """Move back the sparse tensors of a batch's context: the inverse of `move_out`."""
    for name in sorted(k for k in sequences if k.startswith(PREFIX)):
        value = sequences.pop(name)
        of_one_step = tf.SparseTensor(
            value.indices,  # all at step 0
            value.values,
            tf.concat([[value.dense_shape[0]], [1], value.dense_shape[2:]], 0),
        )
        shape = tf.concat([[of_one_step.dense_shape[0]], of_one_step.dense_shape[2:]], 0)
        context[name.removeprefix(PREFIX)] = tf.sparse_reshape(of_one_step, shape)


def stored(input_sequence: dict, shared_name=None):
    """The sequences with handles in place of the sparse ones, those ones' names, and their maps."""
    names = sorted(k for k, v in input_sequence.items() if is_sparse(v))
    if not names:
        return input_sequence, None, names
    handles = [
        sparse_ops._add_many_sparse_to_tensors_map(input_sequence[k], shared_name=shared_name)
        for k in names
    ]
    dense = {**input_sequence, **dict(zip(names, handles, strict=True))}
    return dense, names, [handle.op for handle in handles]


def restore(sequence: dict, sparse_tensor_keys, tensor_op_list, batch_size, num_unroll) -> None:
    """Put sparse tensors in place of handles [batch_size, num_unroll]: the inverse of `stored`."""
    if not sparse_tensor_keys:
        return
    rows = [
        sparse_ops._take_many_sparse_from_tensors_map(
            sparse_map_op=store, sparse_handles=tf.reshape(sequence[name], [-1]), rank=None
        )
        for store, name in zip(tensor_op_list, sparse_tensor_keys, strict=True)
    ]
    n = tf.convert_to_tensor(num_unroll, dtype=tf.int64, name="num_unroll_int64")
    for name, value in zip(sparse_tensor_keys, rows, strict=True):
        sequence[name] = _in_batches(value, batch_size, n)


def _in_batches(value, batch_size, num_unroll):
    """A sparse tensor [batch_size * num_unroll, ...] as [batch_size, num_unroll, ...]."""
    example = tf.cast(tf.floor(value.indices[:, 0] / num_unroll), tf.int64)
    step = tf.mod(value.indices[:, 0], num_unroll)
    indices = tf.concat(
        [tf.expand_dims(example, 1), tf.expand_dims(step, 1), value.indices[:, 1:]], axis=1
    )
    sizes = [[tf.cast(batch_size, tf.int64)], [tf.cast(num_unroll, tf.int64)]]
    shape = tf.concat([*sizes, value.dense_shape[1:]], axis=0)
    return tf.SparseTensor(indices, value.values, shape)


def _at_first_steps(context, length, num_unroll):
    """A sparse context [...] as a sequence [length, ...] that has it each `num_unroll` steps."""
    n = tf.cast(length // num_unroll, tf.int32)
    values = tf.tile(context.values, tf.expand_dims(n, 0))
    shape = tf.concat([tf.expand_dims(length, 0), context.dense_shape], 0)
    copies = tf.tile(tf.expand_dims(context.indices, 0), tf.stack([n, 1, 1]))
    n_values, rank = tf.shape(context.indices)[0], tf.shape(context.indices)[1]
    steps = tf.range(start=0, limit=length, delta=num_unroll)
    steps = tf.expand_dims(tf.expand_dims(steps, 1), 2)
    steps = tf.tile(steps, [1, n_values, 1])
    indices = tf.reshape(tf.concat([steps, copies], 2), [n_values * n, rank + 1])
    return tf.SparseTensor(indices, values, shape)
