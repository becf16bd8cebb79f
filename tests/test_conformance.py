"""What every registered task must do: plugins in plugins/ and $TF1RNN_PLUGINS included.

That each runs and leaves a complete folder is tested with its notebook, by one run for both.
"""

import pytest

from tests.registry.test_discovery import PLUGIN
from tests.runs.walking import WALK
from tf1rnn import conformance
from tf1rnn.registry import discovery

REGISTRY = discovery.discover()
TASKS = [REGISTRY.get(task.name) for task in REGISTRY.tasks()]


def test_no_task_is_broken():
    assert [str(problem) for problem in REGISTRY.problems] == []


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_every_hyperparameter_says_what_it_means(task, tmp_path):
    conformance.check_help(task, tmp_path)


FORGETFUL = WALK.replace('run.print("Training")', "state = np.random.RandomState(1)").replace(
    "np.random.rand(8, 3)", "state.rand(8, 3)"
)


def test_the_command_says_what_a_plugin_falls_short_of(plugins, capsys):
    plugins("silent", PLUGIN.replace('run.print("n_steps is", self.n_steps)', "pass"))
    plugins("walk", WALK.replace("Option(min=", 'Option(help="h", min='))
    plugins("forgetful", FORGETFUL)
    plugins("failing", PLUGIN.replace("run.print(", "int("))
    assert conformance.main(["walk"]) == 0
    assert capsys.readouterr().out.count("walk: yes") == len(conformance.CHECKS)
    assert conformance.main(["silent", "forgetful", "failing"]) == 1
    shown = capsys.readouterr()
    assert "silent: NO: Every hyperparameter says what it means: without a help" in shown.out
    assert "silent: NO: A short run prints something" in shown.out
    assert "forgetful: NO: A run that is interrupted and resumed" in shown.out
    assert "failing.py" in shown.err
    assert "execution.py" not in shown.err
    assert conformance.main(["failling"]) == 2
    assert "did you mean failing" in capsys.readouterr().err
