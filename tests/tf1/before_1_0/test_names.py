"""What 1.0 renamed: reported to programs of 1.15, provided to older ones."""

import operator
import os
import subprocess
import sys

import pytest

from tf1rnn import tf
from tf1rnn.tf1.names import renamed_at_1_0
from tf1rnn.tf1.names.namespace import resolve

OLD = resolve("tensorflow", "0.12")
RENAMED = [
    (module, name)
    for module in ("tf", "tf.image", "tf.train")
    for name in renamed_at_1_0.renamed(module)
]


@pytest.mark.parametrize(
    ("call", "after"),
    [
        (lambda: tf.pack, "tf.pack was renamed tf.stack in TensorFlow 1.0"),
        (lambda: tf.nn.seq2seq, "tf.nn.seq2seq was renamed tf.contrib.legacy_seq2seq"),
        (lambda: tf.train.SummaryWriter, "renamed tf.summary.FileWriter"),
    ],
)
def test_the_error_for_a_renamed_name_gives_its_new_name_and_the_option(call, after):
    with pytest.raises(AttributeError, match=after) as error:
        call()
    assert str(error.value).endswith("exec --tf 0.12 PROGRAM")


@pytest.mark.parametrize(("module", "name"), RENAMED)
def test_each_renamed_name_has_a_successor_and_exists_before_1_0(module, name):
    after = renamed_at_1_0.successor(module, name).removeprefix("tf.")
    old = operator.attrgetter(f"{module}.{name}".removeprefix("tf."))(OLD)
    assert old is operator.attrgetter(after)(tf)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("tensorflow.models.rnn.rnn_cell", "BasicLSTMCell"),
        ("tensorflow.python.ops.rnn_cell", "BasicLSTMCell"),
        ("tensorflow.nn.rnn_cell", "BasicLSTMCell"),
        ("tensorflow.models.rnn.linear", "linear"),
        ("tensorflow.python.ops.rnn", "bidirectional_rnn"),
        ("tensorflow.python.ops.seq2seq", "sequence_loss"),
        ("tensorflow.python.ops.array_ops", "concat"),
        ("tensorflow.python.ops.math_ops", "mul"),
        ("tensorflow.python.ops.variable_scope", "get_variable"),
    ],
)
def test_a_module_of_the_source_tree_has_the_names_it_had_before_1_0(module, name):
    found = getattr(resolve(module, "0.12"), name)
    assert found is not getattr(tf, name, None)
    assert "before_1_0" in found.__module__ or name == "mul"


def test_modules_that_have_not_changed_are_those_of_1_15():
    ops = resolve("tensorflow.python.ops", "0.12")
    assert ops.control_flow_ops.cond is resolve("tensorflow.python.ops").control_flow_ops.cond
    assert ops.rnn_cell is resolve("tensorflow.python.ops.rnn_cell", "0.12")
    with pytest.raises(ModuleNotFoundError, match="nowhere"):
        resolve("tensorflow.python.nowhere", "0.12")


def test_a_gradient_of_a_word_that_occurs_twice_is_applied_row_by_row_as_adam_did_then():
    def moments(train):
        with tf.Graph().as_default(), tf.Session() as sess:
            embedding = tf.Variable([[1.0], [2.0]])
            optimizer = train.AdamOptimizer(0.1)
            step = optimizer.minimize(tf.reduce_sum(tf.nn.embedding_lookup(embedding, [0, 0])))
            sess.run(tf.global_variables_initializer())
            sess.run(step)
            return float(sess.run(optimizer.get_slot(embedding, "v"))[0, 0])

    # The sum of the squares 1 + 1, and the square of the sum 1 + 1, each times 1 - beta2.
    assert moments(OLD.train) == pytest.approx(0.002, rel=1e-4)
    assert moments(tf.train) == pytest.approx(0.004, rel=1e-4)


def test_it_starts_quietly():
    program = "from tf1rnn.tf1.names.namespace import resolve; resolve('tensorflow', '0.12').mul"
    environment = {k: v for k, v in os.environ.items() if k != "TF_CPP_MIN_LOG_LEVEL"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_1_0_added_is_not_there():
    with pytest.raises(AttributeError, match="module 'tf.nn.rnn_cell' has no attribute 'Residual"):
        _ = OLD.nn.rnn_cell.ResidualWrapper
    with pytest.raises(ImportError):
        resolve("tensorflow.models.rnn.no_such_module", "0.12")


def test_images_are_resized_by_a_size_or_by_height_and_width():
    with tf.Graph().as_default():
        image = tf.zeros([4, 4, 1])
        for resized in (
            OLD.image.resize_images(image, [2, 3]),
            OLD.image.resize_images(image, 2, 3),
            OLD.image.resize_images(image, new_height=2, new_width=3),
        ):
            assert resized.shape.as_list() == [2, 3, 1]


def test_a_tensor_array_packs_and_unpacks():
    with tf.Graph().as_default(), tf.Session() as sess:
        array = OLD.TensorArray(tf.float32, 2).unpack([1.0, 2.0])
        assert sess.run(array.pack()).tolist() == [1.0, 2.0]
