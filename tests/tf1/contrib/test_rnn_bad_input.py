"""Wrong arguments to tf.contrib.rnn raise TensorFlow 1's kind of error, naming the argument."""

import pytest

from tf1rnn.tf1 import tf

rnn = tf.contrib.rnn


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def placeholder(*shape, dtype=tf.float32):
    return tf.placeholder(dtype, shape)


def cell():
    return rnn.BasicRNNCell(4)


def lstm_state():
    return rnn.LSTMStateTuple(placeholder(2, 4), placeholder(2, 4))


NOT_A_CELL = r"The argument '{}' \(.*\) is not an RNNCell: 'output_size' property is missing"
UNKNOWN_DEPTH = r"Expected inputs.shape\[-1\] to be known"
NO_DEPTH = r"Could not infer input size from inputs.get_shape\(\)\[-1\]"

MISTAKES = {
    "a layer of keras unrolled": (
        lambda: tf.nn.dynamic_rnn(tf.keras.layers.LSTM(4), placeholder(None, 3, 4)),
        TypeError,
        "is not an RNNCell: 'output_size' property is missing",
    ),
    "a layer of keras unrolled statically": (
        lambda: rnn.static_rnn(tf.keras.layers.Dense(4), [placeholder(None, 3)]),
        TypeError,
        "is not an RNNCell: 'output_size' property is missing",
    ),
    "a layer of keras in a wrapper": (
        lambda: rnn.OutputProjectionWrapper(tf.keras.layers.LSTM(4), 1),
        TypeError,
        NOT_A_CELL.format("cell"),
    ),
    "a layer of keras among cells": (
        lambda: rnn.MultiRNNCell([cell(), tf.keras.layers.LSTM(4)]),
        TypeError,
        NOT_A_CELL.format(r"cells\[1\]"),
    ),
    "inputs of rank 2": (
        lambda: tf.nn.dynamic_rnn(cell(), placeholder(None, 3), dtype=tf.float32),
        ValueError,
        "must have rank at least 3",
    ),
    "inputs of rank 4": (
        lambda: tf.nn.dynamic_rnn(cell(), placeholder(None, 3, 4, 5), dtype=tf.float32),
        ValueError,
        "expected ndim=2, found ndim=3",
    ),
    "a step of rank 3": (
        lambda: rnn.static_rnn(cell(), [placeholder(None, 3, 4)], dtype=tf.float32),
        ValueError,
        "expected ndim=2, found ndim=3",
    ),
    "a tensor in place of a list of steps": (
        lambda: rnn.static_rnn(cell(), placeholder(None, 3), dtype=tf.float32),
        TypeError,
        "inputs.* must be a sequence",
    ),
    "no steps": (
        lambda: rnn.static_rnn(cell(), [], dtype=tf.float32),
        ValueError,
        "inputs.* must not be empty",
    ),
    "neither state nor type": (
        lambda: rnn.static_rnn(cell(), [placeholder(None, 3)]),
        ValueError,
        "If no initial_state is provided, dtype must be specified",
    ),
    "inputs of an unknown depth": (
        lambda: tf.nn.dynamic_rnn(cell(), placeholder(None, 3, None), dtype=tf.float32),
        ValueError,
        "must be accessible via shape inference",
    ),
    "a step of an unknown depth": (
        lambda: rnn.UGRNNCell(4)(placeholder(2, None), placeholder(2, 4)),
        ValueError,
        NO_DEPTH,
    ),
    "a step of an unknown depth for NASCell": (
        lambda: rnn.NASCell(4)(placeholder(2, None), lstm_state()),
        ValueError,
        NO_DEPTH,
    ),
    "a step of an unknown depth for IndRNNCell": (
        lambda: rnn.IndRNNCell(4)(placeholder(2, None), placeholder(2, 4)),
        ValueError,
        UNKNOWN_DEPTH,
    ),
    "a step of an unknown depth for LSTMBlockCell": (
        lambda: rnn.LSTMBlockCell(4)(placeholder(2, None), lstm_state()),
        ValueError,
        r"Expecting inputs_shape\[-1\] to be set",
    ),
    "a step of an unknown depth for GRUBlockCell": (
        lambda: rnn.GRUBlockCell(4)(placeholder(2, None), placeholder(2, 4)),
        ValueError,
        "Expecting input_size to be set",
    ),
    "whole numbers": (
        lambda: cell()(placeholder(2, 3, dtype=tf.int32), placeholder(2, 4, dtype=tf.int32)),
        ValueError,
        "RNN cell only supports floating point inputs",
    ),
    "no cells": (lambda: rnn.MultiRNNCell([]), ValueError, "at least one cell for MultiRNNCell"),
    "a cell in place of a list of cells": (
        lambda: rnn.MultiRNNCell(cell()),
        TypeError,
        "cells must be a list or tuple",
    ),
    "tuples of states side by side": (
        lambda: rnn.MultiRNNCell([rnn.BasicLSTMCell(3)], state_is_tuple=False),
        ValueError,
        "the flag state_is_tuple is not set",
    ),
    "a state that is not a tuple": (
        lambda: rnn.MultiRNNCell([cell(), cell()])(placeholder(2, 3), placeholder(2, 8)),
        ValueError,
        "Expected state to be a tuple of length 2",
    ),
    "a probability above 1": (
        lambda: rnn.DropoutWrapper(cell(), input_keep_prob=2.0),
        ValueError,
        "input_keep_prob must be between 0 and 1",
    ),
    "variational dropout of no type": (
        lambda: rnn.DropoutWrapper(cell(), 0.5, variational_recurrent=True),
        ValueError,
        "dtype must be provided",
    ),
    "variational dropout of inputs of no size": (
        lambda: rnn.DropoutWrapper(cell(), 0.5, variational_recurrent=True, dtype=tf.float32),
        ValueError,
        "input_size must be provided",
    ),
    "inputs and outputs that can't be added": (
        lambda: rnn.ResidualWrapper(cell())(placeholder(2, 3), placeholder(2, 4)),
        ValueError,
        "are incompatible",
    ),
    "inputs and outputs that can't share a highway": (
        lambda: rnn.HighwayWrapper(cell())(placeholder(2, 3), placeholder(2, 4)),
        ValueError,
        "are incompatible",
    ),
    "a projection to nothing": (
        lambda: rnn.OutputProjectionWrapper(cell(), 0),
        ValueError,
        "output_size must be > 0: 0",
    ),
    "embeddings of nothing": (
        lambda: rnn.EmbeddingWrapper(cell(), 0, 3),
        ValueError,
        "Both embedding_classes and embedding_size must be > 0: 0, 3",
    ),
    "attention to nothing": (
        lambda: rnn.AttentionCellWrapper(cell(), 0),
        ValueError,
        "attn_length should be greater than zero, got 0",
    ),
    "attention with a tuple of states side by side": (
        lambda: rnn.AttentionCellWrapper(rnn.BasicLSTMCell(4), 3, state_is_tuple=False),
        ValueError,
        "the flag state_is_tuple is not set",
    ),
    "an intersection of sizes that differ": (
        lambda: rnn.IntersectionRNNCell(4)(placeholder(2, 3), placeholder(2, 4)),
        ValueError,
        "num_in_proj should be set to num_units",
    ),
    "units that don't fit the groups": (
        lambda: rnn.GLSTMCell(5, number_of_groups=2),
        ValueError,
        "num_units must be divisible by number_of_groups",
    ),
    "a projection that doesn't fit the groups": (
        lambda: rnn.GLSTMCell(4, num_proj=3, number_of_groups=2),
        ValueError,
        "num_proj must be divisible by number_of_groups",
    ),
    "inputs that don't fit the groups": (
        lambda: rnn.GLSTMCell(4, number_of_groups=2)(placeholder(2, 3), lstm_state()),
        ValueError,
        r"input size \(3\) must be divisible by number_of_groups \(2\)",
    ),
    "images of other dimensions than the cell's": (
        lambda: rnn.ConvLSTMCell(2, [3, 3], 4, [2, 2]),
        ValueError,
        r"Invalid input_shape \[3, 3\] for conv_ndims=2",
    ),
    "vectors in place of images": (
        lambda: rnn.Conv1DLSTMCell(input_shape=[3, 2], output_channels=4, kernel_shape=[2])(
            placeholder(2, 3), lstm_state()
        ),
        ValueError,
        r"inputs and state must be images of 1 dimensions",
    ),
    "a grid of no places": (
        lambda: rnn.GridLSTMCell(4),
        ValueError,
        "Must specify num_frequency_blocks",
    ),
    "a grid that doesn't fit the inputs": (
        lambda: rnn.GridLSTMCell(4, feature_size=2, frequency_skip=2, num_frequency_blocks=[3])(
            placeholder(2, 4), [placeholder(2, 4)] * 6
        ),
        ValueError,
        "Invalid num_frequency_blocks, requires 2 but gets 3",
    ),
    "both names of the units": (
        lambda: rnn.GRUBlockCell(3, cell_size=3),
        ValueError,
        "Exactly one of num_units or cell_size must be provided",
    ),
    "a block's state that is not a pair": (
        lambda: rnn.LSTMBlockCell(4)(placeholder(2, 3), placeholder(2, 4)),
        ValueError,
        "Expecting state to be a tuple with length 2",
    ),
    "a fused LSTM of a step": (
        lambda: rnn.LSTMBlockFusedCell(4)(placeholder(2, 3), dtype=tf.float32),
        ValueError,
        "expected ndim=3, found ndim=2",
    ),
    "a fused LSTM of neither state nor type": (
        lambda: rnn.LSTMBlockFusedCell(4)(placeholder(5, 2, 3)),
        ValueError,
        "Either initial_state or dtype needs to be specified",
    ),
    "a fused LSTM's state that is not a pair": (
        lambda: rnn.LSTMBlockFusedCell(4)(placeholder(5, 2, 3), initial_state=placeholder(2, 4)),
        ValueError,
        "Expecting initial_state to be a tuple with length 2",
    ),
    "the base of fused RNNs": (rnn.FusedRNNCell, TypeError, "abstract class FusedRNNCell"),
    "no forward cells": (
        lambda: rnn.stack_bidirectional_rnn([], [cell()], [placeholder(2, 3)]),
        ValueError,
        "at least one fw cell",
    ),
    "fewer backward cells": (
        lambda: rnn.stack_bidirectional_rnn([cell(), cell()], [cell()], [placeholder(2, 3)]),
        ValueError,
        "must have the same depth",
    ),
    "cells that are not a list": (
        lambda: rnn.stack_bidirectional_dynamic_rnn([cell()], cell(), placeholder(2, 3, 3)),
        ValueError,
        "cells_bw must be a list of RNNCells",
    ),
    "initial states that are not a list": (
        lambda: rnn.stack_bidirectional_dynamic_rnn(
            [cell()], [cell()], placeholder(2, 3, 3), initial_states_fw=[]
        ),
        ValueError,
        "initial_states_fw must be a list of state tensors",
    ),
    "a sequence of rank 1": (
        lambda: rnn.best_effort_input_batch_size([placeholder(3)]),
        ValueError,
        "to have rank at least 2",
    ),
    "a second cell in a scope": (
        lambda: [rnn.static_rnn(cell(), [placeholder(2, 3)], dtype=tf.float32) for _ in range(2)],
        ValueError,
        "rnn/basic_rnn_cell/kernel already exists",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_raises_an_error_that_names_it(mistake):
    make, error, message = MISTAKES[mistake]
    with pytest.raises(error, match=message):
        make()
