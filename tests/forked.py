"""Processes that begin with TensorFlow loaded.

Loading it takes seconds of a core, and a test of signals, limits or ends does not need to: one
process loads it, computes nothing, and forks for each program. What is about loading itself is
tested in a Python of its own.
"""

import atexit
import functools
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
MAIN = CHECKOUT / "main.py"

SERVER = """
import json, os, resource, runpy, select, signal, socket, sys
before = dict(os.environ)
import matplotlib.backends.backend_agg, matplotlib.figure
import tf1rnn.cli.app
from tf1rnn import tf

tf.constant
set_by_loading = {n: v for n, v in os.environ.items() if before.get(n) != v}
asking = socket.socket(fileno=int(sys.argv[1]))
ended, ending = socket.socketpair()
ending.setblocking(False)
signal.set_wakeup_fd(ending.fileno())
signal.signal(signal.SIGCHLD, lambda *_: None)
running = {}  # where each process's end is to be told
while True:
    ready = select.select([asking, ended], [], [])[0]
    if ended in ready:
        ended.recv(2**10)
        for process in list(running):
            if (status := os.waitpid(process, os.WNOHANG))[0]:
                os.write(running[process], b"%d\\n" % os.waitstatus_to_exitcode(status[1]))
                os.close(running.pop(process))
    if asking not in ready:
        continue
    request, files = b"", []
    while not request.endswith(b"\\n"):
        part, found, _, _ = socket.recv_fds(asking, 2**16, 3)
        if not part:
            os._exit(0)
        request += part
        files += found
    *shown, answers = files
    process = os.fork()
    if not process:
        break
    for file in shown:
        os.close(file)
    running[process] = answers
    os.write(answers, b"%d\\n" % process)
signal.set_wakeup_fd(-1)
signal.signal(signal.SIGCHLD, signal.SIG_DFL)
for file in (asking, ended, ending):
    file.close()
for file in (answers, *running.values()):
    os.close(file)
for number, file in enumerate((os.open(os.devnull, os.O_RDONLY), *shown)):
    os.dup2(file, number)
    os.close(file)
asked = json.loads(request)
os.chdir(asked["cwd"])
os.environ.clear()
os.environ.update(asked["env"] | set_by_loading)
for name, most in asked["limits"].items():
    resource.setrlimit(getattr(resource, name), (most, most))
sys.argv = asked["argv"]
sys.path[0] = os.path.dirname(sys.argv[0])
runpy.run_path(sys.argv[0], run_name="__main__")
"""


class Forked:
    """A program in a process of its own, to be used as one of subprocess.Popen.

    `limits` are resource limits by name, such as RLIMIT_FSIZE.
    """

    def __init__(self, *argv, cwd=CHECKOUT, env=None, limits=None):
        self._shown = [tempfile.TemporaryFile("w+") for _ in range(2)]  # noqa: SIM115
        asked = {
            "argv": list(map(str, argv)),
            "cwd": str(cwd),
            "env": dict(os.environ if env is None else env),
            "limits": limits or {},
        }
        reader, writer = os.pipe()
        files = [*(file.fileno() for file in self._shown), writer]
        request = json.dumps(asked).encode() + b"\n"
        server = _server()
        server.sendall(request[socket.send_fds(server, [request], files) :])
        os.close(writer)
        self._answers = os.fdopen(reader, "rb", buffering=0)  # which leaves the end to select
        self.pid = int(self._answers.readline())
        self.returncode = None

    def send_signal(self, number):
        os.kill(self.pid, number)

    def kill(self):
        self.send_signal(9)

    def wait(self, timeout=None):
        if self.returncode is None:
            if not select.select([self._answers], [], [], timeout)[0]:
                self.kill()
                raise subprocess.TimeoutExpired("a program", timeout)
            self.returncode = int(self._answers.readline())
            self._answers.close()
        return self.returncode

    def communicate(self, timeout=None):
        """(stdout, stderr) once it has ended."""
        self.wait(timeout)
        texts = []
        for file in self._shown:
            file.seek(0)
            texts.append(file.read())
            file.close()
        return tuple(texts)


@functools.cache
def _server():
    """The socket of the process that has loaded TensorFlow; it ends with this one."""
    ours, its = socket.socketpair()
    with its:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(its.fileno())],
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[its.fileno()],
        )

    def end():
        ours.close()
        process.wait()

    atexit.register(end)
    return ours
