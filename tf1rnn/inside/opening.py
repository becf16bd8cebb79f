"""Opens the network of a run to be looked into; importing this loads nothing heavy."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tf1rnn.errors import UserError
from tf1rnn.inside.declaration import Inside
from tf1rnn.runs.resuming import open_run
from tf1rnn.task import Task

if TYPE_CHECKING:
    from tf1rnn.inside.network import Network


@contextlib.contextmanager
def open_inside(
    task_class: type[Task], runs_dir: str | Path = "runs", run: str | None = None
) -> Iterator[Network]:
    """The network of a run, the newest with a checkpoint if none is named, to be looked into.

    Raises UserError if there is no such run, or nothing in the task to look into.
    """
    declared = declared_of(task_class)
    from tf1rnn.inside.network import Network
    from tf1rnn.tf1.graph.unrollings import noted

    with noted() as unrollings, open_run(task_class, Path(runs_dir), run) as (task, session):
        yield Network(declared, task, session, unrollings)


def declared_of(task_class: type[Task]) -> Inside:
    """What a task declares; raises UserError, which says why, if there is nothing to look into."""
    declared = task_class.inside
    if isinstance(declared, Inside):
        return declared
    reason = declared or (
        "it does not say what is worth looking at: give its class the line "
        'inside = Inside(examples=...); the docs, page "Plugins", tell more'
    )
    raise UserError(f"{task_class.name}: {reason}")
