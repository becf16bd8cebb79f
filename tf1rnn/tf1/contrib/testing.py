"""tf.contrib.testing: what tests of summaries and of both modes of execution need."""

import functools
from pathlib import Path

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import summary_writer, test_util, writer_cache

__all__ = [
    "FakeSummaryWriter",
    "assert_summary",
    "latest_event_file",
    "latest_events",
    "latest_summaries",
    "simple_values_from_events",
    "to_summary_proto",
]


class FakeSummaryWriter:
    """Takes the place of tf.summary.FileWriter, and keeps what it is given."""

    _replaced = None

    @classmethod
    def install(cls) -> None:
        """Take the place; raises ValueError if it is taken."""
        if FakeSummaryWriter._replaced:
            raise ValueError("FakeSummaryWriter already installed.")
        FakeSummaryWriter._replaced = writer_cache.FileWriter
        _write_by(FakeSummaryWriter)

    @classmethod
    def uninstall(cls) -> None:
        """Give the place back; raises ValueError if it was not taken."""
        if not FakeSummaryWriter._replaced:
            raise ValueError("FakeSummaryWriter not installed.")
        _write_by(FakeSummaryWriter._replaced)
        FakeSummaryWriter._replaced = None

    def __init__(self, logdir, graph=None) -> None:
        self._logdir, self._graph = logdir, graph
        self._summaries, self._added_run_metadata = {}, {}  # tests read these by name
        self._added_graphs, self._added_meta_graphs, self._added_session_logs = [], [], []

    @property
    def summaries(self) -> dict:
        """The summaries of each step."""
        return self._summaries

    def assert_summaries(
        self,
        test_case,
        expected_logdir=None,
        expected_graph=None,
        expected_summaries=None,
        expected_added_graphs=None,
        expected_added_meta_graphs=None,
        expected_session_logs=None,
    ) -> None:
        """Fail `test_case` unless what was written is what is expected."""
        _expect(test_case, "logdir", expected_logdir, self._logdir)
        if expected_graph is not None and expected_graph is not self._graph:
            test_case.fail("another graph than expected")
        for step, expected in (expected_summaries or {}).items():
            values = [v for summary in self._summaries.get(step, ()) for v in summary.value]
            # A supervisor writes this one from a thread of its own, at any step.
            found = {v.tag: v.simple_value for v in values if v.tag != "global_step/sec"}
            _expect(test_case, f"summaries of step {step}", expected, found)
        _expect(test_case, "graphs", expected_added_graphs, self._added_graphs)
        if expected_added_meta_graphs is not None:
            for pair in zip(expected_added_meta_graphs, self._added_meta_graphs, strict=True):
                test_util.assert_meta_graph_protos_equal(test_case, *pair)
        _expect(test_case, "session logs", expected_session_logs, self._added_session_logs)

    def add_summary(self, summ, current_global_step) -> None:
        """Keep a summary of a step."""
        summary = to_summary_proto(summ) if isinstance(summ, bytes) else summ
        self._summaries.setdefault(current_global_step, []).append(summary)

    def add_graph(self, graph, global_step=None, graph_def=None) -> None:
        """Keep a graph; raises ValueError for a step below 0 or a second graph."""
        _check(global_step)
        if graph_def is not None:
            raise ValueError(f"Unexpected graph_def {graph_def}.")
        self._added_graphs.append(graph)

    def add_meta_graph(self, meta_graph_def, global_step=None) -> None:
        """Keep a meta graph; raises ValueError for a step below 0."""
        _check(global_step)
        self._added_meta_graphs.append(meta_graph_def)

    def add_session_log(self, session_log, global_step=None) -> None:
        """Keep a log of a session."""
        self._added_session_logs.append(session_log)

    def add_run_metadata(self, run_metadata, tag, global_step=None) -> None:
        """Keep what a step cost; raises ValueError for a step below 0."""
        _check(global_step)
        self._added_run_metadata[tag] = run_metadata

    def flush(self) -> None:
        """Nothing: all is kept."""

    def reopen(self) -> None:
        """Nothing: it is always open."""

    def close(self) -> None:
        """Nothing: it stays open."""


def _write_by(writer) -> None:
    summary_writer.FileWriter = writer_cache.FileWriter = writer


def _expect(test_case, what: str, expected, found) -> None:
    if expected is not None and expected != found:
        test_case.fail(f"{what}: expected {expected}, found {found}")


def _check(step) -> None:
    if step is not None and step < 0:
        raise ValueError(f"Invalid global_step {step}.")


def assert_summary(expected_tags, expected_simple_values, summary_proto) -> None:
    """Raise ValueError for other tags, AssertionError for other values of those that are given."""
    for value in summary_proto.value:
        if value.tag in expected_simple_values:
            np.testing.assert_almost_equal(
                value.simple_value, expected_simple_values[value.tag], 2, err_msg=value.tag
            )
    tags = {value.tag for value in summary_proto.value}
    if set(expected_tags) != tags:
        raise ValueError(f"Expected tags {set(expected_tags)}, got {tags}.")


def to_summary_proto(summary_str: bytes):
    """The summary that was serialized; raises ValueError for other bytes."""
    summary = tf.Summary()
    summary.ParseFromString(summary_str)
    return summary


def latest_event_file(base_dir: str) -> str | None:
    """The newest file of events in a folder, or None."""
    files = sorted(map(str, Path(base_dir).glob("events.*")))
    return files[-1] if files else None


def latest_events(base_dir: str):
    """The events of the newest file in a folder, one after the other."""
    file = latest_event_file(base_dir)
    return tf.train.summary_iterator(file) if file else []


def latest_summaries(base_dir: str) -> list:
    """The events with a summary of the newest file in a folder."""
    return [event for event in latest_events(base_dir) if event.HasField("summary")]


def simple_values_from_events(events, tags) -> dict:
    """The value at the last step of each tag; raises ValueError for one that is no number."""
    found = {}
    for event in events:
        for value in event.summary.value if event.HasField("summary") else ():
            if value.tag not in tags:
                continue
            if not value.HasField("simple_value"):
                raise ValueError(f"Summary for {value.tag} is not a simple_value.")
            if value.tag not in found or event.step > found[value.tag][0]:
                found[value.tag] = event.step, value.simple_value
    return {tag: value for tag, (_, value) in found.items()}


def run_in_graph_and_eager_modes(
    func=None, config=None, use_gpu=True, reset_test=True, assert_no_eager_garbage=False
):
    """Today's decorator of the name, which always starts the second run afresh."""
    if not reset_test:
        raise NotImplementedError("run_in_graph_and_eager_modes: reset_test must be True")
    decorate = functools.partial(
        test_util.run_in_graph_and_eager_modes,
        config=config,
        use_gpu=use_gpu,
        assert_no_eager_garbage=assert_no_eager_garbage,
    )
    return decorate if func is None else decorate(func)
