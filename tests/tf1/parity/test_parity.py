"""Each parity program gives the numbers that genuine TensorFlow 1.15 gave, or differs as known."""

import pytest

from tf1rnn.tf1.parity.compare import compare, recorded
from tf1rnn.tf1.parity.differences import KNOWN
from tf1rnn.tf1.parity.record import topics

PROGRAMS = [
    pytest.param(topic, program, numbers, id=f"{topic}-{program.__name__}")
    for topic in topics()
    for program, numbers in recorded(topic)
]


def _is_known(parameters):
    topic, program, _ = parameters.values
    return f"{topic}/{program.__name__}" in KNOWN


@pytest.mark.parametrize(
    ("topic", "program", "numbers"), [each for each in PROGRAMS if not _is_known(each)]
)
def test_a_program_agrees_with_tensorflow_1(topic, program, numbers):
    assert numbers, f"record.py has not recorded {topic} since this program was written"
    comparison = compare(topic, program, numbers)
    assert comparison.holds, comparison


@pytest.mark.parametrize(("topic", "program", "numbers"), [p for p in PROGRAMS if _is_known(p)])
def test_a_known_difference_is_still_one(topic, program, numbers):
    comparison = compare(topic, program, numbers)
    assert comparison.differing == comparison.known, (
        f"{program.__name__} no longer differs as differences.py says: change its entry there"
    )
