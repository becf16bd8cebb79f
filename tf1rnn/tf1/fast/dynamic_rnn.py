"""dynamic_rnn on the fast path: the batch in replicas, each through the cell's layers."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.exporting import unrolling
from tf1rnn.tf1.fast.graphs import device_of, replicas_here, uncounted
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.graph.unrollings import note
from tf1rnn.tf1.start.loading import rnn, tensor, tensor_shape

stand_ins = StandIns()
install = stand_ins.install

BLOCK = 4  # instances that matrix products take at a time


@stand_ins.add(rnn, "dynamic_rnn")
@note
def dynamic_rnn(
    library,
    cell,
    inputs,
    sequence_length=None,
    initial_state=None,
    dtype=None,
    parallel_iterations=None,
    swap_memory=False,
    time_major=False,
    scope=None,
):
    """Build the library's loop for its variables, checks and shapes, and return ours instead.

    The loop is left in the graph, where nothing runs it. Cells that `layers_of` does not know,
    `swap_memory`, and sequences too long to unroll are left to it.
    """
    outputs, states = library(
        cell,
        inputs,
        sequence_length,
        initial_state,
        dtype,
        parallel_iterations,
        swap_memory,
        time_major,
        scope,
    )
    if not isinstance(inputs, tensor.Tensor):
        return outputs, states
    n_steps = tensor_shape.dimension_value(inputs.shape[0 if time_major else 1])
    if unrolling.is_asked(n_steps):
        kind = tf.nest.flatten(states)[0].dtype
        return unrolling.unroll(
            cell, inputs, sequence_length, initial_state, time_major, scope, kind
        )
    replicas = replicas_here()
    if replicas is None or swap_memory:
        return outputs, states
    # Cells are built from `tf`, which installs this module before it is complete.
    from tf1rnn.tf1.fast.layers import layers_of
    from tf1rnn.tf1.fast.padding import narrowed

    layers = layers_of(cell, n_steps)
    if layers is None:
        return outputs, states
    with uncounted(), tf.name_scope("replicas"):
        if sequence_length is not None:
            sequence_length = tf.cast(sequence_length, tf.int32)
        if initial_state is None:
            batch_size = tf.shape(inputs)[1 if time_major else 0]
            initial_state = cell.zero_state(batch_size, outputs.dtype)
        joined, final = _side_by_side(
            layers if time_major else _batch_major(layers),
            inputs,
            initial_state,
            sequence_length,
            replicas,
            axis=1 if time_major else 0,
        )
        joined = narrowed(joined, joined.shape[2] - outputs.shape[2])
    joined.set_shape(outputs.shape)
    tf.nest.map_structure(lambda ours, theirs: ours.set_shape(theirs.shape), final, states)
    return joined, final


def _batch_major(layers):
    """The layers for inputs and outputs whose first axis is the batch."""

    def transposed(inputs, state, sequence_length):
        outputs, final = layers(tf.transpose(inputs, [1, 0, 2]), state, sequence_length)
        return tf.transpose(outputs, [1, 0, 2]), final

    return transposed


def _side_by_side(layers, inputs, state, sequence_length, replicas: int, axis: int):
    """What the layers give for a batch, each of its replicas by itself; `axis` is the batch's.

    A replica is padded to whole blocks of instances, so it is never empty: for an empty one, the
    LSTM's kernel would leave its gradients unset.
    """
    if replicas == 1:
        with device_of(0):
            return layers(inputs, state, sequence_length)
    batch_size = tf.shape(inputs)[axis]
    n_blocks = tf.maximum((batch_size + BLOCK - 1) // BLOCK, replicas)
    sizes = [BLOCK * ((n_blocks + i) // replicas) for i in range(replicas)]
    starts = tf.cumsum(tf.stack(sizes), exclusive=True)
    filled = tf.clip_by_value(batch_size - starts, 0, sizes)

    def parts_of(values, axis=0):
        parts = tf.split(values, filled, axis, num=replicas)
        missing = tf.unstack(sizes - filled, num=replicas)
        before = [[0, 0]] * axis
        after = [[0, 0]] * (values.shape.rank - axis - 1)
        return [
            tf.pad(part, [*before, [0, n], *after]) for part, n in zip(parts, missing, strict=True)
        ]

    parts = zip(
        parts_of(inputs, axis),
        zip(*map(parts_of, tf.nest.flatten(state)), strict=True),
        [None] * replicas if sequence_length is None else parts_of(sequence_length),
        strict=True,
    )
    results = []
    for replica, (x, part_of_state, lengths) in enumerate(parts):
        with device_of(replica):
            results.append(layers(x, tf.nest.pack_sequence_as(state, part_of_state), lengths))
    outputs = tf.concat([outputs for outputs, _ in results], axis)
    outputs = outputs[:batch_size] if axis == 0 else outputs[:, :batch_size]
    final = tf.nest.map_structure(
        lambda *part: tf.concat(part, 0)[:batch_size], *(final for _, final in results)
    )
    return outputs, final
