"""The command line: a typer app whose `run` commands are the registry's tasks."""

import contextlib
import io
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import typer

from tf1rnn import deferred
from tf1rnn.cli import launch, mistakes, run, runs, sweep
from tf1rnn.cli.base import Command, Group
from tf1rnn.cli.compare import compare
from tf1rnn.cli.demo import demo
from tf1rnn.cli.doctor import doctor
from tf1rnn.cli.exec import CONTEXT, exec_program
from tf1rnn.cli.exercise.commands import app as exercise
from tf1rnn.cli.export import export
from tf1rnn.cli.inside import inside
from tf1rnn.cli.lesson import lesson
from tf1rnn.cli.list import list_tasks
from tf1rnn.cli.new import new
from tf1rnn.cli.notebook import notebook
from tf1rnn.cli.parity import parity
from tf1rnn.cli.report import report
from tf1rnn.cli.resume import resume
from tf1rnn.cli.show import show
from tf1rnn.cli.view import view
from tf1rnn.errors import UserError
from tf1rnn.registry import discovery
from tf1rnn.runs.interruption import Interrupted, Interruptions, watched
from tf1rnn.task import range_of
from tf1rnn.text import printable, suggestion

HELP = "TensorFlow 1's lesson on recurrent neural networks, running on today's TensorFlow."


class Commands(Group):
    """The built-in commands, and those that tasks add (`translate` is one)."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*BUILT_IN, *self._added()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        built_in = super().get_command(ctx, cmd_name)
        if built_in is not None:
            return built_in
        function = discovery.discover().command(cmd_name)
        if function is not None:
            return run.command_from(function, cmd_name)
        hint = suggestion(cmd_name, [*BUILT_IN, *self._added()], "`--help` shows all")
        raise UserError(f"there is no command {cmd_name}: {hint}")

    def _added(self) -> list[str]:
        """The names of the commands that tasks add."""
        return [name for task in discovery.discover().tasks() for name in task.commands]


# Plain help starts three times as fast as decorated help, and is as readable in a pipe.
app = typer.Typer(
    cls=Commands,
    help=HELP,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
# In the order of --help; `run` has a command for each task.
BUILT_IN = {
    "list": list_tasks,
    "show": show,
    "run": run.app,
    "resume": resume,
    "runs": runs.app,
    "sweep": sweep.app,
    "launch": launch.app,
    "inside": inside,
    "report": report,
    "view": view,
    "demo": demo,
    "compare": compare,
    "lesson": lesson,
    "exercise": exercise,
    "parity": parity,
    "exec": exec_program,
    "doctor": doctor,
    "notebook": notebook,
    "export": export,
    "new": new,
}
for name, command in BUILT_IN.items():
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name)
    else:
        settings = CONTEXT if command is exec_program else None
        app.command(name, cls=Command, context_settings=settings)(command)


def main() -> None:
    """Run the command line: exit code 2 and one line on stderr if the user can fix it.

    A program that `exec` runs ends by itself, once all of this command line is out of its way.
    """
    close_streams = _open_streams()
    deferred.defer("numpy")  # every task imports it; `list`, `show` and `--help` never use it
    try:
        with watched() as interruptions:
            code = _answer(interruptions)
    except Interrupted as interrupted:
        code = interrupted.code
    except KeyboardInterrupt:  # again, while the first one is answered
        code = 128 + signal.SIGINT
    if isinstance(code, int):
        sys.exit(code)
    close_streams()
    try:
        code()
    except UserError as error:
        sys.exit(_refuse(str(error)))


def _answer(interruptions: Interruptions) -> int | Callable[[], None]:
    """Run the command and report what went wrong; returns the exit code, or a program to run."""
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
        if interruptions.signal and code == 128 + signal.SIGINT:
            return 128 + interruptions.signal  # typer takes SIGTERM, too, for Ctrl-C
        return 0 if code is None else code
    except UserError as error:
        return _refuse(str(error))
    except Interrupted as interrupted:
        print(f"tf1rnn: {interrupted}", file=sys.stderr)
        return interrupted.code
    except (KeyboardInterrupt, typer.Abort):
        return 128 + (interruptions.signal or signal.SIGINT)
    except BrokenPipeError:
        # The reader has closed our output; Python must not try to flush the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:  # a full output, or an error without a message of ours
        return _refuse(f"{error.filename or 'standard output'}: {error.strerror or error}")
    except Exception as error:
        # A usage error of typer's; its click may be a private copy, so no class can be imported.
        if not hasattr(error, "format_message"):
            if mistakes.show(error):
                return 1
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.format_message())
            return 0
        _reword(error)
        return _refuse(error.format_message())


def _reword(error: Any) -> None:
    """Let an option's error name the value and what it should be, with any version of typer.

    Since 0.29 typer shows the words of pydantic's validation, as in `Input should be greater than
    or equal to 1`; earlier versions name the value and the range, as Task does.
    """
    if not hasattr(error.__cause__, "errors"):
        return
    (details, *_) = error.__cause__.errors()
    kind, value = details["type"], details["input"]
    if kind.startswith("int_"):
        error.message = f"{value!r} is not a valid integer."
    elif kind.startswith("float_"):
        error.message = f"{value!r} is not a valid number."
    elif kind.startswith(("greater_than", "less_than")):
        option = error.param
        error.message = f"{value} is not in the range {range_of(option.min, option.max)}."
    else:  # typer's own check of a choice or of a path
        error.message = error.message.removeprefix("Value error, ")


def _open_streams() -> Callable[[], None]:
    """Let printing work even if a stream is closed or cannot encode a character.

    Returns what makes the streams as they were.
    """
    undo = contextlib.ExitStack()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
            undo.callback(setattr, sys, name, None)
        elif isinstance(stream, io.TextIOWrapper):
            undo.callback(stream.reconfigure, errors=stream.errors)
            stream.reconfigure(errors="backslashreplace")
    return undo.close


def _refuse(message: str) -> int:
    print("tf1rnn: " + printable(" ".join(message.split())), file=sys.stderr)
    return 2
