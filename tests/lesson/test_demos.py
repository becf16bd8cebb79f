"""Demos: the text files that declare them."""

import pytest

from tf1rnn import UserError
from tf1rnn.lesson.demos import Command, load_demo
from tf1rnn.registry import discovery
from tf1rnn.task import parsed

DEMOS = discovery.lesson_folder() / "demos"


def test_a_demo_has_an_objective_and_steps_with_their_commands(tmp_path):
    (tmp_path / "7.txt").write_text(
        "See it.\n\n1. Look\n2. Look closer\n    run eye\n    run eye --n-steps 3 --name left\n"
    )

    demo = load_demo(tmp_path, 7)

    assert demo.objective == "See it."
    assert demo.steps == [
        ("Look", []),
        ("Look closer", [Command("eye", {}), Command("eye", {"n_steps": "3", "name": "left"})]),
    ]


def test_a_demo_gives_its_digits_to_the_tasks_that_take_some(command, monkeypatch, tmp_path):
    carried_out = []
    monkeypatch.setattr(
        "tf1rnn.cli.demo.carry_out",
        lambda task, values, *_: carried_out.append((task.name, values)),
    )
    assert command("demo", 2, "--data", "drawn").code == 0
    assert carried_out == [
        ("variable_length", {}),
        ("mnist", {"data": "drawn"}),
        ("mnist_deep", {"data": "drawn"}),
    ]


def test_for_a_number_without_a_demo_the_demos_are_listed(tmp_path):
    for number in (10, 2):
        (tmp_path / f"{number}.txt").write_text("See it.\n\n1. Look\n")

    with pytest.raises(UserError, match=r"there is no demo 3: the demos are 2, 10$"):
        load_demo(tmp_path, 3)


@pytest.mark.parametrize("lines", ["    run eye\n", "1. Look\n3. Look closer\n", "1. Look\nrun\n"])
def test_a_line_that_is_neither_step_nor_command_is_refused(tmp_path, lines):
    (tmp_path / "1.txt").write_text(f"See it.\n\n{lines}")

    with pytest.raises(UserError, match=r"1\.txt: the line '.*' is neither"):
        load_demo(tmp_path, 1)


@pytest.mark.parametrize("path", sorted(DEMOS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_lessons_demos_run_tasks_that_exist(path):
    demo = load_demo(DEMOS, int(path.stem))
    tasks = discovery.discover()

    commands = [command for step in demo.steps for command in step.commands]
    assert commands
    for command in commands:
        parsed(tasks.get(command.task), command.values)
