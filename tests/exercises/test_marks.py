"""An exercise's file: its marks, its holes, and what it takes from a listing."""

from dataclasses import astuple

import pytest

from tf1rnn import UserError


def test_a_program_has_the_listings_lines_without_self(small):
    assert "one = one = 1\ntwo = 2\n" in small().program()


def test_holes_are_filled_with_the_listings_values_or_with_answers(small):
    exercise = small()
    assert exercise.n_holes == 2
    assert "total = one + two" in exercise.program()
    assert "total = ...\n" in exercise.program(exercise.unfilled())
    assert "    ..." in exercise.program(exercise.unfilled())
    assert [answer for _, answer, _ in exercise.solutions()] == ["one + two", "print(x)"]


def test_the_first_assignment_of_a_name_is_the_hole(small):
    exercise = small("total = one + two\n", "total = one + two\nif one:\n    total = 4\n")
    assert "total = 7\nif one:\n    total = 4" in exercise.program({1: "7"})


def test_a_hole_ends_with_its_lines(small):
    exercise = small("total = one + two\n", "total = one + two\n\nwhile total < 0:\n")
    assert "total = one + two" in exercise.program()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("task: adder\n", "", "no line `task: NAME`"),
        ("task: adder", "teaches: adder", "its header has a line 'teaches: adder'"),
        ('"two = "', '"four = "', "no statement that begins with 'four = '"),
        ("#: hole total", "#: hole sum", "nothing is assigned to sum"),
        ("`print(x)`", "`print(y)`", "the hole `print(y)` is 0 times in its lines"),
        ("#: hint", "#: clue", "there is no mark clue"),
        ("def observe", "def look", "no `#: check` with a function observe(program)"),
        ("#:     1: one * two\n", "", "a mistake has lines `NUMBER: CODE`"),
        ('"""Add', "'''Add", "it has no docstring"),
    ],
)
def test_a_file_that_is_no_exercise_is_refused_in_one_line(small, old, new, message):
    with pytest.raises(UserError) as refused:
        small(old, new)
    assert message in str(refused.value)
    assert "add.py" in str(refused.value)


def test_a_translation_has_an_instruction_for_each_hole(small, tmp_path):
    file = tmp_path / "tasks" / "exercises" / "add.fr.txt"
    file.parent.mkdir(parents=True)
    file.write_text("Additionner\n\nUn et deux ?\n\n1. La somme.\n")
    with pytest.raises(UserError, match="add.fr.txt has not an instruction for each hole"):
        small()
    file.write_text(file.read_text() + "\n2. Afficher x.\n")
    words = small().in_language("fr")
    assert astuple(words) == ("Additionner", "Un et deux ?", ("La somme.", "Afficher x."))
    assert small().in_language("de").title == "Add two numbers"
