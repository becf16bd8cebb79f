"""A checkpoint continues the run it was saved in, and no other: what differs is named."""

import hashlib
import json
import re
import shutil

import pytest

from tests.runs.walking import assert_same
from tf1rnn import UserError, run_task
from tf1rnn.runs.folder.belonging import RUN
from tf1rnn.runs.folder.checkpoints import CHECKSUMS, STATE, Checkpoints
from tf1rnn.runs.resuming import open_run, resume_task, task_to_resume


def change(run, **values):
    """Change values in params.json."""
    params = json.loads((run / "params.json").read_text())
    for name, value in values.items():
        params[name] = {**params[name], **value} if isinstance(value, dict) else value
    (run / "params.json").write_text(json.dumps(params))


def refusals(walk, run):
    """What resuming the run and opening it say."""
    with pytest.raises(UserError) as resumed:
        resume_task(walk(n_epochs=2, n_iterations=2), run, echo=False)
    with pytest.raises(UserError) as opened, open_run(walk, run.parent.parent, run.name):
        pass
    return str(resumed.value), str(opened.value)


@pytest.fixture
def remembering(walk):
    """The same task, which reads in construct() what it wrote in begin()."""

    def construct(self):
        self.words = self.saved_text("words.txt") or "one two"
        walk.construct(self)

    def begin(self, run):
        run.write("words.txt", self.words)

    return type("Remembering", (walk,), {"construct": construct, "begin": begin})


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"seed": 7}, "seed is 7 in params.json, but the checkpoint was saved with 42"),
        ({"hyperparameters": {"learning_rate": 0.5}}, "learning_rate is 0.5 in params.json"),
        ({"facts": {"data": "other"}}, "data is 'other' in params.json"),
        ({"started": "yesterday", "seed": 7}, r"seed is 7 .* \(and 1 more\)"),
    ],
)
def test_changed_parameters_are_refused_and_named(walk, run, values, told):
    change(run, **values)
    for refusal in refusals(walk, run):
        assert re.search(told, refusal)


def test_another_task_in_params_json_is_refused(walk, run):
    change(run, task="time_series")
    with pytest.raises(UserError, match="is of a run of time_series, not of walk"):
        task_to_resume(walk, run, {})
    with (
        pytest.raises(UserError, match="is of a run of time_series"),
        open_run(walk, run.parents[1]),
    ):
        pass


def test_a_checkpoint_of_another_run_with_the_same_shapes_is_refused(walk, run, tmp_path):
    other = run_task(walk(n_epochs=1, n_iterations=2), tmp_path / "other", seed=7, echo=False)
    shutil.copytree(other.folder / "checkpoints" / "000001", run / "checkpoints" / "000002")
    for refusal in refusals(walk, run):
        assert "000002 are not of the same run: " in refusal
        assert "but the checkpoint was saved with 7" in refusal


def test_a_file_that_the_network_depends_on_must_be_as_the_task_wrote_it(remembering, tmp_path):
    values = {"n_epochs": 1, "n_iterations": 2}
    run = run_task(remembering(**values), tmp_path / "runs", echo=False).folder
    (run / "words.txt").write_text("two one")
    for refusal in refusals(remembering, run):
        assert "words.txt: was changed since the run was saved" in refusal
    (run / "words.txt").write_text("one two")
    with open_run(remembering, tmp_path / "runs") as (task, _):
        assert task.words == "one two"


def test_a_file_that_the_task_itself_writes_again_is_no_obstacle(remembering, tmp_path):
    class Stopped(Exception):
        pass

    def execute(self, run):
        for step in run.steps(4):
            if step == 2:
                run.write("words.txt", "three")  # the checkpoint before it has another text
                raise Stopped

    stopping = type("Stopping", (remembering,), {"execute": execute})
    with pytest.raises(Stopped):
        run_task(stopping(), tmp_path / "runs", echo=False, save_every=0)
    with open_run(remembering, tmp_path / "runs") as (task, _):
        assert task.words == "three"


def test_a_run_made_by_an_older_version_is_resumed_and_then_bound(walk, run):
    (checkpoint,) = (run / "checkpoints").iterdir()
    state = json.loads((checkpoint / STATE).read_text())
    del state[RUN]
    (checkpoint / STATE).write_text(json.dumps(state))
    checksums = json.loads((checkpoint / CHECKSUMS).read_text())
    checksums[STATE] = hashlib.sha256((checkpoint / STATE).read_bytes()).hexdigest()
    (checkpoint / CHECKSUMS).write_text(json.dumps(checksums))
    with open_run(walk, run.parents[1]):
        pass
    resume_task(walk(n_epochs=2, n_iterations=2), run, echo=False)
    _, state = Checkpoints(run / "checkpoints").newest()
    assert state[RUN]["seed"] == 42


def test_a_run_trained_for_longer_remembers_for_how_long(walk, run, tmp_path):
    resume_task(task_to_resume(walk, run, {"n_epochs": 3}), run, echo=False)
    assert json.loads((run / "params.json").read_text())["hyperparameters"]["n_epochs"] == 3
    whole = run_task(walk(n_epochs=3, n_iterations=2), tmp_path / "whole", echo=False)
    assert_same(run, whole.folder)


def test_a_checkpoint_that_its_run_deletes_meanwhile_gives_way_to_the_newer(walk, run):
    checkpoints = run / "checkpoints"

    def construct(self):  # the run beside it saves while this network is built
        walk.construct(self)
        newest = max(checkpoints.iterdir())
        newest.rename(checkpoints / f"{int(newest.name) + 3:06d}")

    slow = type("Walk", (walk,), {"construct": construct, "__module__": walk.__module__})
    with open_run(slow, run.parents[1]) as (_, session):
        assert session.run("w:0").shape == (3, 1)
