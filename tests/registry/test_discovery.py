"""Finding tasks: the lesson's, plugins in folders, installed packages; broken ones harm nothing."""

import importlib

import pytest

from tf1rnn import UserError
from tf1rnn.registry import discovery, loading

PLUGIN = '''
from typing import Annotated
from tf1rnn import Option, Task

class Mine(Task):
    """A task of mine."""

    configuration = "sequence to vector"
    n_steps: Annotated[int, Option(min=1)] = 3

    def construct(self):
        pass

    def execute(self, run):
        run.print("n_steps is", self.n_steps)
'''


def names(found):
    return [task.name for task in found.tasks()]


def test_a_file_in_a_plugin_folder_is_a_task(plugins):
    plugins("mine", PLUGIN)
    found = discovery.discover()
    assert found.get("mine").__doc__ == "A task of mine."
    assert found.source("mine") == "plugin"


def test_tasks_are_in_lesson_order_and_those_beyond_the_lesson_come_last(plugins):
    plugins("aaa", PLUGIN)
    tasks = discovery.discover().tasks()
    assert tasks[-1].name == "aaa"
    topics = [task.topic for task in tasks if task.topic is not None]
    assert topics == sorted(topics)
    assert [t.name for t in tasks[:4]] == [
        "basic_rnn",
        "static_rnn",
        "static_rnn_packed",
        "dynamic_rnn",
    ]


def test_several_folders_may_be_named(plugins, tmp_path, monkeypatch):
    folder = plugins("one", PLUGIN)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "two.py").write_text(PLUGIN)
    monkeypatch.setenv("TF1RNN_PLUGINS", f"{folder}:{tmp_path / 'more'}:{folder}")
    assert {"one", "two"} <= set(names(discovery.discover()))


def test_a_folder_that_does_not_exist_is_reported(monkeypatch, tmp_path):
    monkeypatch.setenv("TF1RNN_PLUGINS", str(tmp_path / "absent"))
    found = discovery.discover()
    assert str(found.problems[0]).endswith(
        "/absent: $TF1RNN_PLUGINS names it, but it is not a folder"
    )


def test_files_that_begin_with_an_underscore_are_shared_code_and_not_tasks(plugins):
    plugins("_shared", "SIZE = 5\n")
    plugins(
        "mine",
        PLUGIN.replace("= 3", "= SIZE").replace(
            "from tf1rnn", "from ._shared import SIZE\nfrom tf1rnn"
        ),
    )
    found = discovery.discover()
    assert found.get("mine")().n_steps == 5
    assert "_shared" not in found.found


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "import nothing_of_this_name\n",
            "ModuleNotFoundError: No module named 'nothing_of_this_name'",
        ),
        ("def broken(:\n", "SyntaxError: "),
        ("raise ValueError('first line\\nlast line')\n", "ValueError: last line"),
        ("import sys; sys.exit(3)\n", "SystemExit: 3"),
        ("x = 1\n", "a task's file must hold one Task class, but holds 0"),
        (
            PLUGIN + PLUGIN.replace("Mine", "Other"),
            "a task's file must hold one Task class, but holds 2",
        ),
        (PLUGIN.replace('"""A task of mine."""', ""), "no docstring"),
        (PLUGIN.replace("= 3", "= 0"), "--n-steps: 0 is not in the range x>=1"),
        (PLUGIN.replace("Annotated[int", "Annotated['Unknown'"), "NameError"),
    ],
)
def test_a_broken_plugin_is_reported_with_its_file_and_harms_no_other(plugins, source, message):
    folder = plugins("broken", source)
    plugins("mine", PLUGIN)
    found = discovery.discover()
    assert "mine" in names(found)
    assert "broken" not in found.found
    (problem,) = found.problems
    assert problem.path == str(folder / "broken.py")
    assert message in problem.message
    with pytest.raises(UserError, match="broken.py"):
        discovery.discover().get("broken")


def test_what_a_plugin_prints_at_import_does_not_reach_stdout(plugins, capsys):
    plugins("mine", "print('noise')\n" + PLUGIN)
    assert "mine" in names(discovery.discover())
    assert capsys.readouterr().out == ""


def test_a_plugin_whose_import_hangs_is_reported_and_harms_no_other(plugins, monkeypatch):
    monkeypatch.setattr(loading, "IMPORT_LIMIT", 1)
    plugins("hangs", "while True:\n    pass\n")
    plugins("mine", PLUGIN)
    found = discovery.discover()
    assert "mine" in names(found)
    assert "TimeoutError: its import did not end within 1 s" in found.problems[0].message


