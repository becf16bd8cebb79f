"""Where a run stands in its loops, so that it can be saved there and taken up again exactly."""

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from tf1rnn.errors import UserError

RandomState = tuple[Any, Any]


class Stateful(Protocol):
    """An object whose hidden state decides what a run computes next."""

    def state(self) -> dict[str, Any]:
        """Its state now, as JSON values and NumPy arrays that nothing will change in place."""

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from that state. Raises ValueError where it does not fit."""


def random_state() -> RandomState:
    """The states of Python's and NumPy's global generators."""
    import numpy as np

    return random.getstate(), np.random.get_state()


def set_random_state(state: RandomState) -> None:
    """Put both generators back where `random_state` found them."""
    import numpy as np

    (version, words, gauss), (name, keys, *rest) = state
    random.setstate((version, tuple(words), gauss))
    np.random.set_state((name, np.array(keys, dtype=np.uint32), *rest))


def check_place(place: object) -> None:
    """Raise ValueError or TypeError unless `place` is one that `Loops` can go on from."""
    import numpy as np

    if place is None:
        return
    if not isinstance(place, list) or not place:
        raise TypeError("a place is a list of loops")
    for loop in place:
        if not all(type(loop[name]) is int and loop[name] >= 0 for name in ("loop", "step")):
            raise ValueError("a loop's number and step are whole numbers")
        (version, words, gauss), (name, keys, *rest) = loop["random"]
        random.Random().setstate((version, tuple(words), gauss))
        np.random.RandomState().set_state((name, np.array(keys, dtype=np.uint32), *rest))
        if not isinstance(loop["kept"], dict):
            raise TypeError("kept objects have names")


@dataclass
class _Loop:
    """One loop that is under way."""

    ordinal: int  # the how-many-th loop it is within its parent's step
    step: int = -1  # the step under way, or the last one finished
    beginning: dict[str, Any] | None = None  # generators and kept objects as that step began
    children: int = 0  # loops that began within the step
    nests: bool = True  # whether steps hold loops: supposed of the first, then known


@dataclass
class Loops:
    """The loops of a run, one inside another, and the place to take them up again.

    A place is what `place` gave when the run was saved: for each loop from the outermost inwards
    its ordinal and step. A loop that lies before the place yields nothing; one that leads to it
    begins the step under way again, with the generators, and the objects in `kept`, as they were
    at its beginning; the innermost goes on after the step that was finished last.
    """

    target: list[dict[str, Any]] | None = None
    finished: int = 0  # innermost steps that are done
    after_step: Callable[[bool], bool] = lambda _: False  # told of the last; whether to end
    kept: dict[str, Stateful] = field(default_factory=dict)
    _stack: list[_Loop] = field(default_factory=list)
    _outermost: int = 0  # outermost loops that have begun

    @property
    def resuming(self) -> bool:
        """Whether the saved place is still ahead."""
        return bool(self.target)

    @property
    def depth(self) -> int:
        """How many loops are under way, one inside another."""
        return len(self._stack)

    def steps(self, n: int) -> Iterator[int]:
        """Iterate over 0 .. n-1, or over what is left of it after the saved place."""
        loop = _Loop(self._next_ordinal())
        start = self._start(loop)
        self._stack.append(loop)
        try:
            for step in range(start, n):
                loop.step, loop.children = step, 0
                # Only a step that holds loops is ever begun again, and looking costs 50 us.
                loop.beginning = self._state() if loop.nests else None
                yield step
                self.finished += loop.children == 0
                loop.nests = loop.children > 0
                if self.after_step(step == n - 1):
                    break
        finally:
            self._stack.pop()

    def place(self) -> list[dict[str, Any]] | None:
        """The place where the run stands, after a finished step of the innermost loop.

        None where an outer step could not be begun again, having held no loop until now.
        """
        *outer, _ = self._stack
        if any(loop.beginning is None for loop in outer):
            return None
        states = [*(loop.beginning for loop in outer), self._state()]
        return [
            {"loop": loop.ordinal, "step": loop.step, **state}
            for loop, state in zip(self._stack, states, strict=True)
        ]

    def _state(self) -> dict[str, Any]:
        kept = {name: stateful.state() for name, stateful in self.kept.items()}
        return {"random": random_state(), "kept": kept}

    def _restore(self, place: dict[str, Any]) -> None:
        """Put generators and objects back; one that is made only later waits for its own loop."""
        set_random_state(place["random"])
        for name, stateful in self.kept.items():
            try:
                if name in place["kept"]:
                    stateful.restore(place["kept"][name])
            except (ValueError, TypeError, KeyError) as error:
                raise UserError(f"{name}: cannot go on from its saved state: {error}") from error

    def _next_ordinal(self) -> int:
        if self._stack:
            self._stack[-1].children += 1
            return self._stack[-1].children - 1
        self._outermost += 1
        return self._outermost - 1

    def _start(self, loop: _Loop) -> int:
        """The step a loop begins with; beyond any for one that was over when the run was saved."""
        if not self.target:
            return 0
        place = self.target[self.depth]
        if loop.ordinal < place["loop"]:
            return sys.maxsize
        self._restore(place)
        if self.depth < len(self.target) - 1:
            return place["step"]
        self.target = None
        return place["step"] + 1
