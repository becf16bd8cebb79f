"""The metrics of a run: metrics.csv, and the same numbers for TensorBoard."""

import csv
import io
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.files import open_regular
from tf1rnn.runs.folder.appending import Appended
from tf1rnn.runs.folder.events import Events

Row = dict[str, float]
_END = (-1, 0.0)  # of a metric without further rows


class Metrics:
    """metrics.csv: a row for each recorded step; a metric that comes later gets a new column.

    `last` is the newest row. A resumed run starts from the first `n_rows` rows of the file.
    """

    def __init__(self, path: Path, events: Events, n_rows: int = 0) -> None:
        self._path = path
        self._events = events
        self._columns = ["step"]
        # Long runs record much: a value and its row take 16 bytes here, 300 in a dict a row.
        self._steps = array("q")  # of all rows
        self._series: dict[str, tuple[array, array]] = {}  # the rows of a metric, its values
        self._file: Appended | None = None  # until there is a row
        self.last: Row = {}
        if n_rows:
            self._read(n_rows)
            self._write()

    @property
    def n_rows(self) -> int:
        """How many rows were recorded."""
        return len(self._steps)

    def record(self, step: int, metrics: dict[str, float]) -> None:
        """Append one row; each value must be a number. Raises OSError or tf.errors.OpError."""
        row = {"step": int(step), **{name: float(value) for name, value in metrics.items()}}
        header_changed = self._append(row)
        if self._file is None or header_changed:
            self._write()
        else:
            self._file.append(self._csv([row]))
        self._events.add(row["step"], {name: row[name] for name in metrics})

    def make_whole(self) -> None:
        """Write the file again unless it is as this run left it. Raises OSError."""
        if self._file is not None:
            self._file.make_whole()

    def flush(self) -> None:
        """Flush the rows to the disk. Raises OSError or tf.errors.OpError."""
        self._events.flush()
        if self._file is not None:
            self._file.flush()

    @property
    def was_changed(self) -> bool:
        """Whether another program deleted or changed the file meanwhile."""
        return self._file is not None and self._file.was_changed

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def recorded(self, name: str) -> tuple[list[int], list[float]]:
        """The steps at which a metric was recorded, and its values."""
        rows, values = self._series.get(name, ((), ()))
        return [self._steps[row] for row in rows], list(values)

    def _read(self, n_rows: int) -> None:
        try:
            with open_regular(self._path) as file:
                text = io.TextIOWrapper(file, encoding="utf-8", newline="")
                for row in islice(csv.DictReader(text), n_rows):
                    self._append({name: float(value) for name, value in row.items() if value})
            if self.n_rows < n_rows:
                raise ValueError(f"{self.n_rows} rows, but the checkpoint counts {n_rows}")
        except (OSError, ValueError, TypeError, LookupError, OverflowError, csv.Error) as error:
            raise UserError(
                f"{self._path}: not as it was saved: {error}; restore it, or start a new run"
            ) from error

    def _append(self, row: Row) -> bool:
        """Add a row; returns whether it has a new column, so that the header changes."""
        row["step"] = int(row["step"])
        for name, value in row.items():
            if name != "step":
                rows, values = self._series.setdefault(name, (array("q"), array("d")))
                rows.append(self.n_rows)
                values.append(value)
        self._steps.append(row["step"])
        self.last = row
        new_columns = [name for name in row if name not in self._columns]
        self._columns += new_columns
        return bool(new_columns)

    def _write(self) -> None:
        """Write the whole file, with the current header."""
        self._file = self._file or Appended(self._path, self._whole)
        self._file.replace()

    def _whole(self) -> bytes:
        """What the file must hold."""
        header = self._csv([dict(zip(self._columns, self._columns, strict=True))])
        return header + self._csv(self._rows())

    def _rows(self) -> Iterator[Row]:
        """All rows, from the series."""
        waiting = {name: zip(*series, strict=True) for name, series in self._series.items()}
        heads = {name: next(entries) for name, entries in waiting.items()}
        for number, step in enumerate(self._steps):
            row: Row = {"step": step}
            for name, (row_number, value) in list(heads.items()):
                if row_number == number:
                    row[name] = value
                    heads[name] = next(waiting[name], _END)
            yield row

    def _csv(self, rows: Iterable[Row]) -> bytes:
        text = io.StringIO(newline="")
        csv.DictWriter(text, self._columns, lineterminator="\n").writerows(rows)
        return text.getvalue().encode()
