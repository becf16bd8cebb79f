"""What checkpoints cost: the time of a run that saves as by default beside one that hardly saves.

    python tests/benchmarks/checkpoint_cost.py [ROUNDS]

Both take turns, ROUNDS (3) times, so that a busy machine slows both; the ratio is of the medians
of the time from the first step of training to the last, all checkpoints of that time included.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from tf1rnn import run_task
from tf1rnn.registry import discovery

NEVER = 1e9  # seconds
DEFAULT = 10.0
TASKS = {
    "mnist": {"data": "drawn", "n_epochs": 24},
    "translation": {"n_epochs": 4},
}


def training_seconds(name: str, save_every: float) -> tuple[float, int]:
    """Seconds of a run's outermost loop, and the checkpoints it wrote."""
    task = discovery.discover().get(name)(**TASKS[name])
    saves: list[float] = []

    def execute(run):
        steps, save = run.steps, run._checkpoints.save

        def timed(*args):
            saves.append(time.perf_counter())
            return save(*args)

        def timed_steps(n):
            outermost = run._loops.depth == 0
            started = time.perf_counter()
            yield from steps(n)
            if outermost:
                spans.append((started, time.perf_counter()))

        run._checkpoints.save, run.steps = timed, timed_steps
        type(task).execute(task, run)

    spans: list[tuple[float, float]] = []
    task.execute = execute
    with tempfile.TemporaryDirectory() as folder:
        run_task(task, Path(folder), echo=False, save_every=save_every)
    ((started, ended),) = spans
    return ended - started, sum(started <= moment <= ended for moment in saves)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rounds", nargs="?", type=int, default=3, help="turns of a task")
    rounds = parser.parse_args().rounds
    for name in TASKS:
        seconds: dict[float, list[float]] = {DEFAULT: [], NEVER: []}
        n_saves = 0
        for _ in range(rounds):
            for save_every in (DEFAULT, NEVER):
                taken, saves = training_seconds(name, save_every)
                seconds[save_every].append(taken)
                n_saves += saves if save_every == DEFAULT else 0
        saving, never = (statistics.median(values) for values in seconds.values())
        print(
            f"{name}: {saving:.2f} s with {n_saves / rounds:.1f} checkpoints a run, {never:.2f} s "
            f"without: ratio {saving / never:.3f}"
        )


if __name__ == "__main__":
    main()
