"""The benchmark's table: a row for each contestant of each task."""

import statistics
from typing import Any

FIRST = "tf1rnn"  # the contestant that the others are compared with
_COLUMNS = "{:<16} {:<16} {:>8} {:>8} {:>6} {:>6} {:>10} {:>15}  {}"
HEADER = _COLUMNS.format(
    *("task", "contestant", "ms/step", "CPU ms", "ratio", "peak", "parameters", "loss", "form")
)
LEGEND = (
    "ms/step: the median over the rounds. CPU ms: what all cores work for a step, the least of\n"
    "the rounds. ratio: tf1rnn's time to the contestant's, the median of the rounds' ratios.\n"
    "peak: the share of the machine's fastest float32 matrix product that the network's matrix\n"
    "products alone reach (networks.py counts them). loss: on the same batch before and after the\n"
    "same number of steps. form: the fastest of those that were tried."
)


def lines(task: str, result: dict[str, Any]) -> str:
    """The rows of one task, with a remark if contestants do not train the same network."""
    rows = []
    first = result["contestants"].get(FIRST, {})
    for name, contestant in result["contestants"].items():
        if "failed" in contestant:
            rows.append(_COLUMNS.format(task, name, *"------", contestant["failed"]))
            continue
        times = contestant["step_s"]
        median, processor = statistics.median(times), min(contestant["processor_s"])
        before, after = contestant["losses"]
        rows.append(
            _COLUMNS.format(
                *(task, name, f"{1000 * median:.2f}", f"{1000 * processor:.2f}"),
                ratio(first, contestant),
                f"{share_of_peak(result, times):.0%}",
                contestant["parameters"],
                f"{before:.3f} > {after:.3f}",
                contestant["form"],
            )
        )
    return "\n".join(rows + differences(result))


def summary(tasks: dict[str, dict[str, Any]]) -> str:
    """The ratios as a Markdown table: tf1rnn's time of a step to each peer's, by task."""
    peers = dict.fromkeys(name for result in tasks.values() for name in result["contestants"])
    peers.pop(FIRST)
    rows = [
        ["task", FIRST, *(f"to {name}" for name in peers), "share of the peak"],
        ["---"] * (len(peers) + 3),
    ]
    for task, result in tasks.items():
        first, *others = (result["contestants"][name] for name in (FIRST, *peers))
        times = first.get("step_s")
        if not times:
            continue
        time, share = 1000 * statistics.median(times), share_of_peak(result, times)
        ratios = (ratio(first, other) for other in others)
        rows.append([f"`{task}`", f"{time:.2f} ms", *ratios, f"{share:.0%}"])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def ratio(first: dict[str, Any], other: dict[str, Any]) -> str:
    """The median over the rounds of the first's time to the other's; - if one has none."""
    if first is other or not first.get("step_s") or not other.get("step_s"):
        return "-"
    pairs = zip(first["step_s"], other["step_s"], strict=True)
    return f"{statistics.median(mine / its for mine, its in pairs):.2f}"


def share_of_peak(result: dict[str, Any], times: list[float]) -> float:
    """The median over the rounds of a step's operations per second to the peak at that time."""
    pairs = zip(times, result["peaks"], strict=True)
    return statistics.median(result["flops"] / time / peak for time, peak in pairs)


def differences(result: dict[str, Any]) -> list[str]:
    """A remark for each contestant whose network is another one or learns differently.

    Networks are the same when they have as many parameters, begin within a third of the first's
    loss, as random initial weights do, and have closed at least half as much of it.
    """
    trained = {n: c for n, c in result["contestants"].items() if "failed" not in c}
    remarks = []
    first = trained.get(FIRST)
    for name, contestant in trained.items() if first else ():
        before, after = contestant["losses"]
        its_before, its_after = first["losses"]
        if contestant["parameters"] != first["parameters"]:
            remarks.append(f"  {name} has {contestant['parameters']} parameters: not the same work")
        if abs(before / its_before - 1) > 1 / 3 or (before - after) < (its_before - its_after) / 2:
            remarks.append(f"  {name} learns differently: not the same work")
    return remarks
