"""The process of a worker or of a ps: it keeps a server of TensorFlow's running for the leader."""

import contextlib
import json
import queue
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from tf1rnn.cluster import serving
from tf1rnn.cluster.addresses import Cluster, called
from tf1rnn.cluster.channel import SILENCE, Channel, Message
from tf1rnn.cluster.listening import check_address
from tf1rnn.cluster.processes import Process
from tf1rnn.cluster.reaching import Reaching
from tf1rnn.errors import UserError
from tf1rnn.runs.servers import Servers

RETRY = 0.5  # seconds between attempts to reach the leader
REMIND = 10.0  # seconds between lines that say who is waited for
Say = Callable[[str], None]


class Member:
    """A worker or a ps, which serves until the leader is done."""

    def __init__(self, cluster: Cluster, hello: Message, patience: float, exposed: bool) -> None:
        self._cluster, self._hello, self._patience = cluster, hello, patience
        self._exposed = exposed
        self._events: queue.SimpleQueue[tuple[Any, Message | None]] = queue.SimpleQueue()
        self._server: Process | None = None
        self._reaching = Reaching()
        self._generation = 0
        self._leader = called(cluster.leader)
        self._alone_since = self._reminded = time.monotonic()
        self._refusal: tuple[str, float] | None = None  # what the leader said, and since when

    def serve(self) -> int:
        """Serve until the run has ended; returns the exit code. Raises UserError if refused."""
        try:
            check_address(self._cluster, self._exposed)
        except UserError as error:
            self._give_up(str(error))
            raise
        try:
            while True:
                with self._connected() as channel:
                    code = self._serve_on(channel)
                if code is not None:
                    return code
                if channel.has_answered:
                    self._alone_since = time.monotonic() - channel.silent_for
                self._wait_on("it is silent")
        finally:
            self._end_server()

    def _give_up(self, why: str) -> None:
        """Tell the leader, if it is there by now, why this process cannot serve."""
        self._hello["broken"] = why
        self._patience = min(self._patience, SILENCE)
        with contextlib.suppress(UserError, queue.Empty), self._connected():
            self._events.get(timeout=SILENCE)  # until it has been heard

    def _wait_on(self, problem: str) -> None:
        """Say now and then that the leader is waited for; UserError when patience has ended."""
        now, where = time.monotonic(), "{}:{}".format(*self._cluster.control)
        if now - self._alone_since > self._patience:
            raise UserError(
                f"{called(self._cluster.role)}: {self._leader} has not answered at {where} "
                f"for {self._patience:g} s: {problem}; start it, or give --patience SECONDS"
            )
        if now - max(self._reminded, self._alone_since) > REMIND:
            say(f"{called(self._cluster.role)} waits for {self._leader} at {where}")
            self._reminded = now

    @contextlib.contextmanager
    def _connected(self) -> Any:
        """A line to the leader, once it answers."""
        connection = None
        while connection is None:
            try:
                connection = socket.create_connection(self._cluster.control, timeout=REMIND)
            except OSError as error:
                self._wait_on(str(error.strerror or error))
                time.sleep(RETRY)
        connection.settimeout(None)
        channel = Channel(connection, lambda *event: self._events.put(event)).start()
        channel.send({"hello": self._hello})
        try:
            yield channel
        finally:
            channel.close()

    def _serve_on(self, channel: Channel) -> int | None:
        """Do what the leader says until the line ends; the exit code if the run has ended."""
        while True:
            with contextlib.suppress(queue.Empty):
                source, message = self._events.get(timeout=RETRY)
                if source is channel:
                    if message is None:
                        break
                    code = self._obey(channel, message)
                    if code is not None:
                        return code
                elif self._server and source is self._server.channel:
                    self._report(channel, message)
            if self._server and self._server.channel.silent_for > SILENCE:
                self._lose_server(channel, "its server did not answer any more")
            if channel.silent_for > SILENCE:
                break
        self._end_server()
        return None

    def _obey(self, channel: Channel, message: Message) -> int | None:
        if "serve" in message:
            self._end_server()
            self._refusal = None
            self._generation = message["generation"]
            servers = Servers(
                message["serve"],
                *self._cluster.role,
                device=message["device"],
                threads=message["threads"],
                exposed=self._exposed,
            )
            events = self._events
            self._server = Process(
                serving.START,
                [json.dumps(asdict(servers))],
                lambda *event: events.put(event),
                {},
                stdout=sys.stderr,
            )
            generation, own = self._generation, self._cluster.address(self._cluster.role)
            self._reaching.watch(
                [a for job in message["serve"].values() for a in job.values() if a != own],
                lambda cut: channel.send({"generation": generation, "cut off": cut}),
            )
        elif "run" in message:  # what the leader would go on with if another one took its place
            self._hello["run"] = message["run"]
        elif "stop" in message:
            self._end_server()
        elif "done" in message:
            return 0
        elif "again" in message:
            self._refusal = self._refusal or (message["again"], time.monotonic())
            if time.monotonic() - self._refusal[1] > 2 * SILENCE:
                raise UserError(message["again"])
            time.sleep(RETRY)
        elif "refused" in message:
            raise UserError(message["refused"])
        return None

    def _report(self, channel: Channel, message: Message | None) -> None:
        """Tell the leader what the server says."""
        if message is None:
            self._lose_server(channel, f"its server {self._server.how_it_ended()}")
        else:
            channel.send({"generation": self._generation, **message})

    def _lose_server(self, channel: Channel, why: str) -> None:
        self._end_server()
        channel.send({"generation": self._generation, "lost": why})

    def _end_server(self) -> None:
        if self._server:
            self._server.kill()
            self._server = None


def say(line: str) -> None:
    """Say a line on stderr."""
    print(f"tf1rnn: {line}", file=sys.stderr, flush=True)
