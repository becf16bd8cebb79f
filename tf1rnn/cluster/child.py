"""The process that leads one generation of a run: it runs the task, as `run` does anywhere."""

import contextlib
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from tf1rnn.cluster.channel import Channel, Message
from tf1rnn.cluster.processes import CHANNEL, line_home
from tf1rnn.runs import servers

FAULT = 75  # exit code: a server may be gone; the leader knows more
_NAMES = (
    *("Unavailable", "Aborted", "Cancelled", "DeadlineExceeded", "Internal", "Unknown"),
    *("FailedPrecondition", "NotFound", "DataLoss"),
)


@contextlib.contextmanager
def reporting() -> Iterator[None]:
    """Tell the process that leads a cluster how the run inside goes on, if there is one."""
    if CHANNEL not in os.environ:
        yield
        return
    home = line_home(_say)

    def began(folder: Path) -> None:
        home.send({"folder": str(folder)})

    servers.tell_where(began)
    try:
        yield
    except Exception as error:
        if not _may_be_a_fault(error):
            raise
        home.send({"failed": traceback.format_exc()})
        os._exit(FAULT)


def _say(_: Channel, message: Message | None) -> None:
    """Print a line of the leader's above this process's progress bars."""
    print(message["say"], file=sys.stderr, flush=True)


def _may_be_a_fault(error: BaseException | None) -> bool:
    """Whether an error, or one that it came from, is what TensorFlow says of a server gone."""
    while error is not None:
        names = {of.__name__ for of in type(error).__mro__}
        if "OpError" in names and type(error).__name__.removesuffix("Error") in _NAMES:
            return True
        error = error.__cause__ or error.__context__
    return False
