"""A signal at a moment when nothing can be raised."""

import signal
import time
import weakref

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


class Thing:
    """Something that a weak reference can be made to."""


@pytest.mark.parametrize("n_before", [0, 1])
def test_a_signal_in_a_callback_that_raises_nothing_comes_again(n_before, capsys):
    thing, called = Thing(), []

    def callback(reference):
        called.append(reference)
        signal.raise_signal(signal.SIGTERM)

    reference = weakref.ref(thing, callback)
    with pytest.raises(Interrupted) as interrupted, watched() as interruptions:
        for _ in range(n_before):
            interruptions.patient = True
            signal.raise_signal(signal.SIGTERM)
        del thing
        time.sleep(60)
    assert called == [reference]
    assert interrupted.value.code == 143
    assert interruptions.at_once == bool(n_before), "the second signal is still the second"
    assert "Exception ignored" not in capsys.readouterr().err
