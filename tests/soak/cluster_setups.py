"""Runs the three set-ups of docs/cluster.md to their ends, from the files that the page shows.

    python tests/soak/cluster_setups.py [--only sbatch,ssh,tfjob]

`sbatch` hands the job script to the SLURM of this machine. `ssh` and `tfjob` are on hosts that are
network namespaces (root only): each with a sshd of its own for the loop; with the names and the
TF_CONFIG that Kubeflow's operator sets for the manifest's command. Each must end with the losses
of the same run on one process. What this machine lacks is skipped with a line.
"""

import argparse
import contextlib
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.cluster.setups import CHECKOUT, files, of_tfjob
from tests.soak.hosts import Network
from tests.soak.processes import finish, report, say
from tests.soak.soak_cluster import TOLERANCE

SMALL = ["--n-neurons", "8", "--limit", "300", "--n-held-out", "20"]
SMALL += ["--n-epochs", "3", "--patience", "200"]
TYPED = ["translation", *SMALL]
LIMIT = 900  # seconds for one set-up
SSHD = """Port 22
HostKey {keys}/key
AuthorizedKeysFile {keys}/key.pub
PermitRootLogin yes
StrictModes no
UsePAM no
PidFile none
ForceCommand cd {folder} && eval "$SSH_ORIGINAL_COMMAND"
"""
SSH = """#!/bin/sh
exec {ssh} -i {keys}/key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -q "$@"
"""


class Folder:
    """A folder with a checkout in `tf1rnn`, the page's files in it, and programs of its own."""

    def __init__(self, folder):
        self.path, self.checkout = folder, folder / "tf1rnn"
        for each in (self.checkout, folder / "bin", folder / "keys"):
            each.mkdir()
        (self.checkout / "main.py").symlink_to(CHECKOUT / "main.py")
        for name, text in files().items():
            (self.checkout / name).write_text(text)
        self.program("python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        search = f"{folder / 'bin'}:{os.environ['PATH']}"
        activate = self.checkout / ".venv" / "bin" / "activate"
        activate.parent.mkdir(parents=True)
        activate.write_text(f"export PATH={search} PYTHONPATH={CHECKOUT}\n")
        self.environment = {**os.environ, "PATH": search, "PYTHONPATH": str(CHECKOUT)}

    def program(self, name, text):
        """Make a program that is found before others of its name."""
        (self.path / "bin" / name).write_text(text)
        (self.path / "bin" / name).chmod(0o755)

    def start(self, *argv, **environment):
        """Start a command in the checkout."""
        there = {**self.environment, **environment}
        return subprocess.Popen(argv, cwd=self.checkout, env=there, stdin=subprocess.DEVNULL)

    def losses(self):
        """The losses of the only run."""
        (path,) = self.checkout.glob("runs/translation/*/metrics.csv")
        with path.open() as file:
            return [float(row["loss"]) for row in csv.DictReader(file) if row["loss"]]


def lacks(*programs):
    """The programs that this machine lacks."""
    search = f"{os.environ['PATH']}:/usr/sbin:/sbin"
    return [each for each in programs if not shutil.which(each, path=search)]


def sbatch(folder):
    """The job script, as three tasks of one machine; returns how many workers compute."""
    if lacks("sbatch") or subprocess.run(["sinfo"], capture_output=True, check=False).returncode:
        return skipped("no SLURM answers here")
    machine = ["--nodes=1", "--ntasks-per-node=3", "--cpus-per-task=1", "--output=said.txt"]
    ended(folder.start("sbatch", "--wait", *machine, "train.sbatch", *TYPED))
    return 3


def ssh(folder):
    """The loop over hosts, from the first of them."""
    if missing := lacks("ip", "sshd", "ssh", "ssh-keygen"):
        return skipped(f"there is no {missing[0]}")
    keys = folder.path / "keys"
    key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(keys / "key")]
    subprocess.run(key, check=True)
    (keys / "sshd").write_text(SSHD.format(keys=keys, folder=folder.path))
    folder.program("ssh", SSH.format(ssh=shutil.which("ssh"), keys=keys))
    Path("/run/sshd").mkdir(exist_ok=True)
    hosts = {f"host{i}": [f"10.0.0.{i}"] for i in (1, 2, 3)}
    with network_of(hosts) as network:
        daemon = [shutil.which("sshd", path="/usr/sbin:/usr/bin"), "-D", "-f", str(keys / "sshd")]
        daemons = [folder.start(*network.inside(host), *daemon) for host in hosts]
        try:
            time.sleep(1)
            ended(folder.start(*network.inside("host1"), "sh", "train.sh", *TYPED))
        finally:
            for each in daemons:
                each.terminate()
                each.wait()
    return 2


def tfjob(folder):
    """The manifest's command in each replica, which finds the others by their names."""
    if lacks("ip"):
        return skipped("there is no ip")
    command, configs = of_tfjob(files()["tfjob.yaml"])
    numbers = range(len(configs))
    names = {f"10.0.0.{i + 1}": f"translation-worker-{i}.default.svc" for i in numbers}
    hosts = {f"pod{i}": [f"10.0.0.{i + 1}"] for i in numbers}
    with network_of(hosts, names) as network:
        pods = [
            folder.start(*network.inside(f"pod{i}"), *command, *SMALL, TF_CONFIG=configs[i])
            for i in numbers
        ]
        for pod in pods:
            ended(pod)
    return len(configs)


@contextlib.contextmanager
def network_of(hosts, names=None):
    """Hosts on this machine."""
    network = Network(hosts, names)
    try:
        network.make()
        yield network
    finally:
        network.remove()


def ended(process):
    """Wait for a process; RuntimeError if it fails."""
    try:
        code = process.wait(timeout=LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        raise RuntimeError(f"it did not end in {LIMIT} s") from None
    if code:
        raise RuntimeError(f"exit code {code}")


def skipped(why):
    """Say why a set-up is skipped."""
    say(f"skipped: {why}")


def main():
    """Run each set-up and compare it with a run on one process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="sbatch,ssh,tfjob")
    problems = []
    for name in parser.parse_args().only.split(","):
        say(f"-- {name}")
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            folder, alone = Folder(Path(one)), Folder(Path(other))
            try:
                n_workers = {"sbatch": sbatch, "ssh": ssh, "tfjob": tfjob}[name](folder)
                if n_workers is None:
                    continue
                led = folder.losses()
                finish(alone.checkout, "run", *TYPED, "--replicas", n_workers)
                difference = max(abs(a / b - 1) for a, b in zip(led, alone.losses(), strict=True))
                say(f"{name}: {n_workers} workers, losses {led}, {difference:.1e} from those alone")
                if difference > TOLERANCE:
                    problems.append(f"{name}: the losses differ by {difference:.1e}")
            except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
                problems.append(f"{name}: {error}")
                say(f"PROBLEM {problems[-1]}")
    return report("set-ups", problems)


if __name__ == "__main__":
    sys.exit(main())
