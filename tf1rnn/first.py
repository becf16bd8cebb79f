"""Imports that the modules beside a program must not answer: a `random.py` there is its own.

`python -m tf1rnn` looks for all modules in the current folder first.
"""

import contextlib
import os
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def without_current_folder() -> Iterator[None]:
    """Import inside this while `python -m` loads a package, this one or one that uses it."""
    folder = sys.path[0]
    if sys.argv[:1] != ["-m"] or folder != os.getcwd():
        yield
        return
    sys.path.remove(folder)
    try:
        yield
    finally:
        sys.path.insert(0, folder)


def leave_current_folder() -> None:
    """Look in this package's folder first, in the place of the current one."""
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
