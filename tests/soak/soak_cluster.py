"""Kills, stops and ends the processes of a launched run at random moments; counts how it goes on.

    python tests/soak/soak_cluster.py 50

Each fault hits the launcher, the process that leads the run, or a worker's or ps's own process or
server. The run must go on by itself from its last checkpoint and end with the losses of the same
run on one process. A killed launcher must leave no process behind; its run goes on after --resume.
"""

import collections
import contextlib
import csv
import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.soak.processes import arguments, finish, report, say, start

TASK = ["time_series", "--replicas", "2", "--n-neurons", "20", "--seed", "7", "--save-every", "1"]
STEPS = 400_000  # more than the faults leave time for; the run is ended after the last one
NOTICED = 15  # seconds after which a process that stays stopped has been noticed
LIMIT = 240  # seconds in which a run must go on after a fault
HITS = {
    "launcher": ("SIGKILL",),
    "chief": ("SIGKILL", "SIGSTOP"),
    "worker": ("SIGKILL", "SIGSTOP"),
    "worker's server": ("SIGKILL", "SIGSTOP", "SIGSEGV"),
    "ps": ("SIGKILL", "SIGSTOP"),
    "ps's server": ("SIGKILL", "SIGSTOP", "SIGSEGV"),
}


def children(pid):
    """The processes that a process has started."""
    with contextlib.suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        return [int(each) for path in tasks for each in path.read_text().split()]
    return []


def environment(pid):
    """The environment of a process."""
    with contextlib.suppress(OSError):
        entries = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        return dict(entry.split(b"=", 1) for entry in entries if b"=" in entry)
    return {}


def kinds(launcher):
    """The processes of a launched run by kind."""
    found = collections.defaultdict(list)
    found["launcher"].append(launcher)
    for pid in children(launcher):
        there = environment(pid)
        if b"TF1RNN_SERVERS" in there:
            found["chief"].append(pid)
        elif b"TF_CONFIG" in there:
            job = json.loads(there[b"TF_CONFIG"])["task"]["type"]
            found[job].append(pid)
            found[f"{job}'s server"] += children(pid)
    return found


def alive(pid):
    """Whether a process runs or is stopped."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def steps(folder):
    """The steps that a run's status.json tells."""
    for path in folder.glob("runs/time_series/*/status.json"):
        with contextlib.suppress(OSError, ValueError):
            return json.loads(path.read_text())["steps"]
    return 0


def losses(folder):
    """The losses of the only run in a folder, by step."""
    (path,) = folder.glob("runs/time_series/*/metrics.csv")
    with path.open() as file:
        return {int(row["step"]): float(row["loss"]) for row in csv.DictReader(file)}


def launch(folder, *more):
    """Start a launched run; its lines go to a file."""
    process = start(
        folder,
        *("launch", *TASK, "--n-iterations", STEPS, "--workers", 2, "--ps", 1),
        *("--patience", 60, *more),
        output=folder / "said.txt",
    )
    return process


def wait_until(true, process, what):
    """Wait until something is true; raises RuntimeError after LIMIT seconds or at the run's end."""
    until = time.monotonic() + LIMIT
    while not true():
        if process.poll() is not None:
            raise RuntimeError(f"ended with exit code {process.returncode} before {what}")
        if time.monotonic() > until:
            raise RuntimeError(f"{LIMIT} s passed before {what}")
        time.sleep(0.2)


def hit(folder, process, kind, name, moment):
    """One fault; returns the process that leads afterwards, and the seconds until it goes on."""
    time.sleep(moment)
    there = kinds(process.pid)
    victim = moment_choice.choice(there[kind])
    everyone = [pid for pids in there.values() for pid in pids]
    before, began = steps(folder), time.monotonic()
    os.kill(victim, signal.Signals[name])
    if kind == "launcher":
        process.wait()
        until = time.monotonic() + 20
        while left := [pid for pid in everyone if alive(pid)]:
            if time.monotonic() > until:
                raise RuntimeError(f"{len(left)} processes outlived the launcher")
            time.sleep(0.1)
        process = launch(folder, "--resume")
    elif name == "SIGSTOP":
        # Without its only ps a run ends with a line that says so.
        comes_back = kind == "ps" or moment_choice.random() < 0.5
        time.sleep(moment_choice.uniform(1, 20) if comes_back else NOTICED)
        with contextlib.suppress(OSError):
            comes_back and os.kill(victim, signal.SIGCONT)
        before = steps(folder)
    reached = []
    for what in ("it went on", "it went on further"):  # the first may have been under way
        wait_until(lambda: steps(folder) > max([before, *reached]), process, what)
        reached.append(steps(folder))
    return process, time.monotonic() - began


def main():
    """Hit as often as asked; print a table of what was hit and how often the run went on."""
    given = arguments(__doc__, "faults")
    moment_choice.seed(given.seed)
    table, problems, seconds = collections.Counter(), [], []
    with tempfile.TemporaryDirectory() as one:
        folder = Path(one)
        process = launch(folder)
        try:
            wait_until(lambda: steps(folder) > 0, process, "the first checkpoint")
            for number in range(given.count):
                kind = moment_choice.choice(list(HITS))
                name = moment_choice.choice(HITS[kind])
                try:
                    process, took = hit(folder, process, kind, name, moment_choice.uniform(0, 6))
                except RuntimeError as error:
                    problems.append(f"{name} of the {kind}: {error}")
                    say(f"PROBLEM {problems[-1]}")
                    break
                table[kind, name] += 1
                seconds.append(took)
                say(f"{number + 1} {name} of the {kind}: went on after {took:.0f} s")
            process.send_signal(signal.SIGINT)
            process.wait(timeout=LIMIT)
            compare(folder, problems)
        finally:
            process.kill()
            (folder / "said.txt").exists() and say((folder / "said.txt").read_text()[-3000:])
    for (kind, name), count in sorted(table.items()):
        say(f"{kind:16} {name:8} {count}")
    middle = sorted(seconds)[len(seconds) // 2] if seconds else 0
    return report(f"{sum(table.values())} faults, {middle:.0f} s in the middle", problems)


def compare(folder, problems):
    """The losses must be those of one process, up to rounding."""
    there = losses(folder)
    last = min(max(there), 2000)
    with tempfile.TemporaryDirectory() as other:
        finish(Path(other), "run", *TASK, "--n-iterations", last + 1)
        alone = losses(Path(other))
    for step in alone:
        if abs(alone[step] - there[step]) > 1e-3 * abs(alone[step]):
            problems.append(f"loss {there[step]} at step {step}, alone {alone[step]}")
    say(f"compared {len(alone)} losses up to step {last}")


moment_choice = random.Random()

if __name__ == "__main__":
    sys.exit(main())
