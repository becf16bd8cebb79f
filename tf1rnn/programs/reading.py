"""Reads the source of programs and notebooks: for `exec`, which runs them, and for `doctor`."""

import contextlib
import json
import logging
import re
import tokenize
import warnings
from pathlib import Path
from typing import Any

from tf1rnn import files
from tf1rnn.errors import UserError
from tf1rnn.text import nearest

SUFFIXES = (".py", ".ipynb")
LARGEST_SOURCE = 2**24  # bytes; longer than any source that a person writes
LARGEST_NOTEBOOK = 2**28  # bytes, with the figures in it
# Cell magics that run the cell's own code, which is part of the program.
_RUNS_ITS_CELL = re.compile(r"%%(time|timeit|capture|prun)\b")


def read_source(path: Path) -> str:
    """The text of a source file, in the encoding that it declares; UserError if it has none."""
    try:
        if path.stat().st_size > LARGEST_SOURCE:
            raise UserError(f"{path}: longer than {LARGEST_SOURCE} bytes, too long for a program")
        with tokenize.open(path) as file:
            return file.read()
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: not in the encoding that it declares: {error.reason}") from error
    except SyntaxError as error:  # it declares an encoding that does not exist
        raise UserError(f"{path}: {error.msg}") from error


def read_notebook(path: Path) -> Any:
    """A notebook of any format, in format 4; raises UserError if there is none."""
    import nbformat

    try:
        text = files.read_text(path, LARGEST_NOTEBOOK)
    except FileNotFoundError as error:
        raise UserError(f"{path}: there is no such notebook{near_hint(path)}") from error
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UserError(f"{path}: not a notebook: it is not UTF-8 text") from error
    logging.getLogger("nbformat").setLevel(logging.CRITICAL)
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about cells without an id: no old notebook has them
        try:
            notebook = nbformat.reads(_completed(text), as_version=4)
            "".join(cell.source for cell in code_cells(notebook))  # raises if a source is not text
            language = _language(notebook.metadata)
        except json.JSONDecodeError as error:
            raise UserError(f"{path}: not a notebook: it is not JSON") from error
        except Exception as error:  # whatever its converters raise
            raise UserError(f"{path}: not a notebook, although it is JSON") from error
    if language.lower() not in ("python", "ipython"):
        raise UserError(f"{path}: a notebook in {language}; only Python notebooks run here")
    return notebook


def _language(metadata: Any) -> str:
    """The language of a notebook: what its kernel says, else what its editor noted."""
    kernel, editor = metadata.get("kernelspec") or {}, metadata.get("language_info") or {}
    return kernel.get("language") or editor.get("name") or "python"


def _completed(text: str) -> str:
    """A notebook's JSON, with outputs and metadata added where cells have none."""
    parsed = json.loads(text)
    for cell in parsed.get("cells", ()):
        cell.setdefault("metadata", {})
        if cell["cell_type"] == "code":
            cell.setdefault("outputs", [])
            cell.setdefault("execution_count", None)
    return json.dumps(parsed)


def code_cells(notebook: Any) -> list[Any]:
    """The code cells of a notebook, in their order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def plain_python(cell: str) -> str:
    """A cell's source as plain Python: IPython turns magics and shell commands into calls.

    Line numbers do not change. A cell that a magic passes to another program becomes empty.
    """
    from IPython.core.inputtransformer2 import TransformerManager

    first, _, rest = cell.lstrip().partition("\n")
    if first.startswith("%%"):
        cell = f"\n{rest}" if _RUNS_ITS_CELL.match(first) else ""
    return TransformerManager().transform_cell(cell)


def near_hint(path: Path) -> str:
    """A hint at a file with a similar name in the same folder."""
    with contextlib.suppress(OSError):
        names = [p.name for p in path.parent.iterdir() if p.suffix in SUFFIXES]
        near = nearest(path.name, names, n=1)
        if near:
            return f"; did you mean {path.with_name(near[0])}?"
    return ""
