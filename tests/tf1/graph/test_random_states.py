"""Random operations with states that can be saved draw the same numbers as those without."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph.random_states import RandomStates, ResumableGraph

N_INSTANCES = (3, 128, 1, 1000, 2)
DRAWS = {
    "uniform": lambda n: tf.random_uniform([n, 7]),
    "uniform float64": lambda n: tf.random_uniform([n, 7], dtype=tf.float64),
    "uniform int32": lambda n: tf.random_uniform([n, 7], -5, 1000, tf.int32),
    "uniform int64": lambda n: tf.random_uniform([n], maxval=2**40, dtype=tf.int64),
    "normal": lambda n: tf.random_normal([n, 5], stddev=3.0),
    "normal float16": lambda n: tf.random_normal([n, 5], dtype=tf.float16),
    "truncated normal": lambda n: tf.truncated_normal([n, 33]),
    "seeded": lambda n: tf.random_uniform([n], seed=2**31 - 1),
    "dropout": lambda n: tf.nn.dropout(tf.ones([n, 9]), keep_prob=0.3),
    "cond": lambda n: tf.cond(
        n > 2, lambda: tf.random_normal([n]), lambda: tf.truncated_normal([n])
    ),
    "nested loops": lambda n: tf.while_loop(
        lambda i, _: i < 3,
        lambda i, x: (i + 1, x * tf.map_fn(lambda _: tf.random_uniform([]), x)),
        (0, tf.ones([4])),
        parallel_iterations=1,
    )[1],
}


def construct(draw):
    """A draw among variables and training, in the default graph."""
    tf.set_random_seed(7)
    n = tf.placeholder(tf.int32, [])
    w = tf.get_variable("w", [3])
    drawn = draw(n)
    v = tf.get_variable("v", [3])
    loss = tf.reduce_sum(tf.square(w * v)) * tf.reduce_mean(tf.cast(drawn, tf.float32))
    training_op = tf.train.AdamOptimizer(0.1).minimize(loss)
    return n, [drawn, w, v, training_op], tf.global_variables_initializer()


def outputs(graph, draw):
    with graph.as_default(), tf.Session() as session:
        n, fetches, init = construct(draw)
        session.run(init)
        return [session.run(fetches, {n: n_instances})[:3] for n_instances in N_INSTANCES]


@pytest.mark.parametrize("name", DRAWS)
def test_a_resumable_graph_draws_the_same_as_any_graph(name):
    plain = outputs(tf.Graph(), DRAWS[name])
    resumable = outputs(ResumableGraph(), DRAWS[name])
    for expected, values in zip(plain, resumable, strict=True):
        for value, other in zip(expected, values, strict=True):
            np.testing.assert_array_equal(value, other)


@pytest.mark.parametrize("name", DRAWS)
def test_another_session_resumes_from_the_states_of_the_first(name):
    with ResumableGraph().as_default():
        n, fetches, init = construct(DRAWS[name])
        with tf.Session() as session:
            session.run(init)
            session.run(fetches, {n: 5})
            state = RandomStates(session).state()
            expected = [session.run(fetches[0], {n: n_instances}) for n_instances in N_INSTANCES]
        with tf.Session() as session:
            session.run(init)
            RandomStates(session).restore(state)
            for n_instances, value in zip(N_INSTANCES, expected, strict=True):
                np.testing.assert_array_equal(session.run(fetches[0], {n: n_instances}), value)


def test_states_are_not_variables_and_change_no_names():
    with tf.Graph().as_default() as plain:
        construct(DRAWS["dropout"])
        expected = [v.op.name for v in tf.global_variables()]
    with ResumableGraph().as_default() as graph:
        construct(DRAWS["dropout"])
        variables = [v.op.name for v in tf.global_variables()]
    assert variables == expected
    assert graph.n_random_states == 3
    names = [o.name for o in graph.get_operations() if not o.name.startswith("random_states/")]
    assert names == [o.name for o in plain.get_operations()]


def test_a_loop_that_draws_gives_each_iteration_the_same_draw_every_time():
    with ResumableGraph().as_default():
        tf.set_random_seed(7)
        drawn = tf.map_fn(lambda _: tf.random_uniform([200, 50]), tf.zeros([40]))
        values = []
        for _ in range(3):
            with tf.Session() as session:
                values.append(session.run(drawn))
    np.testing.assert_array_equal(values[0], values[1])
    np.testing.assert_array_equal(values[0], values[2])


def test_states_of_other_operations_are_refused():
    with ResumableGraph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        tf.random_normal([2])
        for states in (np.zeros([2, 3], np.int64), np.zeros([1, 3]), None):
            with pytest.raises(ValueError, match="not the states of the task's random operations"):
                RandomStates(session).restore({"states": states})


def test_operations_without_a_state_are_known():
    with ResumableGraph().as_default() as graph:
        tf.set_random_seed(7)
        tf.random_normal([2])
        tf.random_shuffle([1, 2, 3])
        (shuffle,) = graph.operations_without_state()
    assert shuffle.type == "RandomShuffle"
