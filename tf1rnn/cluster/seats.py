"""Who is there: the members of a cluster that have reached their leader."""

from dataclasses import dataclass
from typing import Any

from tf1rnn.cluster.addresses import Cluster, Role, called
from tf1rnn.cluster.channel import Channel, Message
from tf1rnn.errors import UserError

_VERSIONS = ("tensorflow", "tf1rnn")


def hello(cluster: Cluster, task: str, given: dict[str, Any], versions: dict[str, str]) -> Message:
    """What a process says of itself, which must fit what the leader was started with."""
    return {
        "role": list(cluster.role),
        "address": cluster.address(cluster.role),
        "task": task,
        "given": {name: str(value) for name, value in given.items()},
        "versions": {name: versions.get(name, "none") for name in _VERSIONS},
        "run": None,
    }


def refusal(cluster: Cluster, ours: Message, theirs: Message, seat: "Seat | None") -> str | None:
    """Why a process cannot be a member, in one line; None if it can."""
    if seat is None:
        there = ", ".join(called(role) for role in cluster.roles)
        return f"a process says that it is {theirs.get('role')}, and the cluster has {there}"
    if isinstance(theirs.get("broken"), str):
        return theirs["broken"]
    reason = differing(ours, theirs)
    if reason is None and theirs.get("address") != cluster.address(seat.role):
        reason = f"calls itself {theirs.get('address')}; give all the same cluster"
    return reason and f"{cluster.name(seat.role)} {reason}"


def differing(ours: Message, theirs: Message) -> str | None:
    """The first thing in which a member differs from its leader, in words; None if it fits."""
    if theirs.get("task") != ours["task"]:
        return f"runs {theirs.get('task')}, and the leader {ours['task']}"
    if not all(isinstance(theirs.get(kind), dict) for kind in ("versions", "given")):
        return "does not say what it runs"
    for name, version in ours["versions"].items():
        if theirs["versions"].get(name) != version:
            there = theirs["versions"].get(name)
            return f"has {name} {there}, and the leader {version}; install the same on all"
    for name in [*ours["given"], *theirs["given"]]:
        here, there = ours["given"].get(name), theirs["given"].get(name)
        if here != there:
            option = f"--{name.replace('_', '-')}"
            its = f"was not given {option}" if there is None else f"was given {option} {there}"
            leaders = "was not" if here is None else f"was given {here}"
            return f"{its}, and the leader {leaders}; start all with the same options"
    return None


@dataclass
class Seat:
    """The place of one member."""

    role: Role
    channel: Channel | None = None
    given_up: bool = False  # whether the run has gone on without it
    devices: list[str] | None = None  # of its server, once it is ready

    @property
    def is_taken(self) -> bool:
        return self.channel is not None


class Seats:
    """The places of all members of a cluster except its leader."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.all = {role: Seat(role) for role in cluster.roles if role != cluster.leader}

    @property
    def taken(self) -> list[Seat]:
        """The members that are there."""
        return [seat for seat in self.all.values() if seat.is_taken]

    @property
    def awaited(self) -> list[Seat]:
        """The members that are not there and not given up."""
        return [seat for seat in self.all.values() if not seat.is_taken and not seat.given_up]

    def named(self, role: Any) -> Seat | None:
        """The seat of a role, as a message has it."""
        return next((seat for seat in self.all.values() if list(seat.role) == role), None)

    def of(self, channel: Channel) -> Seat | None:
        """The seat of the member at the other end of a channel."""
        return next((seat for seat in self.all.values() if seat.channel is channel), None)

    def names(self, seats: list[Seat]) -> str:
        """Members as messages name them."""
        return ", ".join(self._cluster.name(seat.role) for seat in seats)

    def leave(self, seat: Seat) -> None:
        """A member is gone."""
        if seat.channel:
            seat.channel.close()
        seat.channel, seat.devices = None, None

    def lacks(self) -> str | None:
        """Which kind of member is missing so that a run cannot go on; None if it can."""
        for job in ("worker", "ps"):
            seats = [seat for seat in self.all.values() if seat.role[0] == job]
            leads = self._cluster.leader[0] == job
            if seats and not leads and not any(seat.is_taken for seat in seats):
                return job
        return None

    def give_up(self, patience: float, then: str) -> str:
        """Give up those awaited; the line that says so. UserError if the run needs one of them."""
        awaited, lacks = self.awaited, self.lacks()
        is_not = "is not" if len(awaited) == 1 else "are not"
        line = f"{self.names(awaited)} {is_not} there after {patience:g} s"
        if lacks:
            raise UserError(f"{line}, and without a {lacks} the run cannot go on; {then}")
        for seat in awaited:
            seat.given_up = True
        return f"{line}; going on without"

    def jobs(self) -> dict[str, dict[str, str]]:
        """The addresses of the leader and of the members that are there, by job and number."""
        roles = [self._cluster.leader, *(seat.role for seat in self.taken)]
        jobs: dict[str, dict[str, str]] = {}
        for job, index in sorted(roles):
            jobs.setdefault(job, {})[str(index)] = self._cluster.address((job, index))
        return jobs
