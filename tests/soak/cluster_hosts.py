"""A run on four hosts, network namespaces with addresses of their own, whose links are cut.

    python tests/soak/cluster_hosts.py [--patience 60] [--delay 5ms]

Each host is told what it is by TF_CONFIG. The links of a worker, of the ps and of the chief are cut
and joined again, then a worker's for good: the run must say who is waited for, go on, and end with
the losses of the same run on one process. Needs root and `ip`; --delay needs the kernel's netem.
"""

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.soak.hosts import Network
from tests.soak.processes import finish, report, say, start
from tests.soak.soak_cluster import TOLERANCE, Launched, furthest, losses

TASK = ["time_series", "--n-neurons", "20", "--seed", "7", "--save-every", "1"]
TASK += ["--n-iterations", "6001"]  # more than the cuts leave time for
HOSTS = {"chief": 1, "ps": 2, "worker0": 3, "worker1": 4}
PORT = 2222
CUT = 20  # seconds, of which ten go by until it is noticed
ADDRESS, OTHER = "10.77.0.{}", "10.78.0.{}"  # of a host: what it is called by, and another one
JOBS = {
    "chief": [f"{ADDRESS.format(1)}:{PORT}"],
    "ps": [f"{ADDRESS.format(2)}:{PORT}"],
    "worker": [f"{ADDRESS.format(i)}:{PORT}" for i in (3, 4)],
}


class OnHosts(Launched):
    """A run whose processes are on hosts of their own, as if each had been started by hand."""

    def __init__(self, folder, network, patience):
        self._network, self._patience = network, patience
        self.members = {host: self._start(folder, host) for host in HOSTS if host != "chief"}
        super().__init__(folder)

    def _start(self, folder, host):
        job, index = host.rstrip("01"), int(host[-1]) if host[-1].isdigit() else 0
        own = folder / host
        own.mkdir()
        return start(
            folder if host == "chief" else own,
            *("run", *TASK, "--insecure-network", "--patience", self._patience),
            output=folder / f"{host}.txt",
            inside=self._network.inside(host),
            TF_CONFIG=json.dumps({"cluster": JOBS, "task": {"type": job, "index": index}}),
        )

    def _launch(self):
        return self._start(self.folder, "chief")

    def said(self, host):
        """What a host's process has said."""
        return (self.folder / f"{host}.txt").read_text()

    def wait_for(self, line, host="chief"):
        """Wait until a host says something that it has not said before."""
        before = self.said(host).count(line)
        self.wait_until(lambda: self.said(host).count(line) > before, f"it said: {line}")

    def end(self):
        """End all that still runs."""
        for process in [self.process, *self.members.values()]:
            with contextlib.suppress(OSError):
                process.kill()
            process.wait()


def cut_and_joined(run, network, host, named):
    """Cut a host's link for a while."""
    network.link(host, "down")
    began = time.monotonic()
    run.wait_for(f"{named} has not answered for 10 s; waiting for it")
    say(f"{host}'s link is cut, and the chief has said after {time.monotonic() - began:.0f} s so")
    time.sleep(max(0, CUT - (time.monotonic() - began)))
    network.link(host, "up")
    run.goes_on(f"it went on after the link of {host} was cut")
    say(f"joined after {CUT} s, it went on after {time.monotonic() - began:.0f} s")


def cut_between(run, network):
    """Cut a worker off from the ps alone, for a while."""
    ps = ADDRESS.format(HOSTS["ps"])
    network.apart("worker1", ps)
    began = time.monotonic()
    run.wait_for(f"worker 1 ({JOBS['worker'][1]}) cannot reach {ps}:{PORT}; waiting")
    say(f"worker1 is cut off from the ps, and it was said after {time.monotonic() - began:.0f} s")
    network.together("worker1", ps)
    run.goes_on("it went on after worker1 was cut off from the ps")
    say(f"it went on after {time.monotonic() - began:.0f} s")


def story(run, network, patience):
    """What happens to the hosts; raises RuntimeError for what must not."""
    run.goes_on("its first checkpoints")
    for host in ("chief", "worker0", "ps"):
        number = HOSTS[host]
        answers = [network.answers(a.format(number), PORT, "worker1") for a in (ADDRESS, OTHER)]
        if answers != [True, False]:
            raise RuntimeError(f"{host} answers at its address, and at another one: {answers}")
    say("each server answers at the address that it was given, and at no other one of its host")
    cut_between(run, network)
    cut_and_joined(run, network, "worker1", f"worker 1 ({JOBS['worker'][1]})")
    cut_and_joined(run, network, "ps", f"ps 0 ({JOBS['ps'][0]})")
    cut_and_joined(run, network, "chief", f"worker 0 ({JOBS['worker'][0]})")
    network.link("worker1", "down")
    run.wait_for(f"is not there after {patience:g} s; going on without")
    say(f"worker1's link is cut for good, and after {patience:g} s the run goes on without it")
    run.wait_until(lambda: False, "the end of the run")
    for host, process in run.members.items():
        say(f"{host} ended with exit code {process.wait(timeout=3 * patience)}")
    if "the chief has not answered" not in run.said("worker1"):
        raise RuntimeError("worker1 does not say why it ended")


def main():
    """Lead one run through all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patience", type=float, default=60.0, help="seconds (60)")
    parser.add_argument("--delay", default="5ms", help="of each link, as netem takes it (5ms)")
    given = parser.parse_args()
    problems = []
    with tempfile.TemporaryDirectory() as one, contextlib.ExitStack() as ending:
        addresses = {h: [a.format(n) for a in (ADDRESS, OTHER)] for h, n in HOSTS.items()}
        network = Network(addresses)
        ending.callback(network.remove)
        try:
            network.make(given.delay)
        except (OSError, subprocess.CalledProcessError) as error:
            say(f"skipped: this machine gives no network namespaces: {error}")
            return 0
        folder = Path(one)
        (folder / "alone").mkdir()
        finish(folder / "alone", "run", *TASK, "--replicas", 2)
        (folder / "led").mkdir()
        run = OnHosts(folder / "led", network, given.patience)
        ending.callback(run.end)
        try:
            story(run, network, given.patience)
            there, alone = losses(folder / "led"), losses(folder / "alone")
            difference = furthest(there, alone)
            last = there[max(there)]
            say(f"{len(alone)} losses, {difference:.1e} from those alone; the last is {last}")
            if difference > TOLERANCE:
                problems.append(f"the losses differ by {difference:.1e}")
        except RuntimeError as error:
            problems.append(str(error))
        say("what the chief said:")
        said = [line for line in run.said("chief").splitlines() if line.startswith("tf1rnn: ")]
        say("\n".join(said))
    return report("four hosts", problems)


if __name__ == "__main__":
    sys.exit(main())
