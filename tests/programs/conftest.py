"""The fixture of exec's tests: a program that runs in this process."""

import os
import sys

import numpy as np
import pytest
from absl.testing import flagsaver

from tf1rnn import tf
from tf1rnn.errors import UserError
from tf1rnn.programs import running


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """run(source, *args): write a program and run it in this process: exit code, out, err.

    Its source may be bytes; `name` is its file's name, `module` is what -m runs, and other options
    are run_program's.
    """
    environment, main, printing = dict(os.environ), sys.modules["__main__"], np.get_printoptions()
    set_limit, limit = sys.setrecursionlimit, sys.getrecursionlimit()
    flags = flagsaver.save_flag_values()  # absl has one set of options for the whole process

    def run(source, *args, name="program.py", module=None, **options):
        path = tmp_path / name
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        monkeypatch.setattr(sys, "argv", ["main.py"])
        monkeypatch.setattr(sys, "path", ["", *sys.path[1:]])
        monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
        monkeypatch.setattr(sys, "excepthook", sys.excepthook)
        monkeypatch.setattr(sys, "getrecursionlimit", sys.getrecursionlimit)
        monkeypatch.setattr(sys, "setrecursionlimit", sys.setrecursionlimit)
        monkeypatch.setattr(running.signal, "signal", lambda *_: None)
        monkeypatch.chdir(tmp_path)
        with tf.Graph().as_default():
            code = _exit_code(
                lambda: running.run_program(module or str(path), args, bool(module), **options)
            )
        return code, *capsys.readouterr()

    yield run
    flagsaver.restore_flag_values(flags)
    tf.flags.FLAGS.__dict__.pop("parsed_as_then", None)
    sys.modules["__main__"] = main
    np.set_printoptions(**printing)
    set_limit(limit)
    os.environ.clear()
    os.environ.update(environment)
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].use("agg")
    for own in [name for name, module in sys.modules.items() if _lies_in(module, tmp_path)]:
        del sys.modules[own]


def _exit_code(run):
    """The exit code of a program, ended as Python ends one."""
    try:
        run()
    except SystemExit as exit_:
        if exit_.code is None or isinstance(exit_.code, int):
            return exit_.code or 0
        print(exit_.code, file=sys.stderr)
        return 1
    except UserError:
        raise
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
        return 1
    return 0


def _lies_in(module, folder):
    return str(getattr(module, "__file__", None) or "").startswith(str(folder))
