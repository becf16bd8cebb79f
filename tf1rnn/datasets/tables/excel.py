"""The sheets of an Excel file as tables of text, read by pandas and openpyxl."""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn.datasets.sources.parts import (
    LARGEST_RATIO,
    UNPACKED_FREELY,
    Part,
    document_kind,
    listed,
    within,
)
from tf1rnn.errors import UserError
from tf1rnn.files import open_regular
from tf1rnn.text import suggestion


class Sheet(NamedTuple):
    """A sheet of an Excel file."""

    part: Part  # its member is the sheet's name
    rows: list[list[Any]]

    remarks = ()

    def lines(self, newline: str = "\n") -> Iterator[str]:
        """Its rows, each as a line of cells with tabs between them."""
        for row in self.rows:
            written = io.StringIO()
            csv.writer(written, delimiter="\t", lineterminator="\n").writerow(map(_text, row))
            # A cell's own line breaks would be lines of the file.
            yield written.getvalue().rstrip("\n").replace("\n", " ").replace("\r", " ") + "\n"


def sheets_of(path: Path, option: str) -> list[Sheet]:
    """The sheets of the Excel file at a path, or that which `book.xlsx/Sheet1` names.

    None if it is not an Excel file. Raises UserError if it cannot be read.
    """
    file, name = within(path)
    part = Part(option, file)
    with contextlib.suppress(OSError), open_regular(file) as opened:
        if opened.read(2) != b"PK":
            return []
        kind = document_kind(part)
        if not kind:
            return []
        if kind != "an Excel file":
            raise UserError(f"{part.what}: is {kind}; save it as .xlsx or CSV")
        opened.seek(0)
        _check_size(part, zipfile.ZipFile(opened))
        opened.seek(0)
        sheets = _read(part, opened)
        if name and name not in sheets:
            hint = suggestion(name, sheets, f"its sheets are {listed(list(sheets))}")
            raise UserError(f"{option} {path}: {file} has no sheet {name}: {hint}")
        chosen = {name: sheets[name]} if name else sheets
        return [Sheet(part._replace(member=each), rows) for each, rows in chosen.items()]
    return []


def _check_size(part: Part, archive: zipfile.ZipFile) -> None:
    """Refuse a file that unpacks to far more than a workbook does."""
    packed = sum(info.compress_size for info in archive.infolist())
    if sum(i.file_size for i in archive.infolist()) > max(UNPACKED_FREELY, LARGEST_RATIO * packed):
        raise UserError(
            f"{part.what}: unpacks to more than {LARGEST_RATIO} times its size, as no such "
            "data do; save it as CSV if it is to be trusted"
        )


def _read(part: Part, file: io.BufferedIOBase) -> dict[str, list[list[Any]]]:
    import pandas as pd

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles that openpyxl does not know
            read = pd.read_excel(file, sheet_name=None, header=None, dtype=object, na_filter=False)
    except ImportError as error:
        raise UserError(
            f"{part.what}: an Excel file, which takes openpyxl to read: pip install openpyxl; "
            "or save it as CSV"
        ) from error
    # For a damaged file, openpyxl raises many kinds of errors.
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise UserError(f"{part.what}: cannot be read as an Excel file: {reason}") from error
    return {name: sheet.to_numpy().tolist() for name, sheet in read.items()}


def _text(cell: Any) -> str:
    """A cell as it would stand in a CSV file; no number of Excel's may be read in two ways."""
    if cell is None or cell != cell:  # NaN, for an error such as #N/A
        return ""
    if isinstance(cell, float):
        text = repr(cell)
        return text if "e" in text or len(text.partition(".")[2]) != 3 else f"{text}0"
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ").removesuffix(" 00:00:00")
    return str(cell)
