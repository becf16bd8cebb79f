"""Compare what tf1rnn's `tf` gives for the parity programs with what TensorFlow 1.15 gave."""

import importlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tf1rnn.tf1.parity.differences import KNOWN
from tf1rnn.tf1.parity.record import record, topics

OUTPUT_TOLERANCE = 1e-6  # of 1, or of the value where it is larger: float32 has seven digits
LOSS_TOLERANCE = 1e-4  # relative


@dataclass(frozen=True)
class Comparison:
    """How one program compares: its largest differences, None where there is nothing to compare."""

    topic: str
    program: str
    seeds_equal: bool
    initial_values: float | None  # absolute
    outputs: float | None  # absolute up to 1, relative beyond
    losses: float | None  # relative
    known: tuple[str, ...] = ()  # the columns that differences.py says differ

    @property
    def differing(self) -> tuple[str, ...]:
        """The columns of the table in which the program does not agree with TensorFlow 1.15."""
        agreeing = {
            "seeds": self.seeds_equal,
            "initial values": self.initial_values in (None, 0),
            "outputs": self.outputs is None or self.outputs <= OUTPUT_TOLERANCE,
            "losses": self.losses is None or self.losses <= LOSS_TOLERANCE,
        }
        return tuple(column for column, agrees in agreeing.items() if not agrees)

    @property
    def holds(self) -> bool:
        """Whether the program agrees with TensorFlow 1.15, or differs exactly as is known."""
        return self.differing == self.known


def compare(topic: str, program: Callable, theirs: dict) -> Comparison:
    """Run `program` on tf1rnn's `tf` and compare it with the numbers recorded for it."""
    from tf1rnn.tf1 import tf

    ours = record(tf, program)
    variables = [
        _difference(ours["variables"].get(name), values, 0.0)
        for name, values in theirs["variables"].items()
    ]
    if ours["variables"].keys() != theirs["variables"].keys():
        variables.append(np.inf)
    outputs = [
        _difference(*pair, 1.0)
        for name, values in theirs["fetches"].items()
        for pair in zip(ours["fetches"][name], values, strict=True)
    ]
    losses = np.abs(np.subtract(ours["losses"], theirs["losses"]) / np.array(theirs["losses"]))
    return Comparison(
        topic,
        program.__name__,
        [seed[1:] for seed in ours["seeds"]] == [seed[1:] for seed in theirs["seeds"]],
        max(variables, default=None),
        max(outputs, default=None),
        max(losses.tolist(), default=None),
        KNOWN.get(f"{topic}/{program.__name__}", ()),
    )


def _difference(ours: dict | None, theirs: dict, relative: float) -> float:
    """The largest difference between two arrays in brief; infinite if shapes differ.

    Differences of values beyond 1 count as fractions of them if `relative` is 1, not if it is 0.
    """
    if ours is None or ours["shape"] != theirs["shape"]:
        return np.inf
    pairs = [*zip(ours["first"], theirs["first"], strict=True)]
    n_values = max(1, int(np.prod(theirs["shape"])))
    pairs.append((ours["sum"] / n_values, theirs["sum"] / n_values))
    differences = [0.0 if a == b else abs(a - b) / max(1, abs(b) * relative) for a, b in pairs]
    return np.inf if any(map(np.isnan, differences)) else max(differences)


def recorded(topic: str) -> list[tuple[Callable, dict | None]]:
    """The programs of a topic, each with the numbers recorded for it, None where there are none."""
    module = importlib.import_module(f"tf1rnn.tf1.parity.programs_{topic}")
    path = Path(__file__).parent / "tf1_15" / f"{topic}.json"
    numbers = json.loads(path.read_text()) if path.exists() else {}
    return [(program, numbers.get(program.__name__)) for program in module.PROGRAMS]


def compare_all() -> Iterator[Comparison]:
    """Compare every program that has recorded numbers, topic by topic."""
    for topic in topics():
        for program, numbers in recorded(topic):
            if numbers:
                yield compare(topic, program, numbers)
