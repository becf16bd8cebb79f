"""Compare what tf1rnn's `tf` gives for the parity programs with what TensorFlow 1.15 gave."""

import importlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tf1rnn.tf1.parity.record import record, topics

OUTPUT_TOLERANCE = 1e-6  # absolute
LOSS_TOLERANCE = 1e-4  # relative


@dataclass(frozen=True)
class Comparison:
    """How one program compares: largest differences, 0 where there is nothing to compare."""

    topic: str
    program: str
    seeds_equal: bool
    initial_values: float
    outputs: float
    losses: float

    @property
    def holds(self) -> bool:
        """Whether the program agrees with TensorFlow 1.15."""
        return (
            self.seeds_equal
            and self.initial_values == 0
            and self.outputs <= OUTPUT_TOLERANCE
            and self.losses <= LOSS_TOLERANCE
        )


def largest_difference(ours: dict, theirs: dict) -> float:
    """The largest absolute difference between two arrays in brief; infinite if shapes differ."""
    if ours["shape"] != theirs["shape"]:
        return np.inf
    differences = np.abs(np.subtract(ours["first"], theirs["first"]))
    mean = abs(ours["sum"] - theirs["sum"]) / max(1, np.prod(theirs["shape"]))
    return float(np.max(differences, initial=mean))


def compare(topic: str, program, theirs: dict) -> Comparison:
    """Run `program` on tf1rnn's `tf` and compare it with the numbers recorded for it."""
    from tf1rnn.tf1 import tf

    ours = record(tf, program)
    if ours["variables"].keys() == theirs["variables"].keys():
        pairs = [(ours["variables"][name], theirs["variables"][name]) for name in ours["variables"]]
        initial_values = max((largest_difference(*pair) for pair in pairs), default=0.0)
    else:
        initial_values = np.inf
    outputs = [
        largest_difference(*pair)
        for name, values in theirs["fetches"].items()
        for pair in zip(ours["fetches"][name], values, strict=True)
    ]
    losses = np.abs(np.subtract(ours["losses"], theirs["losses"]) / np.array(theirs["losses"]))
    return Comparison(
        topic,
        program.__name__,
        [seed[1:] for seed in ours["seeds"]] == [seed[1:] for seed in theirs["seeds"]],
        initial_values,
        max(outputs, default=0.0),
        float(np.max(losses, initial=0.0)),
    )


def recorded(topic: str) -> Iterable[tuple]:
    """The programs of a topic, each with the numbers recorded for it."""
    module = importlib.import_module(f"tf1rnn.tf1.parity.programs_{topic}")
    numbers = json.loads((Path(__file__).parent / "tf1_15" / f"{topic}.json").read_text())
    return [(program, numbers[program.__name__]) for program in module.PROGRAMS]


def compare_all() -> Iterable[Comparison]:
    """Compare every program that the suite has, topic by topic."""
    for topic in topics():
        for program, numbers in recorded(topic):
            yield compare(topic, program, numbers)
