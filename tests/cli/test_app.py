"""The command line, as its user sees it: what it prints, what it refuses, how it exits."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

PLUGIN = '''
from typing import Annotated, Literal
from tf1rnn import Option, Task, tf

class Mine(Task):
    """A task of mine.

    What it teaches."""

    configuration = "sequence to vector"
    n_steps: Annotated[int, Option(min=1, max=9, help="time steps")] = 3
    rate: Annotated[float, Option(min=0.0, help="the step size")] = 0.1
    start: Annotated[Literal["lesson", "random"], Option(help="the weights")] = "random"

    def construct(self):
        self.total = tf.get_variable("total", [], initializer=tf.zeros_initializer())

    def execute(self, run):
        run.print("n_steps is", self.n_steps)
'''


def python(*argv, **options):
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    return subprocess.run(
        [sys.executable, *map(str, argv)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        **options,
    )


@pytest.mark.parametrize(
    "argv",
    ["list", "list --json", "show basic_rnn", "--help", "run --help", "run translation --help"],
)
def test_commands_that_only_inform_load_neither_tensorflow_nor_numpy(argv):
    program = (
        "import sys, atexit\n"
        f"sys.argv = ['main.py', *{argv.split()!r}]\n"
        "large = ('tensorflow', 'numpy.', 'pandas', 'charset_normalizer', 'pydantic')\n"
        "atexit.register(lambda: print([m for m in sys.modules if m.startswith(large)]))\n"
        "from tf1rnn.cli import main\n"
        "main()\n"
    )
    result = python("-c", program)
    assert result.returncode == 0
    assert result.stdout.endswith("\n[]\n")


def test_list_groups_the_tasks_by_topic(command, plugins):
    plugins("mine", PLUGIN)
    lines = command("list").out.splitlines()
    assert "Topic 3: RNN in TensorFlow" in lines
    beyond = lines.index("Beyond the lesson")
    (line,) = [line for line in lines if line.split()[:1] == ["mine"]]
    assert lines.index(line) > beyond
    assert " ".join(line.split()) == "mine sequence to vector plugin A task of mine."


def test_list_json_is_an_array_for_programs(command, plugins):
    plugins("mine", PLUGIN)
    plugins("broken", "import nothing_of_this_name")
    result = command("list", "--json")
    rows = {row["name"]: row for row in json.loads(result.out)}
    assert rows["mine"] == {
        "name": "mine",
        "topic": None,
        "use_case": "",
        "configuration": "sequence to vector",
        "summary": "A task of mine.",
        "source": "plugin",
    }
    assert rows["basic_rnn"]["topic"] == 3
    assert "broken" not in rows


def test_list_reports_a_broken_plugin_with_its_file_and_the_last_line_of_the_error(
    command, plugins
):
    folder = plugins("broken", "import nothing_of_this_name")
    result = command("list")
    assert result.code == 0
    expected = (
        f"{folder / 'broken.py'}: ModuleNotFoundError: No module named 'nothing_of_this_name'"
    )
    assert expected in result.err


def test_show_prints_the_docstring_the_hyperparameters_and_the_source(command, plugins):
    plugins("mine", PLUGIN)
    out = command("show", "mine").out
    assert "What it teaches." in out
    assert "--n-steps int 1<=x<=9 default: 3 time steps" in " ".join(out.split())
    assert "class Mine(Task):" in out


def test_help_of_a_task_lists_options_with_type_default_and_bounds(command, plugins):
    plugins("mine", PLUGIN)
    out = " ".join(command("run", "mine", "--help").out.split())
    assert "--n-steps <int range> time steps [default: 3; 1<=x<=9]" in out
    for option in ("--device", "--seed", "--runs-dir"):
        assert option in out


def test_a_run_prints_and_says_where_its_folder_is(command, plugins, tmp_path):
    plugins("mine", PLUGIN)
    result = command("run", "mine", "--n-steps", 5, "--runs-dir", tmp_path / "runs")
    assert (result.code, result.out) == (0, "n_steps is 5\n")
    (folder,) = (tmp_path / "runs" / "mine").iterdir()
    assert result.err == (
        f"The run is in {folder}\n"
        f"See it as a page: python main.py report mine/{folder.name} "
        f"--runs-dir {tmp_path / 'runs'} --open\n"
    )
    params = json.loads((folder / "params.json").read_text())
    assert params["hyperparameters"] == {"n_steps": 5, "rate": 0.1, "start": "random"}


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ("run mime", "there is no task named mime: did you mean mine"),
        ("show mime", "there is no task named mime: did you mean mine"),
        ("compare mime", "there is no task named mime: did you mean mine"),
        ("compare mine", "the lesson prints nothing for mine"),
        ("run mine --n-step 3", "--n-step"),
        ("run mine --n-steps 0", "--n-steps': 0 is not in the range 1<=x<=9"),
        ("run mine --n-steps 10", "--n-steps': 10 is not in the range 1<=x<=9"),
        ("run mine --n-steps two", "--n-steps': 'two' is not a valid int"),
        ("run mine --n-steps 2.5", "--n-steps': '2.5' is not a valid int"),
        ("run mine --n-steps", "--n-steps"),
        ("run mine --rate fast", "--rate': 'fast' is not a valid"),
        ("run mine --rate nan", "nan is not in the range x>=0"),
        ("run mine --start lessen", "--start': 'lessen' is not one of 'lesson', 'random'"),
        ("run mine --device tpu", "--device"),
        ("run mine --device gpu:x", "--device"),
        ("run mine --seed -1", "--seed"),
        ("run mine --runs-dir /proc/none", "--runs-dir"),
        ("run mine extra", "extra"),
        ("run broken", "broken.py: ModuleNotFoundError"),
        ("rum mine", "did you mean"),
        ("demo 9", "9"),
        ("demo one", "number"),
        ("new mine", "mine.py"),
        ("new basic_rnn", "basic_rnn.py"),
        ("new my-task", "cannot name a task"),
        ("new class", "cannot name a task"),
        ("new ../task", "cannot name a task"),
        ("new _task", "cannot name a task"),
    ],
)
def test_a_mistake_is_answered_by_one_line_and_exit_code_2(
    command, plugins, tmp_path, monkeypatch, argv, message
):
    plugins("mine", PLUGIN)
    plugins("broken", "import nothing_of_this_name")
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*.py"))
    result = command(*argv.split())
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("tf1rnn: ")
    assert result.err.count("\n") == 1
    assert message.lower() in result.err.lower()
    assert sorted(tmp_path.rglob("*.py")) == before
    assert not (tmp_path / "runs").exists()


def test_without_a_command_the_help_is_shown(command):
    result = command()
    assert result.code == 0
    for name in ("list", "show", "run", "demo", "compare", "new", "translate"):
        assert f"\n  {name} " in result.out


def test_a_new_plugin_lists_and_runs_at_once(command, tmp_path, monkeypatch):
    monkeypatch.setattr("tf1rnn.registry.discovery.plugins_folder", lambda: tmp_path / "plugins")
    result = command("new", "sign_of_sum")
    assert result.code == 0
    assert (tmp_path / "plugins" / "sign_of_sum.py").is_file()
    assert "sign_of_sum" in command("list").out
    run = command("run", "sign_of_sum", "--runs-dir", tmp_path / "runs")
    last = run.out.splitlines()[-1].split()
    assert last[:1] + last[3:4] == ["250", "Accuracy:"]
    assert float(last[4]) > 0.8


def test_a_reader_who_closes_the_pipe_early_sees_no_traceback():
    command = f"{sys.executable} main.py show basic_rnn | head -1"
    result = subprocess.run(command, shell=True, cwd=CHECKOUT, capture_output=True, text=True)
    assert result.stdout.startswith("basic_rnn")
    assert result.stderr == ""


def test_a_run_shows_no_message_of_tensorflow(tmp_path):
    result = python(CHECKOUT / "main.py", "run", "dynamic_rnn", "--device", "cpu", cwd=tmp_path)
    assert result.returncode == 0
    (folder,) = (tmp_path / "runs" / "dynamic_rnn").iterdir()
    assert result.stderr == (
        f"The run is in {folder.relative_to(tmp_path)}\n"
        f"See it as a page: python {CHECKOUT / 'main.py'} report dynamic_rnn/{folder.name} --open\n"
    )
    assert result.stdout == (folder / "output.txt").read_text()


LISTS = PLUGIN.replace(
    "    def construct",
    """    columns: Annotated[list[str] | None, Option(help="columns to read")] = None
    sizes: Annotated[list[int], Option(min=1, max=9, help="sizes")] = [3, 4]

    def construct""",
).replace('"n_steps is", self.n_steps', "self.columns, self.sizes")


def test_a_list_option_is_given_more_than_once_and_kept_with_the_run(command, plugins, tmp_path):
    plugins("mine", LISTS)
    options = ["--runs-dir", tmp_path / "runs", "--columns", "a b", "--columns", "-1"]
    result = command("run", "mine", *options)
    assert (result.code, result.out) == (0, "['a b', '-1'] [3, 4]\n")
    (params,) = (tmp_path / "runs" / "mine").glob("*/params.json")
    kept = json.loads(params.read_text())["hyperparameters"]
    assert (kept["columns"], kept["sizes"]) == (["a b", "-1"], [3, 4])

    result = command("run", "mine", "--sizes", 10)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "'--sizes': 10 is not in the range 1<=x<=9" in result.err
    assert "--sizes <list[int]>" in " ".join(command("run", "mine", "--help").out.split())
    assert "--sizes    list of int 1<=x<=9  default: [3, 4]" in command("show", "mine").out


def test_demo_1_runs_its_steps_in_order_with_its_objective(command, tmp_path):
    out = command("demo", 1, "--runs-dir", tmp_path).out
    assert "Demo 1: Develop RNN to demonstrate sequence data processing" in out
    steps = [out.index(f"Step {n}. ") for n in range(1, 6)]
    assert steps == sorted(steps)
    ran = re.findall(r"^\$ .*main\.py run (\w+)$", out, re.M)
    assert ran[:4] == ["basic_rnn", "static_rnn", "static_rnn_packed", "dynamic_rnn"]


def test_a_mistyped_command_of_a_task_is_suggested_too(command):
    assert "did you mean translate?" in command("translte", "hi").err


def test_quick_takes_a_tasks_quick_values_or_else_its_defaults(command, plugins, tmp_path):
    plugins("mine", PLUGIN)
    plugins(
        "long", PLUGIN.replace("    configuration", '    quick = {"n_steps": 1}\n    configuration')
    )
    assert "run is quick already" in " ".join(command("run", "mine", "--help").out.split())
    assert command("run", "mine", "--quick", "--runs-dir", tmp_path).out == "n_steps is 3\n"
    assert "under 30 s" in " ".join(command("run", "long", "--help").out.split())
    assert command("run", "long", "--quick", "--runs-dir", tmp_path).out == "n_steps is 1\n"


def test_a_python_without_the_packages_is_answered_by_one_line():
    result = python("-S", CHECKOUT / "main.py", "list")  # -S: without installed packages
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "activate the environment" in result.stderr
