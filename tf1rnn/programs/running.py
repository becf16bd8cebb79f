"""Runs a program as `python PROGRAM` would: its name, its arguments, its errors, its exit code."""

import os
import signal
import sys
import types
from collections.abc import Sequence

from tf1rnn.errors import UserError
from tf1rnn.programs import old_numpy
from tf1rnn.programs.imports import Imports
from tf1rnn.programs.program import Program, find_module, find_program

_FOLDER = os.path.dirname(os.path.abspath(__file__))


def run_program(name: str, args: Sequence[str], is_module: bool = False, tf: str = "1.15") -> int:
    """Run a program with these arguments and return its exit code.

    `tf` is the TensorFlow that it was written for, "1.15" or "0.12". Raises UserError where there
    is no such program; its own errors go to stderr with a traceback, as from plain Python.
    """
    from tf1rnn.tf1 import modules

    # A program ends on Ctrl-C and SIGTERM as Python has it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if is_module:
        sys.path[0] = os.getcwd()  # it is looked for there first
    imports = Imports(
        {"tensorflow": lambda dotted: modules.resolve(dotted, tf), "numpy": old_numpy.resolve}
    )
    imports.install()
    program = find_module(name) if is_module else find_program(name)
    if not is_module:
        sys.path[0] = program.folder
    sys.argv = [program.argv0, *args]
    return in_python(lambda: imports.run_in(main_module(program), program.code()))


def main_module(program: Program) -> types.ModuleType:
    """The module `__main__` that the program runs in, in the place of tf1rnn's own."""
    module = types.ModuleType("__main__")
    vars(module).update(__file__=program.argv0, __package__=program.package, __spec__=program.spec)
    if program.spec:
        vars(module).update(__loader__=program.spec.loader, __cached__=program.spec.cached)
    sys.modules["__main__"] = module
    return module


def in_python(run: types.FunctionType) -> int:
    """The exit code of what `run` does; the traceback of an exception goes to stderr."""
    try:
        run()
    except SystemExit as error:
        return _exit_code(error)
    except UserError:
        raise
    except BaseException as error:
        sys.stdout.flush()
        show(error)
        return 130 if isinstance(error, KeyboardInterrupt) else 1
    return 0


def show(error: BaseException) -> None:
    """Print an exception as Python does at a program's end, without the frames of this package."""
    seen = set()
    pending = [error]
    while pending:
        one = pending.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.__traceback__ = _without_ours(one.__traceback__)
        pending += [one.__cause__, one.__context__]
    sys.excepthook(type(error), error, error.__traceback__)


def _without_ours(tb: types.TracebackType | None) -> types.TracebackType | None:
    frames = []
    while tb is not None:
        if not tb.tb_frame.f_code.co_filename.startswith(_FOLDER):
            frames.append(tb)
        tb = tb.tb_next
    rebuilt = None
    for tb in reversed(frames):
        rebuilt = types.TracebackType(rebuilt, tb.tb_frame, tb.tb_lasti, tb.tb_lineno)
    return rebuilt


def _exit_code(error: SystemExit) -> int:
    """What sys.exit() made of its argument: nothing is 0, a text goes to stderr and is 1."""
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return error.code & 0xFF
    print(error.code, file=sys.stderr)
    return 1
