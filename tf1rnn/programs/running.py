"""Runs a program as `python PROGRAM` would: its name, its arguments, its modules."""

import functools
import os
import signal
import sys
import types
from collections.abc import Sequence
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.programs import figures, old_numpy, old_stdlib
from tf1rnn.programs.imports import Imports
from tf1rnn.programs.program import Program, find_module, find_program
from tf1rnn.programs.tracebacks import exit_code_of
from tf1rnn.tf1.names.namespace import resolve


def run_program(
    name: str,
    args: Sequence[str],
    is_module: bool = False,
    tf: str = "1.15",
    save: Path | None = None,
) -> int:
    """Run a program with these arguments and return its exit code.

    `tf` is the TensorFlow that it was written for, "1.15", "1.0" or "0.12"; `save` is where an
    executed notebook goes. Raises UserError if there is no such program; its own errors go to
    stderr with a traceback, as from plain Python.
    """
    is_notebook = name.endswith(".ipynb") and not is_module
    if save is not None and not is_notebook:
        raise UserError(f"--save saves an executed notebook, but {name} is not a notebook")
    # A program ends as under Python: on Ctrl-C, on SIGTERM, and by an exception.
    sys.excepthook = sys.__excepthook__
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    old = dict.fromkeys(old_stdlib.MODULES, old_stdlib.resolve)
    tensorflow = functools.partial(_tensorflow, generation=tf)
    imports = Imports({"tensorflow": tensorflow, "numpy": old_numpy.resolve, **old})
    imports.install()
    if is_notebook:
        from tf1rnn.programs import notebook

        return notebook.run_notebook(Path(name), args, imports, save)
    if is_module:
        sys.path[0] = os.getcwd()  # it is looked for there first
    program = find_module(name) if is_module else find_program(name)
    if not is_module:
        sys.path[0] = program.folder
    sys.argv = [program.argv0, *args]
    figures.save_without_display(program.path)
    code = program.code()
    return exit_code_of(lambda: imports.run_in(_main_module(program), code))


def _tensorflow(name: str, generation: str) -> types.ModuleType:
    old_numpy.print_as_then()
    return resolve(name, generation)


def _main_module(program: Program) -> types.ModuleType:
    """The module `__main__` that the program runs in, instead of tf1rnn's own."""
    module = types.ModuleType("__main__")
    vars(module).update(__package__=program.package, __spec__=program.spec)
    module.__file__ = os.path.abspath(program.path)
    if program.spec:
        vars(module).update(__loader__=program.spec.loader, __cached__=program.spec.cached)
    sys.modules["__main__"] = module
    return module
