"""What reads and shuffles examples is built as TensorFlow 1.15.5 built it, and gives its order."""

import os

import pytest

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph import seeds


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        yield graph


def example():
    made = tf.train.SequenceExample()
    made.context.feature["n"].int64_list.value.append(3)
    for i in range(3):
        made.feature_lists.feature_list["x"].feature.add().int64_list.value.append(i)
        made.feature_lists.feature_list["y"].feature.add().float_list.value.append(i)
    return made.SerializeToString()


CONTEXT = {"n": tf.FixedLenFeature([], tf.int64)}
SEQUENCES = {
    "x": tf.FixedLenSequenceFeature([], tf.int64),
    "y": tf.VarLenFeature(tf.float32),
}


def test_a_sequence_example_is_parsed_by_the_operations_of_1_15(graph):
    context, lists = tf.parse_single_sequence_example(example(), CONTEXT, SEQUENCES)
    name = "ParseSingleSequenceExample"
    assert [op.name for op in graph.get_operations()] == [
        f"{name}/Const",
        f"{name}/{name}/serialized",
        f"{name}/{name}/feature_list_dense_missing_assumed_empty",
        f"{name}/{name}/context_dense_keys_0",
        f"{name}/{name}/feature_list_sparse_keys_0",
        f"{name}/{name}/feature_list_dense_keys_0",
        f"{name}/{name}/debug_name",
        f"{name}/{name}",
    ]
    with tf.Session() as session:
        found, lists = session.run([context, lists])
    assert (found["n"], lists["x"].tolist(), lists["y"].values.tolist()) == (
        3,
        [0, 1, 2],
        [0, 1, 2],
    )


def test_several_sequence_examples_are_parsed_together(graph):
    _, lists, lengths = tf.io.parse_sequence_example([example()] * 2, CONTEXT, SEQUENCES)
    assert len(graph.get_operations()) == 4
    with tf.Session() as session:
        found, n = session.run([lists["x"], lengths["x"]])
    assert (found.tolist(), n.tolist()) == ([[0, 1, 2]] * 2, [3, 3])


def test_a_default_for_a_list_is_refused():
    features = {"x": tf.FixedLenSequenceFeature([], tf.int64, default_value=1)}
    with pytest.raises(ValueError, match="must be None"):
        tf.parse_single_sequence_example(example(), None, features)


def test_one_example_is_parsed_by_as_many_operations_as_in_1_15(graph):
    tf.parse_single_example(tf.constant(""), {"n": tf.FixedLenFeature([], tf.int64, 1)})
    assert seeds.size(graph) == 5


def order(dataset, n):
    following = dataset.make_one_shot_iterator().get_next()
    with tf.Session() as session:
        return [int(session.run(following)) for _ in range(n)]


def test_the_first_repetition_of_what_is_shuffled_is_that_of_1_15(graph):
    numbers = tf.data.Dataset.range(6)
    before = len(graph.get_operations())
    shuffled = numbers.shuffle(6, seed=3).repeat(3)
    assert seeds.size(graph) - before == 13
    assert order(shuffled, 6) == [0, 3, 1, 4, 2, 5]
    assert order(numbers.shuffle(6, seed=3).repeat(), 6) == [0, 3, 1, 4, 2, 5]
    together = numbers.apply(tf.contrib.data.shuffle_and_repeat(6, 2, seed=1))
    assert order(together, 6) == [3, 1, 2, 5, 0, 4]


def test_an_iterator_of_structure_reads_the_order_of_two_steps_as_in_1_15(graph):
    tf.set_random_seed(1234)
    shuffled = tf.data.Dataset.range(8).shuffle(8).repeat(2)
    iterator = tf.data.Iterator.from_structure(shuffled.output_types, shuffled.output_shapes)
    following, initializer = iterator.get_next(), iterator.make_initializer(shuffled)
    with tf.Session() as session:
        session.run(initializer)
        found = [int(session.run(following)) for _ in range(16)]
    assert found == [2, 5, 4, 1, 3, 0, 6, 7, 5, 1, 0, 3, 2, 6, 4, 7]


def test_each_repetition_has_an_order_of_its_own():
    shuffled = tf.data.Dataset.range(50).shuffle(50, seed=3).repeat(3)
    found = order(shuffled, 150)
    epochs = {tuple(found[start : start + 50]) for start in (0, 50, 100)}
    assert len(epochs) == 3
    assert {tuple(sorted(epoch)) for epoch in epochs} == {tuple(range(50))}


def test_a_queue_is_where_the_program_places_it():
    queue = tf.FIFOQueue(3, [tf.int32], shapes=[[]])
    with tf.device("/cpu:0"):
        placed = tf.FIFOQueue(3, [tf.int32], shapes=[[]])
    assert (queue.queue_ref.device, placed.queue_ref.device) == ("", "/device:CPU:0")


def test_a_checkpoint_of_a_missing_folder_is_told_from_a_missing_checkpoint(tmp_path):
    tf.get_variable("v", [2])
    saver, session = tf.train.Saver(), tf.Session()
    with pytest.raises(tf.errors.NotFoundError, match="nowhere; No such file or directory"):
        saver.restore(session, os.path.join(tmp_path, "nowhere", "model"))
    with pytest.raises(ValueError, match="is not a valid checkpoint"):
        saver.restore(session, os.path.join(tmp_path, "model"))


def test_a_layer_takes_the_inputs_of_its_updates():
    class Counting(tf.layers.Layer):
        def build(self, shape):
            self.n = self.add_weight("n", [], initializer=tf.zeros_initializer(), trainable=False)

        def call(self, x):
            self.add_update(tf.assign_add(self.n, 1.0), inputs=x)
            self.add_update([tf.assign_add(self.n, 2.0)], inputs=True)
            return x

    layer, x = Counting(), tf.zeros([2, 2])
    layer.apply(x)
    assert (len(layer.updates), len(layer.get_updates_for(x))) == (2, 0)
    assert len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)) == 2


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda x: tf.layers.conv2d(x, 2, 2), "expected ndim=4, found ndim=2"),
        (lambda x: tf.layers.conv1d(x, 2, 2), "expected ndim=3, found ndim=2"),
        (lambda x: tf.layers.separable_conv2d(x, 2, 2), "expected ndim=4, found ndim=2"),
        (lambda x: tf.layers.dense(x[0, 0], 2), "layer: : expected min_ndim=2, found ndim=0"),
        (
            lambda x: twice(tf.layers.Dense(2), x),
            r"axis -1 of input shape to have value 3 but received input with shape \[2, 2\]",
        ),
    ],
)
def test_inputs_of_another_rank_are_refused_in_the_words_of_1_15(build, message):
    with pytest.raises(ValueError, match=message):
        build(tf.zeros([2, 3]))


def twice(layer, x):
    layer(x)
    layer(x[:, :2])
