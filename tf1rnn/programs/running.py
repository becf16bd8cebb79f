"""Runs a program as `python PROGRAM` would: its name, its arguments, its modules, its end."""

import builtins
import functools
import os
import runpy
import signal
import subprocess
import sys
import traceback
import types
from collections.abc import Sequence
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.programs import depth, figures, hiding, spawning, tracebacks
from tf1rnn.programs.imports import Imports
from tf1rnn.programs.numpy1 import names as old_numpy
from tf1rnn.programs.packages import Packages
from tf1rnn.programs.program import (
    STDIN,
    Program,
    find_module,
    find_program,
    read_program,
    refuse_python_2,
)
from tf1rnn.tf1.names import tables
from tf1rnn.tf1.names.namespace import resolve
from tf1rnn.tf1.start import logger

# Packages that a program finds as they were, with what finds their modules.
RESOLVERS = {"numpy": old_numpy.resolve}


def run_program(
    name: str,
    args: Sequence[str],
    is_module: bool = False,
    tf: str = "1.15",
    save: Path | None = None,
    packages: Sequence[str] = (),
) -> None:
    """Run a program with these arguments; it ends as under Python, by an exception or without.

    `tf` is the TensorFlow that it was written for, "1.15", "1.0" or "0.12"; `save` is where an
    executed notebook goes; `packages` are installed ones that get TensorFlow 1, too. Raises
    UserError if there is no such program, or if it uses a name that is not available.
    """
    is_notebook = name.endswith(".ipynb") and not is_module
    if save is not None and not is_notebook:
        raise UserError(f"--save saves an executed notebook, but {name} is not a notebook")
    # A program ends as under Python: on Ctrl-C, on SIGTERM, and by an exception.
    sys.excepthook = sys.__excepthook__
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    tracebacks.hide_our_frames()
    imports = program_imports(tf, packages)
    if is_notebook:
        from tf1rnn.programs import notebook

        imports.install(spawning.before_starting(tf, packages))
        path = Path(name)
        sys.excepthook = lambda *error: traceback.print_exception(*error)  # knows cells' lines
        tracebacks.run_as_python(lambda: notebook.run_notebook(path, args, imports, save))
        return
    if is_module:
        sys.path[0] = os.getcwd()  # it is looked for there first
        hiding.forget_hidden(sys.path[0])
    program = find_module(name) if is_module else find_program(name)
    sys.argv = [program.argv0, *args]
    sys.path[0] = program.folder
    hiding.forget_hidden(program.folder)
    save_figures = functools.partial(figures.save_without_display, program.path)
    imports.install({"matplotlib": save_figures, **spawning.before_starting(tf, packages)})
    main = _main_module(program)
    if program.module:
        run = functools.partial(runpy._run_module_as_main, program.module, is_module)
    else:
        run = functools.partial(exec, _code(program, imports, args), vars(main))
    depth.leave_out(tracebacks.run_as_python)
    tracebacks.run_as_python(run)


def program_imports(tf: str, packages: Sequence[str] = ()) -> Imports:
    """What `import` means in a program that was written for this TensorFlow."""
    tensorflow = functools.partial(_tensorflow, generation=tf)
    names = dict.fromkeys(tables.NAMES_OF_TENSORFLOW, tensorflow)
    return Imports({**names, **RESOLVERS}, Packages(packages))


def _tensorflow(name: str, generation: str) -> types.ModuleType:
    old_numpy.print_as_then()
    logger.begin()
    return resolve(tables.named_tensorflow(name), generation)


def _code(program: Program, imports: Imports, args: Sequence[str]) -> types.CodeType:
    """The code of a file; plain Python says what is wrong with one that has none.

    Raises UserError for one in Python 2.
    """
    source = read_program(program)
    try:
        return imports.compiler.compile(source, program.names["__file__"])
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, SyntaxError):
            refuse_python_2(error)
    command = [sys.executable, *subprocess._args_from_interpreter_flags(), program.argv0, *args]
    given = source if program.argv0 == STDIN else None
    raise SystemExit(subprocess.run(command, input=given).returncode)


def _main_module(program: Program) -> types.ModuleType:
    """The module `__main__` that the program runs in, instead of tf1rnn's own."""
    module = types.ModuleType("__main__")
    vars(module).update(__annotations__={}, __builtins__=builtins, **program.names)
    sys.modules["__main__"] = module
    return module
