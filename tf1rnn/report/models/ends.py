"""What goes into a task's network and what comes out, by the names that the listing gives them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tf1rnn.errors import UserError
from tf1rnn.task import Task
from tf1rnn.text import suggestion
from tf1rnn.tf1 import tf

Tensors = dict[str, Any]
# What the lesson calls what a network gives.
_OUTPUTS = re.compile(r"logits|outputs?|predictions?|predicted|probabilities|translation|Y\d*")


def outputs_of(task: Task, names: Sequence[str]) -> Tensors:
    """The tensors of these attributes, or of those with the lesson's names for outputs."""
    there = {name: value for name, value in _named(task) if _tensors(value)}
    names = names or [name for name in there if _OUTPUTS.fullmatch(name)]
    shown = ", ".join(there) or "none"
    if not names:
        raise UserError(
            f"{task.name} does not say what its network gives: name it with --output; its tensors "
            f"are {shown}"
        )
    found: Tensors = {}
    for name in names:
        if name not in there:
            hint = suggestion(name, there, f"its tensors are {shown}")
            raise UserError(f"--output {name}: {task.name} has no such tensor: {hint}")
        found |= _tensors(there[name], name)
    return found


def inputs_of(task: Task, placeholders: list[Any]) -> Tensors:
    """The placeholders by the names that the task gives them, or that the graph does."""
    known = {id(tensor): name for name, value in _named(task) for tensor in [value]}
    found: Tensors = {}
    for placeholder in placeholders:
        name = known.get(id(placeholder), placeholder.op.name)
        found[_identifier(name)] = placeholder
    return found


def _named(task: Task) -> Iterator[tuple[str, Any]]:
    """What the construction phase has left on a task, and on the networks that it holds."""
    yield from vars(task).items()


def _tensors(value: Any, name: str = "") -> Tensors:
    """The tensors that a value is made of, numbered if it is no single one."""
    if tf.is_tensor(value):
        return {_identifier(name): value}
    if not isinstance(value, list | tuple | dict):
        return {}
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    if hasattr(value, "_fields"):  # an LSTM's state
        parts = zip(value._fields, value, strict=True)
    found: Tensors = {}
    for key, part in parts:
        found |= _tensors(part, f"{name}_{key}")
    return found


def _identifier(name: str) -> str:
    """A name that can be a keyword argument of the signature."""
    return re.sub(r"\W+", "_", name)
