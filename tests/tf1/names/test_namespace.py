"""The names of `tf`: TensorFlow 1's, on compat.v1, loaded when one is first used."""

import subprocess
import sys

import pytest

from tf1rnn.tf1 import tf
from tf1rnn.tf1.names.namespace import resolve


def python(program, **environment):
    """Run a program in a Python of its own; what it printed on stdout and stderr."""
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning:tf1rnn", "-c", program],
        capture_output=True,
        text=True,
        env=environment or None,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_importing_and_inspecting_tf_does_not_load_tensorflow():
    program = """
import inspect, sys
from tf1rnn import tf
import tf1rnn.tf1.parity.table, tf1rnn.tf1.contrib
inspect.unwrap(tf), inspect.getmodule(tf), getattr(tf, "__path__", None), repr(tf)
assert "rnn" in dir(tf.contrib) and tf.contrib.rnn and not hasattr(tf.contrib, "nowhere")
assert not {"tensorflow", "tf_keras", "keras"} & set(sys.modules)
"""
    python(program)


def test_tf_works_after_eager_tensors_were_built_and_keras_3_was_used():
    program = """
import tensorflow
eager = tensorflow.ones([2, 3]) + 1.0
tensorflow.keras.layers.Dense(2)(eager)

from tf1rnn import tf
X = tf.placeholder(tf.float32, [None, 3])
outputs, _ = tf.nn.static_rnn(tf.nn.rnn_cell.BasicLSTMCell(2), [X], dtype=tf.float32)
scores = tf.layers.dense(outputs[0], 4)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(scores, {X: eager.numpy()}).shape)
try:
    tf.matmul(X, eager)
except RuntimeError as error:
    print(error)
"""
    out, _ = python(program)
    shape, error = out.splitlines()
    assert shape == "(2, 4)"
    assert error == "b: Attempting to capture an EagerTensor without building a function."


def test_graphs_are_built_and_run_as_in_tensorflow_1():
    assert not tf.executing_eagerly()
    with tf.Graph().as_default() as graph:
        variable = tf.get_variable("v", [2])
        tf.while_loop(lambda i: i < 3, lambda i: i + 1, [0])
        assert variable.shape[0] == tf.Dimension(2)
    types = {operation.type for operation in graph.get_operations()}
    assert {"VariableV2", "Enter", "Exit"} <= types


def test_the_cells_of_tf_nn_are_those_of_contrib():
    for name in dir(tf.nn.rnn_cell):
        assert getattr(tf.nn.rnn_cell, name) is getattr(tf.contrib.rnn, name)
    assert "MultiRNNCell" in dir(tf.nn.rnn_cell)


def test_what_was_one_function_is_one_under_each_of_its_names():
    assert tf.tanh is tf.nn.tanh is tf.math.tanh
    assert tf.reduce_mean is tf.math.reduce_mean
    assert tf.matrix_transpose is tf.linalg.transpose


def test_a_name_that_is_misspelt_is_told_to_python_which_suggests_another():
    with pytest.raises(AttributeError) as error:
        _ = tf.nn.dynamc_rnn
    assert (error.value.name, error.value.obj) == ("dynamc_rnn", tf.nn)
    assert str(error.value) == "module 'tf.nn' has no attribute 'dynamc_rnn'"


def test_compat_v1_is_tf_itself():
    assert tf.__name__ == "tensorflow"
    assert tf.compat.v1 is resolve("tensorflow.compat.v1") is tf
    assert tf.compat.v1.nn.rnn_cell.LSTMCell is tf.contrib.rnn.LSTMCell


def test_the_versions_are_those_that_a_program_was_written_for():
    assert tf.__version__ == tf.VERSION == tf.version.VERSION == "1.15.5"
    assert tf.keras.__version__ == "2.2.4-tf"
    assert resolve("tensorflow", "0.12").__version__ == "0.12.1"


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("tensorflow.python.framework.ops", {"Graph": tf.Graph}),
        ("tensorflow.python.framework.random_seed", {"set_random_seed": tf.set_random_seed}),
        ("tensorflow.python.ops.array_ops", {"concat": tf.concat, "newaxis": None}),
        (
            "tensorflow.python.ops.nn_ops",
            {"softmax_cross_entropy_with_logits": tf.nn.softmax_cross_entropy_with_logits},
        ),
        ("tensorflow.python.layers.core", {"Dense": tf.layers.Dense}),
        ("tensorflow.python.keras.layers", {"LSTM": tf.keras.layers.LSTM}),
        ("tensorflow.python.ops.rnn", {"dynamic_rnn": tf.nn.dynamic_rnn}),
    ],
)
def test_the_source_tree_has_what_tf_has(module, names):
    for name, value in names.items():
        assert getattr(resolve(module), name) is value


def test_an_imported_module_is_an_attribute_of_its_parent():
    module = resolve("tensorflow.contrib.layers.python.layers.regularizers")
    assert tf.contrib.layers.python.layers.regularizers is module
    assert "python" not in dir(tf.contrib.layers)


def test_a_module_of_another_package_is_left_as_it_is():
    import unittest.mock

    import numpy as np

    assert tf.test.mock is unittest.mock
    assert resolve("tensorflow.python.framework.ops").np is np


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("tensorflow.contrib.nowhere", "No module named 'tensorflow.contrib.nowhere'"),
        ("tensorflow.contrib.nowhere.python.ops", "No module named 'tensorflow.contrib.nowhere'"),
        ("tensorflow.float32", "tf.float32 is not a module"),
        ("tensorflow.python.nowhere", "look for its names in the public modules"),
        ("tensorflow.contrib.rnn.python.ops.nowhere", "look for its names in the public modules"),
    ],
)
def test_the_error_for_a_missing_module_says_so(name, message):
    with pytest.raises(ModuleNotFoundError, match=message) as error:
        resolve(name)
    assert name.startswith(error.value.name)


def test_dir_lists_names_of_both():
    assert {"placeholder", "contrib", "set_random_seed", "nn"} <= set(dir(tf))
    assert not [name for name in dir(tf.nn) if name.startswith("_")]


@pytest.mark.parametrize(
    ("get", "message"),
    [
        (lambda: tf.nn.no_such_name, "module 'tf.nn' has no attribute 'no_such_name'"),
        (lambda: tf.no_such_name, "module 'tensorflow' has no attribute 'no_such_name'"),
        (lambda: tf.nn.rnn_cell.LSTMBlockCell, "module 'tf.nn.rnn_cell' has no attribute"),
        (lambda: tf.contrib.rnn.tf, "module 'tf.contrib.rnn' has no attribute 'tf'"),
        (lambda: tf.contrib.slim.bucketized_column, "tf.contrib.slim.bucketized_column is not"),
        (
            lambda: resolve("tensorflow.python.ops.rnn_cell_impl").nowhere,
            "module 'tensorflow.python.ops.rnn_cell_impl' has no attribute 'nowhere'",
        ),
    ],
)
def test_the_error_for_a_missing_name_says_so(get, message):
    with pytest.raises(AttributeError, match=message):
        get()
