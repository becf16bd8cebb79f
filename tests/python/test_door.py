"""`import tf1rnn` in a script or a notebook: run, resume, open, load and list runs."""

import os
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

import tf1rnn
from tf1rnn.runs.interruption import Interrupted


def test_a_task_runs_by_its_name_from_any_folder(counter, tmp_path, capsys):
    run = tf1rnn.run(counter, n_times=2, seed=7, device="cpu")
    assert run.folder.resolve().is_relative_to(tmp_path / "runs" / "counter")
    assert capsys.readouterr().out == run.output == "< 0 >\n< 1 >\n"
    assert run.metrics["loss"].to_dict() == {0: 1.0, 1: 2.0}
    assert list(run.figures) == ["dot"]
    assert run.figures["dot"]._repr_png_().startswith(b"\x89PNG")
    assert repr(run) == f"<run of counter, finished after 2 steps, in {run.folder}>"


def test_quick_sets_the_quick_values_and_a_class_or_a_task_may_stand_for_the_name(counter):
    task = tf1rnn.find_task(counter)
    assert tf1rnn.run(task, quick=True, echo=False).task.n_times == 2
    assert tf1rnn.run(task, quick=True, n_times=1, echo=False).task.n_times == 1
    assert tf1rnn.run(task(n_times=1), step_size=2, echo=False).metrics["loss"].tolist() == [2.0]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"n_time": 2}, "counter has no hyperparameter n_time: did you mean n_times?"),
        ({"n_times": 0}, "n_times: 0 is not in the range x>=1"),
        ({"step_size": "far"}, "step_size: 'far' is not of type float"),
        ({"seed": -1}, "seed: -1 is not in the range 0<=x<=4294967295"),
        ({"device": "tpu"}, "device: 'tpu' is not a device: use auto, cpu, gpu"),
        ({"runs_dir": 3}, "runs_dir: 3 is not of type path"),
    ],
)
def test_a_mistake_is_told_in_one_line_in_pythons_words(counter, given, message, tmp_path):
    with pytest.raises(tf1rnn.UserError) as told:
        tf1rnn.run(counter, **given)
    assert str(told.value).startswith(message)
    # What IPython shows of it instead of a traceback.
    assert told.value._render_traceback_() == [f"UserError: {told.value}"]
    assert not (tmp_path / "runs").exists()


def test_an_unknown_task_is_answered_with_the_nearest_name(counter):
    with pytest.raises(tf1rnn.UserError, match="no task named counte: did you mean counter?"):
        tf1rnn.run("counte")


def test_an_interrupted_run_says_how_it_goes_on_and_goes_on(counter, monkeypatch):
    task = tf1rnn.find_task(counter)
    execute = task.execute

    def stopped(self, run):
        run._interruptions.signal = 2  # what Ctrl-C, or a notebook's stop button, sets
        execute(self, run)

    monkeypatch.setattr(task, "execute", stopped)
    with pytest.raises(Interrupted) as told:
        tf1rnn.run(task, echo=False)
    call = re.search(r"tf1rnn\.resume\((.*)\)$", str(told.value))
    assert call
    monkeypatch.setattr(task, "execute", execute)
    name, run_name = re.findall(r"'([^']+)'", call[1])
    run = tf1rnn.resume(name, run_name, echo=False)
    assert run.output == "< 0 >\n< 1 >\n< 2 >\n"
    with pytest.raises(tf1rnn.UserError, match="is finished; raise n_times to train it for longer"):
        tf1rnn.resume(name, run_name)
    assert len(tf1rnn.resume(name, run_name, n_times=5, echo=False).metrics) == 5
    with pytest.raises(tf1rnn.UserError, match="step_size 2.0 .* differs"):
        tf1rnn.resume(name, run_name, step_size=2)


def test_a_finished_run_gives_its_task_and_session_again(counter):
    run = tf1rnn.run(counter, echo=False)
    with run.open() as (task, session):
        assert session.run(task.count) == 3.0
    with tf1rnn.open_run(counter) as (task, session):
        assert session.run(task.count) == 3.0
    past = tf1rnn.load_run(counter)
    assert (past.output, past.metrics.equals(run.metrics)) == (run.output, True)
    with past.open() as (task, session):
        assert session.run(task.count) == 3.0
    with pytest.raises(tf1rnn.UserError, match="no such run"):
        tf1rnn.load_run(counter, "yesterday")


def test_tasks_are_a_table(counter):
    tasks = tf1rnn.list_tasks()
    assert tasks.loc["mnist", "topic"] == 5
    assert tasks.loc[counter, "summary"] == "Counts."
    assert tasks.loc[[counter], "topic"].isna().all()


def test_runs_are_a_table_to_compare(counter):
    assert len(tf1rnn.list_runs()) == 0
    for step_size in (0.5, 2.0):
        for seed in (1, 2):
            tf1rnn.run(counter, seed=seed, step_size=step_size, echo=False)
    found = tf1rnn.list_runs(counter)
    assert found.groupby("step_size")["loss"].mean().to_dict() == {0.5: 1.5, 2.0: 6.0}
    assert sorted(found["seed"]) == [1, 1, 2, 2]
    assert len(tf1rnn.list_runs("another")) == 0


@pytest.fixture
def kernel(monkeypatch):
    """This process as a notebook's kernel: its shell, and what it displays."""
    import IPython

    shell = types.SimpleNamespace(kernel=object(), execution_count=1, shown=[])

    class Handle:
        def update(self, texts, raw):
            shell.shown.append(texts)

    def display(texts, raw, display_id):
        shell.shown.append(texts)
        return Handle()

    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    monkeypatch.setattr("IPython.display.display", display)
    return shell


def test_a_notebook_shows_text_metrics_and_figures_and_nothing_twice(counter, kernel):
    run = tf1rnn.run(counter)
    assert "&lt; 0 &gt;" not in run._repr_html_()  # the cell that ran it shows it
    kernel.execution_count = 2
    shown = run._repr_html_()
    assert "&lt; 0 &gt;" in shown
    assert "data:image/png;base64," in shown
    assert "<th>loss</th>" in shown
    assert shown == tf1rnn.load_run(counter)._repr_html_()


def test_a_notebook_shows_progress_in_one_display_that_ends_full(counter, kernel):
    tf1rnn.run(counter, echo=False)
    assert kernel.shown[0]["text/plain"].startswith("counter: 0 of 3")
    assert re.fullmatch("counter: 3 of 3, 0:0[0-9]", kernel.shown[-1]["text/plain"])
    assert '<progress value="3" max="3">' in kernel.shown[-1]["text/html"]


def test_a_class_in_a_script_is_named_by_itself(tmp_path):
    script = tmp_path / "mine.py"
    script.write_text(
        "import sys, tf1rnn\n"
        "class MyLSTMTry(tf1rnn.Task):\n"
        "    pass\n"
        "print(MyLSTMTry.name, 'tensorflow' in sys.modules, 'numpy' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(tf1rnn.__file__).parent.parent)},
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("my_lstmtry False False\n", "")


def test_phases_by_hand_give_what_a_run_gives(counter):
    task = tf1rnn.find_task(counter)(n_times=2)
    abandoned = tf1rnn.by_hand(task)
    phases = tf1rnn.by_hand(task)  # as when a notebook's cell runs again
    task.construct()
    run = phases.session()
    task.execute(run)
    assert phases.end() is run
    assert abandoned.end() is None
    assert run.metrics.equals(tf1rnn.run(counter, n_times=2, echo=False).metrics)
    states = set(tf1rnn.list_runs(counter)["state"])
    assert states == {"finished", "interrupted"}
