"""The metrics of a run: metrics.csv, and the same numbers for TensorBoard."""

import csv
import io
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.events import Events
from tf1rnn.files import flush, open_regular, write_text


class Metrics:
    """One row of metrics.csv a recorded step; a metric first seen later gets a column then.

    A run that is taken up again keeps the first `n_rows` of the rows that are there.
    """

    def __init__(self, path: Path, events: Events, n_rows: int = 0) -> None:
        self._path = path
        self._events = events
        self.rows: list[dict[str, float]] = []
        self._columns = ["step"]
        if n_rows:
            self._read(n_rows)
            self._write_all()

    def record(self, step: int, metrics: dict[str, float]) -> None:
        """Append one row; each value must be a number. Raises OSError or tf.errors.OpError."""
        row = {"step": int(step), **{name: float(value) for name, value in metrics.items()}}
        if self._append(row):
            self._write_all()
        else:
            with self._path.open("a", encoding="utf-8", newline="") as file:
                file.write(self._text([row], header=False))
        self._events.add(row["step"], {name: row[name] for name in metrics})

    def flush(self) -> None:
        """Have the rows written to the disk itself. Raises OSError or tf.errors.OpError."""
        self._events.flush()
        if self.rows:
            flush(self._path)

    def recorded(self, name: str) -> tuple[list[float], list[float]]:
        """The steps at which a metric was recorded, and its values."""
        rows = [row for row in self.rows if name in row]
        return [row["step"] for row in rows], [row[name] for row in rows]

    def _read(self, n_rows: int) -> None:
        try:
            with open_regular(self._path) as file:
                text = io.TextIOWrapper(file, encoding="utf-8", newline="")
                kept = [row for row, _ in zip(csv.DictReader(text), range(n_rows), strict=False)]
            for row in kept:
                self._append({name: float(value) for name, value in row.items() if value})
            if len(kept) < n_rows:
                raise ValueError(f"{len(kept)} rows, where the checkpoint counts {n_rows}")
        except (OSError, ValueError, TypeError, KeyError, csv.Error) as error:
            raise UserError(f"{self._path}: cannot be gone on with: {error}") from error

    def _append(self, row: dict[str, float]) -> bool:
        """Keep a row; whether the file has to be written anew, with another header."""
        row["step"] = int(row["step"])
        self.rows.append(row)
        new_columns = [name for name in row if name not in self._columns]
        self._columns += new_columns
        return bool(new_columns) or len(self.rows) == 1

    def _write_all(self) -> None:
        write_text(self._path, self._text(self.rows, header=True))

    def _text(self, rows: list[dict[str, float]], header: bool) -> str:
        text = io.StringIO()
        writer = csv.DictWriter(text, self._columns, lineterminator="\n")
        if header:
            writer.writeheader()
        writer.writerows(rows)
        return text.getvalue()
