"""Runs programs by exec, each in a process of its own, after TensorFlow is loaded once for all."""

import json
import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]

DRIVER = """
import json, os, sys
from tf1rnn import tf
from tf1rnn.errors import UserError
from tf1rnn.programs.running import run_program
tf.constant
for name, (program, options) in json.load(sys.stdin).items():
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for stream, end in ((1, ".out"), (2, ".err")):
            path = os.path.join(sys.argv[1], name + end)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream)
        code = 0
        try:
            run_program(program, **options)
        except UserError as error:
            code = 2
            print(error, file=sys.stderr)
        except SystemExit as end:
            code = end.code or 0
        except BaseException as error:
            code = 1
            sys.excepthook(type(error), error, error.__traceback__)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    print(name, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def run_all(programs, folder, cwd):
    """{name: (what it printed, stderr, exit code)} of programs {name: (program, options)}.

    The options are those of run_program; `folder` takes what is printed.
    """
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(folder)],
        input=json.dumps(programs),
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
    )
    codes = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    assert codes.keys() == programs.keys(), done.stderr
    return {
        name: (*((folder / f"{name}{end}").read_text() for end in (".out", ".err")), int(code))
        for name, code in codes.items()
    }
