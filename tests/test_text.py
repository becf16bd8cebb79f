"""Tables, nearest names, odd characters and commands to type."""

import sys

from tf1rnn.text import nearest, printable, suggestion, table, typed


def test_a_table_has_columns_as_wide_as_their_widest_cell_and_no_spaces_at_line_ends():
    assert table([("name", "x"), ("a", ""), ("longer", "1")], "  ") == [
        "  name    x",
        "  a",
        "  longer  1",
    ]


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
