"""Exports the trained network of a run to a folder that plain TensorFlow 2 reads."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.files import UNDER_WAY
from tf1rnn.report.models.example import example
from tf1rnn.runs.resuming import open_run
from tf1rnn.task import Task
from tf1rnn.text import suggestion

EXAMPLE = "example.py"  # beside the model: how to load it
FORMATS = ("saved_model", "frozen_graph", "tflite")
_UNDER_WAY = f"{UNDER_WAY}model-"
Ends = list[tuple[str, list[int | None], str]]  # name, shape, type


class Exported(NamedTuple):
    """What was written: the folder, and (name, shape, type) of the network's inputs and outputs."""

    folder: Path
    inputs: Ends
    outputs: Ends

    def __fspath__(self) -> str:
        return str(self.folder)

    def __repr__(self) -> str:
        return (
            f"<{self}; TensorFlow is TensorFlow 1 in this process: try it in another, with: "
            f"python {self.folder / EXAMPLE}>"
        )

    def __str__(self) -> str:
        def of(ends: Ends) -> str:
            return ", ".join(
                f"{name} {kind} [{', '.join('?' if n is None else str(n) for n in shape)}]"
                for name, shape, kind in ends
            )

        return f"{self.folder}: from {of(self.inputs)} to {of(self.outputs)}"


def check_format(to: str) -> None:
    """Raise UserError, with the nearest name, unless networks can be exported to this format."""
    if to not in FORMATS:
        hint = suggestion(to, FORMATS, f"the formats are {', '.join(FORMATS)}")
        raise UserError(f"--to {to}: there is no such format: {hint}")


def export(
    task_class: type[Task], run: Path, to: str, out: Path | None = None, names: Sequence[str] = ()
) -> Exported:
    """Export the network of a run, given by its folder, to a new folder.

    `names` are the task's attributes that the network is to give. Without them these are the ones
    with the lesson's names. Raises UserError, and writes nothing, for an unknown format, a folder
    that exists, a run without a checkpoint and a network that cannot be converted.
    """
    check_format(to)
    folder = Path(f"{task_class.name}.{to}") if out is None else out
    if folder.exists() or folder.is_symlink():
        raise UserError(f"--out {folder}: exists already; name another folder")
    # TensorFlow loads only now that the request makes sense.
    from tf1rnn.report.models.ends import inputs_of, outputs_of
    from tf1rnn.tf1.exporting.network import Network, cut_out, placeholders_behind
    from tf1rnn.tf1.exporting.unrolling import unrolled
    from tf1rnn.tf1.exporting.writing import WRITERS
    from tf1rnn.tf1.start.notes import without_notes

    with unrolled(), open_run(task_class, run.parent.parent, run.name) as (task, session):
        outputs = outputs_of(task, names)
        inputs = inputs_of(task, placeholders_behind(outputs))
        with cut_out(Network(session, inputs, outputs)) as network, _new(folder) as under_way:
            exported = Exported(folder, _ends(network.inputs), _ends(network.outputs))
            with without_notes():
                WRITERS[to](network, under_way)
            source = example(to, task_class.name, exported.inputs, exported.outputs)
            (under_way / EXAMPLE).write_text(source, encoding="utf-8")
    return exported


def _ends(tensors: dict[str, Any]) -> Ends:
    return [(name, t.shape.as_list(), t.dtype.name) for name, t in tensors.items()]


@contextlib.contextmanager
def _new(folder: Path) -> Iterator[Path]:
    """A folder to make and fill, which gets its name only if all goes well."""
    above = None
    try:
        above = Path(tempfile.mkdtemp(prefix=_UNDER_WAY, dir=folder.absolute().parent))
        yield above / "model"
        os.rename(above / "model", folder)
    except OSError as error:
        raise UserError(f"--out {folder}: cannot be written: {error.strerror}") from error
    finally:
        if above is not None:
            shutil.rmtree(above, ignore_errors=True)
