"""Kills, stops and cuts off the processes of launched runs at random moments; compares the losses.

    python tests/soak/soak_cluster.py 50

Each fault hits the launcher, the process that runs the task, a worker's or ps's own process or its
server, or the network between all of them. The run must go on by itself from its last checkpoint
and end with the losses of the same run on one process; a killed launcher must leave no process
behind, and its run goes on after --resume. The network is one of this test's own, which needs
`unshare` and `ip`; without them it is not cut.
"""

import collections
import contextlib
import csv
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.soak.processes import arguments, finish, report, say, start

STEPS = 2001
TASK = ["time_series", "--n-neurons", "20", "--seed", "7", "--save-every", "1"]
TASK += ["--n-iterations", str(STEPS)]
SERVERS = ["--workers", "2", "--ps", "1", "--patience", "90"]
SHORT, LONG = (1, 7), (12, 20)  # seconds of a stop or a cut that is not noticed, and that is
LIMIT = 400  # seconds in which a run must go on after a fault
GONE = 30  # seconds after which nothing may be left of a killed launcher
TOLERANCE = 1e-3  # of a loss; it is computed in another order where a worker was given up
OWN_NETWORK = "TF1RNN_SOAK_NETWORK"
FAULTS = [
    *((kind, "SIGKILL") for kind in ("launcher", "chief", "worker", "ps")),
    *((f"{kind}'s server", "SIGKILL") for kind in ("worker", "ps")),
    *((kind, "SIGSTOP") for kind in ("launcher", "chief", "worker", "ps")),
    *((f"{kind}'s server", "SIGSTOP") for kind in ("worker", "ps")),
    *[("network", "cut")] * 2,
]


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


def losses(folder):
    """The losses of the only run in a folder, by step."""
    (path,) = folder.glob("runs/time_series/*/metrics.csv")
    with path.open() as file:
        return {int(row["step"]): float(row["loss"]) for row in csv.DictReader(file)}


class Launched:
    """A launched run, and the faults that it goes through."""

    def __init__(self, folder):
        self.folder = folder
        self.process = self._launch()

    def _launch(self, *more):
        said = self.folder / "said.txt"
        return start(self.folder, "launch", *TASK, *SERVERS, *more, output=said)

    def status(self):
        """The steps that the run's status.json tells, and its state."""
        for path in self.folder.glob("runs/time_series/*/status.json"):
            with contextlib.suppress(OSError, ValueError):
                read = json.loads(path.read_text())
                return read["steps"], read["state"]
        return 0, ""

    @property
    def has_ended(self):
        """Whether the run is finished."""
        return self.process.poll() == 0

    def wait_until(self, true, what):
        """Wait until something is true or the run has finished; RuntimeError if it takes long."""
        until = time.monotonic() + LIMIT
        while not true() and not self.has_ended:
            if self.process.poll() is not None:
                raise RuntimeError(f"exit code {self.process.returncode} before {what}")
            if time.monotonic() > until:
                raise RuntimeError(f"{LIMIT} s passed before {what}")
            time.sleep(0.1)

    def goes_on(self, what):
        """Wait for two checkpoints; the first may have been under way."""
        for _ in range(2):
            before, _ = self.status()
            self.wait_until(lambda then=before: self.status()[0] > then, what)

    def hit(self, kind, name, chance):
        """One fault; returns how long it was stopped or cut, in words."""
        if kind == "network":
            return self._cut(chance)
        there = kinds(self.process.pid)
        if not there[kind]:  # it is just being started
            return None
        victim = chance.choice(there[kind])
        os.kill(victim, signal.Signals[name])
        if kind == "launcher" and name == "SIGKILL":
            self._come_back([pid for pids in there.values() for pid in pids])
        elif name == "SIGSTOP":
            return self._pause(chance, lambda: os.kill(victim, signal.SIGCONT))
        return ""

    def _cut(self, chance):
        subprocess.run(["ip", "link", "set", "lo", "down"], check=True)
        return self._pause(
            chance, lambda: subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        )

    def _pause(self, chance, end):
        seconds = chance.uniform(*chance.choice([SHORT, LONG]))
        time.sleep(seconds)
        with contextlib.suppress(ProcessLookupError):  # it was replaced by another one
            end()
        return f" for {seconds:.0f} s"

    def _come_back(self, everyone):
        """Nothing may be left of a killed launcher; its run is resumed."""
        self.process.wait()
        until = time.monotonic() + GONE
        while left := [pid for pid in everyone if alive(pid)]:
            if time.monotonic() > until:
                raise RuntimeError(f"{len(left)} processes outlived the launcher by {GONE} s")
            time.sleep(0.1)
        if self.status()[1] != "finished":
            self.process = self._launch("--resume")


