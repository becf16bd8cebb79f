"""What the check says of values: shapes in the names of their axes, numbers, claims, errors."""

import numpy as np
import pytest

from tf1rnn.exercises.exercise import Exercise, Mistake
from tf1rnn.exercises.judging import explanations, judge
from tf1rnn.exercises.outcome import Failure, Outcome, plain

AXES = {"outputs": ("batch", "n_steps", "n_neurons")}


def exercise(*mistakes):
    """An exercise without a program."""
    texts = tuple(Mistake({1: "x"}, text) for text in mistakes)
    return Exercise("it", None, "task", {}, (), (), texts, "", axes=AXES)


def seen(**values):
    return Outcome({name: plain(value) for name, value in values.items()})


def says(mine, wanted):
    (finding,) = judge(exercise(), seen(outputs=mine), seen(outputs=wanted))
    return finding.says


@pytest.mark.parametrize(
    ("mine", "wanted", "message"),
    [
        (
            np.zeros([2, 4, 5]),
            np.zeros([4, 2, 5]),
            "has the shape [n_steps, batch, n_neurons] = [2, 4, 5], "
            "wanted the shape [batch, n_steps, n_neurons] = [4, 2, 5]",
        ),
        (
            np.zeros([4, 2, 7]),
            np.zeros([4, 2, 5]),
            "has the shape [batch, n_steps, 7] = [4, 2, 7], "
            "wanted the shape [batch, n_steps, n_neurons] = [4, 2, 5]",
        ),
        (np.zeros([3, 3]), np.zeros([3, 4]), "has the shape [3, 3], wanted the shape [3, 4]"),
        (np.zeros(3), 1.0, "has the shape [3], wanted a single number"),
        (0.25, 0.5, "is 0.25, wanted 0.5"),
        (float("nan"), 0.5, "is nan, wanted 0.5"),
        (
            np.arange(20.0).reshape(4, 5),
            np.arange(20.0).reshape(4, 5) + np.eye(4, 5),
            "4 of 20 numbers differ; the first, at [0, 0], is 0, wanted 1",
        ),
        (False, True, "it is not so"),
        ("a", "b", "is a, wanted b"),
        ((False, "it is 3"), (True, ""), "it is 3"),
    ],
)
def test_a_difference_is_told_in_the_students_words(mine, wanted, message):
    assert says(mine, wanted) == message


def test_numbers_agree_within_the_tolerance_and_nan_agrees_with_itself():
    assert says(np.array([1.0, np.nan]), np.array([1.000001, np.nan])) == ""


def test_a_mistake_is_recognised_by_what_it_gives():
    it, wanted = exercise("first", "second"), seen(a=1.0, b=2.0)
    mistaken = [seen(a=5.0, b=2.0), seen(a=5.0, b=6.0)]
    assert explanations(it, seen(a=5.0, b=2.0), wanted, mistaken) == ["first"]
    assert explanations(it, seen(a=5.0, b=6.0), wanted, mistaken) == ["second"]
    assert explanations(it, seen(a=7.0, b=2.0), wanted, mistaken) == []


def test_two_mistakes_at_once_are_both_explained():
    it, wanted = exercise("first", "second"), seen(a=1.0, b=2.0)
    mistaken = [seen(a=5.0, b=2.0), seen(a=1.0, b=6.0)]
    assert explanations(it, seen(a=5.0, b=6.0), wanted, mistaken) == ["first", "second"]


def test_an_error_is_recognised_by_its_words_but_not_by_tensorflows_names():
    it = exercise("first", "second")
    mistaken = [
        Outcome(failure=Failure(3, "ValueError", "are 5 and 3 for Placeholder_1:0")),
        Outcome(failure=Failure(3, "ValueError", "are 3 and 5 for Placeholder_1:0")),
    ]
    student = Outcome(failure=Failure(9, "ValueError", "are 3 and 5 for Placeholder_7:0"))
    assert explanations(it, student, seen(a=1.0), mistaken) == ["second"]


def test_lists_of_numbers_are_as_good_as_arrays():
    assert says([[1, 2], [3, 4]], np.array([[1, 2], [3, 4]])) == ""
    assert says([[1, 2], [3]], np.array([[1, 2], [3, 4]])).startswith("is [")
