"""tf.contrib.testing keeps and reads summaries, by every way to import it."""

import pytest

from tf1rnn.tf1 import tf
from tf1rnn.tf1.names.namespace import resolve

testing = tf.contrib.testing


def summary(**values):
    return tf.Summary(value=[tf.Summary.Value(tag=t, simple_value=v) for t, v in values.items()])


def test_a_fake_writer_keeps_what_is_written():
    testing.FakeSummaryWriter.install()
    try:
        with pytest.raises(ValueError, match="already installed"):
            testing.FakeSummaryWriter.install()
        writer = tf.summary.FileWriterCache.get("anywhere")
        writer.add_summary(summary(loss=2.0).SerializeToString(), 7)
        writer.assert_summaries(
            test_case=Case(), expected_logdir="anywhere", expected_summaries={7: {"loss": 2.0}}
        )
        with pytest.raises(AssertionError):
            writer.assert_summaries(Case(), expected_summaries={7: {"loss": 3.0}})
    finally:
        testing.FakeSummaryWriter.uninstall()
        tf.summary.FileWriterCache.clear()
    with pytest.raises(ValueError, match="not installed"):
        testing.FakeSummaryWriter.uninstall()


class Case(tf.test.TestCase):
    def runTest(self):
        pass


def test_events_are_read_back(tmp_path):
    assert list(testing.latest_events(str(tmp_path))) == []
    with tf.Graph().as_default(), tf.summary.FileWriter(str(tmp_path)) as writer:
        for step, value in enumerate([1.0, 2.0]):
            writer.add_summary(summary(loss=value, other=0.5), step)
    events = testing.latest_summaries(str(tmp_path))
    assert testing.simple_values_from_events(events, ["loss"]) == {"loss": 2.0}
    testing.assert_summary(["loss", "other"], {"loss": 2.0}, events[-1].summary)
    with pytest.raises(ValueError, match="Expected tags"):
        testing.assert_summary(["loss"], {}, events[-1].summary)


def test_its_source_tree_gives_the_same():
    module = resolve("tensorflow.contrib.testing.python.framework.fake_summary_writer")
    assert module.FakeSummaryWriter is testing.FakeSummaryWriter
    module = resolve("tensorflow.contrib.testing.python.framework.util_test")
    assert module.latest_summaries is testing.latest_summaries


def test_the_decorator_for_both_modes_takes_the_arguments_of_1_15():
    test_util = resolve("tensorflow.python.framework.test_util")
    seen = []

    class BothModes(test_util.TensorFlowTestCase):
        @test_util.run_in_graph_and_eager_modes(reset_test=True)
        def runTest(self):
            seen.append(tf.executing_eagerly())

    assert BothModes().run().wasSuccessful()
    assert seen == [False, True]
    with pytest.raises(NotImplementedError, match="reset_test must be True"):
        test_util.run_in_graph_and_eager_modes(reset_test=False)
