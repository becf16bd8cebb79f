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
from tf1rnn.runs.folder import folders

FAULT = 75  # exit code: a server may be gone; the leader knows more
MOST_FAILURES = 3  # in a row, without a new checkpoint and without a member lost
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


class Failures:
    """The unexplained ends of a run's processes."""

    def __init__(self) -> None:
        self._newest: list[list[str]] = []  # checkpoints at each end since there was a new one

    def are_too_many(self, folder: Path | None) -> bool:
        """Count one more."""
        checkpoints = folder / folders.CHECKPOINTS if folder else None
        newest = sorted(path.name for path in checkpoints.glob("*")) if checkpoints else []
        self._newest = [each for each in self._newest if each == newest] + [newest]
        return len(self._newest) >= MOST_FAILURES
