"""The list of known differences is complete, and true: each has something that shows it."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tf1rnn.tf1 import tf
from tf1rnn.tf1.names.namespace import resolve
from tf1rnn.tf1.parity import compare, differences, programs_differences
from tf1rnn.tf1.parity.differences import DIFFERENCES, KNOWN
from tf1rnn.tf1.parity.record import topics

CHECKOUT = Path(__file__).resolve().parents[3]


def test_each_difference_has_a_name_of_its_own():
    assert len({difference.name for difference in DIFFERENCES}) == len(DIFFERENCES)


def test_the_programs_that_differ_are_those_of_their_topic():
    programs = programs_differences.PROGRAMS
    assert KNOWN.keys() == {f"differences/{program.__name__}" for program in programs}
    assert "differences" in topics()


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.name)
def test_each_difference_is_shown_by_programs_or_by_a_test(difference):
    if difference.test:
        path, _, name = difference.test.partition("::")
        source = (CHECKOUT / "tests" / path).read_text(encoding="utf-8")
        assert re.search(rf"^def {name}\(", source, re.MULTILINE)
    assert bool(difference.test) != bool(difference.programs)
    assert bool(difference.columns) == bool(difference.programs)


def test_the_page_shows_the_list():
    page = (CHECKOUT / "docs" / "differences.md").read_text(encoding="utf-8")
    assert page.endswith(differences.markdown()), (
        "print the list again: python -m tf1rnn.tf1.parity.differences"
    )


def test_the_list_is_read_without_tensorflow():
    program = (
        "import sys; from tf1rnn.tf1.parity import differences; assert differences.DIFFERENCES; "
        "sys.exit('tensorflow' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, check=True)


def test_the_tolerances_are_those_of_the_comparison():
    (rounding,) = [each for each in DIFFERENCES if each.name == "rounding"]
    assert f"differ by {compare.OUTPUT_TOLERANCE:g} " in rounding.what
    assert f"losses by {compare.LOSS_TOLERANCE:g} " in rounding.what


def test_estimators_are_general_and_train_on_one_machine(monkeypatch):
    cluster = '{"cluster": {"worker": ["a:1", "b:2"]}, "task": {"type": "worker", "index": 1}}'
    monkeypatch.setenv("TF_CONFIG", cluster)
    config = tf.estimator.RunConfig()
    assert (config.num_worker_replicas, config.is_chief) == (1, True)
    with pytest.raises(AttributeError, match="write its model function"):
        _ = tf.estimator.DNNClassifier


def test_an_error_has_the_class_it_had_and_the_words_of_today():
    with tf.Graph().as_default(), tf.Session() as session:
        fed = tf.placeholder(tf.float32)
        with pytest.raises(tf.errors.InvalidArgumentError, match="^You must feed"):
            session.run(fed)
        with pytest.raises(
            ValueError, match="but are 3 and 2 for 'MatMul' \\(op: 'MatMul'\\) with"
        ):
            tf.matmul(tf.ones([2, 3]), tf.ones([2, 3]))
        # 1.15 said: Failed to convert object of type <class 'list'>.
        with pytest.raises(TypeError, match="^Failed to convert elements of"):
            tf.constant([1, "a"])


def test_operators_divide_as_today_in_programs_of_0_12():
    old = resolve("tensorflow", "0.12")
    with tf.Graph().as_default(), tf.Session() as session:
        x = old.constant([-7, 7])
        by_operator, by_function = session.run([[x // 2, x % 2], [old.div(x, 2), old.mod(x, 2)]])
    np.testing.assert_array_equal(by_operator, [[-4, 3], [1, 1]])
    np.testing.assert_array_equal(by_function, [[-3, 3], [-1, 1]])


def test_contrib_has_the_cells_of_1_15_in_programs_of_0_12():
    old = resolve("tensorflow", "0.12")
    assert old.contrib.rnn.BasicLSTMCell is tf.contrib.rnn.BasicLSTMCell
    assert old.nn.rnn_cell.BasicLSTMCell is not tf.contrib.rnn.BasicLSTMCell
