"""Pass what TensorFlow writes to stderr on to the screen, without its chatter.

It is a program of its own. TensorFlow's libraries write to the file descriptor before their log
levels take effect; and if they end the process, only another one can show why.
"""

import re
import sys

_CHATTER = re.compile(
    r"""[IW]\d{4}\s                                    # severity, month and day
    | \d{4}-\d\d-\d\d\s[\d:.]+:\s[IW]\s                # in older releases: date, time, severity
    | WARNING:\ All\ log\ messages\ before\ absl       # announces the former
    | To\ (enable\ the\ following|turn\ them\ off)     # their second lines
    | .*Unable\ to\ register\ cu(BLAS|DNN|FFT)\ factory  # some releases do so twice
    """,
    re.VERBOSE,
)
_NO_DRIVER = re.compile(".*failed call to cuInit")  # reports a missing GPU on machines without one


def pass_on(source, screen, has_gpu: bool) -> None:
    """Write the lines of `source` that matter to `screen`, as they come."""
    for line in source:
        if not _CHATTER.match(line) and (has_gpu or not _NO_DRIVER.match(line)):
            screen.write(line)
            screen.flush()


if __name__ == "__main__":
    pass_on(sys.stdin, sys.stderr, has_gpu="--gpu" in sys.argv)
