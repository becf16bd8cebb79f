"""A signal at a moment when nothing can be raised."""

import time

import pytest

from tf1rnn.runs.interruption import Interrupted, watched

IMPORTS = """
import signal
signal.raise_signal(signal.SIGINT)
went_on = [n for n in range(3)]
"""


def test_a_signal_while_a_module_is_looked_for_comes_again_when_it_is_found():
    found = {}
    with pytest.raises(Interrupted) as interrupted, watched():
        exec(compile(IMPORTS, "<frozen importlib._bootstrap>", "exec"), found)
        time.sleep(60)
    assert found["went_on"] == [0, 1, 2]
    assert interrupted.value.code == 130
