"""lstm_cell: the lesson's equations give TensorFlow's step; the gates are drawn."""

import sys

import numpy as np
import pytest

from tf1rnn import run_task, tf
from tf1rnn.registry import discovery

LSTMCell = discovery.discover().get("lstm_cell")
lstm_step = sys.modules[LSTMCell.__module__].lstm_step


def both_steps(kernel, bias, x, c, h):
    """c(t) and h(t) by TensorFlow, then by the equations."""
    with tf.Graph().as_default(), tf.Session() as session:
        task = LSTMCell(n_neurons=c.shape[1])
        task.construct()
        for variable, value in zip(task.lstm_cell.variables, (kernel, bias), strict=True):
            variable.load(value, session)
        theirs = session.run(task.step, feed_dict={task.x: x, task.c: c, task.h: h})
    ours = lstm_step(x, c, h, kernel, bias)
    return theirs, (ours["c"], ours["h"])


@pytest.mark.parametrize("n_neurons", [1, 5])
def test_the_lessons_equations_give_tensorflows_step(n_neurons):
    rng = np.random.RandomState(n_neurons)
    theirs, ours = both_steps(
        kernel=rng.randn(2 + n_neurons, 4 * n_neurons),
        bias=rng.randn(4 * n_neurons),
        x=rng.randn(50, 2),
        c=rng.randn(50, n_neurons),
        h=rng.uniform(-1, 1, [50, n_neurons]),
    )
    np.testing.assert_allclose(theirs, ours, rtol=0, atol=1e-6)


def test_the_forget_bias_of_1_is_added_to_a_bias_variable_of_0():
    c = np.array([[2.0, -4.0]])
    theirs, ours = both_steps(np.zeros([4, 8]), np.zeros(8), np.zeros([1, 2]), c, np.zeros([1, 2]))
    np.testing.assert_allclose(theirs[0], c / (1 + np.exp(-1)), atol=1e-6)
    np.testing.assert_allclose(ours[0], c / (1 + np.exp(-1)))


def test_gates_driven_far_are_open_or_closed_without_overflow():
    bias = np.array([1000.0, 1000, -1000, 1000])  # i, g, f, o
    with np.errstate(all="raise"):
        step = lstm_step(np.zeros([1, 2]), np.ones([1, 1]), np.ones([1, 1]), np.zeros([3, 4]), bias)
    gates = {name: step[name].item() for name in "ifog"}
    assert gates == {"i": 1, "f": 0, "o": 1, "g": 1}
    assert step["c"].item() == 1


def test_the_cell_learns_to_remember_and_its_gates_are_drawn(tmp_path):
    finished = run_task(LSTMCell(n_iterations=301), tmp_path, device="cpu", echo=False)

    mse = {
        int(line.split()[0]): float(line.split()[-1])
        for line in finished.output.splitlines()
        if "MSE:" in line
    }
    assert list(mse) == [0, 100, 200, 300]
    assert mse[300] < 0.05 < mse[0], "telling 0 for each value has an MSE of 1/3"
    differences = [
        float(line.split()[-1])
        for line in finished.output.splitlines()
        if line.startswith(("  c(t):", "  h(t):"))
    ]
    assert len(differences) == 5
    assert max(differences) < 1e-6
    assert "b_f, with forget_bias added: [ 1.]\n" in finished.output
    assert (finished.folder / "figures" / "gates.png").exists()


def test_the_target_is_the_value_marked():
    np.random.seed(0)
    X_batch, y_batch = LSTMCell(batch_size=30).next_batch()
    assert X_batch.shape == (30, 20, 2)
    assert (X_batch[:, :, 1].sum(axis=1) == 1).all()
    np.testing.assert_array_equal((X_batch[:, :, 0] * X_batch[:, :, 1]).sum(axis=1), y_batch[:, 0])


def test_a_sequence_of_one_step_is_refused(command, tmp_path):
    result = command("run", "lstm_cell", "--n-steps", 1, "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert "--n-steps" in result.err
    assert not (tmp_path / "runs").exists()
