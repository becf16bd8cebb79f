"""What TensorBoard is given: figures, hyperparameters, vectors; once, also after a resume."""

import signal
from typing import Annotated

import numpy as np
import pytest

from tf1rnn import Option, Task, run_task, tf
from tf1rnn.runs.folder import hparams
from tf1rnn.runs.interruption import Interrupted
from tf1rnn.runs.resuming import resume_task

WORDS = ["milk", "two\twords", "été"]


class Watched(Task):
    """Count, and show how; a signal may come in the middle."""

    configuration = "vector to vector"
    trains_for = "n"
    n: Annotated[int, Option(min=1)] = 4
    rate: Annotated[float, Option()] = 0.25
    is_fast: Annotated[bool, Option()] = True
    words: Annotated[list[str] | None, Option()] = None
    signal_at: Annotated[int, Option()] = -1
    corpus: Annotated[str, Option()] = "x" * 200

    def construct(self):
        self.total = tf.get_variable("total", [], initializer=tf.zeros_initializer())
        self.count = tf.assign_add(self.total, 1.0)

    def execute(self, run):
        with run.figure("before") as figure:
            figure.subplots()
        for step in run.steps(self.n):
            run.record(step, total=run.session.run(self.count))
            if step == self.signal_at:
                signal.raise_signal(signal.SIGINT)
        with run.figure("total", figsize=(3, 2)) as figure:
            figure.subplots().plot(*run.recorded("total"))
        for name, n in (("words", 3), ("first", 2)):
            run.embedding(name, np.eye(3)[:n], word=WORDS[:n], place=range(n))
        run.embedding("bare", np.eye(2))


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    return run_task(Watched(), tmp_path_factory.mktemp("runs"), seed=7, echo=False).folder


def values(folder):
    """Of all event files, which hold the graph once: each value's tag, its step and itself."""
    files = sorted((folder / "events").glob("*tfevents*"))
    events = [e for path in files for e in tf.train.summary_iterator(str(path))]
    (graph,) = [tf.GraphDef.FromString(e.graph_def) for e in events if e.graph_def]
    assert "total" in {node.name for node in graph.node}
    return [(v.tag, e.step, v) for e in events for v in e.summary.value]


def told(folder):
    """What TensorBoard shows, each as often as it is told it: tags and steps."""
    return sorted((tag, step) for tag, step, _ in values(folder))


TOLD = [
    *((tag, 0) for tag in (hparams.END, hparams.START, "figures/before")),
    *(("figures/total", 4), *(("total", step) for step in range(4))),
]


def test_the_graph_the_metrics_and_the_figures_are_told(finished):
    assert told(finished) == TOLD
    totals = [value.simple_value for tag, _, value in values(finished) if tag == "total"]
    assert totals == [1, 2, 3, 4]
    (image,) = [value.image for tag, _, value in values(finished) if tag == "figures/total"]
    assert (image.width, image.height) == (360, 240)
    assert image.encoded_image_string == (finished / "figures" / "total.png").read_bytes()


def test_an_interrupted_run_tells_nothing_twice_when_it_is_resumed(tmp_path):
    with pytest.raises(Interrupted):
        run_task(Watched(signal_at=1), tmp_path, echo=False)
    (folder,) = (tmp_path / Watched.name).iterdir()
    assert hparams.END not in dict(told(folder))
    resume_task(Watched(signal_at=1), folder, echo=False)
    assert told(folder) == TOLD


def test_a_run_that_trains_for_longer_tells_its_new_hyperparameters(tmp_path):
    folder = run_task(Watched(n=2), tmp_path, echo=False).folder
    resume_task(Watched(n=4), folder, echo=False)
    assert told(folder) == TOLD
    assert start_info(folder).hparams["n"].number_value == 4


def test_vectors_have_files_that_the_projectors_index_names(finished):
    folder = finished / "events"
    assert (folder / "projector" / "first.tsv").read_text() == "1\t0\t0\n0\t1\t0\n"
    assert (folder / "projector" / "words_labels.tsv").read_text("utf-8") == (
        "word\tplace\nmilk\t0\ntwo words\t1\nété\t2\n"
    )
    names = ("words", "first", "bare")
    index = (folder / "projector_config.pbtxt").read_text()
    vectors = [index.count(f'tensor_path: "projector/{name}.tsv"') for name in names]
    labels = [index.count(f'metadata_path: "projector/{name}_labels.tsv"') for name in names]
    assert (vectors, labels) == ([1, 1, 1], [1, 1, 0])


def start_info(folder):
    """The hyperparameters as TensorBoard's plugin reads them, where it is installed."""
    plugin = pytest.importorskip("tensorboard.plugins.hparams.metadata")
    (value,) = [value for tag, _, value in values(folder) if tag == hparams.START]
    return plugin.parse_session_start_info_plugin_data(value.metadata.plugin_data.content)


def test_tensorboard_reads_the_hyperparameters_and_how_the_run_ended(finished):
    start = start_info(finished)
    kinds = ("bool_value", "number_value", "string_value")
    read = {name: getattr(v, v.WhichOneof("kind")) for name, v in start.hparams.items()}
    assert {v.WhichOneof("kind") for v in start.hparams.values()} == set(kinds)
    given = {name: value for name, value in Watched().values.items() if value is not None}
    assert read == {**given, "seed": 7}
    from tensorboard.plugins.hparams import metadata

    (value,) = [value for tag, _, value in values(finished) if tag == hparams.END]
    end = metadata.parse_session_end_info_plugin_data(value.metadata.plugin_data.content)
    assert (end.status, end.end_time_secs >= start.start_time_secs > 1e9) == (1, True)


def test_tensorboards_own_reader_finds_all(finished):
    reading = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    read = reading.EventAccumulator(str(finished / "events"))
    read.Reload()
    assert [(s.step, s.value) for s in read.Scalars("total")] == [(n, n + 1) for n in range(4)]
    assert [image.step for image in read.Images("figures/total")] == [4]
    assert set(read.PluginTagToContent("hparams")) == {hparams.START, hparams.END}
