"""deep_rnn: the shapes that the lesson states, and layers with weights of their own."""

import numpy as np
import pytest

from tf1rnn import run_task, tf
from tf1rnn.registry import discovery

DeepRNN = discovery.discover().get("deep_rnn")


def constructed(session, **values):
    """The task with its graph built and its variables initialised."""
    task = DeepRNN(**values)
    task.construct()
    session.run(tf.global_variables_initializer())
    return task


@pytest.fixture
def session():
    with tf.Graph().as_default():
        tf.set_random_seed(42)
        with tf.Session() as session:
            yield session


def test_the_shapes_printed_are_those_the_lesson_states(tmp_path):
    output = run_task(DeepRNN(), tmp_path, device="cpu", echo=False).output
    assert "outputs, [batch_size, n_steps, n_neurons]: [2, 5, 100]\n" in output
    assert "  layer 0: [2, 100] from a kernel [102, 100]\n" in output
    assert "  layer 2: [2, 100] from a kernel [200, 100]\n" in output
    assert "[batch_size, n_layers * n_neurons]: [2, 300]\n" in output
    assert output.endswith("output at the last time step: True\n")


def test_both_forms_of_states_hold_the_same_values(session):
    task = constructed(session, n_neurons=7, n_layers=4)
    x_batch = np.random.RandomState(0).rand(3, 5, 2)
    states_val, joined_val = session.run(
        [task.states, task.joined_states], feed_dict={task.x: x_batch}
    )
    assert [state.shape for state in states_val] == [(3, 7)] * 4
    np.testing.assert_array_equal(joined_val, np.concatenate(states_val, axis=1))


def test_one_cell_object_repeated_makes_layers_with_weights_of_their_own(session):
    task = constructed(session, n_inputs=10, n_neurons=10)
    kernels = session.run(task.kernels)
    assert [kernel.shape for kernel in kernels] == [(20, 10)] * 3
    assert len({kernel.tobytes() for kernel in kernels}) == 3
    assert len(tf.trainable_variables()) == 6, "the second network takes the first one's weights"


def test_the_input_is_uniform_between_0_and_1(tmp_path):
    drawn = []

    class Watched(DeepRNN):
        def execute(self, run):
            session_run = run.session.run

            def watched(fetches, feed_dict=None):
                drawn.extend((feed_dict or {}).values())
                return session_run(fetches, feed_dict=feed_dict)

            run.session.run = watched
            super().execute(run)

    run_task(Watched(batch_size=200, n_neurons=2), tmp_path, device="cpu", echo=False)
    x_batch = drawn[0]
    assert x_batch.shape == (200, 5, 2)
    assert 0 <= x_batch.min() < 0.01 < 0.99 < x_batch.max() < 1
    assert x_batch.mean() == pytest.approx(0.5, abs=0.03)


def test_no_layers_are_refused(command, tmp_path):
    result = command("run", "deep_rnn", "--n-layers", 0, "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert "--n-layers" in result.err
    assert not (tmp_path / "runs").exists()
