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
        # Building and preparing a graph of many thousand operations grows faster than its size.
        remarks.append(f"the measurements ahead take at least {span(seconds)}")
    large = [(n, unrolling, cost.mib) for n, unrolling, cost in expected if cost.mib > there]
    if large:
        n_steps, unrolling, mib = large[0]
        remarks.append(
            f"{unrolling} of {n_steps} steps needs about {mib / 1024:,.0f} GiB of memory, "
            f"and this machine has {there / 1024:,.0f}"
        )
    return ", and ".join(remarks) or None


def expect(costs: Sequence[Cost], n_steps: int) -> Cost:
    """The cost of this many steps: it grows as it grew last, but at least in proportion."""
    last = costs[-1]
    ratio, power = n_steps / last.n_steps, 1.0
    if len(costs) > 1 and min(costs[-2].seconds, last.seconds) > 0:
        grown = math.log(last.seconds / costs[-2].seconds)
        power = min(2.0, max(1.0, grown / math.log(last.n_steps / costs[-2].n_steps)))
    return Cost(n_steps, last.seconds * ratio**power, last.mib * ratio)


def span(seconds: float) -> str:
    """A time span in its largest unit: `3 hours`."""
    unit, length = next(((u, n) for u, n in UNITS if seconds >= 2 * n), UNITS[-1])
    return f"{seconds / length:,.0f} {unit}"
