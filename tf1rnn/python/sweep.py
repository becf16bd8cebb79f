"""Sweeps from Python: a task run with each combination of values, and what came out as a table."""

import html
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tf1rnn.errors import UserError
from tf1rnn.python.past import PastRun, find_task
from tf1rnn.python.words import in_python
from tf1rnn.records.record import higher_is_better, is_better
from tf1rnn.registry import discovery
from tf1rnn.runs.options import checked_options
from tf1rnn.sweeps import plan, sweeping
from tf1rnn.sweeps.table import Result, cells, lines, problems
from tf1rnn.task import Task

if TYPE_CHECKING:
    from pandas import DataFrame

RUNS = Path("runs")


class Sweep:
    """What came out of a sweep; a notebook shows it as a table, mean and deviation over seeds."""

    def __init__(self, planned: plan.Plan, found: list[Result]) -> None:
        self.folder = planned.folder
        self._plan, self._found = planned, found

    @property
    def runs(self) -> "DataFrame":
        """A row for each run: what was swept over, its name, its state, its last metrics."""
        import pandas as pd

        rows = []
        for result in self._found:
            values = {**result.row.values, "seed": result.row.seed}
            swept = {name: values[name] for name in dict.fromkeys([*self._plan.axes, "seed"])}
            name = result.folder and result.folder.name
            told = {"problem": result.problem} if result.problem else {}
            rows.append({**swept, "run": name, "state": result.state, **told, **result.metrics})
        return pd.DataFrame(rows)

    def best(self, metric: str | None = None, *, highest: bool | None = None) -> PastRun:
        """The finished run whose last value of a metric is the best; for `tf1rnn.export`.

        Without a name it is the only metric. The highest value of an accuracy or a score is the
        best, of anything else the lowest, unless `highest` says so.
        """
        with in_python():
            finished = [result for result in self._found if result.state == "finished"]
            names = list(dict.fromkeys(name for r in finished for name in r.metrics))
            if metric is None and len(names) == 1:
                metric = names[0]
            if metric not in names:
                said = f"there is no metric {metric}" if metric else "name a metric"
                raise UserError(
                    f"best: {said}; the finished runs have {', '.join(names) or 'none'}"
                )
            highest = higher_is_better(metric) if highest is None else highest
            having = [result for result in finished if metric in result.metrics]
            chosen = having[0]
            for result in having[1:]:
                if is_better(result.metrics[metric], chosen.metrics[metric], highest):
                    chosen = result
            return PastRun(chosen.folder)

    def __repr__(self) -> str:
        return "\n".join([self._told(), *lines(self._plan, self._found, None)])

    def _repr_html_(self) -> str:
        label, columns = cells(self._plan, self._found)
        rows = [[*row, *(column[i] for column in columns)] for i, row in enumerate(label)]
        made = [f"<p>{html.escape(self._told())}</p>", "<table>"]
        for number, row in enumerate(rows):
            kind = "td" if number else "th"
            made.append(f"<tr>{''.join(f'<{kind}>{html.escape(c)}</{kind}>' for c in row)}</tr>")
        failed = [f"<p>{html.escape(line)}</p>" for line in problems(self._plan, self._found)]
        return "\n".join([*made, "</table>", *failed])

    def _told(self) -> str:
        n_finished = sum(result.state == "finished" for result in self._found)
        name = self._plan.task.name
        return f"{n_finished} of {len(self._found)} runs of {name} finished, in {self.folder}"


def sweep(
    task: str | type[Task],
    /,
    *,
    jobs: int | None = None,
    device: str = "auto",
    runs_dir: str | Path = RUNS,
    quick: bool = False,
    save_every: float = 10.0,
    **values: Any,
) -> Sweep:
    """Run a task with each combination of values, `jobs` runs at a time, each as it runs alone.

    `values` are the task's hyperparameters and `seed`, each a value or several:
    `learning_rate=[0.01, 0.001], seed=range(1, 6)`. With `quick` the task's quick values are the
    defaults. A run that fails is told in the table, and the others go on. Raises UserError before
    the first run if a value cannot be used, and Interrupted after Ctrl-C or a notebook's stop
    button: `resume_sweep` goes on from there.
    """
    with in_python():
        jobs = sweeping.JOBS.check(jobs)
        options = checked_options(
            device=device, runs_dir=runs_dir, quick=quick, save_every=save_every
        )
        task_class = _found_by_workers(find_task(task))
        if not values:
            raise UserError(f"sweep of {task_class.name}: name values, as in seed=range(1, 6)")
        given = {name: _several(value) for name, value in values.items()}
        return _carried_out(plan.new_plan(task_class, given, **options), jobs)


def resume_sweep(
    name: str | None = None, *, jobs: int | None = None, runs_dir: str | Path = RUNS
) -> Sweep:
    """Run what did not finish of a sweep, of the newest if `name` is not given."""
    with in_python():
        jobs = sweeping.JOBS.check(jobs)
        folder = plan.find_sweep(checked_options(runs_dir=runs_dir)["runs_dir"], name)
        return _carried_out(plan.read_plan(folder, find_task(plan.task_name(folder))), jobs)


def _carried_out(planned: plan.Plan, jobs: int | None) -> Sweep:
    again = repr(planned.folder.name)
    if planned.runs_dir != RUNS:
        again += f", runs_dir={str(planned.runs_dir)!r}"
    hint = f"go on with: tf1rnn.resume_sweep({again})"
    return Sweep(planned, sweeping.carry_out(planned, jobs, hint))


def _several(value: Any) -> list[Any]:
    """The values of an axis: those of a list, a range or an array; or a value alone."""
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        return [value]
    return [v.item() if hasattr(v, "item") else v for v in value]


def _found_by_workers(task: type[Task]) -> type[Task]:
    """The task, unless it is a class of a script or a notebook, which no other process can see."""
    if task.__module__ == "__main__" or task.name not in discovery.discover().found:
        raise UserError(
            f"{task.__name__}: a sweep runs in processes of its own, which find tasks in files; "
            f"write the class to plugins/{task.name}.py"
        )
    return task
