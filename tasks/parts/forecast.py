"""What measurements of longer sequences will take, by those of shorter ones."""

import math
import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

LONG = 120.0  # seconds; less needs no remark
START = 4.0  # seconds that a measurement's process takes to load TensorFlow
UNITS = (("days", 86400), ("hours", 3600), ("minutes", 60), ("seconds", 1))


class Cost(NamedTuple):
    """What a measurement of this many steps took."""

    n_steps: float
    seconds: float
    mib: float


def forecast(costs: Mapping[str, Sequence[Cost]], ahead: Sequence[tuple[int, str]]) -> str | None:
    """A remark on measurements that are ahead, (n_steps, unrolling); None if none is needed.

    `costs` are those of each unrolling so far, in increasing order of steps.
    """
    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**20
    expected = [
        (n_steps, unrolling, expect(costs[unrolling], n_steps))
        for n_steps, unrolling in ahead
        if costs.get(unrolling)
    ]
    seconds = sum(cost.seconds + START for _, _, cost in expected)
    remarks = []
    if seconds > LONG:
        remarks.append(f"the measurements ahead take at least {span(seconds)}")
    large = [(n, unrolling, cost.mib) for n, unrolling, cost in expected if cost.mib > there]
    if large:
        n_steps, unrolling, mib = large[0]
        remarks.append(
            f"{unrolling} of {n_steps} steps needs at least {mib / 1024:,.0f} GiB of memory, "
            f"and this machine has {there / 1024:,.0f}"
        )
    return ", and ".join(remarks) or None


def expect(costs: Sequence[Cost], n_steps: int) -> Cost:
    """The cost of this many steps: it grows as it grew last, but at least in proportion.

    What does not depend on the steps hides how the rest grows, so it may well be more.
    """
    last = costs[-1]
    before = costs[-2] if len(costs) > 1 else last
    ratio = n_steps / last.n_steps
    seconds = last.seconds * ratio ** _power(before, last, before.seconds, last.seconds)
    return Cost(n_steps, seconds, last.mib * ratio ** _power(before, last, before.mib, last.mib))


def _power(before: Cost, last: Cost, smaller: float, larger: float) -> float:
    """The power of the steps with which a quantity grew."""
    if before.n_steps == last.n_steps or min(smaller, larger) <= 0:
        return 1.0
    grown = math.log(larger / smaller) / math.log(last.n_steps / before.n_steps)
    return min(2.0, max(1.0, grown))


def span(seconds: float) -> str:
    """A time span in its largest unit: `3 hours`."""
    unit, length = next(((u, n) for u, n in UNITS if seconds >= 2 * n), UNITS[-1])
    return f"{seconds / length:,.0f} {unit}"
