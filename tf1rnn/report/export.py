"""Exports the trained network of a run to a folder that plain TensorFlow 2 reads."""

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.files import UNDER_WAY
from tf1rnn.report.example import example
from tf1rnn.runs.resuming import open_run
from tf1rnn.task import Task
from tf1rnn.text import suggestion

FORMATS = ("saved_model", "frozen_graph", "tflite")
# What the lesson calls what a network gives, for tasks that do not say it.
_OUTPUTS = re.compile(r"logits|outputs?|predictions?|predicted|probabilities|translation|Y\d*")


class Exported(NamedTuple):
    """What was written: the folder, and (name, shape, type) of the network's inputs and outputs."""

    folder: Path
    inputs: list[tuple[str, list[int | None], str]]
    outputs: list[tuple[str, list[int | None], str]]

    def __str__(self) -> str:
        def of(ends: list[tuple[str, list[int | None], str]]) -> str:
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
    from tf1rnn.tf1.exporting.network import Network, cut_out
    from tf1rnn.tf1.exporting.unrolling import unrolled
    from tf1rnn.tf1.exporting.writing import WRITERS

    with unrolled(), open_run(task_class, run.parent.parent, run.name) as (task, session):
        outputs = _outputs(task, names)
        whole = Network(session, _inputs(task, outputs), outputs)
        with cut_out(whole) as network, _new_folder(folder) as under_way:
            WRITERS[to](network, under_way)
            (under_way / "example.py").write_text(
                example(to, task_class.name, _ends(network.inputs), _ends(network.outputs)),
                encoding="utf-8",
            )
            return Exported(folder, _ends(network.inputs), _ends(network.outputs))


class _new_folder:  # noqa: N801
    """A folder to write to, which takes its name only if all goes well."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Path:
        try:
            self._above = tempfile.mkdtemp(prefix=UNDER_WAY, dir=self._folder.absolute().parent)
        except OSError as error:
            raise UserError(f"--out {self._folder}: cannot be written: {error.strerror}") from error
        return Path(self._above) / "model"

    def __exit__(self, kind: Any, error: Any, _: Any) -> None:
        try:
            if error is None:
                os.rename(Path(self._above) / "model", self._folder)
        except OSError as failed:
            what = f"--out {self._folder}: cannot be written: {failed.strerror}"
            raise UserError(what) from failed
        finally:
            shutil.rmtree(self._above, ignore_errors=True)
        if isinstance(error, OSError):
            raise UserError(f"--out {self._folder}: cannot be written: {error.strerror}") from error
