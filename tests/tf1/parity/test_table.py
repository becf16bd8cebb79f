"""`parity` prints a row for each program, and fails if one does not agree."""

import sys

import pytest

from tf1rnn.tf1.parity import compare, table
from tf1rnn.tf1.parity.compare import Comparison

AGREES = Comparison("cells", "lstm", True, 0.0, 5e-7, 9e-5)
NO_LOSSES = Comparison("random", "normal", True, None, 0.0, None)
KNOWN = Comparison("random", "order", True, None, 4.0, None, known=("outputs",))


def printed(monkeypatch, capsys, *comparisons):
    monkeypatch.setattr(compare, "compare_all", lambda: iter(comparisons))
    code = table.main()
    return code, capsys.readouterr().out


def test_it_prints_each_programs_differences(monkeypatch, capsys):
    code, out = printed(monkeypatch, capsys, AGREES, NO_LOSSES)
    assert code == 0
    rows = [line.split() for line in out.splitlines()]
    assert rows[1:5] == [
        ["cells"],
        ["lstm", "equal", "equal", "5.0e-07", "9.0e-05"],
        ["random"],
        ["normal", "equal", "-", "equal", "-"],
    ]
    assert out.endswith("2 programs: all agree\n")


def test_a_known_difference_is_marked_and_counted(monkeypatch, capsys):
    code, out = printed(monkeypatch, capsys, AGREES, KNOWN)
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert out.splitlines()[4].split() == ["order", "equal", "-", "4.0e+00", "-", "known"]
    assert out.endswith("2 programs: 1 agree, 1 differ as known\n")


@pytest.mark.parametrize("known", [("seeds",), ("seeds", "outputs")], ids=str)
def test_a_program_that_differs_in_other_columns_than_known_fails(monkeypatch, capsys, known):
    comparison = Comparison("a", "b", True, None, 4.0, None, known=known)
    code, out = printed(monkeypatch, capsys, AGREES, comparison)
    assert code == 1
    assert f"known to differ in {', '.join(known)} alone" in out


def test_a_known_difference_that_is_no_more_fails(monkeypatch, capsys):
    agrees_now = Comparison("a", "mended", True, None, 0.0, None, known=("outputs",))
    code, out = printed(monkeypatch, capsys, AGREES, agrees_now)
    assert code == 1
    assert "1 not as expected: a/mended" in out


@pytest.mark.parametrize(
    "comparison",
    [
        Comparison("a", "seeds", False, 0.0, 0.0, 0.0),
        Comparison("a", "values", True, 1e-9, 0.0, 0.0),
        Comparison("a", "outputs", True, 0.0, 2e-6, 0.0),
        Comparison("a", "losses", True, 0.0, 0.0, 2e-4),
        Comparison("a", "not_a_number", True, 0.0, float("nan"), 0.0),
    ],
    ids=lambda comparison: comparison.program,
)
def test_a_program_that_does_not_agree_is_named_and_fails(monkeypatch, capsys, comparison):
    code, out = printed(monkeypatch, capsys, AGREES, comparison)
    assert code == 1
    assert "does not agree" in out
    assert f"1 not as expected: a/{comparison.program}" in out


def test_arrays_compare_by_shape_first_values_and_sum():
    def difference(ours, relative=0.0):
        return compare._difference(ours, array, relative)

    array = {"shape": [3], "sum": 6.0, "first": [1.0, 2.0, float("inf")]}
    assert difference(array) == 0
    assert difference(None) == float("inf")
    assert difference({**array, "shape": [1, 3]}) == float("inf")
    assert difference({**array, "sum": 6.3}) == pytest.approx(0.1)
    assert difference({**array, "first": [1.0, 2.5, float("inf")]}) == 0.5
    assert difference({**array, "first": [1.0, 2.5, float("inf")]}, 1.0) == 0.25
    assert difference({**array, "first": [float("nan")] * 3}) == float("inf")


def test_the_module_does_not_load_tensorflow():
    assert "tensorflow" not in vars(sys.modules["tf1rnn.tf1.parity.table"])
