"""Op-level seeds: TensorFlow 1's where our `tf` set the graph's seed, and nowhere else."""

import pytest
import tensorflow.compat.v1 as plain

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph import seeds
from tf1rnn.tf1.parity import record


@pytest.fixture
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def seeds_of(graph):
    return [tuple(seed[1:]) for seed in record.seeds(graph)]


def test_an_op_level_seed_is_the_number_of_operations_in_the_graph(graph):
    tf.set_random_seed(42)
    tf.constant(0.0)
    tf.random_normal([2])  # its shape, mean and standard deviation come before the lookup
    tf.truncated_normal([2])
    assert seeds_of(graph) == [(42, 4), (42, 10)]


def test_a_seed_of_its_own_is_the_operations_seed(graph):
    tf.set_random_seed(42)
    tf.random_normal([2], seed=7)
    assert seeds_of(graph) == [(42, 7)]


def test_without_a_graph_level_seed_tensorflows_own_rules_apply(graph):
    tf.random_normal([2])
    tf.random_normal([2], seed=7)
    assert seeds_of(graph) == [(0, 0), (plain.random.get_seed(7))]


def test_each_graph_counts_its_own_operations(graph):
    tf.set_random_seed(1)
    tf.constant(0.0)
    with tf.Graph().as_default() as other:
        tf.set_random_seed(2)
        tf.random_normal([2])
    tf.random_normal([2])
    assert seeds_of(other) == [(2, 3)]
    assert seeds_of(graph) == [(1, 4)]


def test_functions_in_the_graph_count_their_own_operations(graph):
    tf.set_random_seed(42)
    numbers = tf.data.Dataset.range(3).map(lambda x: x + tf.random_uniform([], 0, 9, tf.int64))
    numbers.make_initializable_iterator()
    assert seeds_of(graph) == [(42, 4)]


def test_get_seed_gives_the_pair_that_an_operation_would_get(graph):
    assert tf.get_seed(None) == (None, None)
    tf.set_random_seed(42)
    tf.constant(0.0)
    assert tf.get_seed(None) == (42, 1)
    assert tf.random.get_seed(7) == (42, 7)


def test_counted_operations_count(graph):
    tf.set_random_seed(42)
    seeds.count(5)
    seeds.count(-2, graph)
    assert tf.get_seed(None) == (42, 3)


def test_a_seed_set_by_plain_tensorflow_counts_random_operations():
    with plain.Graph().as_default() as graph:
        plain.set_random_seed(42)
        plain.constant(0.0)
        plain.random_normal([2])
        plain.random_normal([2])
        plain.nn.dropout(plain.ones([2]), rate=0.5)
    assert seeds_of(graph) == [(42, 0), (42, 1), (42, 2)]


def test_a_plain_graph_is_built_from_todays_operations():
    with plain.Graph().as_default() as graph:
        x = plain.placeholder(plain.float32, [None, 4])
        plain.split(plain.nn.dropout(x, rate=0.5), 2, axis=1)
    types = [operation.type for operation in graph.get_operations()]
    with tf.Graph().as_default() as ours:
        x = tf.placeholder(tf.float32, [None, 4])
        tf.split(tf.nn.dropout(x, rate=0.5), 2, axis=1)
    assert types.count("Const") < [o.type for o in ours.get_operations()].count("Const")
    assert "Sub" not in types


def test_seeding_a_plain_graph_by_our_tf_gives_it_tensorflow_1s_seeds():
    with plain.Graph().as_default() as graph:
        tf.set_random_seed(42)
        plain.constant(0.0)
        plain.random_normal([2])
    assert seeds_of(graph) == [(42, 4)]


def test_tensorflow_1s_seeds_can_be_switched_off_and_on(graph):
    tf.set_random_seed(42)
    tf.random_normal([2])
    with seeds.disabled():
        tf.random_normal([2])
        tf.random_normal([2])
    assert [seed for _, seed in seeds_of(graph)] == [3, 0, 1]
    seeds.disable()
    try:
        tf.random_normal([2])
    finally:
        seeds.enable()
    tf.random_normal([2])
    assert [seed for _, seed in seeds_of(graph)] == [3, 0, 1, 2, 27]


def test_seeds_that_are_switched_off_stay_off_when_installed_again(graph):
    tf.set_random_seed(42)
    with seeds.disabled():
        seeds.install()
        tf.random_normal([2])
    assert seeds_of(graph) == [(42, 0)]


def test_without_a_seed_again_each_session_draws_other_numbers(graph):
    tf.set_random_seed(42)
    tf.set_random_seed(None)
    assert tf.random.get_seed(None) == (None, None)


def test_a_test_case_starts_in_a_graph_that_is_seeded_and_built_as_then():
    class Case(tf.test.TestCase):
        def test_it(self):
            graph = tf.get_default_graph()
            tf.split(tf.ones([2]), 2)
            self.given = graph.seed, seeds.size(graph), tf.random.get_seed(None)

    case = Case("test_it")
    case.run()
    assert case.given == (87654321, 4, (87654321, 4))


def test_a_seed_may_be_an_attribute_of_the_graph(graph):
    graph.seed = 42
    tf.constant(0.0)
    tf.random_normal([2])
    assert seeds_of(graph) == [(42, 4)]
