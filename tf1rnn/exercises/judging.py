"""Says what holds of a student's program, what does not, and which mistake it looks like."""

import collections
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tf1rnn.exercises.exercise import Exercise
from tf1rnn.exercises.outcome import Outcome, agrees, differing, is_array, is_claim

SHOWN = 6  # significant digits of a number in a message
FEW = 8  # numbers that are shown as a whole


@dataclass(frozen=True)
class Finding:
    """Something that the check looks at: whether it holds, and what is wrong if it does not."""

    name: str
    holds: bool
    says: str = ""
    same_shape: bool = True  # whether numbers can be set beside the wanted ones


def judge(exercise: Exercise, student: Outcome, wanted: Outcome) -> list[Finding]:
    """What holds of all that is wanted of an exercise's program."""
    findings = []
    for name, value in wanted.observed.items():
        if student.failure is not None:
            break
        mine = student.observed.get(name)
        holds = agrees(mine, value, exercise.tolerance)
        says = "" if holds else _difference(name, mine, value, exercise)
        same_shape = not is_array(value) or (is_array(mine) and mine["shape"] == value["shape"])
        findings.append(Finding(name, holds, says, same_shape))
    return findings


def explanations(
    exercise: Exercise, student: Outcome, wanted: Outcome, mistaken: Sequence[Outcome]
) -> list[str]:
    """What to tell of the typical mistakes that give what the student's program gives.

    The mistake that accounts for most of what is wrong comes first; another follows if it accounts
    for the rest.
    """
    told, failing = [], _failing(exercise, student, wanted)
    while failing:
        accounted = [_like(exercise, student, outcome, failing) for outcome in mistaken]
        # What a mistake would get wrong and the student did not speaks against it.
        beside = [_failing(exercise, outcome, wanted) - failing for outcome in mistaken]
        best = max(
            range(len(mistaken)), key=lambda i: (len(accounted[i]), -len(beside[i])), default=None
        )
        if best is None or not accounted[best]:
            break
        told.append(exercise.mistakes[best].explanation)
        failing -= accounted[best]
    return told


def _failing(exercise: Exercise, student: Outcome, wanted: Outcome) -> set[str]:
    if student.failure is not None:
        return {"failure"}
    return {
        name
        for name, value in wanted.observed.items()
        if not agrees(student.observed.get(name), value, exercise.tolerance)
    }


def _like(exercise: Exercise, student: Outcome, mistaken: Outcome, failing: set[str]) -> set[str]:
    """Those of the failing names at which a mistake gives the same."""
    if student.failure is not None or mistaken.failure is not None:
        both = student.failure is not None and mistaken.failure is not None
        return failing if both and student.failure.is_like(mistaken.failure) else set()
    return {
        name
        for name in failing
        if agrees(student.observed.get(name), mistaken.observed.get(name), exercise.tolerance)
    }


def _difference(name: str, mine: Any, wanted: Any, exercise: Exercise) -> str:
    """In what a value is not the wanted one."""
    if is_claim(wanted):
        return mine["says"] if is_claim(mine) else f"is {_shown(mine)}"
    if isinstance(wanted, bool) and isinstance(mine, bool):
        return "it is not so" if wanted else "it is so, and should not be"
    if not (is_array(mine) and is_array(wanted)):
        return f"is {_shown(mine)}, wanted {_shown(wanted)}"
    if mine["shape"] != wanted["shape"]:
        sizes = _axes_by_size(wanted["shape"], exercise.axes.get(name, ()))
        return f"has {_shape(mine['shape'], sizes)}, wanted {_shape(wanted['shape'], sizes)}"
    places = differing(mine, wanted, exercise.tolerance)
    n_numbers = len(wanted["numbers"])
    if n_numbers <= FEW:
        return f"is {_shown(mine)}, wanted {_shown(wanted)}"
    first = places[0]
    where = ", ".join(map(str, _indices(first, wanted["shape"])))
    return (
        f"{len(places)} of {n_numbers} numbers differ; the first, at [{where}], is "
        f"{_number(mine['numbers'][first])}, wanted {_number(wanted['numbers'][first])}"
    )


def _axes_by_size(shape: Sequence[int], names: Sequence[str]) -> Mapping[int, str]:
    """The names of axes by their size, where a size says which axis it is."""
    if len(shape) != len(names):
        return {}
    counts = collections.Counter(shape)
    return {size: name for size, name in zip(shape, names, strict=True) if counts[size] == 1}


def _shape(shape: Sequence[int], names: Mapping[int, str]) -> str:
    if not shape:
        return "a single number"
    words = [names.get(size, str(size)) for size in shape]
    numbers = "" if words == list(map(str, shape)) else f" = {list(shape)}"
    return f"the shape [{', '.join(words)}]{numbers}"


def _indices(place: int, shape: Sequence[int]) -> list[int]:
    found: list[int] = []
    for size in reversed(shape):
        found.insert(0, place % size)
        place //= size
    return found


def _shown(value: Any) -> str:
    if not is_array(value):
        return "nothing" if value is None else str(value)
    if len(value["numbers"]) > FEW:
        return _shape(value["shape"], {})
    numbers = ", ".join(map(_number, value["numbers"]))
    return f"[{numbers}]" if value["shape"] else numbers


def _number(number: float | str) -> str:
    return f"{float(number):.{SHOWN}g}"
