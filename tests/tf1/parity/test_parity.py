"""Each parity program gives the numbers that genuine TensorFlow 1.15 gave."""

import pytest

from tf1rnn.tf1.parity.compare import compare, recorded
from tf1rnn.tf1.parity.record import topics

PROGRAMS = [
    pytest.param(topic, program, numbers, id=f"{topic}-{program.__name__}")
    for topic in topics()
    for program, numbers in recorded(topic)
]


@pytest.mark.parametrize(("topic", "program", "numbers"), PROGRAMS)
def test_a_program_agrees_with_tensorflow_1(topic, program, numbers):
    assert numbers, f"record.py has not recorded {topic} since this program was written"
    comparison = compare(topic, program, numbers)
    assert comparison.holds, comparison
