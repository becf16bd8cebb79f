"""The folder of pages: written whole, and only over what `report` wrote."""

import re

import pytest

from tf1rnn import UserError
from tf1rnn.report.pages.writing import check, write

PAGES = {"index.html": b"<p>", "figures/a/b.png": b"png"}


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_pages_replace_those_that_were_written_before(tmp_path):
    folder = tmp_path / "deep" / "report"
    write(folder, PAGES)
    assert names(folder) == {*PAGES, ".tf1rnn-report.json"}
    write(folder, {"index.html": b"new"})
    assert names(folder) == {"index.html", ".tf1rnn-report.json"}
    assert (folder / "index.html").read_bytes() == b"new"
    assert [path.name for path in folder.parent.iterdir()] == ["report"]


def test_an_empty_folder_is_taken(tmp_path):
    write(tmp_path, PAGES)
    assert names(tmp_path) == {*PAGES, ".tf1rnn-report.json"}


def refused(folder):
    with pytest.raises(UserError, match=re.escape(f"--out {folder}: ")) as refusal:
        write(folder, PAGES)
    return str(refusal.value)


def test_what_report_did_not_write_stays(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    assert "holds files that `report` did not write" in refused(tmp_path)
    assert names(tmp_path) == {"mine.txt"}
    (tmp_path / "file").write_text("x")
    assert "is not a folder" in refused(tmp_path / "file")
    (tmp_path / "link").symlink_to(tmp_path)
    assert "is not a folder" in refused(tmp_path / "link")


@pytest.mark.parametrize("mark", ["", "[]", '{"files": 3}', '{"files": [[]]}'])
def test_a_damaged_mark_is_none(tmp_path, mark):
    write(tmp_path / "report", PAGES)
    (tmp_path / "report" / ".tf1rnn-report.json").write_text(mark)
    assert "holds files" in refused(tmp_path / "report")


def test_a_file_put_beside_the_pages_stays(tmp_path):
    folder = tmp_path / "report"
    write(folder, PAGES)
    (folder / "figures" / "notes.txt").write_text("mine")
    assert "such as figures/notes.txt" in refused(folder)
    assert (folder / "figures" / "notes.txt").read_text() == "mine"
    assert (folder / "index.html").read_bytes() == b"<p>"


def test_what_cannot_be_written_leaves_all_as_it_was(tmp_path):
    folder = tmp_path / "report"
    write(folder, PAGES)
    with pytest.raises(UserError, match="cannot be written"):
        write(folder, {"a": b"", "a/b": b""})  # a file cannot be a folder too
    assert names(folder) == {*PAGES, ".tf1rnn-report.json"}
    assert [path.name for path in tmp_path.iterdir()] == ["report"]
    check(folder)
