"""Plugins that end, block or flood the process that imports them, beside a good one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
GOOD = '''
from typing import Annotated

import typer

from tf1rnn import Option, Task


class Good(Task):
    """A good task."""

    configuration = "vector to vector"
    n_steps: Annotated[int, Option(min=1, help="steps")] = 1

    def construct(self):
        pass

    def execute(self, run):
        run.print("did it")
'''
RENAMED = GOOD.replace("Option(min=1", "Option('--help', min=1")
HOSTILE = {
    "exits": ("import os; os._exit(0)", "its import ended the whole process, with exit code 0"),
    "killed": ("import os; os.kill(os.getpid(), 11)", "ended the whole process, with signal 11"),
    "quits": ("raise SystemExit", "SystemExit"),
    "interrupts": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "sleeps": ("import time; time.sleep(1000)", "did not end within 2 s"),
    "holds_on": (
        "import itertools; sum(itertools.repeat(0))",  # in C code, where no signal is seen
        "its import did not end within 3 s",
    ),
    "swallows": (
        "import time\nwhile True:\n    try: time.sleep(9)\n    except BaseException: pass\n",
        "its import did not end within 3 s",
    ),
    "threads": (
        "import threading; threading.Thread(target=threading.Event().wait).start()" + GOOD,
        "its import leaves a thread running",
    ),
    "recurses": ("def f(): f()\nf()", "RecursionError"),
    "nests": ("(" * 5000 + ")" * 5000, "too many nested"),
    "not_text": (b"\xff\xfe\x00", "SyntaxError"),
    "speaks_evil": (
        "class Evil(Exception):\n    def __str__(self): raise SystemExit\nraise Evil",
        "Evil",
    ),
    "metaclass": ("class M(type):\n    x = 1 / 0\n", "ZeroDivisionError"),
    "listing_text": (
        GOOD.replace("    n_steps", "    listing = 'x'\n    n_steps"),
        "listing is 'x'",
    ),
    "help_field": (GOOD.replace("n_steps", "help"), "may not be called help"),
    "help_option": (RENAMED, "gets its option --n-steps from its name; remove --help"),
    "no_no": (
        GOOD.replace(
            "    def construct",
            '    x: Annotated[bool, Option(help="a")] = True\n'
            '    no_x: Annotated[bool, Option(help="b")] = True\n\n    def construct',
        ),
        "two hyperparameters have the option --no-x",
    ),
    "bad_command": (GOOD + "\nGood.commands = {'x y': print}", "adds a command 'x y'"),
    "no_command": (GOOD + "\nGood.commands = {'xy': lambda a: {}: 1}", "SyntaxError"),
    "untyped_command": (
        GOOD + "\ndef f(x: Unknown): pass\n\nGood.commands = {'xy': f}",
        "NameError: name 'Unknown' is not defined",
    ),
}
SHORT_LIMIT = (
    "from tf1rnn import cli; from tf1rnn.registry import loading; "
    "loading.IMPORT_LIMIT = 2; cli.main()"
)


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """The command line, in a process of its own with two seconds for each import."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (source, _) in HOSTILE.items():
        source = source if isinstance(source, bytes) else source.encode()
        (folder / f"{name}.py").write_bytes(source)
    (folder / "prints.py").write_text("import os\nprint('a')\nos.system('echo b')\n" + GOOD)
    (folder / "good.py").write_text(GOOD)
    (folder / "endless.py").symlink_to("/dev/zero")
    (folder / "huge.py").touch()
    os.truncate(folder / "huge.py", 1 << 40)
    os.mkfifo(folder / "pipe.py")
    (folder / "folder.py").mkdir()
    (folder / "basic_rnn.py").write_text(GOOD)

    def run(*argv):
        environment = {
            **os.environ,
            "TF1RNN_PLUGINS": os.pathsep.join([str(folder), "/" + "x" * 300]),
            "PYTHONPATH": str(CHECKOUT),
        }
        return subprocess.run(
            [sys.executable, "-c", SHORT_LIMIT, *argv],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=100,
        )

    return run


def test_each_one_is_reported_with_its_file_and_list_shows_the_others(start):
    result = start("list")
    assert result.returncode == 0
    for name, (_, message) in HOSTILE.items():
        (line,) = [line for line in result.stderr.splitlines() if f"/{name}.py:" in line] or [name]
        assert line.startswith("tf1rnn: not usable: ")
        assert message in line
    for name in ("endless", "pipe", "folder"):
        assert f"{name}.py: not a regular file" in result.stderr
    assert "huge.py: larger than 10 MB" in result.stderr
    assert "basic_rnn.py: a task named basic_rnn is already in" in result.stderr
    assert "$TF1RNN_PLUGINS names it, but it is not a folder" in result.stderr
    assert "Traceback" not in result.stderr
    listed = {line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ")}
    assert {"basic_rnn", "translation", "good", "prints"} <= listed
    assert not {"a", "b", *HOSTILE} & {line.strip() for line in result.stdout.splitlines()}


def test_a_good_task_runs_beside_them_without_delay(start):
    assert start("run", "prints").stdout == "did it\n"


def test_running_a_plugin_that_ends_the_process_is_one_clear_line(start):
    result = start("run", "exits")
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert "exits.py: its import ended the whole process" in result.stderr