def test_of_two_tasks_with_one_name_the_first_stays_and_both_files_are_named(plugins):
    folder = plugins("basic_rnn", PLUGIN)
    found = discovery.discover()
    assert found.source("basic_rnn") == "lesson"
    (problem,) = found.problems
    assert problem.path == str(folder / "basic_rnn.py")
    assert str(discovery.lesson_folder() / "basic_rnn.py") in problem.message


def test_a_file_whose_name_is_not_an_identifier_is_reported(plugins):
    plugins("my-task", PLUGIN)
    assert "not an identifier" in discovery.discover().problems[0].message


def test_an_unknown_task_suggests_the_nearest():
    with pytest.raises(UserError, match="no task named basic_rn: did you mean basic_rnn"):
        discovery.discover().get("basic_rn")
    with pytest.raises(UserError, match="`list` shows all"):
        discovery.discover().get("qqqq")


def test_an_installed_package_offers_tasks_by_entry_point(tmp_path, monkeypatch):
    (tmp_path / "offered.py").write_text(PLUGIN)
    info = tmp_path / "offered-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: offered\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[tf1rnn.tasks]\nfrom_package = offered:Mine\n")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    found = discovery.discover()
    assert found.source("from_package") == "package"
    assert found.get("from_package").name == "from_package"


@pytest.mark.parametrize(
    "damage",
    [b"[tf1rnn.tasks]\nevil =\n", b"[tf1rnn.tasks]\nevil\n", b"[tf1rnn.tasks]\n\xff = a:B\n"],
)
def test_a_package_whose_entry_points_are_damaged_harms_no_other(tmp_path, monkeypatch, damage):
    info = tmp_path / "evil-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    (info / "entry_points.txt").write_bytes(b"[tf1rnn.tasks]\n" + damage)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    found = discovery.discover()
    assert "basic_rnn" in names(found)
    assert any("evil" in problem.path for problem in found.problems)


def folder_plugin(folder, name, files):
    (folder / name).mkdir(exist_ok=True)
    for file, text in files.items():
        (folder / name / file).write_text(text)


def test_a_folder_with_a_task_in_its_init_is_a_task_with_helpers_and_data(plugins):
    folder = plugins("other", PLUGIN)
    helped = "from .reading import read\n" + PLUGIN.replace("= 3", "= read()")
    reading = (
        "from pathlib import Path\n\n\n"
        "def read():\n    return int(Path(__file__).with_name('n.txt').read_text())\n"
    )
    folder_plugin(folder, "mine", {"__init__.py": helped, "reading.py": reading, "n.txt": "7"})
    folder_plugin(folder, "parts", {"__init__.py": '"""What tasks share."""\n'})
    folder_plugin(folder, "broken", {"__init__.py": "from tf1rnn import Task\n1 / 0\n"})
    folder_plugin(folder, "other", {"__init__.py": PLUGIN})
    found = discovery.discover()
    assert found.get("mine")().n_steps == 7
    assert {"mine", "other"} <= set(names(found))
    assert "parts" not in found.found
    problems = {problem.path: problem.message for problem in found.problems}
    assert problems[str(folder / "broken" / "__init__.py")] == "ZeroDivisionError: division by zero"
    assert "a task named other is already in" in problems[str(folder / "other.py")]


def test_of_two_plugins_that_add_one_command_the_second_is_refused(plugins):
    adding = PLUGIN + "\ndef say(): print('{0}')\n\nMine.commands = {{'say': say}}\n"
    plugins("one", adding.format("one"))
    folder = plugins("two", adding.format("two"))
    found = discovery.discover()
    assert "one" in names(found)
    (problem,) = found.problems
    assert problem.path == str(folder / "two.py")
    assert "it adds a command say, which the task one has already" in problem.message


def test_the_use_cases_come_with_an_installed_tf1rnn_and_a_users_own_take_their_place(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(discovery, "home", lambda: discovery.PACKAGE)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plugins").mkdir()
    mine = tmp_path / "plugins" / "stock.py"
    mine.write_text(PLUGIN)
    found = discovery.discover()
    assert found.found["stock"].path == str(mine)
    shipped = discovery.PACKAGE / "plugins"
    assert found.found["sentiment"].path == str(shipped / "sentiment" / "__init__.py")
    assert found.problems == []
    assert found.get("sentiment").use_case == "Sentiment analysis"
