"""The table of parity: how programs on tf1rnn's `tf` compare with genuine TensorFlow 1.15."""

from collections.abc import Iterable
from typing import Any

_ROW = "{:<42} {:<6} {:>7} {:>7} {:>7}"  # with a remark of a word, 80 columns


def main() -> int:
    """Run every parity program and print how it compares with TensorFlow 1.15.

    The exit code is 1 if a program does not agree, or agrees though differences.py says that it
    differs.
    """
    from tf1rnn.tf1 import tf
    from tf1rnn.tf1.parity.compare import compare_all
    from tf1rnn.tf1.start.notes import logged_from

    print(_ROW.format("program", "seeds", "initial", "outputs", "losses"))
    # The programs use what TensorFlow 1.15 calls slow or deprecated, on purpose.
    with logged_from(tf.logging.ERROR):
        n_programs, n_known, failed = _print_rows(compare_all())
    print("\nThe numbers are the largest differences from TensorFlow 1.15.5.")
    print(f"{n_programs} programs: ", end="")
    if failed:
        print(f"{len(failed)} not as expected: {', '.join(failed)}")
    elif n_known:
        print(f"{n_programs - n_known} agree, {n_known} differ as known")
    else:
        print("all agree")
    return 1 if failed else 0


def _print_rows(comparisons: Iterable[Any]) -> tuple[int, int, list[str]]:
    """Print each comparison as it comes, under its topic.

    Returns how many there are, how many of them differ as known, and the programs that do not hold.
    """
    n_programs, n_known, failed, topic = 0, 0, [], None
    for comparison in comparisons:
        if comparison.topic != topic:
            topic = comparison.topic
            print(topic)
        n_programs += 1
        seeds = "equal" if comparison.seeds_equal else "DIFFER"
        numbers = (comparison.initial_values, comparison.outputs, comparison.losses)
        row = _ROW.format(f"  {comparison.program}", seeds, *map(_difference, numbers))
        print(f"{row}  {_remark(comparison)}".rstrip(), flush=True)
        if not comparison.holds:
            failed.append(f"{topic}/{comparison.program}")
        elif comparison.known:
            n_known += 1
    return n_programs, n_known, failed


def _remark(comparison: Any) -> str:
    if comparison.holds:
        return "known" if comparison.known else ""
    if not comparison.known:
        return "does not agree"
    return f"known to differ in {', '.join(comparison.known)} alone, and does not"


def _difference(value: float | None) -> str:
    return "-" if value is None else "equal" if value == 0 else f"{value:.1e}"
