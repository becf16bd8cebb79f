"""Several runs on one page: what differs between them, and their metrics in one chart."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tf1rnn.report.pages.gathering import Told
from tf1rnn.report.pages.series import mean_of, thinned


class Setting(NamedTuple):
    """A row of the table of hyperparameters: a value for each run, empty where it has none."""

    name: str
    values: list[str]

    @property
    def differs(self) -> bool:
        return len(set(self.values)) > 1


def settings(runs: Sequence[Told]) -> list[Setting]:
    """The hyperparameters and seeds of runs, row by row."""
    names = list(dict.fromkeys(value.name for run in runs for value in run.values))
    by_run = [{value.name: value.value for value in run.values} for run in runs]
    rows = [Setting("task", [run.entry.task for run in runs])]
    rows += [Setting(name, [values.get(name, "") for values in by_run]) for name in names]
    return [*rows, Setting("seed", [str(run.params["seed"]) for run in runs])]


def groups(runs: Sequence[Told]) -> list[list[Told]]:
    """The runs that differ in nothing but their seeds, together."""
    found: dict[Any, list[Told]] = {}
    for run in runs:
        key = run.entry.task, tuple((value.name, value.value) for value in run.values)
        found.setdefault(key, []).append(run)
    return list(found.values())


def overlaid(runs: Sequence[Told]) -> list[dict[str, Any]]:
    """A chart for each metric: a line for each run, a band for runs with several seeds."""
    together = groups(runs)
    labels = dict(zip(map(id, together), _labels(together), strict=True))
    charts = []
    for metric in dict.fromkeys(name for run in runs for name in run.metrics):
        lines = []
        for group in together:
            recorded = [run.metrics[metric] for run in group if metric in run.metrics]
            label = labels[id(group)]
            if len(recorded) > 1:
                of_seeds = f"{label}, mean and deviation of {len(recorded)} seeds"
                lines.append(mean_of(of_seeds, recorded).to_json())
            elif recorded:
                lines.append(thinned(label, *recorded[0]).to_json())
        units = {run.unit(metric) for run in runs if metric in run.metrics}
        x = units.pop() if len(units) == 1 else "step"
        charts.append({"title": metric, "x": x, "lines": lines})
    return charts


def _labels(together: Sequence[Sequence[Told]]) -> list[str]:
    """A name for each group: its task, where several are shown, and what it has of its own."""
    rows = settings([group[0] for group in together])
    differing = [row for row in rows if row.differs and row.name not in ("task", "seed")]
    several_tasks = rows[0].differs
    labels = []
    for i, group in enumerate(together):
        words = [f"{row.name} {row.values[i]}" for row in differing if row.values[i]]
        if several_tasks or not words:
            words = [group[0].entry.task, *([] if several_tasks else words)]
        labels.append(", ".join(words))
    repeated = {label for label in labels if labels.count(label) > 1}
    return [
        f"{label} {group[0].entry.folder.name}" if label in repeated else label
        for label, group in zip(labels, together, strict=True)
    ]
