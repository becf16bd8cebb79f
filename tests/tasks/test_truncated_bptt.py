"""truncated_bptt: full BPTT learns what is in the first step, truncated BPTT does not."""

import csv
import re

import numpy as np
import pytest

from tf1rnn import UserError, run_task, tf
from tf1rnn.registry import discovery
from tf1rnn.runs.resuming import resume_task

TruncatedBPTT = discovery.discover().get("truncated_bptt")
NAMES = ["full BPTT", "truncated gradient", "truncated input"]


def accuracies(output):
    """By iteration: the three accuracies in percent, in the order of NAMES."""
    lines = re.findall(r"^ +(\d+) +(\d+\.\d)% +(\d+\.\d)% +(\d+\.\d)%$", output, re.M)
    return {int(iteration): tuple(map(float, shown)) for iteration, *shown in lines}


def test_only_full_bptt_learns_what_is_in_the_first_step(tmp_path):
    finished = run_task(TruncatedBPTT(n_iterations=450), tmp_path, device="cpu", echo=False)

    full, truncated_gradient, truncated_input = accuracies(finished.output)[450]
    assert full > 90
    assert 44 < truncated_gradient < 56
    assert 44 < truncated_input < 56
    assert (
        "The answer lies 29 steps back; learned it: full BPTT; "
        "only guesses: truncated gradient, truncated input"
    ) in finished.output
    assert (finished.folder / "figures" / "truncated_bptt.png").exists()


def test_all_learn_what_is_in_the_last_n_kept_steps(tmp_path):
    task = TruncatedBPTT(answer_step=27, n_iterations=100)
    finished = run_task(task, tmp_path, device="cpu", echo=False)
    assert min(accuracies(finished.output)[100]) > 95
    assert f"2 steps back; learned it: {', '.join(NAMES)}\n" in finished.output


def test_all_start_from_the_same_weights(tmp_path):
    output = run_task(TruncatedBPTT(n_iterations=1), tmp_path, device="cpu", echo=False).output
    assert len(set(accuracies(output)[0])) == 1


def test_a_truncated_gradient_ends_where_the_last_n_kept_steps_begin():
    with tf.Graph().as_default(), tf.Session() as session:
        task = TruncatedBPTT(n_steps=8, n_kept=3, n_neurons=4)
        X = tf.constant(np.random.RandomState(0).rand(2, 8, 2), tf.float32)
        basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=4)
        states = task.truncated("truncated gradient", basic_cell, X)
        (gradient,) = tf.gradients(states, X)
        whole, _ = tf.nn.dynamic_rnn(basic_cell, X, dtype=tf.float32)
        session.run(tf.global_variables_initializer())
        states_val, gradient_val, whole_val = session.run([states, gradient, whole[:, -1]])
    np.testing.assert_allclose(states_val, whole_val, rtol=1e-6, err_msg="it reads all steps")
    assert (gradient_val[:, :5] == 0).all()
    assert (gradient_val[:, 5:] != 0).all()


def test_a_truncated_input_has_nothing_of_the_steps_that_are_dropped():
    with tf.Graph().as_default(), tf.Session() as session:
        task = TruncatedBPTT(n_steps=8, n_kept=3, n_neurons=4)
        X = tf.placeholder(tf.float32, [None, 8, 2])
        states = task.truncated("truncated input", tf.contrib.rnn.BasicRNNCell(num_units=4), X)
        session.run(tf.global_variables_initializer())
        X_batch = np.random.RandomState(0).rand(2, 8, 2)
        before = session.run(states, {X: X_batch})
        X_batch[:, :5] += 1
        np.testing.assert_array_equal(session.run(states, {X: X_batch}), before)
        X_batch[:, 5] += 1
        assert (session.run(states, {X: X_batch}) != before).all()


def test_the_verdict_follows_from_the_accuracies_only():
    said = TruncatedBPTT(answer_step=9).verdict(
        {"full BPTT": 0.9, "truncated gradient": 0.55, "truncated input": 0.54}
    )
    assert said == (
        "The answer lies 20 steps back; learned it: full BPTT; "
        "learned part of it: truncated gradient; only guesses: truncated input"
    )


def test_a_resumed_run_ends_as_if_it_had_not_been_interrupted(tmp_path):
    task = TruncatedBPTT(n_steps=6, n_kept=3, n_neurons=5, n_iterations=60)
    whole = run_task(task, tmp_path, device="cpu", echo=False)
    part = run_task(task, tmp_path, device="cpu", echo=False, max_steps=25)
    rest = resume_task(task, part.folder, device="cpu", echo=False)
    assert accuracies(rest.output) == accuracies(whole.output)

    def losses(run):
        with (run.folder / "metrics.csv").open() as file:
            rows = [row for row in csv.DictReader(file) if row["loss full BPTT"]]
        return {row["step"]: row["loss full BPTT"] for row in rows}

    assert losses(rest) == losses(whole)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"n_steps": 10, "n_kept": 10}, "--n-kept 10: keep fewer than the 10 steps"),
        ({"answer_step": 30}, "--answer-step 30: the last of 30 steps is 29"),
    ],
)
def test_steps_that_a_sequence_does_not_have_are_refused(tmp_path, values, said):
    with pytest.raises(UserError, match=said):
        run_task(TruncatedBPTT(**values), tmp_path / "runs", device="cpu", echo=False)
    assert not list(tmp_path.glob("runs/truncated_bptt/*"))
