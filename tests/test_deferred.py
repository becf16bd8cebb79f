"""Modules that load when one of their names is first used."""

import subprocess
import sys

import pytest


def told(program):
    """The output of a program that defers NumPy first."""
    program = "import sys\nfrom tf1rnn.deferred import defer\ndefer('numpy')\n" + program
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()


def test_imports_alone_load_nothing():
    program = "import numpy as np, numpy\nprint(sum(m.startswith('numpy.') for m in sys.modules))"
    assert told(program) == ["0"]


@pytest.mark.parametrize(
    "use",
    [
        "import numpy as np; print(np.arange(3).sum())",
        "import numpy.random; print(3 * numpy.random.randint(1, 2))",
        "from numpy.linalg import det; print(round(det([[3.0]])))",
        "from numpy import int64; print(int64(3))",
        "import tensorflow as tf; print(tf.constant([1, 2]).numpy().sum())",
    ],
)
def test_any_use_loads_the_whole_module(use):
    assert told(use) == ["3"]


def test_a_module_that_is_loaded_stays_as_it_is():
    assert told("import json; defer('json'); print(json.dumps(3))") == ["3"]


def test_a_module_that_is_not_installed_fails_where_it_is_imported():
    program = """
defer("not_installed")
try:
    import not_installed
except ModuleNotFoundError as error:
    print(error.name)
"""
    assert told(program) == ["not_installed"]
