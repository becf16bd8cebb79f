"""Tables in Excel files and archives: the sheet or the member that has the column."""

import datetime
import io
import sys
import zipfile

import pytest

from tf1rnn.datasets.tables.options import Reading
from tf1rnn.datasets.tables.table import read_table
from tf1rnn.errors import UserError


def column(path, name, **reading):
    return read_table(path, [name], reading=Reading(**reading)).values[:, 0].tolist()


def workbook(path, **sheets):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


EXCEL = [["Tag", "Wert"], *([datetime.datetime(2019, 1, i + 1), i / 8 + 850] for i in range(9))]


def test_a_sheet_of_an_excel_file_is_read_the_one_with_the_column_or_that_named(tmp_path):
    path = workbook(tmp_path / "book.xlsx", Notes=[["Read me"]], Data=[["A title"], [], *EXCEL])
    table = read_table(path, ["Wert"])
    assert table.values.ravel().tolist() == [i / 8 + 850 for i in range(9)]
    assert str(table.times[-1])[:10] == "2019-01-09"
    assert "'Data' of 2 is read" in table.remarks[0]
    both = workbook(tmp_path / "both.xlsx", A=EXCEL, B=EXCEL)
    with pytest.raises(UserError, match="A, B all are tables with the column 'Wert'; name the one"):
        read_table(both, ["Wert"])
    assert len(read_table(both / "B", ["Wert"]).values) == 9
    with pytest.raises(UserError, match="has no sheet C: its sheets are A, B"):
        read_table(both / "C", ["Wert"])


def test_without_openpyxl_an_excel_file_is_refused_with_how_to_install_it(tmp_path, monkeypatch):
    path = workbook(tmp_path / "book.xlsx", Data=EXCEL)
    for name in [name for name in sys.modules if name.partition(".")[0] == "openpyxl"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UserError, match="takes openpyxl to read: pip install openpyxl; or save it"):
        read_table(path, ["Wert"])


def test_a_damaged_excel_file_is_refused_in_one_line(tmp_path):
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<not a workbook")
    with pytest.raises(UserError, match="cannot be read as an Excel file") as error:
        read_table(path, ["Wert"])
    assert "\n" not in str(error.value)


def test_of_an_archive_the_table_with_the_column_is_read_or_that_named(file):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("a/prices.csv", "day,a,b\n1,4,5\n2,5,6\n")
        members.writestr("a/wind.csv", "day,a,c\n1,7,8\n2,8,9\n")
        members.writestr("logo.png", b"\x89PNG\0")
    path = file(archive.getvalue(), "data.zip")
    assert column(path, "b") == [5, 6]
    assert column(path / "a/wind.csv", "a") == [7, 8]
    for name, message in {
        "a": "a/prices.csv, a/wind.csv all are tables with the column 'a'; name the one to read",
        "d": "none of a/prices.csv, a/wind.csv, logo.png is a table with the column 'd'",
    }.items():
        with pytest.raises(UserError, match=message):
            column(path, name)
    with pytest.raises(UserError, match="holds no a/win.csv: did you mean a/wind.csv"):
        column(path / "a/win.csv", "a")
