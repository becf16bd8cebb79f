"""Kill every training task again and again: its run ends with the same bits, text and metrics.

    python -m tests.soak.count_kills [COUNT] [--only TASKS] [--seed N]

Each task that records metrics first trains once, undisturbed, with --quick. Then its runs are
killed with kill -9 at random moments, from the moment that their folder exists, up to four times
each, and resumed in between. COUNT (200) kills are dealt among the tasks in turn.
"""

import csv
import itertools
import json
import random
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.runs.walking import results
from tests.soak.processes import arguments, finish, report, say, start
from tf1rnn.registry import discovery
from tf1rnn.task import hyperparameters

MOST = 4  # kills in one run
TIMES = {"unrolling"}  # tasks that record nothing but times and memory


def command(task):
    """The arguments that run a task shortly, with data that every machine has."""
    digits = any((h.name, h.default) == ("data", "auto") for h in hyperparameters(task))
    drawn = ["--data", "drawn"] if digits else []
    return ["run", task.name, "--quick", "--device", "cpu", "--save-every", "0", *drawn]


def without_times(texts):
    """A run's output and metrics without the times in them, which differ from run to run."""
    output, metrics = texts
    output = re.sub(r"[\d.]+ (ms|s)\b", "some time", output)
    rows = list(csv.reader(metrics.splitlines()))
    kept = [i for i, name in enumerate(rows[0]) if "seconds" not in name]
    return output, [[row[i] for i in kept] for row in rows]


def only_run(folder):
    (run,) = folder.glob("runs/*/*")
    return run


def state(run):
    """What the run's status.json says of it; None before there is one."""
    status = run / "status.json"
    return json.loads(status.read_text())["state"] if status.exists() else None


def killed(process, folder, seconds):
    """Kill a process after this many seconds of its run; returns whether it still ran."""
    while process.poll() is None and not list(folder.glob("runs/*/*/params.json")):
        time.sleep(0.01)
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    ran = process.poll() is None
    process.kill()
    _, err = process.communicate()
    if "Traceback" in err or (not ran and process.returncode):
        raise RuntimeError(f"exit code {process.returncode}: {err}")
    return ran


def trial(argv, whole, seconds, n_kills, chance, folder):
    """One run, killed up to `n_kills` times; returns how often it was."""
    kills, process = 0, start(folder, *argv)
    while killed(process, folder, chance.uniform(0, seconds)):
        kills += 1
        if state(only_run(folder)) == "finished":
            break  # the process was about to exit
        if kills == n_kills:
            finish(folder, "resume")
            break
        process = start(folder, "resume")
    texts, variables = results(only_run(folder))
    whole_texts, whole_variables = results(whole)
    if without_times(texts) != without_times(whole_texts):
        raise RuntimeError("its text or its metrics differ")
    for name, value in whole_variables.items():
        if variables[name].tobytes() != value.tobytes():
            raise RuntimeError(f"its variable {name} differs")
    return kills


def whole_runs(names, top):
    """The undisturbed run of each training task: its arguments, its folder, its seconds."""
    found = discovery.discover()
    for name in names or [name for name in found.found if name not in TIMES]:
        folder = top / "whole" / name
        folder.mkdir(parents=True)
        argv = command(found.get(name))
        finish(folder, *argv)
        run = only_run(folder)
        if not (run / "metrics.csv").exists():
            shutil.rmtree(folder)  # it trains nothing
            continue
        ended = (run / "status.json").stat().st_mtime
        seconds = max(0.5, ended - (run / "params.json").stat().st_mtime)
        say(f"{name}: {seconds:.1f} s undisturbed")
        yield name, argv, run, seconds


def main():
    """Deal the kills among the tasks and print what came of them."""
    options = arguments(__doc__.splitlines()[0], "kills")
    top = Path(tempfile.mkdtemp(prefix="tf1rnn-kills-"))
    chance, problems, kills, most, began = random.Random(options.seed), [], 0, 0, time.monotonic()
    tasks = list(whole_runs([name for name in options.only.split(",") if name], top))
    runs = 0
    for runs, (name, argv, whole, seconds) in enumerate(itertools.cycle(tasks), start=1):
        folder = top / f"{runs}-{name}"
        folder.mkdir()
        n_kills = min(chance.randint(1, MOST), options.count - kills)
        try:
            n = trial(argv, whole, seconds, n_kills, chance, folder)
        except Exception as error:  # whatever it is, it is a problem, and the next run is tried
            problems.append(f"{folder}: {error}")
            say(f"PROBLEM: {problems[-1]}")
            n = 1
        else:
            shutil.rmtree(folder)
        kills, most = kills + n, max(most, n)
        say(f"{kills} of {options.count} kills, {len(problems)} problems; {name} had {n}")
        if kills >= options.count:
            break
    if not problems:
        shutil.rmtree(top)
    return report(
        f"{kills} kills of {runs} runs of {len(tasks)} tasks, up to {most} of one run, in "
        f"{time.monotonic() - began:.0f} s",
        problems,
    )


if __name__ == "__main__":
    sys.exit(main())
