"""What the command line does for who writes a plugin: use cases, mistakes, a task to start from."""

import pytest

from tests.cli.test_app import PLUGIN
from tf1rnn.cli import mistakes
from tf1rnn.cli import new as new_command
from tf1rnn.registry import discovery

USE_CASE = PLUGIN.replace("    configuration", '    use_case = "Weather"\n    configuration')


def test_use_cases_are_listed_with_the_lessons_words_before_what_is_beyond(command, plugins):
    plugins("aaa", PLUGIN)
    plugins("mine", USE_CASE)
    out = command("list").out
    assert out.index("\nUse cases\n") < out.index("\nBeyond the lesson\n") < out.index("\n  aaa ")
    (line,) = [line for line in out.splitlines() if line.split()[:1] == ["mine"]]
    assert line.endswith("Weather: A task of mine.")
    assert command("show", "mine").out.startswith("mine  (Use cases; sequence to vector)")


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        ("tf.constant(1.0)", "RuntimeError: Graph is finalized"),
        ("{}['a']", "KeyError: 'a'"),
        ("run.session.run(self.wrong, {self.X: [1.0] * 6})", "defined at"),
    ],
)
def test_a_mistake_is_shown_with_the_plugins_own_lines_alone(
    command, plugins, tmp_path, mistake, said
):
    source = PLUGIN.replace('run.print("n_steps is", self.n_steps)', mistake).replace(
        "self.total =",
        "self.X = tf.placeholder(tf.float32, [None])\n"
        "        self.wrong = tf.reshape(self.X, 2 * tf.shape(self.X)[:1])\n"
        "        self.total =",
    )
    folder = plugins("mine", source)
    result = command("run", "mine", "--runs-dir", tmp_path / "runs")
    assert result.code == 1
    assert said in result.err
    assert f'File "{folder / "mine.py"}"' in result.err
    places = [line for line in result.err.splitlines() if line.strip().startswith("File ")]
    assert all(str(folder) in line for line in places)
    assert ("build it in construct()" in result.err) == ("finalized" in said)


def test_a_mistake_that_is_not_a_plugins_is_left_to_be_shown_whole(plugins, capsys):
    plugins("mine", PLUGIN)
    with pytest.raises(ZeroDivisionError) as caught:
        1 / 0  # noqa: B018
    assert not mistakes.show(caught.value)
    assert capsys.readouterr().err == ""


ADDING = USE_CASE.replace(
    "What it teaches.", "Mine is what `run mine` trained; ask it by: python main.py ask-mine"
) + ("\n\ndef ask():\n    print(Mine.name)\n\n\nMine.commands = {'ask-mine': ask}\n")


def test_a_new_plugin_may_start_from_another_whose_commands_it_does_not_take(
    command, plugins, tmp_path, monkeypatch
):
    folder = plugins("mine", ADDING)
    monkeypatch.setattr(new_command.discovery, "plugins_folder", lambda: folder)
    (folder / "kept").mkdir()
    (folder / "kept" / "__init__.py").write_text(PLUGIN)
    (folder / "kept" / "words.txt").write_text("some words")
    assert command("new", "yours", "--like", "mine").code == 0
    text = (folder / "yours.py").read_text()
    assert "class Yours(Task):" in text
    trained = "Mine is what `run yours` trained; ask it by: python main.py yours-ask-mine"
    assert trained in text
    assert command("ask-mine").out == "mine\n"
    assert command("yours-ask-mine").out == "yours\n"
    assert command("new", "theirs", "--like", "kept").code == 0
    assert (folder / "theirs" / "words.txt").read_text() == "some words"
    assert "/__init__.py\nBeside it: words.txt\n" in command("show", "theirs").out
    assert {"mine", "yours", "kept", "theirs"} <= {t.name for t in discovery.discover().tasks()}


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["new", "yours", "--like", "mnist"], "it imports .parts.digits, which would not come"),
        (["new", "yours", "--like", "mime"], "there is no task named mime: did you mean mine"),
        (["new", "mine", "--like", "mine"], "already holds a task named mine"),
    ],
)
def test_a_task_that_cannot_be_copied_is_refused(command, plugins, monkeypatch, argv, message):
    folder = plugins("mine", PLUGIN)
    monkeypatch.setattr(new_command.discovery, "plugins_folder", lambda: folder)
    result = command(*argv)
    assert result.code == 2
    assert message in " ".join(result.err.split())
    assert list(folder.iterdir()) == [folder / "mine.py"]
