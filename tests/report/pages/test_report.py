"""The command `report`: which runs it takes, what it refuses, what it leaves behind."""

import shutil
import sys

import pytest

from tf1rnn.report.pages.choosing import chosen, newest_of_each
from tf1rnn.runs.folder.entries import runs_in


@pytest.fixture
def report(command, runs_dir, tmp_path):
    return lambda *argv: command("report", *argv, "--runs-dir", runs_dir, "--out", tmp_path / "out")


def test_a_run_is_named_by_its_name_its_task_or_its_folder(runs_dir, entries):
    known, folder = runs_in(runs_dir), entries[0].folder
    for name in (folder.name, f"lstm_cell/{folder.name}", str(folder)):
        assert [entry.folder for entry in chosen([name, name], known, runs_dir)] == [folder]
    assert chosen(["lstm_cell"], known, runs_dir) == [entries[-1]]
    assert chosen([], known, runs_dir) == [known[0]]


def test_one_run_is_one_page(report, entries, tmp_path):
    result = report(f"lstm_cell/{entries[0].folder.name}")
    assert result.code == 0
    assert result.out.startswith(f"{tmp_path / 'out' / 'index.html'}: 1 page, ")
    page = (tmp_path / "out" / "index.html").read_text()
    assert f"Run {entries[0].folder.name}" in page


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["lstm_sell"], "there is no run lstm_sell there: did you mean lstm_cell?"),
        (["lstm_cell", "--lesson"], "--lesson shows the newest run of each task; leave RUN out"),
    ],
)
def test_a_wrong_name_is_one_line(report, tmp_path, argv, said):
    result = report(*argv)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_name_of_several_runs_is_refused_with_their_full_names(command, runs_dir, tmp_path):
    copied = tmp_path / "runs"
    source = next(runs_dir.glob("basic_rnn/*"))
    shutil.copytree(source, copied / "basic_rnn" / "same")
    shutil.copytree(source, copied / "static_rnn" / "same")
    result = command("report", "same", "--runs-dir", copied)
    assert result.code == 2
    assert "basic_rnn/same" in result.err
    assert "static_rnn/same" in result.err


def test_without_a_run_it_says_how_to_make_one(command, tmp_path):
    for name in ("report", "view"):
        result = command(name, "--runs-dir", tmp_path)
        assert result.code == 2
        assert "there are no runs; make one with:" in result.err


def test_a_folder_of_somebody_elses_is_refused_before_any_work(command, runs_dir, tmp_path):
    (tmp_path / "mine").write_text("mine")
    result = command("report", "--runs-dir", runs_dir, "--out", tmp_path)
    assert result.code == 2
    assert "holds files that `report` did not write" in result.err


def test_a_missing_package_is_named_with_how_to_install_it(report, monkeypatch):
    for name in [n for n in sys.modules if n.startswith(("tf1rnn.report", "jinja2", "markupsafe"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "markupsafe", None)
    result = report()
    assert result.code == 2
    assert "install it with: pip install markupsafe" in result.err


def test_a_damaged_run_is_left_out_of_the_lesson_and_named(command, runs_dir, tmp_path):
    copied = tmp_path / "runs"
    source = next(runs_dir.glob("basic_rnn/*"))
    shutil.copytree(source, copied / "basic_rnn" / "one")
    shutil.copytree(source, copied / "static_rnn" / "two")
    (copied / "static_rnn" / "two" / "output.txt").write_bytes(b"\xff\xfe")
    result = command("report", "--lesson", "--runs-dir", copied, "--out", tmp_path / "out")
    assert result.code == 0
    assert "left out:" in result.err
    assert "output.txt: cannot be read" in result.err
    index = (tmp_path / "out" / "index.html").read_text()
    assert "1 are run" in index
    assert "run translation --quick" in index


def test_a_finished_run_stands_for_its_task_before_a_newer_unfinished_one(runs_dir):
    entries = runs_in(runs_dir)
    newest = next(entry for entry in entries if entry.task == "lstm_cell")
    newest.status["state"] = "interrupted"
    shown = newest_of_each(entries)["lstm_cell"]
    assert shown.folder != newest.folder
    assert shown.status["state"] == "finished"
