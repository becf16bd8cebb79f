"""Which processes make a cluster: read from a file, from TF_CONFIG or from SLURM's variables."""

import ipaddress
import json
import os
import re
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tf1rnn.errors import UserError
from tf1rnn.files import read_text

JOBS = ("chief", "worker", "ps")
_OTHER_NAMES = {"master": "chief", "workers": "worker"}
_EXAMPLE = '{"chief": ["10.0.0.1:2222"], "worker": ["10.0.0.2:2222"], "ps": []}'
_LIMIT = 1000  # processes of a cluster
Role = tuple[str, int]


@dataclass(frozen=True)
class Cluster:
    """The addresses, HOST:PORT, of each job; which of them this process is; where it was read."""

    jobs: dict[str, list[str]]
    role: Role
    source: str

    @property
    def leader(self) -> Role:
        """The chief, or worker 0 where there is none."""
        return ("chief" if self.jobs.get("chief") else "worker", 0)

    @property
    def control(self) -> tuple[str, int]:
        """Where the leader listens for the others: the port below its server's."""
        host, port = split(self.address(self.leader))
        return host, port - 1

    def address(self, role: Role) -> str:
        """The address of a role."""
        return self.jobs[role[0]][role[1]]

    @property
    def roles(self) -> list[Role]:
        """All roles."""
        return [(job, i) for job in JOBS for i in range(len(self.jobs.get(job, [])))]

    def name(self, role: Role) -> str:
        """A role as messages name it: `worker 1 (10.0.0.2:2222)`."""
        return f"{called(role)} ({self.address(role)})"


def called(role: Role) -> str:
    """A role in words: `worker 1`, `the chief`."""
    return "the chief" if role[0] == "chief" else f"{role[0]} {role[1]}"


def here(file: Path | None, role: str | None) -> Cluster | None:
    """The cluster that this process is part of, if it is part of one."""
    if file is not None:
        try:
            given = json.loads(read_text(file))
        except (OSError, ValueError, RecursionError) as error:
            reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
            raise UserError(f"--cluster {file}: cannot be read: {reason}") from error
        return _cluster(given, role, f"--cluster {file}")
    if os.environ.get("TF_CONFIG"):
        try:
            given = json.loads(os.environ["TF_CONFIG"])
        except (ValueError, RecursionError) as error:
            raise UserError(f"TF_CONFIG: is not JSON: {str(error).splitlines()[0]}") from error
        if not isinstance(given, dict) or given.get("cluster"):
            return _cluster(given, role, "TF_CONFIG")
    elif int(os.environ.get("SLURM_STEP_NUM_TASKS") or 1) > 1 and "SLURM_PROCID" in os.environ:
        from tf1rnn.cluster.slurm import cluster  # which loads TensorFlow

        return _cluster(cluster(), None, "SLURM's variables")
    if role is not None:
        raise UserError(f"--role {role}: is a role in a cluster; name its file with --cluster")
    return None


def _cluster(given: Any, role: str | None, source: str) -> Cluster:
    if not isinstance(given, dict):
        raise UserError(f"{source}: is no JSON object such as {_EXAMPLE}")
    task, named = given.get("task"), given.get("cluster", given)
    jobs = {}
    for name, addresses in named.items() if isinstance(named, dict) else []:
        job = _OTHER_NAMES.get(name, name)
        if job == "task":
            continue
        if job not in JOBS:
            raise UserError(f"{source}: {name!r} is no role: use {', '.join(JOBS)}")
        addresses = [addresses] if isinstance(addresses, str) else addresses
        if not isinstance(addresses, list):
            raise UserError(f"{source}: {name} is no list of addresses, HOST:PORT")
        for address in addresses:
            split(address, f"{source}: {name}: ")
        jobs[job] = [*jobs.get(job, []), *addresses]
    _check(jobs, source)
    cluster = Cluster(jobs, ("", 0), source)
    return Cluster(jobs, _role(task, role, cluster), source)


def _check(jobs: dict[str, list[str]], source: str) -> None:
    if len(jobs.get("chief", [])) > 1:
        raise UserError(f"{source}: names {len(jobs['chief'])} chiefs; one leads a run")
    if not jobs.get("worker"):
        raise UserError(f"{source}: names no worker, so there is nothing to compute a run")
    everyone = [address for addresses in jobs.values() for address in addresses]
    if twice := [address for address in everyone if everyone.count(address) > 1]:
        raise UserError(f"{source}: {twice[0]} is there twice; give each process its own address")
    if len(everyone) > _LIMIT:
        raise UserError(f"{source}: names {len(everyone)} processes; at most {_LIMIT} are led")


def _role(task: Any, asked: str | None, cluster: Cluster) -> Role:
    """This process's role: what was asked for, or what `task` says."""
    if asked is not None:
        job, colon, index = asked.replace("chief", "chief:0", asked == "chief").partition(":")
        role = (_OTHER_NAMES.get(job, job), int(index) if re.fullmatch(r"\d{1,4}", index) else -1)
    elif isinstance(task, dict):
        job = task.get("type")
        role = (_OTHER_NAMES.get(job, job), task.get("index", 0))
    else:
        raise UserError(
            f"{cluster.source}: does not say which role this process has; add --role chief, "
            "--role worker:0 or --role ps:0"
        )
    if role not in cluster.roles:
        there = ", ".join(f"{job}:{i}" for job, i in cluster.roles)
        what = f"--role {asked}" if asked else f"{cluster.source}: task {task}"
        raise UserError(f"{what}: there is no such role in {cluster.source}; it has {there}")
    return role


def split(address: Any, where: str = "") -> tuple[str, int]:
    """The host and the port of HOST:PORT."""
    found = re.fullmatch(r"([\w.-]+|\[[0-9A-Fa-f:.]+\]):(\d{1,5})", str(address))
    if not found or not 2 <= int(found[2]) <= 65535:
        raise UserError(f"{where}{address!r} is no address HOST:PORT with a port from 2 to 65535")
    return found[1].strip("[]"), int(found[2])


def check_exposure(cluster: Cluster, insecure_network: bool) -> None:
    """Raise UserError if this process would listen beyond this machine without having been told."""
    host, _ = split(cluster.address(cluster.role))
    if insecure_network or all(ipaddress.ip_address(ip).is_loopback for ip in resolved(host)):
        return
    raise UserError(
        f"{cluster.source}: {called(cluster.role)} would listen on {host}, and whoever reaches "
        "TensorFlow's servers can read and write this machine's files: they have no passwords and "
        "no encryption. Add --insecure-network if only machines that you trust reach it"
    )


def resolved(host: str) -> list[str]:
    """The IP addresses of a host."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UserError(f"{host}: is not the name of a machine: {error}") from error
    return list(dict.fromkeys(str(info[4][0]) for info in found))
