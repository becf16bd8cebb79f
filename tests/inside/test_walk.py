"""A walk as data: what JSON holds of it, what is said and wanted, where the gradient goes."""

import json

import numpy as np
import pytest

from tf1rnn import open_inside, run_task
from tf1rnn.inside import Layer, Part, Walk
from tf1rnn.registry import discovery


def a_walk():
    values = {"h": np.array([[0.1, -2.0], [1 / 3, 1e-9]], np.float32)}
    layer = Layer("", "BasicRNNCell", values, ["h"], {"h": np.zeros(2)}, gradients=values)
    scores = np.array([[0.0, 1.0], [2.0, np.nan]])
    part = Part("", ["a", "b"], np.zeros([2, 1]), [layer], scores, ignored=[True, False])
    return Walk("task", "run", "0", [part])


def test_json_holds_the_numbers_to_the_digits_asked_for():
    data = json.loads(json.dumps(a_walk().to_json(digits=3), allow_nan=False))
    (layer,) = data["parts"][0]["layers"]
    assert layer["values"]["h"] == [[0.1, -2.0], [0.333, 1e-09]]
    assert layer["gradient_norms"] == [2.0, 0.333]
    assert data["parts"][0]["scores"] == [[0.0, 1.0], [2.0, None]]
    assert data["parts"][0]["ignored"] == [True, False]


def test_json_of_a_large_layer_leaves_its_weights_out():
    layer = Layer("", "Cell", {"h": np.zeros([1, 2])}, ["h"], {}, weights={"W": np.zeros([99, 99])})
    part = Part("", ["a"], np.zeros([1, 1]), [layer])
    assert Walk("t", "r", "0", [part]).to_json()["parts"][0]["layers"][0]["weights"] == {}


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """A task's network after a few steps of training: lesson(name, **hyperparameters)."""

    def opened(name, **values):
        task_class = discovery.discover().get(name)
        folder = tmp_path_factory.mktemp("runs")
        run_task(task_class(**values), folder, device="cpu", echo=False, max_steps=2)
        return open_inside(task_class, folder)

    return opened


def test_an_instances_answer_is_the_networks(lesson):
    with lesson("lstm_cell", n_steps=5, batch_size=3) as network:
        assert network.names == ["0", "1", "2"]
        walk = network.look("1")
        feed = {key: value[1:2] for key, value in network._examples.items()}
        prediction, outputs, wanted, loss = network.session.run(
            [network.task.prediction, network.task.outputs, network.task.y, network.task.loss], feed
        )
    (part,) = walk.parts
    np.testing.assert_allclose(part.layers[0].values["h"], outputs[0], atol=1e-6)
    np.testing.assert_allclose(part.scores[-1], prediction[0], atol=1e-6)
    np.testing.assert_allclose(part.targets[-1], wanted[0])
    assert np.isnan(part.targets[:-1]).all()
    assert part.loss == pytest.approx(loss)
    assert part.ignored == [True] * 4 + [False]
    assert (walk.said, walk.true) == (f"{prediction.item():.4g}", f"{wanted.item():.4g}")


def test_an_array_of_a_users_own_has_an_answer_and_no_gradient(lesson):
    with lesson("lstm_cell", n_steps=5, batch_size=3) as network:
        assert network.input_shape == [5, 2]
        inputs = np.ones([5, 2])
        walk = network.look_at(inputs)
        told = network.task.prediction.eval({network.task.X: inputs[np.newaxis]}).item()
    (part,) = walk.parts
    assert (part.inputs == inputs).all()
    assert walk.said == f"{told:.4g}"
    assert walk.true is part.loss is part.layers[0].gradients is None


def test_the_gradient_ends_where_truncation_cuts_it(lesson):
    with lesson("truncated_bptt", n_steps=6, n_kept=2, n_neurons=4) as network:
        walk = network.look()
    parts = {part.title: part for part in walk.parts}
    titles = ["truncated gradient, part 1", "truncated gradient, part 2", "truncated input"]
    assert list(parts) == ["full BPTT", *titles]
    assert (parts["full BPTT"].layers[0].gradient_norms > 0).all()
    assert parts[titles[0]].n_steps == 4
    assert (parts[titles[0]].layers[0].gradient_norms == 0).all()
    assert (parts[titles[1]].layers[0].gradient_norms > 0).all()
    assert parts[titles[1]].steps == parts[titles[2]].steps == ["t = 4", "t = 5"]


def test_steps_past_an_instances_length_are_padding(lesson):
    with lesson("variable_length") as network:
        short, long = network.look("1").parts[0], network.look("0").parts[0]
    assert (short.n_steps, short.beyond) == (1, 1)
    assert (long.n_steps, long.beyond) == (2, 0)


def test_looking_leaves_the_trained_graph_as_it_was(lesson):
    """The first operations are the task's own: what a look needs is added behind them."""
    from tf1rnn.runs.execution import construct

    with lesson("static_rnn") as network:
        theirs = [operation.name for operation in network.session.graph.get_operations()]
    session, _ = construct(type(network.task)(), 42, "cpu")
    ours = [operation.name for operation in session.graph.get_operations()]
    session.close()
    assert theirs[: len(ours)] == ours
    assert len(theirs) > len(ours)
