"""The graph and the metrics of a run as TensorBoard reads them: a file of events."""

import os
import time
from pathlib import Path
from typing import Any

from tf1rnn.tf1 import tf


class Events:
    """An event file in a folder. Its methods raise OSError or tf.errors.OpError.

    `tf.summary.FileWriter` writes from a thread of its own, where a full disk shows as a traceback.
    """

    def __init__(self, folder: Path, graph: "tf.Graph") -> None:
        folder.mkdir(exist_ok=True)
        name = f"events.out.tfevents.{time.time():.0f}.{os.getpid()}"
        self._file = tf.io.TFRecordWriter(str(folder / name))
        self._write(file_version="brain.Event:2")
        self._write(graph_def=graph.as_graph_def().SerializeToString())
        self._file.flush()

    def add(self, step: int, metrics: dict[str, float]) -> None:
        """Write a step's metrics."""
        summary = tf.Summary()
        for name, value in metrics.items():
            summary.value.add(tag=name, simple_value=value)
        self._write(step=step, summary=summary)

    def flush(self) -> None:
        """Write what is buffered to the file."""
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, **event: Any) -> None:
        self._file.write(tf.Event(wall_time=time.time(), **event).SerializeToString())
