"""`export RUN` writes a model that plain TensorFlow 2 loads and that gives the same numbers."""

import subprocess
import sys

import numpy as np
import pytest

import tf1rnn
from tf1rnn import tf

TOLERANCE = {"rtol": 1e-6, "atol": 1e-6}
FORMATS = ("saved_model", "frozen_graph", "tflite")
# Each kind of network: its run's values, and the tensors that its model gives.
NETWORKS = {
    "static_rnn": ({}, ["Y0", "Y1"]),
    "variable_length": ({}, ["outputs"]),  # sequence_length
    "time_series": (
        {"n_iterations": 2, "n_steps": 5, "n_neurons": 8, "replicas": 2},
        ["outputs"],
    ),  # fast path
    "lstm_cell": ({"n_iterations": 2, "n_steps": 5, "n_neurons": 3}, ["outputs", "prediction"]),
    "deep_rnn": ({"n_neurons": 8}, ["outputs"]),
}
PLAIN = """
import os, sys
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np, tensorflow as tf
assert tf.executing_eagerly() and "tf1rnn" not in sys.modules
for folder in sys.argv[1:]:
    fed = dict(np.load(folder + ".fed.npz"))
    # The example beside the model, with other inputs than its zeros.
    source = open(folder + "/example.py").read()
    names = {"__file__": folder + "/example.py", "fed": fed}
    head, _, rest = source.partition("\\n}\\n")
    assert rest
    exec(head + "\\n}\\ninputs = {name: fed[name] for name in inputs}\\n" + rest, names)
    np.savez(folder + ".given.npz", **{n: np.asarray(v) for n, v in names["outputs"].items()})
    if folder.endswith("saved_model"):
        assert len(tf.saved_model.load(folder).variables) > 0
"""
LOOP = """
from tf1rnn import Task, tf

class Loop(Task):
    '''A network whose sequences may have any length.'''
    configuration = "sequence to sequence"

    def construct(self):
        self.X = tf.placeholder(tf.float32, [None, None, 2])
        cell = tf.contrib.rnn.GRUCell(num_units=3)
        self.outputs, self.states = tf.nn.dynamic_rnn(cell, self.X, dtype=tf.float32)
        self.asked = tf.py_func(lambda x: x, [self.outputs], tf.float32)

    def execute(self, run):
        run.print("done")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("export")


@pytest.fixture(scope="module")
def models(folder):
    """All networks in all formats, and what each gives: by its own session, by plain TensorFlow."""
    wanted = {}
    with pytest.MonkeyPatch.context() as patch:
        plugins = folder / "plugins"
        plugins.mkdir()
        (plugins / "loop.py").write_text(LOOP)
        patch.setenv("TF1RNN_PLUGINS", str(plugins))
        for name, (values, outputs) in {**NETWORKS, "loop": ({}, ["outputs", "states"])}.items():
            run = tf1rnn.run(name, echo=False, runs_dir=folder / "runs", device="cpu", **values)
            fed = {}
            with run.open() as (task, session):
                tensors = {output: getattr(task, output) for output in outputs}
                known = {n: t for n, t in vars(task).items() if tf.is_tensor(t)}
                known = {n: t for n, t in known.items() if t.op.type == "Placeholder"}
                random = np.random.RandomState(0)
                for n, placeholder in known.items():
                    shape = [
                        2,
                        *(7 if size is None else size for size in placeholder.shape.as_list()[1:]),
                    ]
                    fed[n] = random.randint(0, 3, shape).astype(placeholder.dtype.as_numpy_dtype)
                given = session.run(tensors, {known[n]: value for n, value in fed.items()})
            for to in FORMATS[:2] if name == "loop" else FORMATS:
                out = folder / f"{name}.{to}"
                assert tf1rnn.export(run, to, out, output=outputs) == out
                np.savez(f"{out}.fed.npz", **fed)
                wanted[out] = given
    subprocess.run([sys.executable, "-c", PLAIN, *map(str, wanted)], check=True)
    return wanted


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", [*NETWORKS, "loop"])
def test_plain_tensorflow_2_gives_the_runs_numbers(models, folder, name, to):
    out = folder / f"{name}.{to}"
    if name == "loop" and to == "tflite":
        assert out not in models
        return
    given = np.load(f"{out}.given.npz")
    assert set(given) == set(models[out])
    for output, value in models[out].items():
        np.testing.assert_allclose(given[output], value, **TOLERANCE)


def test_the_model_holds_nothing_of_training_and_no_loop(models, folder):
    graph = tf.GraphDef.FromString((folder / "time_series.frozen_graph/model.pb").read_bytes())
    kinds = {node.op for node in graph.node}
    assert "MatMul" in kinds
    assert not kinds & {"Enter", "While", "VariableV2", "ApplyAdam", "ResourceApplyAdam"}
    ends = [node.name for node in graph.node if not node.name.startswith("network/")]
    assert sorted(ends) == ["X", "outputs"]


def refused(command, folder, *argv):
    """The line of an export that is refused; it has left nothing."""
    before = sorted(path.name for path in folder.rglob("*"))
    result = command("export", *argv, "--runs-dir", folder / "runs")
    assert (result.code, result.err.count("\n"), result.out) == (2, 1, "")
    assert sorted(path.name for path in folder.rglob("*")) == before
    return result.err


def test_what_cannot_be_exported_is_said_in_one_line(models, folder, command, plugins, monkeypatch):
    plugins("loop", LOOP)
    monkeypatch.chdir(folder)
    assert "did you mean tflite?" in refused(command, folder, "loop", "--to", "tf-lite")
    assert "there is no run lop there: did you mean loop?" in refused(command, folder, "lop")
    (folder / "there").mkdir()
    assert "--out there: exists already" in refused(command, folder, "loop", "--out", "there")
    there_not = refused(command, folder, "loop", "--out", "no/where")
    assert "--out no/where: cannot be written: No such file" in there_not
    lite = refused(command, folder, "loop", "--to", "tflite")
    assert "a loop whose number of steps is only known when it runs" in lite
    wrong = refused(command, folder, "loop", "--out", "new", "--output", "output")
    assert "--output output: loop has no such tensor: did you mean outputs" in wrong
    asked = refused(command, folder, "loop", "--out", "new", "--output", "asked")
    assert "calls a Python function" in asked


def test_a_run_without_a_checkpoint_is_refused(command, plugins, tmp_path):
    source = LOOP.replace('run.print("done")', "raise RuntimeError")
    plugins("loop", source)
    with pytest.raises(RuntimeError):
        tf1rnn.run("loop", runs_dir=tmp_path / "runs")
    (name,) = (path.name for path in (tmp_path / "runs/loop").iterdir())
    assert "has no checkpoint yet" in refused(command, tmp_path, name, "--out", tmp_path / "out")
    assert "no loop run there has a checkpoint" in refused(command, tmp_path, "loop")


def test_a_task_that_names_no_outputs_is_told_what_it_has(command, plugins, tmp_path):
    plugins("loop", LOOP.replace("self.outputs", "self.given").replace("[self.given]", "[self.X]"))
    tf1rnn.run("loop", runs_dir=tmp_path / "runs", echo=False)
    told = refused(command, tmp_path, "loop")
    assert "name it with --output; its tensors are X, given, states, asked" in told


def test_the_example_beside_a_model_is_a_program(models, folder):
    source = (folder / "static_rnn.tflite/example.py").read_text()
    compile(source, "example.py", "exec")
    assert '"X0": np.zeros([1, 3], "float32"),' in source
    assert '"X1": np.zeros([1, 3], "float32"),' in source
