"""Where a run is in its loops, so that it can be saved and resumed exactly there."""

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from tf1rnn.errors import UserError

RandomState = tuple[Any, Any]


class Stateful(Protocol):
    """An object whose state decides what a run computes next."""

    def state(self) -> dict[str, Any]:
        """Its state now, as JSON values and NumPy arrays that nothing will change in place."""

    def restore(self, state: dict[str, Any]) -> None:
        """Return to that state. Raises ValueError if it does not fit."""


def random_state() -> RandomState:
    """The states of Python's and NumPy's global generators."""
    import numpy as np

    return random.getstate(), np.random.get_state()


def set_random_state(state: RandomState) -> None:
    """Set both generators to what `random_state` returned."""
    import numpy as np

    (version, words, gauss), (name, keys, *rest) = state
    random.setstate((version, tuple(words), gauss))
    np.random.set_state((name, np.array(keys, dtype=np.uint32), *rest))


def check_place(place: object) -> None:
    """Raise ValueError or TypeError unless `Loops` can resume at `place`."""
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
            raise TypeError("the states of objects have names")


@dataclass
class _Loop:
    """One loop that is under way."""

    ordinal: int  # its position among the loops of its parent's step, from 0
    step: int = -1  # the step under way, or the last one finished
    beginning: dict[str, Any] | None = None  # states of generators and objects as that step began
    children: int = 0  # loops that began within the step
    nests: bool = True  # whether steps hold loops: assumed of the first, then known


@dataclass
class Loops:
    """The loops of a run, one inside another, and the place at which to resume them.

    A place is what `place` returned when the run was saved: the ordinal and step of each loop, from
    the outermost inwards. A loop before the place yields nothing. A loop that leads to it restarts
    the step under way, with the generators and the objects in `stateful` as they were when it
    began. The innermost loop resumes after its last finished step.
    """

    target: list[dict[str, Any]] | None = None
    finished: int = 0  # innermost steps that are done
    after_step: Callable[[bool], bool] = lambda _: False  # whether it was last -> whether to end
    stateful: dict[str, Stateful] = field(default_factory=dict)
    _stack: list[_Loop] = field(default_factory=list)
    _outermost: int = 0  # outermost loops that have begun
    _ended_early: bool = False

    @property
    def resuming(self) -> bool:
        """Whether the saved place is still ahead."""
        return bool(self.target)

    @property
    def incomplete(self) -> bool:
        """Whether a step of an outer loop is under way of which a part is not done here.

        That part was done before a resume, or the loop inside the step has ended early.
        """
        return self.resuming or (self._ended_early and self.depth > 0)

    @property
    def depth(self) -> int:
        """How many loops are under way, one inside another."""
        return len(self._stack)

    def steps(self, n: int) -> Iterator[int]:
        """Iterate over 0 .. n-1, or over the steps left after the saved place."""
        loop = _Loop(self._next_ordinal())
        start = self._start(loop)
        self._stack.append(loop)
        try:
            for step in range(start, n):
                loop.step, loop.children = step, 0
                # Only a step that holds loops ever restarts, and reading the states costs 50 us.
                loop.beginning = self._state() if loop.nests else None
                yield step
                self.finished += loop.children == 0
                loop.nests = loop.children > 0
                if self.after_step(step == n - 1):
                    self._ended_early = True
                    break
        finally:
            self._stack.pop()

    def place(self) -> list[dict[str, Any]] | None:
        """The place where the run is, after a finished step of the innermost loop.

        None if an outer step cannot restart: no step of that loop held a loop before.
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
        states = {name: stateful.state() for name, stateful in self.stateful.items()}
        # "kept" is the name in the checkpoints of earlier versions too.
        return {"random": random_state(), "kept": states}

    def _restore(self, place: dict[str, Any]) -> None:
        """Restore generators and objects; an object made later is restored by its own loop."""
        set_random_state(place["random"])
        for name, stateful in self.stateful.items():
            try:
                if name in place["kept"]:
                    stateful.restore(place["kept"][name])
            except (ValueError, TypeError, KeyError) as error:
                raise UserError(f"{name}: its saved state does not fit: {error}") from error

    def _next_ordinal(self) -> int:
        if self._stack:
            self._stack[-1].children += 1
            return self._stack[-1].children - 1
        self._outermost += 1
        return self._outermost - 1

    def _start(self, loop: _Loop) -> int:
        """The first step of a loop; beyond its last if it had ended when the run was saved."""
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
