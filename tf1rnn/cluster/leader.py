"""The process that leads a run on several servers: it waits for members and starts the run anew.

A run is led in generations. In each, every member there starts a fresh server and a fresh process
carries the run on from its last checkpoint. Whatever happens to one of them ends the generation.
"""

import contextlib
import queue
import signal
import sys
import time
from pathlib import Path
from typing import Any

from tf1rnn.cluster import child
from tf1rnn.cluster.addresses import Cluster, Role
from tf1rnn.cluster.arguments import Arguments
from tf1rnn.cluster.channel import SILENCE, Channel, Message
from tf1rnn.cluster.launching import LocalMembers
from tf1rnn.cluster.listening import listening
from tf1rnn.cluster.member import REMIND, RETRY, say
from tf1rnn.cluster.processes import COMMAND, Process, signals_to
from tf1rnn.cluster.reaching import Cut, Reaching
from tf1rnn.cluster.seats import Seat, Seats, refusal
from tf1rnn.errors import UserError
from tf1rnn.runs.folder import folders
from tf1rnn.runs.servers import Servers
from tf1rnn.text import typed

START_LIMIT = 180.0  # seconds in which a server must have started


class Leader:
    """Leads one run from its first generation to its end."""

    def __init__(
        self,
        cluster: Cluster,
        hello: Message,
        arguments: Arguments,
        patience: float,
        local: LocalMembers,
        **server: Any,
    ) -> None:
        self._cluster, self._hello, self._arguments = cluster, hello, arguments
        self._patience, self._local = patience, local
        self._server = {**server, "again": tuple(arguments.to_go_on)}
        self._events: queue.SimpleQueue[tuple[Any, Message | None]] = queue.SimpleQueue()
        self._seats = Seats(cluster)
        self._run: Process | None = None
        self._generation = 0
        self._changed = False  # whether a member of this generation was lost
        self._folder: Path | None = None
        self._signal: int | None = None
        self._failed = ""  # the run's traceback
        self._failures, self._cut, self._reaching = child.Failures(), Cut(), Reaching()

    def lead(self) -> int:
        """Lead the run to its end; returns the exit code. Raises UserError."""
        message: Message = {"refused": f"{self._cluster.source}: the leader has stopped"}
        with signals_to(self._handle):
            try:
                where = self._cluster, self._server["exposed"]
                with listening(*where, lambda *event: self._events.put(event)):
                    self._local.start(self._tell)
                    code = self._generations()
                    message = {"done": code}
                    return code
            except UserError as error:
                message = {"refused": str(error)}
                raise
            finally:
                self._end_run()
                self._local.mute()
                for seat in self._seats.taken:
                    seat.channel.send(message)
                self._local.end()

    def _generations(self) -> int:
        while True:
            self._gather()
            if self._signal is not None:
                say(f"interrupted; {self._how_to_go_on()}" if self._folder else "interrupted")
                return 128 + self._signal
            code = self._one_generation()
            self._end_run()
            if code is not None:
                return code
            for seat in self._seats.taken:
                seat.channel.send({"stop": True})

    def _gather(self) -> None:
        """Wait for all members, or as long as patience lasts; UserError if too few are there."""
        reminded = (began := time.monotonic()) - REMIND / 2
        while ((awaited := self._seats.awaited) or self._cut.is_recent) and self._signal is None:
            now = time.monotonic()
            patience = max(self._patience, 0 if self._generation else self._local.start_limit)
            if awaited and now - began > patience:
                self._tell(self._seats.give_up(patience, self._how_to_go_on()))
            elif awaited and now - reminded > REMIND:
                self._tell(f"waiting for {self._seats.names(awaited)}")
                reminded = now
            self._handle_events()

    def _how_to_go_on(self) -> str:
        if self._folder is None:
            return "start it, or give --patience SECONDS"
        again = typed(*self._arguments.to_go_on, "--resume", self._folder.name)
        return f"the run is saved; resume it with: {again}"

    def _one_generation(self) -> int | None:
        """Start servers and the run; the exit code if that ends the run, None after a fault."""
        self._generation += 1
        self._changed = False
        jobs = self._seats.jobs()
        order = {"generation": self._generation, "serve": jobs}
        order |= {name: self._server[name] for name in ("device", "threads")}
        members = self._seats.taken
        for seat in members:
            seat.devices = None
            seat.channel.send(order)
        limit = time.monotonic() + START_LIMIT
        while any(seat.devices is None for seat in members):
            self._handle_events()
            if self._changed or self._signal is not None:
                return None
            if time.monotonic() > limit:
                for seat in [each for each in members if each.devices is None]:
                    self._lose(seat, f"its server did not start in {START_LIMIT:g} s")
                return None
        workers = [
            device for seat in members if seat.role[0] == "worker" for device in seat.devices
        ]
        servers = Servers(jobs, *self._cluster.leader, **self._server, devices=tuple(workers))
        self._failed = ""
        self._run = Process(
            COMMAND,
            self._arguments.to_lead(self._folder),
            lambda *event: self._events.put(event),
            servers.for_environment(),
        )
        self._reaching.watch(
            [self._cluster.address(seat.role) for seat in members],
            lambda addresses: self._events.put((self, {"cut off": addresses})),
        )
        return self._watch({seat.role for seat in members})

    def _watch(self, members: set[Any]) -> int | None:
        """Wait for the end of this generation's run."""
        joining = False
        while self._run.process.poll() is None:
            self._handle_events()
            if self._changed:
                return None
            if self._run.channel.silent_for > SILENCE:
                self._end_run()
                self._tell("the run's process did not answer any more, so another one goes on")
                return None
            joined = [seat for seat in self._seats.taken if seat.role not in members]
            if joined and not joining:
                joining = True
                self._tell(f"{self._seats.names(joined)} is back, and joins after a checkpoint")
                self._run.process.send_signal(signal.SIGTERM)
        code = self._run.process.returncode
        if joining and code == 128 + signal.SIGTERM and self._signal is None:
            return None
        if code == child.FAULT or code < 0:
            return self._explained(code)
        return code

    def _explained(self, code: int) -> int | None:
        """After the run's process has failed: None if it is to go on, else the exit code."""
        how, until = self._run.how_it_ended(), time.monotonic() + SILENCE + 1
        while code == child.FAULT and time.monotonic() < until:
            self._handle_events()
            if self._changed:
                return None
        if self._failures.are_too_many(self._folder):
            if self._failed:
                print(self._failed, file=sys.stderr)
                return 1
            raise UserError(
                f"the run's process {how} {child.MOST_FAILURES} times without a new checkpoint; "
                f"{self._how_to_go_on()}"
            )
        what = self._failed.strip().splitlines()[-1:] or [f"the run's process {how}"]
        self._tell(f"{what[0]}; it goes on from its last checkpoint")
        return None

    def _end_run(self) -> None:
        """End the run's process at once, if there is one."""
        if self._run:
            was_running = self._run.process.poll() is None
            self._run.kill()
            self._run = None
            if was_running and sys.stderr.isatty():
                print("\r\033[K\033[?25h", end="", file=sys.stderr, flush=True)  # after its bar

    def _handle(self, number: int, _: object) -> None:
        """A signal: the run's process finishes its step, or stops at once after a second one."""
        self._signal = number
        if self._run and self._run.process.poll() is None:
            self._run.process.send_signal(number)

    def _handle_events(self) -> None:
        """Handle what was heard, and lose whom nothing was heard of."""
        self._local.restart()
        with contextlib.suppress(queue.Empty):
            source, message = self._events.get(timeout=RETRY)
            self._hear(source, message)
            while True:
                self._hear(*self._events.get_nowait())
        for seat in self._seats.taken:
            if seat.channel.silent_for > SILENCE:
                self._lose(seat, f"has not answered for {SILENCE:g} s", verb="")

    def _hear(self, source: Any, message: Message | None) -> None:
        seat = self._seats.of(source)
        if self._run and source is self._run.channel:
            self._hear_run(message or {})
        elif source is self:
            self._hear_of_a_cut(self._cluster.leader, message)
        elif seat is None:
            if message and isinstance(message.get("hello"), dict):
                self._greet(source, message["hello"])
        elif message is None:
            self._lose(seat, "has ended, or its connection has", verb="")
        elif message.get("generation") != self._generation:
            return  # of an earlier one
        elif "cut off" in message:
            self._hear_of_a_cut(seat.role, message)
        elif "ready" in message:
            seat.devices = message["ready"]
        elif "broken" in message:
            raise UserError(message["broken"])
        elif "lost" in message:
            self._end_run()
            self._changed = True
            self._tell(f"{self._seats.names([seat])}: {message['lost']}; it starts another one")

    def _hear_of_a_cut(self, role: Role, message: Message) -> None:
        """A process cannot reach others, although the leader may; TensorFlow waits for them."""
        roles = [self._cluster.leader, *(seat.role for seat in self._seats.taken)]
        there = {self._cluster.address(each) for each in roles}
        if others := [each for each in message["cut off"] if each in there]:
            self._end_run()
            self._changed = True
            who, then = self._cluster.name(role), self._how_to_go_on()
            self._tell(self._cut.told(who, others, self._patience, then))

    def _hear_run(self, message: Message) -> None:
        if "folder" in message:
            self._folder = Path(message["folder"])
            for seat in self._seats.taken:
                seat.channel.send({"run": message["folder"]})
        self._failed = message.get("failed", self._failed)

    def _greet(self, channel: Channel, hello: Message) -> None:
        """Give a member its seat, or refuse it; at the beginning nothing begins without it."""
        seat = self._seats.named(hello.get("role"))
        refused = refusal(self._cluster, self._hello, hello, seat)
        if refused:
            channel.send({"refused": refused})
            if self._generation == 0:
                raise UserError(refused)
            self._tell(refused)
        elif seat.is_taken:
            who = self._cluster.name(seat.role)
            channel.send({"again": f"{who}: another process has this role"})
        else:
            seat.channel, seat.given_up = channel, False
            self._take_up(hello.get("run"))

    def _take_up(self, run: Any) -> None:
        """Go on with the run that an earlier leader has left, if it did not finish."""
        if self._generation or self._folder or not isinstance(run, str):
            return
        if folders.read_status(Path(run))["state"] in folders.UNFINISHED:
            self._folder = Path(run)
            self._tell(f"goes on with {run}, which an earlier leader has left")

    def _lose(self, seat: Seat, why: str, verb: str = ": ") -> None:
        """A member is gone, and with it the generation."""
        devices = seat.devices
        self._seats.leave(seat)
        self._end_run()
        self._changed = True
        if self._signal is None and (devices or verb):
            self._tell(
                f"{self._seats.names([seat])}{verb or ' '}{why}; waiting for it, "
                f"{self._patience:g} s at most"
            )

    def _tell(self, line: str) -> None:
        """Say a line on stderr, above the progress bars of the run's process."""
        if self._run and sys.stderr.isatty() and self._run.process.poll() is None:
            self._run.channel.send({"say": f"tf1rnn: {line}"})
        else:
            say(line)
