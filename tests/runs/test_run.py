"""A run: its folder, what it saves, and that a run that could not begin leaves nothing."""

import csv
import gc
import json
import logging
import os
import shutil
import signal
import time
from pathlib import Path
from typing import Annotated

import numpy as np
import pytest

from tf1rnn import Option, Task, UserError, open_run, run_task, tf
from tf1rnn.runs.folder import folders
from tf1rnn.runs.interruption import Interrupted
from tf1rnn.runs.resuming import resume_task


class Counter(Task):
    """Count up in a variable."""

    configuration = "vector to vector"
    n: Annotated[int, Option(min=1)] = 5

    def construct(self):
        if self.n == 13:
            raise UserError("--n: 13 is bad luck")
        self.total = tf.get_variable("total", [], initializer=tf.zeros_initializer())
        self.noise = tf.get_variable("noise", [3], initializer=tf.random_normal_initializer())
        self.count = tf.assign_add(self.total, 1.0)

    def execute(self, run):
        for step in run.steps(self.n):
            total = run.session.run(self.count)
            run.print(step, "Total:", total)
            metrics = {"total": total} if step < 3 else {"total": total, "square": total**2}
            run.record(step, **metrics)
        run.write("notes.txt", "élan\n")
        with run.figure("count") as figure:
            figure.subplots().plot([1, 2, 3])


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    return run_task(Counter(), tmp_path_factory.mktemp("runs"), seed=7, echo=False)


def test_what_is_printed_is_stored_in_output_txt(finished):
    assert finished.output.splitlines()[:2] == ["0 Total: 1.0", "1 Total: 2.0"]
    assert (finished.folder / "output.txt").read_text() == finished.output


def test_metrics_csv_has_a_row_for_each_step_and_a_column_for_each_metric(finished):
    with (finished.folder / "metrics.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["step"] for row in rows] == ["0", "1", "2", "3", "4"]
    assert [row["square"] for row in rows] == ["", "", "", "16.0", "25.0"]


def test_params_json_holds_what_repeats_the_run(finished):
    params = json.loads((finished.folder / "params.json").read_text())
    assert params["task"] == "test_run"
    assert params["hyperparameters"] == {"n": 5}
    assert (params["seed"], params["device"]) == (7, "cpu")
    assert {"tf1rnn", "python", "tensorflow", "numpy"} <= set(params["versions"])


def test_figures_are_png_files(finished):
    png = (finished.folder / "figures" / "count.png").read_bytes()
    assert png.startswith(b"\x89PNG\r\n")


def test_the_last_state_is_restored_from_the_checkpoint(finished):
    with open_run(Counter, finished.folder.parent.parent, finished.folder.name) as (task, session):
        assert session.run(task.total) == 5.0
        assert task.folder == finished.folder


def test_without_a_name_the_newest_run_with_a_checkpoint_is_opened(tmp_path):
    run_task(Counter(n=2), tmp_path, echo=False)
    newer = run_task(Counter(n=3), tmp_path, echo=False)
    (newer.folder.parent / "9999-unfinished").mkdir()
    with open_run(Counter, tmp_path) as (task, session):
        assert (task.n, session.run(task.total)) == (3, 3.0)


@pytest.mark.parametrize("name", ["absent", "../other", "..", "/etc"])
def test_a_missing_run_is_refused_by_name(finished, name):
    with (
        pytest.raises(UserError, match="--run .*there is no such run"),
        open_run(Counter, finished.folder.parent.parent, name),
    ):
        pass


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"hyperparameters": 3}', '{"hyperparameters": {"n": 0}}', "[" * 99_999]
)
def test_a_damaged_params_json_is_refused_naming_it(finished, tmp_path, text):
    folder = tmp_path / "test_run" / "damaged"
    shutil.copytree(finished.folder, folder)
    (folder / "params.json").write_text(text)
    with pytest.raises(UserError, match="params.json"), open_run(Counter, tmp_path):
        pass


def test_without_any_run_the_message_says_how_to_make_one(tmp_path):
    with (
        pytest.raises(UserError, match="make one with: .* run test_run"),
        open_run(Counter, tmp_path),
    ):
        pass


def test_the_same_seed_gives_the_same_variables_and_another_seed_other_ones(tmp_path):
    def noise(seed):
        run = run_task(Counter(n=1), tmp_path, seed=seed, echo=False)
        with open_run(Counter, tmp_path, run.folder.name) as (task, session):
            return session.run(task.noise)

    first, again, other = noise(1), noise(1), noise(2)
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_two_runs_started_in_the_same_second_have_folders_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setattr(time, "strftime", lambda _: "2026-01-01_00-00-00")
    made = {folders.new_folder(tmp_path, "task")[0].name for _ in range(3)}
    assert made == {"2026-01-01_00-00-00", "2026-01-01_00-00-00_2", "2026-01-01_00-00-00_3"}


def test_nothing_is_left_of_a_run_whose_construction_failed(tmp_path):
    with pytest.raises(UserError, match="bad luck"):
        run_task(Counter(n=13), tmp_path / "runs", echo=False)
    assert not (tmp_path / "runs").exists()


