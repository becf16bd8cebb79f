"""Sessions that prepare a call of run once give what the library's give."""

import collections

import numpy as np
import pytest

from tf1rnn import tf
from tf1rnn.runs.replicas import set_threads
from tf1rnn.tf1.fast.sessions import Session
from tf1rnn.tf1.graph.random_states import ResumableGraph

Pair = collections.namedtuple("Pair", ["first", "second"])
ONE_CORE = {"inter_op": 1, "intra_op": 1}


@pytest.fixture(scope="module", params=[False, True], ids=["own threads", "calling thread"])
def sessions(request):
    """The library's session and ours, of one graph; names lead to its tensors."""
    graph = ResumableGraph()
    with graph.as_default():
        tf.set_random_seed(1)
        x = tf.placeholder(tf.float32, [None, 2], name="x")
        n = tf.placeholder(tf.int8, [], name="n")
        text = tf.placeholder(tf.string, [], name="text")
        anything = tf.placeholder(tf.float32, name="anything")
        v = tf.Variable([1.0, 2.0], name="v")
        r = tf.get_variable("r", initializer=[1.0, 2.0], use_resource=True)
        sliced = tf.IndexedSlices(x, tf.constant([0, 1]))
        tensors = {
            **{"x": x, "n": n, "text": text, "anything": anything, "v": v, "r": r},
            **{"y": x * v + r, "doubled": n * 2, "joined": text + "!", "sliced": sliced},
            **{"noise": tf.random_normal([3]), "add": tf.assign_add(v, [1.0, 1.0])},
            **{"sum": tf.reduce_sum(anything), "wrong": tf.matmul(x, x), "nothing": tf.no_op()},
        }
        init = tf.global_variables_initializer()
        config = set_threads(tf.ConfigProto(), ONE_CORE)
        both = (
            tf.Session(graph=graph, config=config),
            Session(graph=graph, config=config, in_calling_thread=request.param),
        )
        for session in both:
            session.run(init)
        yield *both, tensors
        for session in both:
            session.close()


FETCHES = {
    "a tensor": lambda t: t["y"],
    "a name": lambda t: t["y"].name,
    "an operation": lambda t: t["nothing"],
    "variables": lambda t: [t["v"], t["r"]],
    "a nested structure": lambda t: {"b": [t["y"], (t["v"],)], "a": Pair(t["nothing"], t["y"])},
    "twice the same": lambda t: [t["y"], t["y"]],
    "what is fed": lambda t: [t["x"], t["y"]],
    "slices": lambda t: t["sliced"],
    "nothing": lambda t: [],
    "an ordered dict": lambda t: collections.OrderedDict([("z", t["y"]), ("a", t["v"])]),
}


@pytest.mark.parametrize("fetches", FETCHES.values(), ids=FETCHES)
def test_gives_the_values_and_the_structure_that_the_library_gives(sessions, fetches):
    library, ours, tensors = sessions
    feed_dict = {tensors["x"]: [[1.5, 2], [3, 4]]}
    expected = library.run(fetches(tensors), feed_dict)
    for _ in range(2):  # prepared, and then run
        found = ours.run(fetches(tensors), feed_dict)
        assert type(found) is type(expected)
        tf.nest.map_structure(np.testing.assert_array_equal, found, expected)
        kinds = tf.nest.map_structure(type, [found, expected])
        assert kinds[0] == kinds[1]


@pytest.mark.parametrize(
    ("fetch", "feed", "value"),
    [
        ("doubled", "n", 3),
        ("doubled", "n", 300),  # out of the bounds of an int8
        ("doubled", "n", np.float64(3.7)),
        ("joined", "text", "so"),
        ("joined", "text", b"so"),
        ("sum", "anything", 2),
        ("sum", "anything", [[1, 2], [3, 4]]),
        ("sum", "anything", np.arange(4)[::2]),
        ("sum", "anything", [[1], [2, 3]]),  # not an array
        ("sum", "anything", "text"),
        ("y", "x", np.ones([3, 2], order="F")),
        ("y", "x", np.ones([0, 2])),
        ("y", "x", np.ones([3, 3])),  # another shape
        ("y", "x", 1.0),
        ("y", "n", 1),  # x is not fed
        ("wrong", "x", np.ones([3, 2])),
        ("y", "y", [[1.0, 2.0]]),
        ("sum", "x", None),
    ],
)
def test_feeds_and_refuses_what_the_library_does_in_its_words(sessions, fetch, feed, value):
    library, ours, tensors = sessions
    expected = outcome(library, tensors[fetch], {tensors[feed]: value})
    for _ in range(2):
        found = outcome(ours, tensors[fetch], {tensors[feed]: value})
        assert found == expected


def outcome(session, fetch, feed_dict):
    """What comes of a run: the value as a list, or the error's type and first lines."""
    try:
        value = session.run(fetch, feed_dict)
    except Exception as error:
        return type(error), str(error).splitlines()[:3]
    return type(value), np.asarray(value).tolist()


def test_updates_variables_and_draws_the_same_numbers(sessions):
    library, ours, tensors = sessions
    for _ in range(3):
        for name in ("noise", "add"):
            expected = library.run(tensors[name])
            np.testing.assert_array_equal(ours.run(tensors[name]), expected)


def test_takes_an_array_of_the_right_type_without_a_copy_of_its_own(sessions):
    _, ours, tensors = sessions
    x = np.ones([2, 2], np.float32)
    ours.run(tensors["y"], {tensors["x"]: x})
    prepared = ours._prepared[next(key for key in ours._prepared if tensors["x"] in key)]
    assert prepared.feed([x])[0] is x


def test_says_what_was_run_where_metadata_are_asked_for(sessions):
    _, ours, tensors = sessions
    metadata = tf.RunMetadata()
    options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
    ours.run(tensors["noise"], options=options, run_metadata=metadata)
    assert metadata.step_stats.dev_stats


def test_a_closed_session_says_so():
    with tf.Graph().as_default() as graph:
        one = tf.constant(1)
        session = Session(graph=graph)
        session.run(one)
        session.close()
        with pytest.raises(RuntimeError, match="closed Session"):
            session.run(one)


def test_what_is_built_after_a_run_can_be_run():
    with tf.Graph().as_default() as graph, Session(graph=graph) as session:
        one = tf.constant(1)
        session.run(one)
        assert session.run(one + 1) == (one + 1).eval() == 2
