"""What a run of a program gave: what was observed of it, what it printed, or how it failed."""

import json
import re
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_PRINTED = 2**16  # characters that are kept
_OF_A_NAME = re.compile(r"(?<=[_:])\d+")  # in `Placeholder_1:0`
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?|\bnan\b|\binf\b")


@dataclass(frozen=True)
class Failure:
    """An exception: its line in the program, 0 if it came from elsewhere, and what it said."""

    line: int
    kind: str
    message: str

    def is_like(self, other: "Failure") -> bool:
        """Whether another is the same but for its place and the numbers in TensorFlow's names."""
        mine, others = (_OF_A_NAME.sub("#", each.message) for each in (self, other))
        return self.kind == other.kind and mine == others


@dataclass(frozen=True)
class Outcome:
    """What was observed, by name, as JSON holds it: see `plain`."""

    observed: dict[str, Any] = field(default_factory=dict)
    printed: str = ""
    failure: Failure | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, read: dict[str, Any]) -> "Outcome":
        failure = read.get("failure")
        return cls(read["observed"], read["printed"], Failure(**failure) if failure else None)

    def is_like(self, wanted: "Outcome", tolerance: float) -> bool:
        """Whether all that is wanted was observed here."""
        if self.failure or wanted.failure:
            return False
        return all(
            name in self.observed and agrees(self.observed[name], value, tolerance)
            for name, value in wanted.observed.items()
        )


def plain(value: Any) -> Any:
    """A value that was observed, as JSON holds it.

    An array becomes {"shape": ..., "numbers": ...}, a claim, (holds, what to say if it does not),
    {"holds": ..., "says": ...}; texts, truth values and lists of these stay.
    """
    import numpy as np

    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], str):
        return {"holds": bool(value[0]), "says": value[1]}
    if value is None or isinstance(value, str | bool | np.bool_):
        return bool(value) if isinstance(value, np.bool_) else value
    if isinstance(value, list | tuple) and any(isinstance(v, str | list | tuple) for v in value):
        return [plain(v) for v in value]
    array = np.asarray(value)
    if array.dtype.kind not in "fiub":
        return json.loads(json.dumps(value, default=lambda v: type(v).__name__))
    numbers = [float(f"{number:.9g}") for number in array.ravel()[:100_000].tolist()]
    return {"shape": list(array.shape), "numbers": [_finite(n) for n in numbers]}


def _finite(number: float) -> float | str:
    return number if abs(number) < float("inf") else str(number)  # JSON has no NaN


def is_array(value: Any) -> bool:
    return isinstance(value, dict) and "numbers" in value


def is_claim(value: Any) -> bool:
    return isinstance(value, dict) and "holds" in value


def agrees(value: Any, wanted: Any, tolerance: float) -> bool:
    """Whether an observed value is the wanted one, numbers within the tolerance.

    A claim that should hold does; one that does not is like another that says the same.
    """
    if is_claim(value) and is_claim(wanted):
        if wanted["holds"] or value["holds"]:
            return value["holds"] == wanted["holds"]
        return _masked(value["says"]) == _masked(wanted["says"])
    if is_array(value) and is_array(wanted):
        return value["shape"] == wanted["shape"] and not differing(value, wanted, tolerance)
    return type(value) is type(wanted) and value == wanted


def differing(value: Any, wanted: Any, tolerance: float) -> list[int]:
    """The places, in order, at which arrays of one shape differ."""
    return [
        i
        for i, (a, b) in enumerate(zip(value["numbers"], wanted["numbers"], strict=True))
        if a != b and not _near(float(a), float(b), tolerance)
    ]


def _near(a: float, b: float, tolerance: float) -> bool:
    if a != a and b != b:
        return True
    return abs(a - b) <= tolerance * max(1.0, abs(b))


def _masked(text: str) -> str:
    return _NUMBER.sub("#", text)
