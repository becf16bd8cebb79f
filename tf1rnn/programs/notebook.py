"""Runs a notebook's code cells in order, prints their outputs, and can save it executed."""

import base64
import contextlib
import io
import os
import re
import sys
import tempfile
import traceback
import types
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tf1rnn import files
from tf1rnn.errors import UserError
from tf1rnn.programs import figures
from tf1rnn.programs.hiding import forget_hidden
from tf1rnn.programs.imports import Imports
from tf1rnn.programs.program import refuse_python_2
from tf1rnn.programs.reading import code_cells, read_notebook
from tf1rnn.programs.tracebacks import trim

# JSON takes one only as an escape.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def run_notebook(path: Path, args: Sequence[str], imports: Imports, save: Path | None) -> None:
    """Run a notebook in its own folder, as Jupyter does; it ends by the exception of a cell.

    The notebook with its outputs is saved to `save`, even if a cell fails. Raises UserError for a
    file that is not a Python notebook, and if `save` cannot be written.
    """
    notebook = read_notebook(path)
    if save is not None:
        save = _absent_file(save)
    sys.argv = [str(path), *args]
    sys.path[0] = ""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # Jupyter shows any text
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    place, name = path.resolve().parent, path.name
    outputs = Outputs(figures.Figures(path), save is not None)
    os.chdir(place)
    try:
        with tempfile.TemporaryDirectory() as folder, outputs.recorded():
            _run_cells(notebook, name, outputs, (module, imports, folder, outputs.emit))
    finally:
        if save is not None:
            _write(notebook, save)


def _absent_file(save: Path) -> Path:
    save = save.absolute()
    if save.exists():
        raise UserError(f"--save {save}: exists already; name another file")
    if not os.access(save.parent, os.W_OK):
        raise UserError(f"--save {save}: its folder cannot be written to")
    return save


def _run_cells(notebook: Any, name: str, outputs: "Outputs", context: tuple) -> None:
    from tf1rnn.programs.shell import Shell

    shell = Shell.start(*context)
    forget_hidden(os.getcwd())
    figures.handle_with(outputs.show)
    figures.take_over()
    cells = code_cells(notebook)
    for number, cell in enumerate(cells, 1):
        cell.outputs, cell.execution_count = [], None
        _refuse_python_2(shell, cell.source, f"{name}, cell {number}")
    try:
        for number, cell in enumerate(cells, 1):
            outputs.cell, cell.execution_count = cell, number
            error = shell.run(cell.source, f"{name}, cell {number}")
            figures.show_open()
            if error is not None:
                outputs.fail(error)
                if "raises-exception" not in (cell.metadata.get("tags") or ()):
                    raise error
    finally:
        outputs.cell = None  # later output belongs to no cell
        type(shell).clear_instance()


def _refuse_python_2(shell: Any, source: str, name: str) -> None:
    """Raise UserError for a cell in Python 2 before any cell runs; other errors come later."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(shell.transform_cell(source), name, "exec")
        except SyntaxError as error:
            error.filename = name
            refuse_python_2(error)
        except ValueError:  # a lone surrogate
            return


def _write(notebook: Any, save: Path) -> None:
    import nbformat

    try:
        text = nbformat.writes(notebook)
        files.write_text(save, _LONE_SURROGATE.sub(lambda it: f"\\u{ord(it[0]):04x}", text))
    except OSError as error:
        raise UserError(f"--save {save}: {error.strerror}") from error
    print(f"tf1rnn: the executed notebook is {save}", file=sys.stderr)


class Outputs:
    """The cells' outputs: printed, and recorded in the notebook if it will be saved."""

    def __init__(self, figures_: figures.Figures, record: bool) -> None:
        self._cell: Any = None
        self._figures = figures_
        self._record = record
        self._stream_name, self._stream_text = "", []  # what is printed, until something else comes

    @property
    def cell(self) -> Any:
        """The cell that outputs belong to, if one is running."""
        return self._cell

    @cell.setter
    def cell(self, cell: Any) -> None:
        self._end_stream()
        self._cell = cell

    @contextlib.contextmanager
    def recorded(self) -> Iterator[None]:
        """Record what is printed inside."""
        streams = sys.stdout, sys.stderr
        if self._record:
            sys.stdout = _Tee(sys.stdout, lambda text: self._stream("stdout", text))
            sys.stderr = _Tee(sys.stderr, lambda text: self._stream("stderr", text))
        try:
            yield
        finally:
            sys.stdout, sys.stderr = streams

    def emit(self, kind: str, data: dict, metadata: dict) -> None:
        """Print and record what a cell displays, or the value of its last expression."""
        image = data.get("image/png")
        if image is not None:
            image = base64.b64decode(image) if isinstance(image, str) else image
            self._saved(self._figures.save_png(image))
            data = {**data, "image/png": base64.b64encode(image).decode()}
        else:
            self._print(data.get("text/plain", ""))
        more = {"execution_count": self.cell.execution_count} if kind == "execute_result" else {}
        self._add(kind, data=data, metadata=metadata, **more)

    def show(self, figure: Any) -> None:
        """Save a matplotlib figure, and record it."""
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png")
        self._saved(self._figures.save_png(buffer.getvalue()))
        image = base64.b64encode(buffer.getvalue()).decode()
        self._add("display_data", data={"image/png": image, "text/plain": repr(figure)})

    def fail(self, error: BaseException) -> None:
        """Record what a cell raised."""
        trim(error)
        lines = "".join(traceback.format_exception(error)).splitlines()
        self._add("error", ename=type(error).__name__, evalue=str(error), traceback=lines)

    def _saved(self, path: Path | None) -> None:
        if path is not None:
            self._print(f"[{path}]")

    def _print(self, text: str) -> None:
        """Print text without recording it: it is recorded in another form."""
        stream = sys.stdout
        print(text, file=stream.stream if isinstance(stream, _Tee) else stream)

    def _stream(self, name: str, text: str) -> None:
        if self.cell is None:
            return
        if name != self._stream_name:
            self._end_stream()
            self._stream_name = name
        self._stream_text.append(text)

    def _end_stream(self) -> None:
        text, self._stream_text = "".join(self._stream_text), []
        if text:
            self._append("stream", name=self._stream_name, text=text)

    def _add(self, kind: str, **values: Any) -> None:
        if self._record:
            self._end_stream()
            self._append(kind, **values)

    def _append(self, kind: str, **values: Any) -> None:
        import nbformat

        self.cell.outputs.append(nbformat.v4.new_output(kind, **values))


class _Tee:
    """A stream that also reports what is written to it."""

    def __init__(self, stream: Any, tell: Any) -> None:
        self.stream = stream
        self._tell = tell

    def write(self, text: str) -> int:
        self._tell(text)
        return self.stream.write(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)
