"""What came out of a sweep: a line for each combination, mean and deviation over its seeds."""

import statistics
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.records.record import Record, value_text
from tf1rnn.runs.folder import folders
from tf1rnn.sweeps.grid import Row, text_of
from tf1rnn.sweeps.plan import Plan
from tf1rnn.text import cut, folded, printable, table


class Result(NamedTuple):
    """A row of a sweep, its run's folder and state, and the last value of each metric."""

    row: Row
    folder: Path | None
    state: str
    problem: str | None
    metrics: dict[str, float]


def results(plan: Plan, told: dict[int, str | None]) -> list[Result]:
    """What there is of each row; `told` are the problems of the rows that were run now."""
    found = plan.found()
    return [_result(row, found.get(row.number), told.get(row.number)) for row in plan.rows]


def _result(row: Row, folder: Path | None, problem: str | None) -> Result:
    if folder is None:
        return Result(row, None, "failed" if problem else "missing", problem, {})
    state = folders.read_status(folder)["state"]
    try:
        metrics = {name: series.last for name, series in Record(folder).metrics.items()}
    except UserError as error:
        problem, metrics = problem or str(error), {}
    return Result(row, folder, state, problem, metrics)


def cells(plan: Plan, found: list[Result]) -> tuple[list[list[str]], list[list[str]]]:
    """The table: the labels of its rows, then its columns, a metric each; all with a headline."""
    axes = [name for name in plan.axes if name != "seed"]
    groups: dict[str, list[Result]] = {}
    for result in found:
        groups.setdefault(text_of(result.row.values), []).append(result)
    names = list(dict.fromkeys(n for r in found if r.state == "finished" for n in r.metrics))
    label = [[*axes, "runs"]]
    columns = [[name] for name in names]
    for group in groups.values():
        finished = [result for result in group if result.state == "finished"]
        count = f"{len(finished)}" if len(finished) == len(group) else "{} of {} finished"
        values = group[0].row.values
        named = [value_text(values[name]) for name in axes]
        label.append([*named, count.format(len(finished), len(group))])
        for name, column in zip(names, columns, strict=True):
            column.append(_over_seeds([r.metrics[name] for r in finished if name in r.metrics]))
    return label, columns


def problems(plan: Plan, found: list[Result]) -> list[str]:
    """What went wrong, a line for each row that did not finish."""
    return [
        " ".join(f"{_named(plan, result)}: {result.state}: {result.problem}".split())
        for result in found
        if result.problem
    ]


def lines(plan: Plan, found: list[Result], width: int | None) -> list[str]:
    """The table, in blocks of as many metrics as the width holds, then what failed."""
    shown = [cut(printable(line), width) for line in _blocks(*cells(plan, found), width)]
    return shown + [folded(printable(line), width) for line in problems(plan, found)]


def _over_seeds(values: list[float]) -> str:
    if not values:
        return "-"
    mean = f"{statistics.fmean(values):.6g}"
    return mean if len(values) == 1 else f"{mean} \u00b1 {statistics.stdev(values):.2g}"


def _blocks(label: list[list[str]], columns: list[list[str]], width: int | None) -> list[str]:
    """The columns beside the labels, as many at a time as the width holds."""
    shown: list[str] = []
    left = list(columns)
    while left or not shown:
        n = len(left)
        block = _beside(label, left)
        while n > 1 and width is not None and max(map(len, block)) > width:
            n -= 1
            block = _beside(label, left[:n])
        shown += [*([""] if shown else []), *block]
        left = left[n:]
    return shown


def _beside(label: list[list[str]], columns: list[list[str]]) -> list[str]:
    return table([[*row, *(c[i] for c in columns)] for i, row in enumerate(label)])


def _named(plan: Plan, result: Result) -> str:
    """A row in the words of its options: `learning_rate=0.01 seed=3`."""
    values: dict[str, Any] = {n: result.row.values[n] for n in plan.axes if n != "seed"}
    named = {**values, "seed": result.row.seed}
    return " ".join(f"{name}={value_text(value)}" for name, value in named.items())
