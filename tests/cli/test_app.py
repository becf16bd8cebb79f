"""The command line, as its user meets it: what it prints, what it refuses, how it exits."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tf1rnn.registry import discovery

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
def test_what_only_tells_loads_neither_tensorflow_nor_numpy(argv):
    program = (
        "import sys, atexit\n"
        f"sys.argv = ['main.py', *{argv.split()!r}]\n"
        "large = ('tensorflow', 'numpy.')\n"
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


def test_show_teaches_and_lists_hyperparameters_and_source(command, plugins):
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


def test_a_run_prints_and_says_where_it_is_kept(command, plugins, tmp_path):
    plugins("mine", PLUGIN)
    result = command("run", "mine", "--n-steps", 5, "--runs-dir", tmp_path / "runs")
    assert (result.code, result.out) == (0, "n_steps is 5\n")
    (folder,) = (tmp_path / "runs" / "mine").iterdir()
    assert result.err == f"The run is in {folder}\n"
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


def test_a_run_says_nothing_of_tensorflow_on_the_screen(tmp_path):
    result = python(CHECKOUT / "main.py", "run", "dynamic_rnn", "--device", "cpu", cwd=tmp_path)
    assert result.returncode == 0
    (folder,) = (tmp_path / "runs" / "dynamic_rnn").iterdir()
    assert result.stderr == f"The run is in {folder.relative_to(tmp_path)}\n"
    assert result.stdout == (folder / "output.txt").read_text()


def test_compare_sets_the_lessons_printouts_beside_ours_and_every_number_holds(command):
    result = command("compare", "basic_rnn", "static_rnn", "dynamic_rnn", "variable_length")
    assert result.code == 0
    assert result.out.count("\n=> explained: float32 rounding, which depends on the processor") == 4
    assert result.err == ""
    assert result.out.endswith("Every printout holds.\n")


def test_compare_json_gives_each_block_with_its_verdict(command):
    (row,) = json.loads(command("compare", "basic_rnn", "--json").out)
    assert (row["task"], row["holds"]) == ("basic_rnn", True)
    assert row["verdict"] == "explained"
    assert row["evidence"].startswith("float32 rounding")
    first, second = row["results"]
    # Without oneDNN, one number's tanh is already 1: the printout's header allows for it.
    assert (first["n_agree"], first["n_allowed"]) in ((20, 0), (19, 1))
    assert first["largest_difference"] <= 2.5e-7
    assert (second["n_agree"], second["n_allowed"]) == (20, 0)
    assert second["largest_difference"] <= 1.2e-7


def test_compare_names_the_task_under_way_on_a_terminal(command, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    result = command("compare", "variable_length", "basic_rnn", "--json")
    assert [row["holds"] for row in json.loads(result.out)] == [True, True]
    assert result.err.splitlines() == [
        "Running variable_length (1 of 2)",
        "Running basic_rnn (2 of 2)",
    ]


def test_compare_marks_the_digits_that_differ_in_colour_on_a_terminal_alone(command, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain = command("compare", "basic_rnn").out
    assert "\x1b" not in plain

    terminal = type(sys.stdout)
    monkeypatch.setattr(terminal, "isatty", lambda self: True)
    coloured = command("compare", "basic_rnn").out
    marked = re.findall(r"\x1b\[30;43m([\d. -]+)\x1b\[0m", coloured)
    assert "82" in marked or "1.       " in marked  # where the lesson printed 0.99999976
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain

    monkeypatch.setenv("NO_COLOR", "1")
    assert command("compare", "basic_rnn").out == plain


def test_compare_exits_with_1_where_a_printout_does_not_hold(command, monkeypatch, tmp_path):
    lesson = discovery.lesson_folder()
    (tmp_path / "printouts").mkdir()
    text = (lesson / "printouts" / "basic_rnn.txt").read_text()
    (tmp_path / "printouts" / "basic_rnn.txt").write_text(text.replace("0.51955646", "0.51965646"))
    for path in [*lesson.glob("*.py"), *lesson.glob("parts/*.py")]:
        copy = tmp_path / path.relative_to(lesson)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(path.read_text())
    monkeypatch.setattr(discovery, "lesson_folder", lambda: tmp_path)
    result = command("compare", "basic_rnn")
    assert result.code == 1
    assert "DIFFERS" in result.out


@pytest.fixture
def printed_without_data(monkeypatch, tmp_path):
    """A lesson of two printouts, one of them of a task whose data are not there."""
    lesson = discovery.lesson_folder()
    for path in [*lesson.glob("*.py"), *lesson.glob("parts/*.py")]:
        copy = tmp_path / path.relative_to(lesson)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(path.read_text())
    (tmp_path / "printouts").mkdir()
    for name in ("basic_rnn", "mnist"):
        text = (lesson / "printouts" / f"{name}.txt").read_text()
        (tmp_path / "printouts" / f"{name}.txt").write_text(text)
    monkeypatch.setattr(discovery, "lesson_folder", lambda: tmp_path)
    monkeypatch.setenv("TF1RNN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))


def test_compare_leaves_out_what_needs_data_that_are_not_there(command, printed_without_data):
    result = command("compare")
    assert result.code == 0
    assert "-> needs genuine data: cannot download" in result.out
    assert "say where they are: --data FOLDER" in result.out
    assert result.out.endswith("Every printout holds. Not compared: mnist.\n")
    rows = json.loads(command("compare", "--json").out)
    assert [(row["task"], row["holds"]) for row in rows] == [("basic_rnn", True), ("mnist", None)]


def test_compare_of_a_task_by_name_fails_without_its_data(command, printed_without_data):
    result = command("compare", "basic_rnn", "mnist")
    assert result.code == 2
    assert "say where they are: --data FOLDER" in result.err
    result = command("compare", "mnist", "--data", "nowhere")
    assert (result.code, "--data nowhere: neither auto" in result.err) == (2, True)


def test_demo_1_runs_its_steps_in_order_with_its_objective(command, tmp_path):
    out = command("demo", 1, "--runs-dir", tmp_path).out
    assert "Objective: Develop RNN to demonstrate sequence data processing" in out
    steps = [out.index(f"Step {n}. ") for n in range(1, 6)]
    assert steps == sorted(steps)
    ran = [line.split()[2] for line in out.splitlines() if line.startswith("$ run ")]
    assert ran[:4] == ["basic_rnn", "static_rnn", "static_rnn_packed", "dynamic_rnn"]


def test_a_mistyped_command_of_a_task_is_suggested_too(command):
    assert "did you mean translate?" in command("translte", "hi").err


def test_quick_takes_a_tasks_quick_values_and_runs_one_without_as_it_is(command, plugins, tmp_path):
    plugins("mine", PLUGIN)
    plugins(
        "long", PLUGIN.replace("    configuration", '    quick = {"n_steps": 1}\n    configuration')
    )
    assert "quick one as it is" in " ".join(command("run", "mine", "--help").out.split())
    assert command("run", "mine", "--quick", "--runs-dir", tmp_path).out == "n_steps is 3\n"
    assert "under 30 s" in " ".join(command("run", "long", "--help").out.split())
    assert command("run", "long", "--quick", "--runs-dir", tmp_path).out == "n_steps is 1\n"
