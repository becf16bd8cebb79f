"""`new NAME`: a plugin to start from, which works and passes the conformance test at once."""

import keyword
import os
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from tf1rnn import files
from tf1rnn.errors import UserError
from tf1rnn.registry import discovery
from tf1rnn.text import typed

TEMPLATE = Path(__file__).with_name("plugin.py.template")


def new(name: Annotated[str, typer.Argument(help="the new task's name, as in my_task")]) -> None:
    """Write a commented plugin under plugins/ to start from."""
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_"):
        raise UserError(f"{name!r} cannot name a task: use letters, digits and _, as in my_task")
    taken = discovery.discover().found.get(name)
    path = discovery.plugins_folder() / f"{name}.py"
    if taken is not None or path.exists():
        where = taken.path if taken else path
        raise UserError(f"{where} already holds a task named {name}; choose another name")
    class_name = "".join(word.capitalize() for word in name.split("_"))
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        name=name, class_name=class_name
    )
    try:
        path.parent.mkdir(exist_ok=True)
        files.write_text(path, text)
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}") from error
    shown = os.path.relpath(path)
    print(f"Wrote {shown}. Try it with: {typed('run', name)}; then make it yours.")
