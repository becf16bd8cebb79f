"""Processes of Python that start in this package."""

import sys
from pathlib import Path

_PACKAGE = str(Path(__file__).resolve().parents[1])
# Not `-m`, which would look for every module beside the user's own files first.
_START = (
    "import sys; sys.path[:] = [sys.argv.pop(1), *filter(None, sys.path)]; "
    "sys.argv[0] = sys.argv.pop(1); from {module} import {function}; {function}()"
)


def python_at(module: str, function: str, *arguments: str) -> list[str]:
    """The command of a process that calls a function; its sys.argv holds our name, `arguments`."""
    code = _START.format(module=module, function=function)
    return [sys.executable, "-c", code, _PACKAGE, sys.argv[0], *arguments]