def furthest(there, alone):
    """The largest relative difference of the losses of two runs; RuntimeError if one lacks some."""
    if list(there) != list(alone):
        raise RuntimeError(f"{len(there)} losses, and {len(alone)} alone")
    return max(abs(there[step] - alone[step]) / abs(alone[step]) for step in alone)


def one_run(faults, alone, table, chance):
    """A run that goes through faults until it is finished; raises RuntimeError for a problem."""
    with tempfile.TemporaryDirectory() as one:
        run = Launched(Path(one))
        try:
            run.goes_on("its first checkpoints")
            while sum(table.values()) < faults.count and not run.has_ended:
                time.sleep(chance.uniform(0, 3))
                kind, name = next(faults.coming)
                began, (step, _) = time.monotonic(), run.status()
                how_long = None if run.has_ended else run.hit(kind, name, chance)
                if how_long is None:
                    continue
                run.goes_on(f"it went on after {name} of the {kind}{how_long}")
                table[kind, name] += 1
                took = time.monotonic() - began
                say(
                    f"{sum(table.values()):3} {name:7} {kind + how_long:28} at step {step:5}: "
                    f"went on after {took:.0f} s"
                )
            run.wait_until(lambda: False, "the end of the run")
            difference = furthest(losses(run.folder), alone)
            say(f"    a run has ended: {len(alone)} losses, {difference:.1e} from those alone")
            if difference > TOLERANCE:
                raise RuntimeError(f"the losses differ by {difference:.1e}")
        except RuntimeError:
            say((run.folder / "said.txt").read_text()[-3000:])
            raise
        finally:
            run.process.kill()
            run.process.wait()


class Faults:
    """Faults in a random order, each as often as any other."""

    def __init__(self, count, chance, only):
        self.count = count
        there = FAULTS if OWN_NETWORK in os.environ else FAULTS[:-2]
        there = [each for each in there if not only or each[0] in only.split(",")]
        rounds = (chance.sample(there, len(there)) for _ in itertools.count())
        self.coming = itertools.chain.from_iterable(rounds)


def in_a_network_of_its_own():
    """Start this test again in a network of its own, if that is possible."""
    alone = ["unshare", "--net", *(["--map-root-user"] if os.getuid() else [])]
    if OWN_NETWORK in os.environ or not shutil.which("ip") or not shutil.which("unshare"):
        return
    if subprocess.run([*alone, "ip", "link", "set", "lo", "up"], check=False).returncode == 0:
        again = 'ip link set lo up && exec "$@"'
        os.environ[OWN_NETWORK] = "1"
        os.execvp(alone[0], [*alone, "sh", "-c", again, "sh", sys.executable, *sys.argv])


def main():
    """Hit as often as asked; print a table of what was hit and how often the run went on."""
    given = arguments(__doc__, "faults")
    in_a_network_of_its_own()
    chance = random.Random(given.seed)
    faults, table, problems = Faults(given.count, chance, given.only), collections.Counter(), []
    with tempfile.TemporaryDirectory() as one:
        finish(Path(one), "run", *TASK, "--replicas", 2)
        alone = losses(Path(one))
    while sum(table.values()) < given.count and len(problems) < 3:
        try:
            one_run(faults, alone, table, chance)
        except RuntimeError as error:
            problems.append(str(error))
            say(f"PROBLEM {error}")
    for (kind, name), count in sorted(table.items()):
        say(f"{kind:16} {name:8} {count}")
    return report(f"{sum(table.values())} faults", problems)


if __name__ == "__main__":
    sys.exit(main())