def test_an_interrupted_construction_phase_reports_no_unused_objects(tmp_path, monkeypatch):
    class Interrupting(Task):
        def construct(self):
            self.array = tf.TensorArray(tf.float32, 3).write(0, tf.constant(1.0))
            raise KeyboardInterrupt

    logger, reported = logging.getLogger("tensorflow"), []
    monkeypatch.setattr(logger, "filters", [])
    monkeypatch.setattr(logger, "handle", lambda r: reported.append(r) if logger.filter(r) else 0)
    with pytest.raises(Interrupted):
        run_task(Interrupting(), tmp_path, echo=False)
    gc.collect()
    assert not reported


def test_nothing_is_left_of_a_run_whose_device_is_missing(tmp_path):
    with pytest.raises(UserError, match="--device gpu:99: TensorFlow sees no such GPU, only CPU:0"):
        run_task(Counter(), tmp_path / "runs", device="gpu:99", echo=False)
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize("runs_dir", ["a file/runs", "a file", "/proc/runs"])
def test_a_runs_folder_that_cannot_be_made_is_refused(tmp_path, monkeypatch, runs_dir):
    monkeypatch.chdir(tmp_path)
    Path("a file").write_text("not a folder")
    with pytest.raises(UserError, match="--runs-dir .*: cannot make a folder there"):
        run_task(Counter(), Path(runs_dir), echo=False)
    assert os.listdir(tmp_path) == ["a file"]


def test_a_task_without_variables_runs_too(tmp_path):
    class Constant(Counter):
        """No variable."""

        def construct(self):
            self.total = tf.constant(3.0)

        def execute(self, run):
            run.print(run.session.run(self.total))

    assert run_task(Constant(), tmp_path, echo=False).output == "3.0\n"


def test_training_may_be_cut_short_to_try_a_task_out(tmp_path):
    assert len(run_task(Counter(n=9), tmp_path, echo=False, max_steps=2).output.splitlines()) == 2


class Deck:
    """Cards dealt one after another, without the random generators."""

    def __init__(self):
        self.cards = np.arange(50)

    def deal(self):
        self.cards = self.cards[1:]
        return int(self.cards[0])

    def state(self):
        return {"cards": self.cards}

    def restore(self, state):
        self.cards = state["cards"]


class Rounds(Counter):
    """Deal in rounds; the step at which a signal comes is an option."""

    signal_at: Annotated[int, Option(min=0)] = 0

    def construct(self):
        super().construct()
        self.facts.setdefault("made by", self.seeds())

    def seeds(self):
        return "the first"

    def execute(self, run):
        deck = Deck()
        run.keep("deck", deck)
        run.print("Facts:", self.facts)
        for round_ in run.steps(self.n):
            for _ in run.steps(3):
                card, total = deck.deal(), run.session.run(self.count)
                if total == self.signal_at:
                    signal.raise_signal(signal.SIGINT)
                run.record(total, card=card)
            run.print("Round", round_, "ended with card", card)
        run.print("Cards:", run.recorded("card")[1])


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    return run_task(Rounds(n=3), tmp_path_factory.mktemp("runs"), echo=False).output


@pytest.mark.parametrize("signal_at", range(1, 10))
def test_the_states_of_objects_and_what_follows_a_nested_loop_are_resumed(
    undisturbed, tmp_path, signal_at
):
    with pytest.raises(Interrupted):
        run_task(Rounds(n=3, signal_at=signal_at), tmp_path, echo=False)
    (folder,) = (tmp_path / "test_run").iterdir()
    told = (folder / "output.txt").read_text()
    assert told.count("Round ") == signal_at // 3, "nothing is told of a round done in part"
    run = resume_task(Rounds(n=3, signal_at=signal_at), folder, echo=False)
    assert run.output == undisturbed


def test_facts_are_stored_in_params_json_and_found_by_a_restored_run(tmp_path, monkeypatch):
    run = run_task(Rounds(n=1), tmp_path, echo=False)
    params = json.loads((run.folder / "params.json").read_text())
    assert params["facts"]["made by"] == "the first"
    monkeypatch.setattr(Rounds, "seeds", lambda self: "another")
    with open_run(Rounds, tmp_path) as (task, _):
        assert task.facts == params["facts"]
    longer = resume_task(Rounds(n=2), run.folder, echo=False)
    assert longer.task.facts == params["facts"]


@pytest.mark.parametrize(
    ("option", "value"),
    [("n_neurons", 10**30), ("n_neurons", 3 * 10**9), ("n_neurons", 10**6), ("batch_size", 10**13)],
)
def test_sizes_that_are_too_large_are_one_clear_line_and_leave_no_folder(
    command, tmp_path, option, value
):
    flag = "--" + option.replace("_", "-")
    argv = ("time_series", "--n-iterations", 1, flag, value, "--runs-dir", tmp_path / "runs")
    result = command("run", *argv)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert f"{flag} {value}: too large" in result.err or "GB that this machine has" in result.err
