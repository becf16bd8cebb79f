"""The metrics of a run: metrics.csv, and the same numbers for TensorBoard."""

import csv
import io
from array import array
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.files import flush, open_regular, replacing
from tf1rnn.runs.events import Events

Row = dict[str, float]


class Metrics:
    """metrics.csv: a row for each recorded step; a metric that comes later gets a new column.

    `last` is the newest row. A resumed run starts from the first `n_rows` rows of the file.
    """

    def __init__(self, path: Path, events: Events, n_rows: int = 0) -> None:
        self._path = path
        self._events = events
        self._columns = ["step"]
        # Long runs record much: a value and its step take 16 bytes here, 300 in a dict a row.
        self._series: dict[str, tuple[array, array]] = {}
        self.n_rows = 0
        self.last: Row = {}
        if n_rows:
            self._read(n_rows)
            self._rewrite(n_rows)

    def record(self, step: int, metrics: dict[str, float]) -> None:
        """Append one row; each value must be a number. Raises OSError or tf.errors.OpError."""
        row = {"step": int(step), **{name: float(value) for name, value in metrics.items()}}
        if self._append(row):
            self._rewrite(self.n_rows - 1, row)
        else:
            with self._path.open("a", encoding="utf-8", newline="") as file:
                self._writer(file).writerow(row)
        self._events.add(row["step"], {name: row[name] for name in metrics})

    def flush(self) -> None:
        """Flush the rows to the disk. Raises OSError or tf.errors.OpError."""
        self._events.flush()
        if self.n_rows:
            flush(self._path)

    def recorded(self, name: str) -> tuple[list[int], list[float]]:
        """The steps at which a metric was recorded, and its values."""
        steps, values = self._series.get(name, ((), ()))
        return list(steps), list(values)

    def _read(self, n_rows: int) -> None:
        try:
            for row in self._rows(n_rows):
                self._append({name: float(value) for name, value in row.items() if value})
            if self.n_rows < n_rows:
                raise ValueError(f"{self.n_rows} rows, but the checkpoint counts {n_rows}")
        except (OSError, ValueError, TypeError, LookupError, OverflowError, csv.Error) as error:
            raise UserError(
                f"{self._path}: not as it was saved: {error}; restore it, or start a new run"
            ) from error

    def _append(self, row: Row) -> bool:
        """Add a row; returns whether the header changed, so that the file must be rewritten."""
        row["step"] = int(row["step"])
        self.n_rows += 1
        self.last = row
        for name, value in row.items():
            if name != "step":
                steps, values = self._series.setdefault(name, (array("q"), array("d")))
                steps.append(row["step"])
                values.append(value)
        new_columns = [name for name in row if name not in self._columns]
        self._columns += new_columns
        return bool(new_columns) or self.n_rows == 1

    def _rows(self, n_rows: int) -> Iterator[dict[str, str]]:
        """The first rows of the file, as they are there."""
        with open_regular(self._path) as file:
            text = io.TextIOWrapper(file, encoding="utf-8", newline="")
            yield from islice(csv.DictReader(text), n_rows)

    def _rewrite(self, n_rows: int, *more: Row) -> None:
        """Rewrite the file with the current header: its first `n_rows` rows, then `more`."""
        with (
            replacing(self._path) as temporary,
            temporary.open("w", encoding="utf-8", newline="") as file,
        ):
            writer = self._writer(file)
            writer.writeheader()
            if n_rows:
                writer.writerows(self._rows(n_rows))
            writer.writerows(more)

    def _writer(self, file: io.TextIOBase) -> csv.DictWriter:
        # Rows read again may have columns with values only in rows that were dropped.
        return csv.DictWriter(file, self._columns, extrasaction="ignore", lineterminator="\n")
