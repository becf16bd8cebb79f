"""The command `inside`: what it prints and draws, and what it refuses."""

import pytest

from tf1rnn import UserError, open_inside, run_task
from tf1rnn.registry import discovery

PLUGIN = """
from tf1rnn import Task, tf
class Bare(Task):
    "A plugin that says nothing of its network."
    configuration = "one to one"
    def construct(self):
        tf.Variable(1.0)
    def execute(self, run):
        run.print("done")
"""


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """A folder of short runs."""
    folder = tmp_path_factory.mktemp("runs")
    for name, values in (("lstm_cell", {"n_steps": 4}), ("deep_rnn", {"n_neurons": 3})):
        task = discovery.discover().get(name)(**values)
        run_task(task, folder, device="cpu", echo=False, max_steps=2)
    return folder


@pytest.fixture
def inside(command, runs):
    """Run the command with these runs."""
    return lambda *argv: command("inside", *argv, "--runs-dir", runs)


def test_it_prints_the_six_equations_with_numbers_that_are_right(inside):
    result = inside("lstm_cell", "2", "--step", "1")
    assert (result.code, result.err) == (0, "")
    assert max(map(len, result.out.splitlines())) <= 80
    lines = [line.strip() for line in result.out.splitlines()]
    place = lines.index("c(t) = f(t) * c(t-1) + i(t) * g(t)")
    numbers, _, value = (line.removeprefix("= ") for line in lines[place + 1 : place + 4])
    assert float(value) == pytest.approx(eval(numbers), rel=1e-2)
    assert sum(line.split("(t) = ")[0] in list("ifogch") for line in lines) == 6


def test_a_run_and_an_instance_may_be_named(inside, runs):
    (folder,) = (runs / "lstm_cell").iterdir()
    result = inside("lstm_cell", folder.name, "3")
    assert f"run {folder.name}, instance 3" in result.out
    assert "instance 0" in inside("lstm_cell", folder.name).out


def test_it_shows_a_deep_network_layer_by_layer(inside):
    out = inside("deep_rnn").out
    assert [line for line in out.splitlines() if line.startswith("layer")] == [
        *("layer 1", "layer 2", "layer 3")
    ]


def test_it_lists_the_instances(inside):
    assert inside("deep_rnn", "--list").out == "Instances: 0, 1\n"


def test_it_draws_states_and_gradients_where_it_is_told_to(inside, tmp_path):
    picture = tmp_path / "bptt.png"
    result = inside("lstm_cell", "--figure", picture)
    assert result.out.endswith(f"The picture is in {picture}\n")
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["lstm_cell", "100"], "choose a number from 0 to 99"),
        (["lstm_cell", "yesterday", "0"], "yesterday"),
        (["lstm_cell", "--unit", "1"], "--unit 1: the last unit"),
        (["lstm_cell", "--step", "4"], "--step 4: the last step of instance 0 is 3"),
        (["mnist"], "run mnist"),
        (["word_embeddings"], "no time steps"),
        (["nothing"], "no task named nothing"),
        (["lstm_cell", "--figure", "/nowhere/x.png"], "--figure /nowhere/x.png"),
        (["deep_rnn", "--figure", "x.docx"], "--figure x.docx"),
        (["deep_rnn", "--list", "--figure", "x.png"], "--figure: draws an instance"),
    ],
)
def test_a_mistake_is_answered_by_a_line_that_names_it(inside, argv, message):
    result = inside(*argv)
    assert result.code == 2
    assert message in result.err
    assert len(result.err.splitlines()) == 1


def test_a_run_without_a_checkpoint_is_refused(inside, command, runs, tmp_path):
    (folder,) = (runs / "lstm_cell").iterdir()
    copy = tmp_path / "lstm_cell" / "run"
    copy.mkdir(parents=True)
    (copy / "params.json").write_bytes((folder / "params.json").read_bytes())
    result = command("inside", "lstm_cell", "run", "0", "--runs-dir", tmp_path)
    assert (result.code, len(result.err.splitlines())) == (2, 1)
    assert "has no checkpoint yet" in result.err


def test_a_plugin_that_declares_nothing_is_told_the_line_to_write(inside, plugins):
    plugins("bare", PLUGIN)
    result = inside("bare")
    assert (result.code, len(result.err.splitlines())) == (2, 1)
    assert "inside = Inside(" in result.err


READING = '''
from tf1rnn import Inside, Instance, Task, UserError, tf


class Depth(Task):
    """Count brackets."""

    configuration = "sequence to sequence"
    inside = Inside("examples", "read", scores="logits", outputs=["0", "1", "2"])

    def construct(self):
        self.X = tf.placeholder(tf.float32, [None, None, 1])
        cell = tf.contrib.rnn.BasicRNNCell(num_units=3)
        outputs, states = tf.nn.dynamic_rnn(cell, self.X, dtype=tf.float32)
        self.logits = tf.layers.dense(outputs, 3)

    def examples(self):
        return {self.X: [[[1], [-1]], [[1], [1]]]}

    def read(self, text):
        if set(text) - set("()"):
            raise UserError(f"{text!r}: only ( and ) are known")
        signs = [[1 if sign == "(" else -1] for sign in text]
        return Instance(text, {self.X: [signs]}, list(text))

    def execute(self, run):
        run.print("no training")
'''


def test_a_text_is_read_where_the_examples_are_a_batch_too(inside, plugins, tmp_path):
    plugins("depth", READING)
    folder = str(tmp_path / "runs")  # a text will do for a folder, as everywhere
    run_task(discovery.discover().get("depth")(), folder, device="cpu", echo=False)
    with open_inside(discovery.discover().get("depth"), folder) as network:
        assert network.look("(()").parts[0].steps == ["(", "(", ")"]
        assert len(network.look("1").parts[0].steps) == 2
        with pytest.raises(UserError, match="only . and . are known"):
            network.look("2")
