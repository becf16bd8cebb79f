"""`exec PROGRAM`: run a program written for TensorFlow 1, unchanged."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from tf1rnn.errors import UserError

CONTEXT = {"ignore_unknown_options": True, "allow_interspersed_args": False}


def exec_program(
    program: Annotated[
        list[str] | None,
        typer.Argument(metavar="PROGRAM [ARGS]...", help="a .py file, a folder or a notebook"),
    ] = None,
    module: Annotated[
        bool, typer.Option("-m", help="PROGRAM is the dotted name of a module, as in python -m")
    ] = False,
    tf: Annotated[
        Literal["1.15", "1.0", "0.12"],
        typer.Option(help="the TensorFlow version it was written for"),
    ] = "1.15",
    save: Annotated[
        Path | None, typer.Option(metavar="OUT.ipynb", help="save the notebook with its outputs")
    ] = None,
    packages: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="PACKAGE",
            help="an installed package that gets TensorFlow 1, too; may be given several times",
        ),
    ] = None,
) -> Callable[[], None]:
    """Run a program written for TensorFlow 1, unchanged.

    `import tensorflow` gives it TensorFlow 1.15, and its NumPy is NumPy 1's. Other packages are
    today's. Options come before PROGRAM; the rest goes to the program.
    """
    from tf1rnn.programs.running import run_program

    if not program:
        raise UserError("exec: name a program: a .py file, a folder, a notebook, or -m MODULE")
    name, *args = program
    return functools.partial(run_program, name, args, module, tf, save, packages or ())
