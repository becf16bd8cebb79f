"""Plugins that end, block or flood the process that imports them, beside a good one."""

import functools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tf1rnn.cli.app import BUILT_IN
from tf1rnn.registry.declaration import COMMANDS

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
    "daemon": (
        "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()"
        + GOOD,
        "its import leaves a thread running",
    ),
    "forks": ("import os; os.fork()" + GOOD, "its import leaves a process running"),
    "leaves_a_process": (
        "import subprocess; subprocess.Popen(['sleep', '61'], start_new_session=True)" + GOOD,
        "its import leaves a process running",
    ),
    "dies_and_leaves": (
        "import os, subprocess\nsubprocess.Popen(['sleep', '61'])\nos._exit(7)",
        "its import ended the whole process, with exit code 7",
    ),
    "moves": ("import os; os.chdir('/')" + GOOD, "its import changes the current folder"),
    "prints_otherwise": (
        "import builtins; builtins.print = len" + GOOD,
        "its import changes builtins.print",
    ),
    "speaks": ("import sys; sys.stdout = sys.stderr" + GOOD, "its import changes sys.stdout"),
    "never_stops": (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)" + GOOD,
        "its import changes the handler of SIGINT",
    ),
    "odd_help": (GOOD.replace('help="steps"', "help=5"), "help is 5, not a text"),
    "odd_command_help": (
        GOOD + "\ndef f(x: Annotated[int, Option(help=5)] = 1): pass\n\nGood.commands = {'fh': f}",
        "Error",
    ),
    "takes_over": (
        GOOD.replace("    n_steps", "    topic, listing = 1, 0\n    n_steps")
        + "\ndef f(): print('mine')\n\nGood.commands = {'translate': f}",
        "it adds a command translate, which the task translation has already; rename it",
    ),
    "takes_a_name": (
        GOOD + "\ndef f(): pass\n\nGood.commands = {'list': f}",
        "it adds a command list, which tf1rnn has already; rename it",
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

    return functools.partial(command_line, folder)


def command_line(folder, *argv):
    environment = {
        **os.environ,
        "TF1RNN_PLUGINS": os.pathsep.join([str(folder), "/" + "x" * 300]),
        "PYTHONPATH": str(CHECKOUT),
        "TF1RNN_CACHE": str(folder / "cache"),
    }
    return subprocess.run(
        [sys.executable, "-c", SHORT_LIMIT, *argv],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
    )


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
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline")]
    assert b"sleep\x0061\x00" not in commands, "what a plugin has started ends with its trial"
    listed = {line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ")}
    assert {"basic_rnn", "translation", "good", "prints"} <= listed
    assert result.stdout.count("  good ") == 1
    assert not {"a", "b", *HOSTILE} & {line.strip() for line in result.stdout.splitlines()}


def test_a_good_task_runs_beside_them_without_delay(start):
    assert start("run", "prints").stdout == "did it\n"


def test_running_a_plugin_that_ends_the_process_is_one_clear_line(start):
    result = start("run", "exits")
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert "exits.py: its import ended the whole process" in result.stderr


# Good when it is tried, for it counts its imports in a file.
LATER = """
from pathlib import Path
seen = Path(__file__).with_suffix(".seen")
seen.write_text(seen.read_text() + "x" if seen.exists() else "x")
if seen.read_text() != "x":
    {}
"""


def test_what_a_plugin_showed_is_remembered_and_later_harm_is_done_only_when_it_is_run(tmp_path):
    harms = {
        "exits": ("raise SystemExit", "SystemExit"),
        "ends": ("import os; os._exit(0)", "its import ended the whole process, with exit code 0"),
        "loops": ("while True: pass", "did not end within 2 s"),
    }
    for name, (then, _) in harms.items():
        (tmp_path / f"{name}.py").write_text(LATER.format(then) + GOOD)
    for _ in range(2):
        assert command_line(tmp_path, "list").stdout.count("A good task.") == len(harms)
    assert (tmp_path / "loops.seen").read_text() == "x"
    for name, (_, said) in harms.items():
        result = command_line(tmp_path, "run", name)
        assert (result.returncode, result.stderr.count("\n")) == (2, 1)
        assert said in result.stderr


def test_a_plugin_is_tried_again_when_one_of_its_files_has_changed(tmp_path):
    (tmp_path / "good.py").write_text("from ._words import WORDS\n" + GOOD)
    for words in ("1", "22", "1/0"):
        (tmp_path / "_words.py").write_text(f"WORDS = {words}")
        result = command_line(tmp_path, "list")
        assert ("A good task." in result.stdout) == (words != "1/0")
    (tmp_path / "_words.py").write_text("WORDS = 4444")
    (tmp_path / "cache" / "plugins.json").write_text('{"a": 1}')
    assert "A good task." in command_line(tmp_path, "list").stdout


def test_the_commands_of_the_lesson_need_no_plugin(start):
    result = start("translate", "--help")
    assert (result.returncode, result.stderr) == (0, "")
    assert "English" in result.stdout


def test_no_command_of_a_plugin_may_have_the_name_of_one_of_ours():
    assert set(BUILT_IN) == COMMANDS
