"""What TensorBoard shows of a run: graph, metrics, figures, hyperparameters; files of events."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tf1rnn.runs.folder import hparams
from tf1rnn.tf1 import tf

_FILES = "events.out.tfevents."
# TensorBoard reads a run's files in the order of their names and believes the first that it is told
# of hyperparameters. So they have a file of their own, which a resumed run writes anew.
_HPARAMS = f"{_FILES}0.hparams"
_SUCCESS, _FAILURE = 1, 2  # the plugin's; of a run that was interrupted it is told no end
_STATUSES = {"finished": _SUCCESS, "failed": _FAILURE}


class Events:
    """The event files in a folder. Its methods raise OSError or tf.errors.OpError.

    A resumed run starts from `kept`, the `position` of its checkpoint: what came later is cut off,
    for it comes again. `tf.summary.FileWriter` writes from a thread of its own, where a full disk
    shows as a traceback.
    """

    def __init__(
        self,
        folder: Path,
        graph: "tf.Graph",
        params: Mapping[str, Any],
        kept: Mapping[str, int] | None,
    ) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._name = f"{_FILES}{time.time():.0f}.{os.getpid()}"
        while (folder / self._name).exists():  # of a run resumed within the second
            self._name += ".1"
        self._kept = {} if kept is None else _cut(folder, kept)
        with tf.io.TFRecordWriter(str(folder / _HPARAMS)) as file:
            file.write(_event(file_version="brain.Event:2"))
            summary = hparams.summary(hparams.START, hparams.started(params))
            file.write(_event(wall_time=hparams.start_time(params), summary=summary))
        self._file = tf.io.TFRecordWriter(str(folder / self._name))
        self._write(file_version="brain.Event:2")
        if not self._kept:
            self._write(graph_def=graph.as_graph_def().SerializeToString())
        self._file.flush()

    @property
    def position(self) -> dict[str, int]:
        """How many bytes of each file are written."""
        self._file.flush()
        try:
            return {**self._kept, self._name: (self._folder / self._name).stat().st_size}
        except FileNotFoundError:  # somebody deleted it
            return dict(self._kept)

    def add(self, step: int, metrics: dict[str, float]) -> None:
        """Write a step's metrics."""
        summary = tf.Summary()
        for name, value in metrics.items():
            summary.value.add(tag=name, simple_value=value)
        self._write(step=step, summary=summary)

    def add_figure(self, step: int, name: str, png: bytes) -> None:
        """Write a figure as it is after a step."""
        summary = tf.Summary()
        # A tag belongs to one kind of data, and a metric may have the figure's name.
        image = summary.value.add(tag=f"figures/{name}").image
        image.encoded_image_string, image.colorspace = png, 4
        image.width, image.height = (int.from_bytes(png[i : i + 4], "big") for i in (16, 20))
        self._write(step=step, summary=summary)

    def end(self, state: str) -> None:
        """Write how the run ended, unless it will go on."""
        if state in _STATUSES:
            told = hparams.ended(_STATUSES[state], time.time())
            self._write(summary=hparams.summary(hparams.END, told))
            self._file.flush()

    def flush(self) -> None:
        """Write what is buffered to the file."""
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, **event: Any) -> None:
        self._file.write(_event(**event))


def _event(**event: Any) -> bytes:
    return tf.Event(**{"wall_time": time.time(), **event}).SerializeToString()


def _cut(folder: Path, kept: Mapping[str, int]) -> dict[str, int]:
    """Cut a run's event files to these sizes and remove the others; what is left of them."""
    left = {}
    for path in folder.glob(f"{_FILES}*"):
        size = kept.get(path.name)
        if size is None:
            path.unlink()
        else:
            if path.stat().st_size > size:
                os.truncate(path, size)
            left[path.name] = size
    return left
