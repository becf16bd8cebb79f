"""Start TensorFlow without its chatter, so that the screen shows results and real errors."""

import contextlib
import os
import re
import sys
import tempfile
import warnings

_CHATTER = re.compile(
    r"""[IW]\d{4}\s                                  # absl: severity, month and day
    | \d{4}-\d\d-\d\d\s[\d:.]+:\s[IW]\s              # older releases: date, time, severity
    | WARNING:\ All\ log\ messages\ before\ absl     # announces the two above
    | To\ (enable\ the\ following|turn\ them\ off)   # their second lines
    """,
    re.VERBOSE,
)


@contextlib.contextmanager
def start_up():
    """Import TensorFlow inside this: keeps informational lines off the screen, lets errors pass."""
    os.environ.setdefault("TF_USE_LEGACY_KERAS", "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    with _filtered_stderr():
        yield


@contextlib.contextmanager
def _filtered_stderr():
    sys.stderr.flush()
    screen = os.dup(2)
    with tempfile.TemporaryFile() as captured:
        os.dup2(captured.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(screen, 2)
            os.close(screen)
            captured.seek(0)
            for line in captured.read().decode(errors="replace").splitlines(keepends=True):
                if not _CHATTER.match(line):
                    sys.stderr.write(line)


def silence_deprecations() -> None:
    """Switch off the advice to move to TensorFlow 2, which a TensorFlow 1 lesson cannot follow."""
    from tensorflow.python.util import deprecation

    deprecation._PRINT_DEPRECATION_WARNINGS = False
    warnings.filterwarnings("ignore", message=r".*tf\.nn\.rnn_cell\.\w+` is deprecated")
    warnings.filterwarnings("ignore", message=r".*tf\.layers\.\w+` is deprecated")
