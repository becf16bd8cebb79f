"""Walks through a network as a page carries them: JSON whose arrays are packed float32."""

import base64
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tf1rnn.errors import UserError
from tf1rnn.inside import Inside, Layer, Walk, open_inside
from tf1rnn.task import Task

MOST_BYTES = 1_500_000  # of the walks of a run's page, about, where there are several
MOST_WALKS = 5
_LEFT_OUT = ("weights", "first")  # which a page does not show


def walks_of(task: type[Task], folder: Path) -> tuple[list[dict[str, Any]], str]:
    """Walks of the first instances of a run, packed; if there are none, why."""
    if not isinstance(task.inside, Inside) and task.inside:
        return [], task.inside
    walks: list[dict[str, Any]] = []
    try:
        with open_inside(task, folder.parent.parent, folder.name) as network:
            for name in network.names[:MOST_WALKS]:
                # The next one will be about as large as the last.
                if walks and size_of([*walks, walks[-1]]) > MOST_BYTES:
                    break
                walks.append(packed(network.look(name)))
    except UserError as error:
        return [], str(error)
    return walks, ""


def packed(walk: Walk) -> dict[str, Any]:
    """A walk as JSON values: an array of numbers is {"shape": [...], "f32": base64}.

    A part that starts from the states that the part before it ended with `follows` it.
    """
    data = _packed(walk)
    for before, part, shown in zip(walk.parts, walk.parts[1:], data["parts"][1:], strict=False):
        shown["follows"] = _follows(before.layers, part.layers)
    return data


def size_of(value: Any) -> int:
    """About how many bytes a packed value takes as JSON."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(len(key) + size_of(part) + 6 for key, part in value.items())
    if isinstance(value, list):
        return sum(size_of(part) + 2 for part in value)
    return 8


def _follows(before: list[Layer], after: list[Layer]) -> bool:
    """Whether the states that one part ends with are those that the next begins with."""
    return len(before) == len(after) and all(
        name in low.values
        and low.values[name][-1].shape == first.shape
        and np.allclose(low.values[name][-1], first, atol=1e-6)
        for low, high in zip(before, after, strict=True)
        for name, first in high.first.items()
    )


def _packed(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        if value.dtype.kind != "f":
            return value.tolist()
        data = np.ascontiguousarray(value, dtype="<f4")
        return {"shape": list(value.shape), "f32": base64.b64encode(data).decode("ascii")}
    if is_dataclass(value):
        shown = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in _LEFT_OUT}
        if isinstance(value, Layer):
            shown |= {"n_units": value.n_units, "gradient_norms": value.gradient_norms}
        return {name: _packed(part) for name, part in shown.items()}
    if isinstance(value, dict):
        return {name: _packed(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_packed(part) for part in value]
    return value.item() if isinstance(value, np.generic) else value
