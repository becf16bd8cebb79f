"""Messages in the words of someone who writes Python, not of someone at the command line."""

import contextlib
import re
from collections.abc import Iterator

from tf1rnn.errors import UserError
from tf1rnn.runs.interruption import Interrupted

_OPTION = re.compile(r"--([a-z][a-z0-9-]*)")


@contextlib.contextmanager
def in_python() -> Iterator[None]:
    """Let errors that come out of this name `n_epochs` instead of `--n-epochs`."""
    try:
        yield
    except UserError as error:
        # Without the frames between: the message says all, and a notebook shows only that.
        raise UserError(_OPTION.sub(_argument, str(error))).with_traceback(None) from None
    except Interrupted as interrupted:
        folder = interrupted.folder
        if folder is None:
            raise
        where = [folder.parent.name, folder.name]
        again = ", ".join(map(repr, where))
        if folder.parent.parent.as_posix() != "runs":
            again += f", runs_dir={str(folder.parent.parent)!r}"
        message = f"interrupted; it goes on with: tf1rnn.resume({again})"
        raise Interrupted(message, interrupted.code - 128, folder).with_traceback(None) from None


def _argument(option: re.Match) -> str:
    return option[1].replace("-", "_")
