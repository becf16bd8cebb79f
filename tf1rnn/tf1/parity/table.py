"""The table of parity: how programs on tf1rnn's `tf` compare with genuine TensorFlow 1.15."""

from collections.abc import Iterable
from typing import Any

_ROW = "{:<44} {:<8} {:>14} {:>10} {:>10}"


def main() -> int:
    """Run every parity program and print how it compares; exit code 1 if one does not agree."""
    from tf1rnn.tf1.parity.compare import compare_all

    print(_ROW.format("program", "seeds", "initial values", "outputs", "losses"))
    n_programs, differing = _print_rows(compare_all())
    print(f"\n{n_programs} programs, largest differences from TensorFlow 1.15.5: ", end="")
    print(f"{len(differing)} do not agree: {', '.join(differing)}" if differing else "all agree")
    return 1 if differing else 0


def _print_rows(comparisons: Iterable[Any]) -> tuple[int, list[str]]:
    """Print each comparison as it comes; the number of them, and the programs that differ."""
    n_programs, differing = 0, []
    for comparison in comparisons:
        n_programs += 1
        program = f"{comparison.topic}/{comparison.program}"
        seeds = "equal" if comparison.seeds_equal else "DIFFER"
        numbers = (comparison.initial_values, comparison.outputs, comparison.losses)
        row = _ROW.format(program, seeds, *map(_difference, numbers))
        print(row if comparison.holds else f"{row}  does not agree", flush=True)
        if not comparison.holds:
            differing.append(program)
    return n_programs, differing


def _difference(value: float | None) -> str:
    return "-" if value is None else "equal" if value == 0 else f"{value:.1e}"
