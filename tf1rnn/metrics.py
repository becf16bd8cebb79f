"""The metrics of a run: metrics.csv, and the same numbers for TensorBoard."""

import csv
import io
from pathlib import Path

from tf1rnn.files import write_text
from tf1rnn.tf1 import tf


class Metrics:
    """One row of metrics.csv a recorded step; a metric first seen later gets a column then."""

    def __init__(self, path: Path, writer: "tf.summary.FileWriter") -> None:
        self._path = path
        self._writer = writer
        self._rows: list[dict[str, float]] = []
        self._columns = ["step"]

    def record(self, step: int, metrics: dict[str, float]) -> None:
        """Append one row; each value must be a number."""
        row = {"step": int(step), **{name: float(value) for name, value in metrics.items()}}
        self._rows.append(row)
        new_columns = [name for name in row if name not in self._columns]
        if new_columns or len(self._rows) == 1:
            self._columns += new_columns
            write_text(self._path, self._text(self._rows, header=True))
        else:
            with self._path.open("a", encoding="utf-8", newline="") as file:
                file.write(self._text([row], header=False))
        summary = tf.Summary()
        for name in metrics:
            summary.value.add(tag=name, simple_value=row[name])
        self._writer.add_summary(summary, row["step"])

    def _text(self, rows: list[dict[str, float]], header: bool) -> str:
        text = io.StringIO()
        writer = csv.DictWriter(text, self._columns, lineterminator="\n")
        if header:
            writer.writeheader()
        writer.writerows(rows)
        return text.getvalue()
