"""dynamic_rnn in hastened graphs: the batch in replicas, each through the cell's layers."""

import weakref

from tensorflow.python.framework import ops, tensor, tensor_shape
from tensorflow.python.ops import rnn

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graphs import stand_in
from tf1rnn.tf1.seeds import count, size

_replicas = weakref.WeakKeyDictionary()  # hastened graph -> replicas of a batch


def hasten(graph, replicas: int) -> None:
    """Let dynamic_rnn take each batch in `graph` in so many replicas, by the faster way."""
    _replicas[graph] = replicas


@stand_in(rnn, "dynamic_rnn")
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
    """Build the library's loop for its variables, checks and shapes, and put ours in its place.

    The loop is left in the graph, where nothing runs it. Cells that `layers_of` does not know,
    `swap_memory`, and sequences too long to unroll are left to it altogether.
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
    graph = ops.get_default_graph()
    if graph not in _replicas or swap_memory or not isinstance(inputs, tensor.Tensor):
        return outputs, states
    # Cells are made of `tf`, which is only complete once this module is loaded.
    from tf1rnn.tf1.recurrence.layers import layers_of

    n_steps = tensor_shape.dimension_value(inputs.shape[0 if time_major else 1])
    layers = layers_of(cell, n_steps)
    if layers is None:
        return outputs, states
    n_operations = size(graph)
    with ops.name_scope("replicas"):
        if not time_major:
            inputs = tf.transpose(inputs, [1, 0, 2])
        if sequence_length is not None:
            sequence_length = tf.cast(sequence_length, tf.int32)
        if initial_state is None:
            initial_state = cell.zero_state(tf.shape(inputs)[1], outputs.dtype)
        joined, final = _side_by_side(
            layers, inputs, initial_state, sequence_length, _replicas[graph]
        )
        if not time_major:
            joined = tf.transpose(joined, [1, 0, 2])
    joined.set_shape(outputs.shape)
    tf.nest.map_structure(lambda ours, theirs: ours.set_shape(theirs.shape), final, states)
    # Random operations that follow take their seeds from how many the listing has before them.
    count(n_operations - size(graph), graph)
    return joined, final


def _side_by_side(layers, inputs, state, sequence_length, replicas: int):
    """What the layers give for a batch, each replica of it taken by itself; all time-major."""
    if replicas == 1:
        return layers(inputs, state, sequence_length)
    # No replica may be empty, for the LSTM's kernel then leaves its gradients as they were.
    batch_size = tf.shape(inputs)[1]
    n_padded = tf.maximum(batch_size, replicas)
    sizes = [(n_padded + i) // replicas for i in range(replicas)]

    def parts_of(values, axis=0):
        padding = [[0, n_padded - batch_size if i == axis else 0] for i in range(values.shape.rank)]
        return tf.split(tf.pad(values, padding), sizes, axis, num=replicas)

    parts = zip(
        parts_of(inputs, axis=1),
        zip(*map(parts_of, tf.nest.flatten(state)), strict=True),
        [None] * replicas if sequence_length is None else parts_of(sequence_length),
        strict=True,
    )
    results = [
        layers(x, tf.nest.pack_sequence_as(state, part_of_state), lengths)
        for x, part_of_state, lengths in parts
    ]
    outputs = tf.concat([outputs for outputs, _ in results], 1)[:, :batch_size]
    final = tf.nest.map_structure(
        lambda *part: tf.concat(part, 0)[:batch_size], *(final for _, final in results)
    )
    return outputs, final
