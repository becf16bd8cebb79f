"""`new NAME`: a plugin to start from, which works and passes the conformance test at once."""

import keyword
import os
import re
import shutil
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from tf1rnn import files
from tf1rnn.cli.show import complete_task
from tf1rnn.errors import UserError
from tf1rnn.registry import discovery
from tf1rnn.task import Task
from tf1rnn.text import typed

TEMPLATE = Path(__file__).with_name("plugin.py.template")


def new(
    name: Annotated[str, typer.Argument(help="the new task's name, as in my_task")],
    like: Annotated[
        str | None,
        typer.Option(help="the task to copy; else a small network", autocompletion=complete_task),
    ] = None,
) -> None:
    """Write a commented plugin under plugins/ to start from."""
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_"):
        raise UserError(f"{name!r} cannot name a task: use letters, digits and _, as in my_task")
    registry = discovery.discover()
    taken = registry.found.get(name)
    folder = discovery.plugins_folder()
    for path in (folder / f"{name}.py", folder / name):
        if taken is not None or path.exists():
            where = taken.path if taken else path
            raise UserError(f"{where} already holds a task named {name}; choose another name")
    class_name = "".join(word.capitalize() for word in name.split("_"))
    path = folder / f"{name}.py"
    try:
        folder.mkdir(exist_ok=True)
        if like is None:
            template = Template(TEMPLATE.read_text(encoding="utf-8"))
            files.write_text(path, template.substitute(name=name, class_name=class_name))
        else:
            path = _copy(registry.get(like), Path(registry.found[like].path), path, class_name)
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}") from error
    shown = os.path.relpath(path)
    print(f"Wrote {shown}. Try it with: {typed('run', name)}; then make it yours.")


def _copy(task: type[Task], source: Path, target: Path, class_name: str) -> Path:
    """Copy a task's file, or its folder, under a new name; returns where it is.

    Raises UserError if it uses helper modules that lie outside, which would not come with it.
    """
    is_folder = source.name == "__init__.py"
    if not source.is_file():
        raise UserError(f"--like {task.name}: it comes from an installed package; copy its source")
    text = source.read_text(encoding="utf-8")
    outside = re.search(r"^from (\.\.[\w.]*)" if is_folder else r"^from (\.[\w.]*)", text, re.M)
    if outside:
        raise UserError(
            f"--like {task.name}: it imports {outside[1]}, which would not come with it; "
            "copy a task that is whole in its file or its folder"
        )
    name = target.stem
    for command in task.commands:  # of which there can be one of a name
        text = re.sub(rf"(?<=[\"']){command}(?=[\"']:)", f"{name}-{command}".lower(), text)
        text = re.sub(rf"(?<=main\.py ){command}\b", f"{name}-{command}".lower(), text)
    # Only where code and commands name them: the words may be in the text, too.
    text = re.sub(rf"\b{task.__name__}(?=[(.,)])", class_name, text)
    text = re.sub(rf"(?:(?<=main\.py run )|(?<=`run )){task.name}\b", name, text)
    if not is_folder:
        files.write_text(target, text)
        return target
    folder = target.with_suffix("")
    unwanted = shutil.ignore_patterns("__pycache__", ".*")
    shutil.copytree(source.parent, folder, ignore=unwanted)
    files.write_text(folder / source.name, text)
    return folder
