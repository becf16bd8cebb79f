"""python -m tests.benchmarks.skip_grams: word_embeddings beside gensim's skip-gram, on one text.

Both learn from the phrasebook's English. What counts is the time until a share of each word's five
nearest neighbours has its part of speech. gensim trains with several step sizes, of which each row
of the table takes the fastest.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from tasks import word_embeddings
from tf1rnn import run_task
from tf1rnn.datasets import phrasebook
from tf1rnn.datasets.text import tokenize
from tf1rnn.text import table

from .contestant import HERE, environment

SHARES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9)
ALPHAS = (0.025, 0.05, 0.1)  # gensim's step size: its own choice, and larger ones
EVERY = 50  # iterations of ours between two measurements

Curve = list[tuple[float, float, float]]  # seconds passed, seconds of the processor, share


class Timed(word_embeddings.WordEmbeddings):
    """The task, its training alone on two clocks."""

    def execute(self, run: Any) -> None:
        self.curve: Curve = []
        self._began = clock()
        super().execute(run)

    def measure(self, run: Any, iteration: int, last: bool = False) -> None:
        taken = clock() - self._began
        super().measure(run, iteration, last)
        share = run.recorded(word_embeddings.SHARE)[1][-1]
        self.curve.append((*map(float, taken), share))
        self._began = clock() - taken


def clock() -> np.ndarray:
    """The time, and what the processor has worked for this process."""
    return np.array([time.perf_counter(), time.process_time()])


def ours(n_iterations: int, folder: Path) -> tuple[Curve, float]:
    """Our curve, and the pairs of words in a second of the processor."""
    word_embeddings.MEASURED_EVERY = EVERY
    task = Timed(n_iterations=n_iterations)
    task.name = "word_embeddings"
    run_task(task, folder / "runs", device="cpu", echo=False)
    return task.curve, n_iterations * task.batch_size / task.curve[-1][1]


def theirs(
    python: str, alpha: float, target: float, seconds: float, folder: Path
) -> tuple[Curve, float] | str:
    """gensim's curve and the words in a second of the processor; or why there is none."""
    command = [python, HERE / "with_gensim.py", folder / "text.json"]
    command += map(str, (alpha, target, seconds))
    try:
        told = subprocess.run(command, capture_output=True, text=True, env=environment())
    except OSError as error:
        return f"{python}: {error.strerror}"
    if told.returncode:
        return told.stderr.strip().splitlines()[-1]
    answer = json.loads(told.stdout)
    if "absent" in answer:
        return answer["absent"]
    return answer["curve"], answer["words"] / answer["curve"][-1][1]


def first(curve: Curve, share: float, clock: int) -> float | None:
    """The seconds until a share is reached; None if it never is."""
    return next((point[clock] for point in curve if point[2] >= share), None)


def write_text(path: Path) -> None:
    """The sentences in words, and the words' parts of speech."""
    sentences = [tokenize(english) for english, _ in phrasebook.pairs()]
    tags = phrasebook.parts_of_speech()
    path.write_text(json.dumps({"sentences": sentences, "tags": tags}), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gensim", default=sys.executable, metavar="PYTHON", help="that has it")
    parser.add_argument("--iterations", type=int, default=3000, help="of ours (3000)")
    parser.add_argument("--seconds", type=float, default=30, help="of gensim's processor time (30)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tf1rnn-benchmarks-") as folder:
        folder = Path(folder)
        write_text(folder / "text.json")
        curve, pairs = ours(options.iterations, folder)
        print(f"tf1rnn: {pairs:,.0f} pairs of words a second of the processor", flush=True)
        gensims: list[Curve] = []
        for alpha in ALPHAS:
            told = theirs(options.gensim, alpha, SHARES[-1], options.seconds, folder)
            if isinstance(told, str):
                print(f"gensim: not available: {told}")
                break
            gensims.append(told[0])
            best = max(point[2] for point in told[0])
            print(
                f"gensim, alpha {alpha}: {told[1]:,.0f} words a second of the processor; "
                f"reaches {best:.1%} in {len(told[0])} epochs",
                flush=True,
            )
    rows = [["share", "tf1rnn: seconds", "of the processor", "gensim: seconds", "of the processor"]]
    for share in SHARES:
        row = [f"{share:.0%}"]
        for curves in ([curve], gensims):
            for which in (0, 1):
                reached = [s for c in curves if (s := first(c, share, which)) is not None]
                row.append(f"{min(reached):.2f}" if reached else "-")
        rows.append(row)
    print()
    for line in table(rows):
        print(line)


if __name__ == "__main__":
    main()
