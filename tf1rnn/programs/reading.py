"""Reads the source of programs and notebooks: for `exec`, which runs them, and for `doctor`."""

import contextlib
import json
import logging
import re
import warnings
import zipimport
from pathlib import Path
from typing import Any

from tf1rnn import files
from tf1rnn.errors import UserError
from tf1rnn.text import nearest

SUFFIXES = (".py", ".ipynb")
LARGEST_SOURCE = 2**26  # bytes; longer than any source that a person writes
LARGEST_NOTEBOOK = 2**28  # bytes, with the figures in it
# Cell magics that run the cell's own code, which is part of the program.
_RUNS_ITS_CELL = re.compile(r"%%(time|timeit|capture|prun)\b")


def read_source(path: Path) -> bytes:
    """The source of a program or a module, which may lie in an archive, as Python's compiler takes
    it; raises UserError if it cannot be read.
    """
    try:
        archived = _archived(path)
        if archived is not None:
            return archived
        if path.stat().st_size > LARGEST_SOURCE:
            raise UserError(f"{path}: longer than {LARGEST_SOURCE} bytes, too long for a program")
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from error


def is_source(path: Path) -> bool:
    """Whether there is such a file, in a folder or in an archive."""
    return path.is_file() or _archived(path) is not None


def _archived(path: Path) -> bytes | None:
    """A file in a zip archive; None if the path leads into none."""
    if path.exists() or path.parent.is_dir():
        return None
    try:
        return zipimport.zipimporter(str(path.parent)).get_data(str(path))
    except (zipimport.ZipImportError, OSError):
        return None


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
