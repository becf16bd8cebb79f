"""What goes wrong in a task or in a run's files is told as what it is."""

import json

import pytest

from tests.runs.test_run import Rounds
from tf1rnn import UserError, open_run, run_task, tf
from tf1rnn.runs.interruption import Interrupted
from tf1rnn.runs.resuming import resume_task


def test_a_mistake_of_the_task_is_told_as_it_is_however_large_an_option(tmp_path):
    class Mistaken(Rounds):
        """Adds what cannot be added."""

        def construct(self):
            return 1 + "one"

    with pytest.raises(TypeError, match="unsupported operand"):
        run_task(Mistaken(n=10**7), tmp_path, echo=False)


def test_a_mistake_in_types_is_told_as_it_is_too(tmp_path):
    class Mistaken(Rounds):
        """Adds a number to a text."""

        def construct(self):
            return tf.constant("one") + 1

    with pytest.raises(TypeError, match="int32 that does not match type string"):
        run_task(Mistaken(n=10**7), tmp_path, echo=False)


def test_a_size_that_no_tensor_can_have_is_named(tmp_path):
    class Large(Rounds):
        """Builds a layer of n neurons."""

        def construct(self):
            tf.layers.dense(tf.placeholder(tf.float32, [None, 3]), self.n)

    with pytest.raises(UserError, match=f"--n {10**20}: too large for a graph"):
        run_task(Large(n=10**20), tmp_path, echo=False)


def test_a_resumed_run_has_no_figures_of_its_interruption(tmp_path):
    class Drawn(Rounds):
        """Draws after its loops, however many steps were done."""

        def execute(self, run):
            super().execute(run)
            with run.figure(f"after_{run.finished_steps}_steps") as figure:
                figure.subplots()

    with pytest.raises(Interrupted):
        run_task(Drawn(n=3, signal_at=4), tmp_path, echo=False)
    (folder,) = (tmp_path / Drawn.name).iterdir()
    assert len(list((folder / "figures").iterdir())) == 1
    run = resume_task(Drawn(n=3, signal_at=4), folder, echo=False)
    names = [path.name for path in (folder / "figures").iterdir()]
    assert names == [f"after_{run.finished_steps}_steps.png"]


@pytest.mark.parametrize(
    "damage",
    [
        {"seed": -1},
        {"seed": 2**40},
        {"hyperparameters": {"self": 1}},
        {"hyperparameters": {"n": 1.5}},
    ],
)
def test_params_that_no_run_writes_are_one_clear_line(tmp_path, damage):
    run = run_task(Rounds(n=1), tmp_path, echo=False)
    params = json.loads((run.folder / "params.json").read_text())
    (run.folder / "params.json").write_text(json.dumps(params | damage))
    with pytest.raises(UserError, match=r"params\.json: "), open_run(Rounds, tmp_path):
        pass
