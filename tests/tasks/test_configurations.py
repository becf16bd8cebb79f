"""configurations: five wirings that learn their problems, and a drawing that shows their graphs."""

import re
import sys

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from tf1rnn import run_task, tf
from tf1rnn.registry import discovery
from tf1rnn.runs.resuming import resume_task

Configurations = discovery.discover().get("configurations")
package = Configurations.__module__.rpartition(".")[0]
wirings = sys.modules[f"{package}.parts.wirings"]
unrolled = sys.modules[f"{package}.parts.unrolled"]
BY_NAME = {wiring.name: wiring for wiring in wirings.WIRINGS}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A run with the defaults, which several tests look at."""
    return run_task(Configurations(), tmp_path_factory.mktemp("runs"), device="cpu", echo=False)


@pytest.mark.parametrize("name", BY_NAME)
def test_each_network_learns_its_problem(finished, name):
    line = next(x for x in finished.output.splitlines() if x.startswith(f"{name} ("))
    assert f"({BY_NAME[name].example})" in line
    before, after = (float(percent) for percent in re.findall(r"([\d.]+)%", line))
    assert before < 70
    assert after > 90


def test_the_printed_instance_is_answered(finished):
    lines = [line.strip() for line in finished.output.splitlines() if " -> " in line]
    asked, answered = zip(*(line.split(" -> ") for line in lines), strict=True)
    assert [len(words.split()) for words in asked] == [1, 1, 4, 3, 5]
    assert [len(words.split()) for words in answered] == [1, 3, 1, 3, 5]
    words = asked[2].split()
    positive = (words[3] in ("good", "great")) != (words[2] == "not")
    assert answered[2] == ("positive" if positive else "negative")


def test_the_figure_has_a_panel_for_each_configuration(finished):
    picture = (finished.folder / "figures" / "configurations.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n")
    for name in BY_NAME:
        steps, losses = finished.recorded(f"loss {name}")
        assert len(steps) == 200
        assert losses[-1] < losses[0] / 2


@pytest.mark.parametrize(
    ("name", "inputs", "outputs", "n_steps"),
    [
        ("one to one", [0], [0], 1),
        ("sequence output", [0], [0, 1, 2], 3),
        ("sequence input", [0, 1, 2, 3], [3], 4),
        ("sequence input and output", [0, 1, 2], [2, 3, 4], 5),
        ("synced input and output", [0, 1, 2, 3, 4], [0, 1, 2, 3, 4], 5),
    ],
)
def test_inputs_and_outputs_are_at_the_lessons_steps(name, inputs, outputs, n_steps):
    wiring = BY_NAME[name]
    assert list(wiring.input_steps) == inputs
    assert list(wiring.output_steps) == outputs
    assert wiring.n_steps == n_steps
    examples = wiring.make()
    assert examples.X.shape[1] == len(inputs)
    assert examples.y.shape[1] == len(outputs)
    assert len(examples.X) == len(examples.y) == len(examples.shown)
    assert all(len(shown) == len(inputs) for shown in examples.shown)


def test_an_output_does_not_depend_on_later_inputs():
    with tf.Graph().as_default(), tf.Session() as session:
        task = Configurations()
        task.construct()
        session.run(tf.global_variables_initializer())
        depends = {}
        for network in task.networks:
            logits = network.predicted.op.inputs[0]
            X_val = np.random.RandomState(0).rand(1, *network.X.shape.as_list()[1:])
            for i, output_step in enumerate(network.wiring.output_steps):
                gradient = tf.gradients(logits[:, i], network.X)[0]
                value = session.run(gradient, feed_dict={network.X: X_val})
                steps = np.flatnonzero(np.any(value[0] != 0, axis=1))
                depends[network.wiring.name, output_step] = list(steps)
    assert depends == {
        (wiring.name, t): [s for s in wiring.input_steps if s <= t]
        for wiring in wirings.WIRINGS
        for t in wiring.output_steps
    }


@pytest.mark.parametrize("name", BY_NAME)
def test_a_panel_draws_a_rectangle_for_each_vector_and_an_arrow_for_each_function(name):
    wiring = BY_NAME[name]
    inputs = [np.eye(3) for _ in wiring.input_steps]
    words = [f"word {t}" for t in wiring.output_steps]
    axes = Figure().subplots()
    unrolled.draw_panel(axes, 5, wiring, inputs, words)

    n_inputs, n_outputs, n_steps = len(inputs), len(words), wiring.n_steps
    colors = [patch.get_facecolor() for patch in axes.patches]
    for color, n in (("tab:red", n_inputs), ("tab:green", n_steps), ("tab:blue", n_outputs)):
        assert colors.count(to_rgba(color)) == n
    arrows = [text for text in axes.texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == n_inputs + n_outputs + n_steps - 1
    assert len(axes.images) == n_inputs
    assert set(words) < {text.get_text() for text in axes.texts}


def test_the_french_agrees_with_its_nouns():
    examples = BY_NAME["sequence input and output"].make()
    french = {
        " ".join(english): " ".join(examples.classes[i] for i in y)
        for english, y in zip(examples.shown, examples.y, strict=True)
    }
    assert len(french) == 4 * 6 * 8
    assert french["a red car"] == "une voiture rouge"
    assert french["this white house"] == "cette maison blanche"
    assert french["my black cat"] == "mon chat noir"


def test_a_frame_is_labelled_by_how_the_pixel_moved():
    examples = BY_NAME["synced input and output"].make()
    bright = examples.X.argmax(axis=2)
    labels = np.array(examples.classes)[examples.y]
    assert set(labels[:, 0]) == {"starts"}
    moves = np.vectorize({"left": -1, "still": 0, "right": 1}.get)(labels[:, 1:])
    # Noise of 0.2 rarely makes another pixel the brightest.
    assert np.mean(np.diff(bright) == moves) > 0.99


def test_a_resumed_run_ends_as_if_it_had_not_been_interrupted(tmp_path):
    task = Configurations(n_neurons=5, n_iterations=6)
    whole = run_task(task, tmp_path, device="cpu", echo=False)
    part = run_task(task, tmp_path, device="cpu", echo=False, max_steps=4)
    rest = resume_task(task, part.folder, device="cpu", echo=False)
    # Each loop ended early in `part`, but only the last one was resumed.
    assert rest.output.splitlines()[-2:] == whole.output.splitlines()[-2:]
    assert part.output.splitlines()[-2:] != whole.output.splitlines()[-2:]


@pytest.mark.parametrize("option", ["--n-neurons", "--n-iterations"])
def test_no_neurons_and_no_training_are_refused(command, tmp_path, option):
    result = command("run", "configurations", option, 0, "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert option in result.err
    assert not (tmp_path / "runs").exists()
