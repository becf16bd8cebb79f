"""Errors say what they said under TensorFlow 1.15, and name the program's own lines."""

import re

import numpy as np
import pytest

from tf1rnn.tf1 import tf

SPEC = tf.layers.InputSpec


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.no_op()  # a session refuses an empty graph
        yield graph


def placeholder(*shape):
    return tf.placeholder(tf.float32, shape, name="x")


def run(fetches, feed_dict=None):
    with tf.Session() as sess:
        return sess.run(fetches, feed_dict)


class Layer(tf.layers.Layer):
    def __init__(self, **spec):
        super().__init__(name="of_mine")
        self.input_spec = SPEC(**spec)


MISTAKES = {
    "fed": (
        lambda: run("x:0", {placeholder(None, 4): np.zeros([2, 3])}),
        "Cannot feed value of shape (2, 3) for Tensor 'x:0', which has shape '(?, 4)'",
    ),
    "fed by a list": (
        lambda: run([], [placeholder(None, 4)]),
        "input must be a dictionary",
    ),
    "fetched a name": (
        lambda: run("zz:0"),
        "Fetch argument 'zz:0' cannot be interpreted as a Tensor. (\"The name 'zz:0' refers to a "
        "Tensor which does not exist. The operation, 'zz', does not exist in the graph.\")",
    ),
    "fetched a number": (
        lambda: run([3]),
        "Fetch argument 3 has invalid type <class 'int'>, must be a string or Tensor. "
        "(Can not convert a int into a Tensor or Operation.)",
    ),
    "fetched None": (
        lambda: run(None),
        "Fetch argument None has invalid type <class 'NoneType'>",
    ),
    "added": (
        lambda: tf.zeros([2, 3]) + tf.zeros([4]),
        "Dimensions must be equal, but are 3 and 4 for 'add' (op: 'AddV2') with input shapes: "
        "[2,3], [4].",
    ),
    "a dense layer": (
        lambda: tf.layers.dense(placeholder(None, None), 3),
        "The last dimension of the inputs to `Dense` should be defined. Found `None`.",
    ),
    "a convolution": (
        lambda: tf.layers.conv2d(placeholder(1, 3, 3, None), 3, 3),
        "The channel dimension of the inputs should be defined. Found `None`.",
    ),
    "unknown rank": (
        lambda: Layer(max_ndim=2)(tf.placeholder(tf.float32)),
        "Input 0 of layer of_mine is incompatible with the layer: its rank is undefined, but the "
        "layer requires a defined rank.",
    ),
    "another rank": (
        lambda: Layer(ndim=2)(placeholder(None, 3, 4)),
        "Input 0 of layer of_mine is incompatible with the layer: expected ndim=2, found ndim=3. "
        "Full shape received: [None, 3, 4]",
    ),
    "a condition": (
        lambda: bool(placeholder()),
        "using a `tf.Tensor` as a Python `bool` is not allowed in Graph execution. Use Eager "
        "execution or decorate this function with @tf.function.",
    ),
    "a length": (
        lambda: len(placeholder(3)),
        "len is not well defined for symbolic Tensors. (x:0) Please call `x.shape` rather than "
        "`len(x)` for shape information.",
    ),
    "an array": (
        lambda: np.array(placeholder(3)),
        "Cannot convert a symbolic Tensor (x:0) to a numpy array.",
    ),
    "no dtype": (
        lambda: tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(3), placeholder(2, 3, 4)),
        "If there is no initial_state, you must give a dtype.",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_the_words_of_1_15(mistake):
    make, message = MISTAKES[mistake]
    with pytest.raises((NotImplementedError, TypeError, ValueError)) as raised:
        make()
    assert str(raised.value) == message


def test_an_error_of_a_layers_operation_names_the_line_that_made_the_layer():
    y = tf.layers.dense(tf.zeros([2, 3]), 4)
    with pytest.raises(tf.errors.FailedPreconditionError) as raised:
        run(y)
    assert re.search(r"\(defined at .*test_wording\.py:\d+\)", str(raised.value))
    assert "    y = tf.layers.dense(tf.zeros([2, 3]), 4)\n" in str(raised.value)
    assert "tf1rnn/tf1/" not in str(raised.value)


def test_a_variable_that_exists_is_told_with_the_line_that_made_it():
    tf.get_variable("v", [2])
    with pytest.raises(ValueError, match="Originally defined at") as raised:
        tf.get_variable("v", [2])
    first = str(raised.value).partition("defined at:\n\n")[2].splitlines()[:2]
    assert "test_wording.py" in first[0]
    assert first[1] == '    tf.get_variable("v", [2])'


def test_an_error_of_an_imported_operation_has_no_line_to_tell():
    with tf.Graph().as_default() as graph:
        tf.check_numerics(tf.constant(float("nan")), "not a number", name="checked")
    with tf.Graph().as_default(), tf.Session() as session:
        tf.import_graph_def(graph.as_graph_def(), name="imported")
        with pytest.raises(tf.errors.InvalidArgumentError, match="not a number"):
            session.run("imported/checked:0")
