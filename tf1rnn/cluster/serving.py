"""The process of one of TensorFlow's servers: a worker or a ps, for one generation of a run."""

import json
import sys
import threading

from tf1rnn.cluster.processes import line_home
from tf1rnn.errors import UserError
from tf1rnn.runs.servers import Servers, serve

START = ("tf1rnn.cluster.serving", "main")


def main() -> None:
    """Serve until the process that started this one ends it."""
    home = line_home(lambda *_: None)
    servers = Servers.read(json.loads(sys.argv[1]))
    try:
        home.send({"ready": serve(servers)[1]})
    except UserError as error:
        home.send({"broken": str(error)})
    threading.Event().wait()
