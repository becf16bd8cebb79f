"""The command `exercise` as a student and a teacher type it."""

import json
import os
from dataclasses import replace

import pytest

from tf1rnn.cli.exercise.screen import show_verdict
from tf1rnn.exercises.checking import Verdict
from tf1rnn.exercises.folder import Record, StudentFolder
from tf1rnn.exercises.judging import Finding
from tf1rnn.lesson.printouts import load_printouts
from tf1rnn.registry.discovery import lesson_folder

FILLED = {
    "Y0 = ...": "Y0 = tf.tanh(b + tf.matmul(X0, Wx))",
    "Y1 = ...": "Y1 = tf.tanh(tf.matmul(tf.concat([X1, Y0], 1), tf.concat([Wx, Wy], 0)) + b)",
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The folder that the student is in; here(name) is the file of an exercise."""
    monkeypatch.chdir(tmp_path)
    return lambda name: tmp_path / "exercises" / f"{name}.py"


def test_a_student_begins_checks_and_passes(command, here):
    first = command("exercise").out
    assert "Next: main.py exercise start two_steps" in first.replace("python ", "")
    assert "0 of" in first
    assert command("exercise", "start").code == 0
    holes = command("exercise", "check")
    assert holes.code == 1
    assert holes.out.count("a hole is left") == 2
    source = here("two_steps").read_text()
    for hole, answer in FILLED.items():
        source = source.replace(hole, answer)
    here("two_steps").write_text(source)
    passed = command("exercise", "check", "two_steps", "--json")
    assert passed.code == 0
    told = json.loads(passed.out)
    assert told["passes"]
    assert [finding["name"] for finding in told["findings"]] == [
        "Y0_val",
        "Y1_val",
        "the lesson's numbers",
    ]
    rows = json.loads(command("exercise", "list", "--json").out)
    assert rows[0]["state"] == "done"
    assert [row["name"] for row in rows if row["next"]] == ["one_set_of_weights"]


def test_a_mistake_is_shown_beside_the_lessons_digits_and_explained(command, here):
    command("exercise", "start", "two_steps")
    source = here("two_steps").read_text()
    source = source.replace("Y0 = ...", FILLED["Y0 = ..."])
    here("two_steps").write_text(source.replace("Y1 = ...", "Y1 = tf.tanh(tf.matmul(X1, Wx) + b)"))
    result = command("exercise", "check")
    assert result.code == 1
    assert "0.51955646" in result.out  # the lesson's
    assert "not yet Y1_val: 19 of 20 numbers differ" in result.out
    assert "-> Y1 does not depend on Y0" in result.out


def test_hints_come_one_at_a_time_and_the_solution_after_a_question(command, here):
    command("exercise", "start", "two_steps")
    assert command("exercise", "hint").out.count("tf.tanh") == 0
    assert "2. The bias b is added" in command("exercise", "hint").out
    refused = command("exercise", "solution")
    assert refused.code == 2
    assert "add --yes" in refused.err
    shown = command("exercise", "solution", "--yes").out
    assert "tf.tanh(tf.matmul(Y0, Wy) + tf.matmul(X1, Wx) + b)" in shown
    record = StudentFolder(here("two_steps").parent).record("two_steps")
    assert (record.hints, record.solution, record.done) == (2, True, False)


def test_a_report_is_a_table_of_students_and_exercises(command, here, tmp_path):
    for student in ("ada", "alan"):
        command("exercise", "start", "two_steps", "--dir", tmp_path / student)
    (tmp_path / "alan" / "two_steps.py").write_text("Y0 = (")
    (tmp_path / "alan" / "feed_back.py").write_bytes(b"\xff\xfe")
    result = command("exercise", "report", tmp_path / "ada", tmp_path / "alan")
    assert result.code == 0
    ada, alan = (line.split() for line in result.out.splitlines()[1:3])
    assert ada[1:] == ["/", "0", "of", "2"]
    assert alan[1:] == ["-", "-", "0", "of", "2"]
    rows = json.loads(command("exercise", "report", tmp_path / "alan", "--json").out)
    assert "this is not Python" in rows[0]["exercises"]["two_steps"]["why"]
    assert command("exercise", "report", tmp_path / "nobody").code == 2


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ("check", "no exercise was begun"),
        ("check two_step", "did you mean two_steps"),
        ("check two_steps", "not begun; begin with"),
        ("start nothing_like_it", "there is no exercise nothing_like_it"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(command, here, argv, message):
    result = command("exercise", *argv.split())
    assert result.code == 2
    assert message in result.err
    assert len(result.err.splitlines()) == 1


def test_a_plugins_exercise_is_found_beside_it(command, here, plugins, small, tmp_path):
    from tests.exercises.conftest import SMALL, TASK

    folder = plugins("adder", TASK)
    (folder / "exercises").mkdir()
    (folder / "exercises" / "add.py").write_text(SMALL)
    (folder / "exercises" / "broken.py").write_text("1\n")
    result = command("exercise", "list", "--language", "fr")
    assert "there is no task" not in result.err, result.err
    assert "Beyond the lesson\n  [ ]  add" in result.out
    assert "broken.py: it has no docstring" in result.err


def test_watch_checks_at_each_save_until_the_exercise_passes(command, here, monkeypatch, catalog):
    command("exercise", "start", "two_steps")
    states = ["not yet", "passes"]

    def check_file(exercise, path):
        os.utime(path, (len(states), len(states)))  # as if it were saved meanwhile
        return Verdict(exercise, states.pop(0))

    monkeypatch.setattr("tf1rnn.exercises.checking.check_file", check_file)
    result = command("exercise", "watch")
    assert result.code == 0
    assert states == []
    assert result.out.count("Watching") == 1
    assert "It passes." in result.out


def test_numbers_stand_beside_the_lessons_only_where_the_shapes_are_the_same(capsys, catalog):
    exercise = catalog.get("pack_the_steps")
    finding = Finding("outputs_val", False, "has another shape", same_shape=False)
    (printout,) = (
        p for p in load_printouts(lesson_folder() / "printouts") if p.task == exercise.printout
    )
    verdict = Verdict(
        exercise,
        "not yet",
        [finding],
        printed="[1]",
        results=printout.compare("[1]"),
        printout=printout,
    )
    show_verdict(verdict, Record(), None)
    assert ">>> print(outputs_val)" not in capsys.readouterr().out
    show_verdict(replace(verdict, findings=[replace(finding, same_shape=True)]), Record(), None)
    assert ">>> print(outputs_val)" in capsys.readouterr().out
