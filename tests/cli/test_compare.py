"""`compare` shows the lesson's printouts beside ours, and fails if one does not hold."""

import json
import re
import sys

import pytest

from tf1rnn.registry import discovery


def test_compare_shows_the_lessons_printouts_beside_ours_and_every_number_holds(command):
    result = command("compare", "basic_rnn", "static_rnn", "dynamic_rnn", "variable_length")
    assert result.code == 0
    assert (
        result.out.count("\n=> explained: float32 rounding, which depends on the processor; ") == 4
    )
    assert result.err == ""
    assert result.out.endswith("Every printout holds.\n")


def test_compare_json_gives_each_block_with_its_verdict(command):
    (row,) = json.loads(command("compare", "basic_rnn", "--json").out)
    assert (row["task"], row["holds"]) == ("basic_rnn", True)
    assert row["verdict"] == "explained"
    assert row["evidence"].startswith("float32 rounding")
    first, second = row["results"]
    # Without oneDNN, one number's tanh is already 1: the printout's header allows for it.
    assert (first["n_agree"], first["n_allowed"]) in ((20, 0), (19, 1))
    assert first["largest_difference"] <= 2.5e-7
    assert (second["n_agree"], second["n_allowed"]) == (20, 0)
    assert second["largest_difference"] <= 1.2e-7


def test_compare_names_the_current_task_on_a_terminal(command, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    result = command("compare", "variable_length", "basic_rnn", "--json")
    assert [row["holds"] for row in json.loads(result.out)] == [True, True]
    assert result.err.splitlines() == [
        "Running variable_length (1 of 2)",
        "Running basic_rnn (2 of 2)",
    ]


def test_compare_marks_the_digits_that_differ_in_colour_on_a_terminal_alone(command, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain = command("compare", "basic_rnn").out
    assert "\x1b" not in plain

    terminal = type(sys.stdout)
    monkeypatch.setattr(terminal, "isatty", lambda self: True)
    coloured = command("compare", "basic_rnn").out
    marked = re.findall(r"\x1b\[30;43m([\d. -]+)\x1b\[0m", coloured)
    assert "82" in marked or "1.       " in marked  # where the lesson printed 0.99999976
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured).split() == plain.split(), "folded at words"

    monkeypatch.setenv("NO_COLOR", "1")
    assert command("compare", "basic_rnn").out.split() == plain.split()


@pytest.fixture
def lesson(monkeypatch, tmp_path):
    """lesson({task: printout}): a copy of the lesson's tasks with these printouts alone."""
    folder = discovery.lesson_folder()

    def copied(printouts):
        for path in [*folder.glob("*.py"), *folder.glob("parts/*.py")]:
            copy = tmp_path / path.relative_to(folder)
            copy.parent.mkdir(exist_ok=True)
            copy.write_text(path.read_text())
        (tmp_path / "printouts").mkdir()
        for name, text in printouts.items():
            (tmp_path / "printouts" / f"{name}.txt").write_text(text)
        monkeypatch.setattr(discovery, "lesson_folder", lambda: tmp_path)

    return copied


def printout(name):
    return (discovery.lesson_folder() / "printouts" / f"{name}.txt").read_text()


def test_compare_exits_with_1_if_a_printout_does_not_hold(command, lesson):
    lesson({"basic_rnn": printout("basic_rnn").replace("0.51955646", "0.51965646")})
    result = command("compare", "basic_rnn")
    assert result.code == 1
    assert "DIFFERS" in result.out


@pytest.fixture
def printed_without_data(lesson, monkeypatch, tmp_path):
    """A lesson with two printouts, one of a task whose data are not available."""
    lesson({name: printout(name) for name in ("basic_rnn", "mnist")})
    monkeypatch.setenv("TF1RNN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))


def test_compare_leaves_out_what_needs_data_that_are_not_available(command, printed_without_data):
    result = command("compare")
    assert result.code == 0
    assert "-> needs genuine data: cannot download" in result.out
    assert "say where they are: --data FOLDER" in result.out
    assert result.out.endswith("Every printout holds. Not compared: mnist.\n")
    rows = json.loads(command("compare", "--json").out)
    assert [(row["task"], row["holds"]) for row in rows] == [("basic_rnn", True), ("mnist", None)]


def test_compare_of_a_task_by_name_fails_without_its_data(command, printed_without_data):
    result = command("compare", "basic_rnn", "mnist")
    assert result.code == 2
    assert "say where they are: --data FOLDER" in result.err
    result = command("compare", "mnist", "--data", "nowhere")
    assert (result.code, "--data nowhere: neither auto" in result.err) == (2, True)


def test_a_program_of_any_is_set_beside_the_lessons_printout(command, tmp_path):
    program = tmp_path / "mine.py"
    program.write_text('print(">>> print(states_val)")\nprint("[[0.5]]")\n')
    result = command("compare", "--program", program, "variable_length")
    assert result.code == 1
    assert "-> 20 numbers, ours 1: DIFFERS" in result.out
    refused = command("compare", "--program", program)
    assert refused.code == 2
    assert "name the one task" in refused.err
    program.write_text("raise SystemExit(3)\n")
    failed = command("compare", "--program", program, "variable_length")
    assert failed.code == 2
    assert "it ended with exit code 3" in failed.err
