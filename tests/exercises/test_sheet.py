"""A student's file: its holes, its lines, and that it is never written over."""

import pytest

from tf1rnn import UserError
from tf1rnn.exercises.sheet import Sheet, read_sheet, write_sheet


def test_an_ellipsis_within_an_index_is_no_hole(tmp_path):
    sheet = Sheet(tmp_path / "x.py", "y = x[..., 0]\nz = x[1, ...] + ...\n")
    assert sheet.unfilled() == [2]


def test_what_is_not_python_is_told_with_its_line(tmp_path):
    with pytest.raises(UserError, match="line 2: this is not Python"):
        Sheet(tmp_path / "x.py", "a = 1\nb = (\n").unfilled()


def test_a_students_file_is_never_written_over(small, tmp_path):
    path = tmp_path / "add.py"
    write_sheet(small(), path, "en", "check")
    path.write_text("mine")
    with pytest.raises(UserError, match="is there already, and yours"):
        write_sheet(small(), path, "en", "check")
    assert path.read_text() == "mine"


def test_a_notebook_has_the_scripts_program_and_tells_lines_by_cell(small, tmp_path):
    exercise = small()
    for name in ("add.py", "add.ipynb"):
        write_sheet(exercise, tmp_path / name, "en", "check")
    script, notebook = (read_sheet(tmp_path / name) for name in ("add.py", "add.ipynb"))
    assert code_lines(script.source.split('"""')[2]) == code_lines(notebook.source)
    line = notebook.unfilled()[0]
    assert notebook.place(line) == "cell 2, line 1"
    assert script.place(3) == "line 3"


def code_lines(source):
    return [line for line in source.splitlines() if line.strip() and "#" not in line]
