"""Ctrl-C and SIGTERM at many moments of each command: one line, exit code 130 or 143, or its end.

    python -m tests.soak.count_signals [COUNT] [--only COMMANDS] [--seed N]

Each command that loads TensorFlow runs undisturbed now and then, to know how long it takes. It is
interrupted at COUNT (200) moments spread over its whole life, in random order, by either signal in
turn; every third time a second signal follows. `exec` is not among them: there a signal does what
it does to any Python program.
"""

import json
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.soak.processes import LIMIT, arguments, finish, report, say, start

SMALL = ["--limit", "700", "--n-held-out", "20", "--n-neurons", "16"]
COMMANDS = {
    "run": ["run", "time_series", "--n-iterations", "60", "--save-every", "0.05"],
    "resume": ["resume"],
    "demo": ["demo", "1"],
    "compare": ["compare", "static_rnn"],
    "translate": ["translate", "I drink milk."],
    "parity": ["parity"],
}
# Lines that are no answer to a signal: of a demo's earlier runs, say.
WHERE = ("Finishing this", "Resuming", "The run is in", "Its figures are in", "See it as")
MEASURED_EVERY = 20  # moments; the machine may be busier by then
SECOND = 0.3  # seconds until a second signal, at most


def prepare(name, folder):
    """Put into a folder what a command needs: a run to resume, or one that translates."""
    if name == "resume":
        finish(folder, *COMMANDS["run"], "--seed", "1")
        (run,) = folder.glob("runs/*/*")
        status = json.loads((run / "status.json").read_text())
        (run / "status.json").write_text(json.dumps({**status, "state": "interrupted"}))
    if name == "translate":
        finish(folder, "run", "translation", *SMALL, "--n-epochs", "1")


def handles_ctrl_c(process):
    """Whether a process has a handler of its own for Ctrl-C."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text()
    except OSError:
        return False
    caught = int(re.search(r"SigCgt:\s*(\w+)", status)[1], 16)
    return bool(caught >> (signal.SIGINT - 1) & 1)


def wait_for_main(process):
    """Wait until Python has started, which handles Ctrl-C itself, and main.py has begun."""
    for handles in (True, False):
        deadline = time.monotonic() + 10
        while handles_ctrl_c(process) != handles and time.monotonic() < deadline:
            if process.poll() is not None:
                return
            time.sleep(0.0005)


def life(name, template, folder):
    """How many seconds a command takes, undisturbed."""
    shutil.copytree(template, folder)
    seconds = finish(folder, *COMMANDS[name])
    shutil.rmtree(folder)
    return seconds


def interrupted(name, template, folder, moment, numbers, pause):
    """Interrupt a command; returns what is wrong with its end, or None."""
    shutil.copytree(template, folder)
    process = start(folder, *COMMANDS[name])
    wait_for_main(process)
    for number, seconds in zip(numbers, (moment, pause), strict=False):
        time.sleep(seconds)
        process.send_signal(number)
    _, err = process.communicate(timeout=LIMIT)
    code = process.returncode
    if "Traceback" in err or "FATAL" in err or "rror" in err:
        return f"exit code {code}: {err}"
    if code not in (0, *(128 + n for n in numbers), *(-n for n in numbers)):
        return f"exit code {code}: {err}"
    lines = [line for line in err.splitlines() if line and not line.startswith(WHERE)]
    if code and len(lines) > 2 + (name == "resume"):
        return f"more than a line: {err}"
    states = [json.loads(p.read_text())["state"] for p in folder.glob("runs/*/*/status.json")]
    if name in ("run", "resume") and (code == 0) != (states == ["finished"]):
        return f"exit code {code}, but the run is {states}: {err}"
    if left := list(folder.glob("tf1rnn-*")):
        return f"left behind: {left}"
    return None


def main():
    """Interrupt each command and print what came of it."""
    options = arguments(__doc__.splitlines()[0], "moments of each command")
    top = Path(tempfile.mkdtemp(prefix="tf1rnn-signals-"))
    chance, problems, began = random.Random(options.seed), [], time.monotonic()
    names = [name for name in options.only.split(",") if name] or list(COMMANDS)
    for name in names:
        template = top / name
        template.mkdir()
        prepare(name, template)
        places = chance.sample(range(options.count), options.count)
        for i in range(options.count):
            if i % MEASURED_EVERY == 0:
                seconds = life(name, template, top / "whole")
            numbers = [(signal.SIGINT, signal.SIGTERM)[i % 2]] * (2 if i % 3 == 2 else 1)
            moment = seconds * (places[i] + chance.random()) / options.count
            folder, pause = top / f"{name}-{i}", chance.uniform(0, SECOND)
            problem = interrupted(name, template, folder, moment, numbers, pause)
            if problem:
                problems.append(f"{name} after {moment:.3f} s, {len(numbers)} signals: {problem}")
                say(f"PROBLEM: {problems[-1]}")
            shutil.rmtree(folder, ignore_errors=True)
        say(f"{name}: {options.count} moments of {seconds:.1f} s, {len(problems)} problems so far")
    shutil.rmtree(top, ignore_errors=True)
    return report(
        f"{options.count} moments of each of {', '.join(names)}, in "
        f"{time.monotonic() - began:.0f} s",
        problems,
    )


if __name__ == "__main__":
    sys.exit(main())
