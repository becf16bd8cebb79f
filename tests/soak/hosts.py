"""Hosts on this machine: network namespaces with addresses of their own, joined by a bridge."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.soak.processes import say


def ip(*arguments):
    """Run `ip`; raises CalledProcessError if it fails."""
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


class Network:
    """Namespaces, each with the addresses given: {"chief": ["10.0.0.1"], ...}.

    `names` are those that each host finds its fellows by: {"10.0.0.1": "host.example"}.
    """

    def __init__(self, hosts, names=None):
        self._hosts, self._names = hosts, names or {}
        self._made, self._prefix = [], f"tf1rnn-{os.getpid()}-"

    def make(self, delay=None):
        """Make all of it; raises OSError or CalledProcessError where that is not possible."""
        self._add("switch")
        self._in("switch", "link", "add", "br0", "type", "bridge")
        self._in("switch", "link", "set", "br0", "up")
        for host, addresses in self._hosts.items():
            self._add(host)
            away = ["link", "add", host, "type", "veth", "peer", "name", "eth0"]
            self._in("switch", *away, "netns", self.name(host))
            self._in("switch", "link", "set", host, "master", "br0", "up")
            self._in(host, "link", "set", "eth0", "up")
            for address in addresses:
                self._in(host, "address", "add", f"{address}/24", "dev", "eth0")
            if delay and not self._delay(host, delay):
                say(f"this kernel has no netem, so links have no delay of {delay}")
                delay = None

    def _add(self, host):
        ip("netns", "add", self.name(host))
        self._made.append(host)
        self._in(host, "link", "set", "lo", "up")
        if self._names:
            self._files(host).mkdir(parents=True)
            lines = [f"{address} {name}\n" for address, name in self._names.items()]
            (self._files(host) / "hosts").write_text("127.0.0.1 localhost\n" + "".join(lines))

    def _files(self, host):
        """What is laid over a namespace's /etc."""
        return Path("/etc/netns") / self.name(host)

    def _in(self, host, *arguments):
        ip("-n", self.name(host), *arguments)

    def _delay(self, host, delay):
        netem = ["tc", "qdisc", "add", "dev", "eth0", "root", "netem", "delay", delay]
        return subprocess.run([*self.inside(host), *netem], capture_output=True).returncode == 0

    def name(self, host):
        """The name of a host's namespace."""
        return self._prefix + host

    def inside(self, host):
        """What runs a command on a host."""
        return ["ip", "netns", "exec", self.name(host)]

    def answers(self, address, port, host):
        """Whether something answers a host at an address's port."""
        connect = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 2)"
        command = [*self.inside(host), sys.executable, "-c", connect, address, str(port)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def link(self, host, state):
        """Set a host's link `down` or `up`."""
        self._in("switch", "link", "set", host, state)

    def apart(self, host, address):
        """Cut a host off from one address alone: what it sends there is lost."""
        nowhere = ["lladdr", "02:00:00:00:00:01", "dev", "eth0", "nud", "permanent"]
        self._in(host, "neighbor", "replace", address, *nowhere)

    def together(self, host, address):
        """End `apart`."""
        self._in(host, "neighbor", "delete", address, "dev", "eth0")

    def remove(self):
        """Remove all of it."""
        for host in self._made:
            ip("netns", "delete", self.name(host))
            shutil.rmtree(self._files(host), ignore_errors=True)
