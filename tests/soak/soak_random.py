"""The lesson's tasks that draw at random, in the graph or in NumPy, resume bit for bit."""

import pytest

from tests.runs.test_resume_random import interrupted_and_resumed
from tests.runs.walking import assert_same
from tf1rnn.registry import discovery


@pytest.mark.parametrize(
    ("name", "n_steps", "values"),
    [
        ("dropout", 25, {"n_iterations": 40, "n_neurons": 8}),
        ("word_embeddings", 25, {"embedding_size": 8}),
        ("translation", 45, {"n_neurons": 8, "n_epochs": 2, "keep_prob": 0.7}),
    ],
)
def test_a_task_of_the_lesson_resumes_bit_for_bit(tmp_path, monkeypatch, name, n_steps, values):
    task_class = discovery.discover().get(name)
    whole, resumed = interrupted_and_resumed(
        lambda: task_class(**values), tmp_path, monkeypatch, n_steps, max_steps=40
    )
    assert_same(whole, resumed)
