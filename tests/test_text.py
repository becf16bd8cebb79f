"""Tables, numbers, nearest names, odd characters and commands to type."""

import sys

import numpy as np

from tf1rnn.text import (
    folded,
    nearest,
    paragraphs,
    printable,
    printed,
    suggestion,
    table,
    typed,
)


def test_a_table_has_columns_as_wide_as_their_widest_cell_and_no_spaces_at_line_ends():
    assert table([("name", "x"), ("a", ""), ("longer", "1")], "  ") == [
        "  name    x",
        "  a",
        "  longer  1",
    ]


def test_a_long_line_is_folded_at_words_and_a_word_is_never_cut():
    assert folded("  one two three", 80) == "  one two three"
    assert folded("  one two three four", 12) == "  one two\n      three\n      four"
    assert folded("a " + "b" * 50, 40) == "a\n    " + "b" * 50
    assert folded("one two three", None) == "one two three"


def test_a_docstring_is_folded_by_paragraphs_and_list_items_and_its_formulas_stay():
    text = (
        "One line that\ngoes on.\n\n    c = f * c +\n    i * g\n\n"
        "- first item of\n  a list\n- second"
    )
    assert paragraphs(text, 16) == (
        "One line that\ngoes on.\n\n    c = f * c +\n    i * g\n\n"
        "- first item of\n  a list\n- second"
    )
    assert paragraphs(text, 60).startswith("One line that goes on.\n\n    c = f * c +\n    i * g\n")
    assert paragraphs(text, 60).endswith("\n\n- first item of a list\n- second")


def test_arrays_have_the_eight_decimals_and_the_spaces_that_numpy_1_13_gave_them():
    values = np.array([[-0.2964572, 1.0], [0.99909431, -0.999933]])
    lines = "[[-0.2964572   1.        ]\n [ 0.99909431 -0.999933  ]]\n"
    for dtype in (np.float32, np.float64):
        assert printed(values.astype(dtype)) == lines
    assert printed(np.float32([0, 1.5])) == "[ 0.   1.5]\n"
    assert printed(np.float16([0.1, 1])) == "[ 0.09997559  1.        ]\n"
    assert printed(np.complex64([0.1 + 1j])) == "[ 0.1+1.j]\n"
    assert printed(np.array([1, 20])) == "[ 1 20]\n"
    assert printed(np.array(["a"]), np.array(0.1, np.float32)) == "['a'] 0.1\n"


def test_a_float32_has_the_six_digits_that_the_lesson_prints():
    assert printed(0, "\tMSE:", np.float32(379.58612)) == "0 \tMSE: 379.586\n"
    assert printed(np.float32(107 / 150), np.float32(0.9777)) == "0.713333 0.9777\n"
    assert printed([np.float32(0.5)], np.float64(1 / 3), sep="", end="") == "[0.5]0.333333333333"


def test_printing_changes_nothing_of_how_the_program_itself_prints():
    third = np.float32([1 / 3])
    with np.printoptions(precision=3, legacy=False):
        assert printed(third) == "[ 0.333]\n"
        assert str(third) == "[0.333]"
        assert repr(third[0]) == "np.float32(0.33333334)" or np.__version__ < "2"


def test_the_nearest_names_are_found_in_any_case():
    assert nearest("learning_rat", ["Learning_Rate", "seed"]) == ["Learning_Rate"]
    assert nearest("zzz", ["seed"]) == []


def test_a_suggestion_says_what_may_be_meant_or_where_to_look():
    assert suggestion("basic_rn", ["basic_rnn"], "see `list`") == "did you mean basic_rnn?"
    assert suggestion("zzz", ["basic_rnn"], "see `list`") == "see `list`"


def test_characters_that_control_the_terminal_are_replaced():
    assert printable("a\x1b[2Jb") == "a\ufffd[2Jb"


def test_hints_are_commands_that_can_be_pasted(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["main.py", "list"])
    assert typed("run", "a task") == "python main.py run 'a task'"
    monkeypatch.setattr(sys, "argv", ["/usr/bin/tf1rnn", "list"])
    assert typed("run", "basic_rnn") == "tf1rnn run basic_rnn"
