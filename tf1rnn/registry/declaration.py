"""What a task may declare: its docstring, its place in the lesson, its hyperparameters."""

import re
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from tf1rnn.errors import UserError
from tf1rnn.inside.declaration import Inside
from tf1rnn.lesson.topics import TOPICS
from tf1rnn.runs.options import CLUSTER, COMMON, take_options
from tf1rnn.runs.replicas import takes_replicas
from tf1rnn.task import Task, hyperparameters, item_type_of, summary

# Options that every run command has; a hyperparameter cannot have the same name.
RESERVED = frozenset({"help", "ctx", *(option.name for option in (*COMMON, *CLUSTER))})
# The command line's own commands; a task cannot add one of the same name.
COMMANDS = frozenset(
    [
        "list",
        "show",
        "run",
        "resume",
        "runs",
        "sweep",
        "launch",
        "inside",
        "report",
        "view",
        "demo",
        "compare",
        "exercise",
        "lesson",
        "notebook",
        "export",
        "parity",
        "exec",
        "doctor",
        "new",
    ]
)
SUPPORTED_TYPES = (int, float, bool, str, Path, type(None))
ITEM_TYPES = (int, float, str, Path)  # of a list: an option that may be given more than once


def check_declaration(task: type[Task]) -> None:
    """Raise UserError if a task class declares something that the framework does not support."""
    if not summary(task):
        raise UserError("its class has no docstring: the first line is what `list` shows")
    if task.topic is not None and task.topic not in TOPICS:
        raise UserError(f"topic is {task.topic!r}: the lesson's topics are 1 to {max(TOPICS)}")
    if not isinstance(task.configuration, str) or not task.configuration:
        raise UserError("configuration is missing: say which RNN configuration it shows")
    if not isinstance(task.use_case, str):
        raise UserError(f"use_case is {task.use_case!r}: set a text, such as 'Image captioning'")
    if type(task.listing) is not int:
        raise UserError(f"listing is {task.listing!r}: set a number, its place in its topic")
    for phase in ("construct", "execute"):
        if getattr(task, phase) is getattr(Task, phase):
            raise UserError(f"its class has no {phase}()")
    declared = hyperparameters(task)
    _check_annotations(task, {h.name for h in declared})
    for what, values in (("quick", task.quick), ("earlier", task.earlier)):
        for name in values:
            if name not in {h.name for h in declared}:
                raise UserError(f"{what} sets {name}, which is not a hyperparameter")
    if task.trains_for and task.trains_for not in {h.name for h in declared}:
        raise UserError(f"trains_for is {task.trains_for!r}, which is not a hyperparameter")
    if takes_replicas(task) and task.values_per_step is Task.values_per_step:
        raise UserError(
            "its class has replicas, so it needs a property values_per_step (such as "
            "batch_size * n_neurons), which chooses their number"
        )
    if not isinstance(task.inside, str | Inside):
        raise UserError(f"inside is {task.inside!r}: write Inside(...), or in a text why not")
    task(**task.quick)
    _check_commands(task)
    flags = [h.flag for h in declared]
    flags += [f"--no-{h.flag[2:]}" for h in declared if h.types == (bool,)]
    taken = RESERVED | set(dir(Task()))
    for hyperparameter in declared:
        option = hyperparameter.option
        # typer takes the first name given as the default in other places.
        given = [d for d in (option.default, *(option.param_decls or ())) if isinstance(d, str)]
        if given:
            raise UserError(
                f"hyperparameter {hyperparameter.name} gets its option {hyperparameter.flag} from "
                f"its name; remove {', '.join(given)}"
            )
        for said in ("help", "metavar"):
            if not isinstance(getattr(option, said), str | None):
                raise UserError(
                    f"hyperparameter {hyperparameter.name}: {said} is {getattr(option, said)!r}, "
                    "not a text"
                )
        if flags.count(hyperparameter.flag) > 1:
            raise UserError(f"two hyperparameters have the option {hyperparameter.flag}")
        if hyperparameter.name in taken:
            raise UserError(f"a hyperparameter may not be called {hyperparameter.name}; rename it")
        for kind in hyperparameter.types:
            if not _is_supported(kind, among=hyperparameter.types):
                raise UserError(f"hyperparameter {hyperparameter.name} has the type {kind}")
        hyperparameter.check(hyperparameter.default)


def _check_annotations(task: type[Task], declared: set[str]) -> None:
    """Raise UserError for a field that looks like a hyperparameter but would be no option."""
    hints = typing.get_type_hints(task, include_extras=True)
    for name in hints.keys() - typing.get_type_hints(Task).keys() - declared:
        is_option_like = hasattr(task, name) and not name.startswith("_")
        if is_option_like and typing.get_origin(hints[name]) is not typing.ClassVar:
            raise UserError(
                f"{name} has no Option: write {name}: Annotated[..., Option(help=...)] = "
                f"{getattr(task, name)!r} for a hyperparameter, or ClassVar[...] for a constant"
            )


def _is_supported(kind: object, among: tuple[object, ...]) -> bool:
    """Whether an option can be of a type, `among` being all that it may have."""
    if item := item_type_of(kind):
        alone = set(among) <= {kind, type(None)}  # else typer could not tell what a value means
        return alone and item in ITEM_TYPES
    return kind in SUPPORTED_TYPES or typing.get_origin(kind) is typing.Literal


def check_help(task: type[Task]) -> None:
    """Raise an error of typer's if the options, or the commands that a task adds, have no help."""

    def run(**options: object) -> None: ...

    take_options(run, hyperparameters(task))
    for name, function in {task.name: run, **task.commands}.items():
        command = _command(name, function)
        with command.make_context(name, [], resilient_parsing=True) as context:
            command.get_help(context)


def _check_commands(task: type[Task]) -> None:
    """Raise UserError, or typer's error, if a command that a task adds cannot be made."""
    for name, function in task.commands.items():
        if not re.fullmatch(r"[a-z][a-z0-9_-]*", name) or not callable(function):
            raise UserError(
                f"it adds a command {name!r}: give a name in a-z, 0-9, _, - and a function"
            )
        if name in COMMANDS:
            raise UserError(f"it adds a command {name}, which tf1rnn has already; rename it")
        _command(name, function)


def _command(name: str, function: Callable[..., object]) -> Any:
    app = typer.Typer(rich_markup_mode=None)
    app.command(name)(function)
    return typer.main.get_command(app)
