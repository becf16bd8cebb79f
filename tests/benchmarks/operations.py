"""python -m tests.benchmarks.operations TASK: where a training step's time goes, by operation.

Each operation's time is its least of many steps: what it costs when nothing else is in the way.
Those of both replicas are added up, so their sum is the work of all cores, not the time that
passes. A trace itself slows operations of a few microseconds.
"""

import argparse
import collections
import contextlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from tf1rnn import run_task, tf
from tf1rnn.registry import discovery
from tf1rnn.runs.interruption import Interrupted
from tf1rnn.text import table

from .networks import TASKS

N_WARM, N_TRACED = 20, 60  # steps
SHOWN = 12  # kinds of operations


class Traced:
    """A run, and a session, whose calls of `session.run` with feeds are traced."""

    def __init__(self, run: Any, task: Any) -> None:
        self._run, self._training_op = run, task.training_op
        self._n = 0
        self.least: dict[tuple[str, str], int] = {}  # (kind, name) -> microseconds

    def __getattr__(self, name: str) -> Any:
        return getattr(self._run, name)

    @property
    def session(self) -> "Traced":
        return self

    def run(self, fetches: Any, feed_dict: Any = None) -> Any:
        """As the session's run."""
        session = self._run.session
        self._n += self._training_op in tf.nest.flatten(fetches)
        if self._training_op not in tf.nest.flatten(fetches) or self._n <= N_WARM:
            return session.run(fetches, feed_dict)
        options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
        metadata = tf.RunMetadata()
        values = session.run(fetches, feed_dict, options=options, run_metadata=metadata)
        taken: collections.Counter[tuple[str, str]] = collections.Counter()
        for device in metadata.step_stats.dev_stats:
            for node in device.node_stats:
                kind = node.timeline_label.rpartition(" = ")[2].partition("(")[0]
                taken[kind, node.node_name] += node.op_end_rel_micros - node.op_start_rel_micros
        for operation, microseconds in taken.items():
            self.least[operation] = min(microseconds, self.least.get(operation, microseconds))
        return values


def trace(task_class: Any, replicas: int | None) -> dict[tuple[str, str], int]:
    """The microseconds of each operation of a training step, by its kind and name."""
    traced = []

    def execute(task: Any, run: Any) -> None:
        traced.append(Traced(run, task))
        task_class.execute(task, traced[0])

    task = type(task_class.__name__, (task_class,), {"execute": execute})(replicas=replicas)
    options = {"device": "cpu", "echo": False, "stop_after": N_WARM + N_TRACED}
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(Interrupted):
        run_task(task, Path(folder) / "runs", **options)
    return traced[0].least


def print_operations(task: str, least: dict[tuple[str, str], int]) -> None:
    """A table of the kinds of operations that take longest."""
    kinds = collections.Counter({kind: 0 for kind, _ in least})
    for (kind, _), microseconds in least.items():
        kinds[kind] += microseconds
    numbers = collections.Counter(kind for kind, _ in least)
    total = sum(kinds.values())
    print(f"{task}: {len(least)} operations, {total} microseconds\n")
    rows = [["operation", "number", "microseconds", "share"]]
    for kind, microseconds in kinds.most_common(SHOWN):
        rows.append([kind, str(numbers[kind]), str(microseconds), f"{microseconds / total:.0%}"])
    for line in table(rows):
        print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--replicas", type=int, help="of a batch; else as many as cores")
    parser.add_argument("--names", action="store_true", help="each operation by itself, too")
    arguments = parser.parse_args()
    least = trace(discovery.discover().get(arguments.task), arguments.replicas)
    print_operations(arguments.task, least)
    if arguments.names:
        for (kind, name), microseconds in sorted(least.items(), key=lambda item: -item[1])[:60]:
            print(f"{microseconds:6d}  {kind:28s}{name}")


if __name__ == "__main__":
    sys.exit(main())
