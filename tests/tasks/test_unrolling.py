"""unrolling: static_rnn's graph grows with the steps, dynamic_rnn's does not."""

import functools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tf1rnn import run_task, tf
from tf1rnn.registry import discovery

Unrolling = discovery.discover().get("unrolling")
module = sys.modules[Unrolling.__module__]
measuring = module.measure_unrolling
UNROLLINGS = ["static_rnn", "dynamic_rnn", "dynamic_rnn, swap_memory"]
SMALL = {"n_inputs": 2, "n_neurons": 3, "batch_size": 2}


def measure_here(unrolling, n_steps):
    """A measurement in this process, which says nothing about its memory."""
    with tf.Graph().as_default():
        return measuring.measure(unrolling, n_steps, 2, 3, 2, seed=0)


class InThisProcess(Unrolling):
    """The task with quick measurements, memory made up, one of which fails."""

    def measure(self, unrolling, n_steps):
        if unrolling == "static_rnn" and n_steps == 9:
            program = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
            return module.in_its_own_process([sys.executable, "-c", program])
        per_step = {"static_rnn": 8.0}.get(unrolling, 2.0)
        return measure_here(unrolling, n_steps) | {"memory": 100 + per_step * n_steps}


def test_the_graph_of_static_rnn_grows_and_that_of_dynamic_rnn_does_not():
    nodes = {
        unrolling: [measure_here(unrolling, n_steps)["nodes"] for n_steps in (4, 8, 12)]
        for unrolling in UNROLLINGS
    }
    first, second, third = nodes["static_rnn"]
    assert third - second == second - first > 40, "as much more for each step"
    assert len(set(nodes["dynamic_rnn"])) == 1
    assert nodes["dynamic_rnn, swap_memory"] == nodes["dynamic_rnn"]


def test_every_measurement_has_a_process_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    started = []
    in_its_own_process = functools.cache(lambda _: own_process(started[0]))
    own_process = module.in_its_own_process
    # The others are started where the task's notebook is run.
    monkeypatch.setattr(
        module, "in_its_own_process", lambda c: started.append(c) or in_its_own_process("first")
    )
    finished = run_task(Unrolling(n_steps="2", **SMALL), tmp_path, device="cpu", echo=False)
    assert [command[3] for command in started] == UNROLLINGS
    assert [command[4] for command in started] == [2, 2, 2]
    rows = [line.split() for line in finished.output.splitlines() if line.startswith("      2 ")]
    assert len(rows) == 3
    assert all(float(number) >= 0 for row in rows for number in row[-5:])
    assert (finished.folder / "figures" / "unrolling.png").exists()


def test_memory_that_a_process_held_and_gave_back_is_reported(tmp_path):
    program = (
        f"import json, runpy; peak = runpy.run_path({measuring.__file__!r})['peak_memory']\n"
        "before = peak(); held = bytes(range(256)) * 2**19; del held\n"
        "print(json.dumps({'MiB': (peak() - before) / 2**20}))"
    )
    found = module.in_its_own_process([sys.executable, "-c", program])
    assert found["MiB"] == pytest.approx(128, abs=16)


def test_a_measurement_ends_with_the_process_that_started_it():
    program = (
        f"import runpy, time; runpy.run_path({measuring.__file__!r})['end_with_parent']()\n"
        "print('measuring', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    process.stdout.readline()
    process.stdin.close()
    assert process.wait(timeout=20) == 1


def test_a_file_beside_the_measuring_program_cannot_replace_the_package(tmp_path):
    (tmp_path / "tf1rnn.py").write_text("raise SystemExit('the wrong one')")
    copy = tmp_path / "measure_unrolling.py"
    copy.write_text(Path(measuring.__file__).read_text())
    folder = Path(sys.modules["tf1rnn"].__file__).parent.parent
    found = module.in_its_own_process([sys.executable, copy, folder, "dynamic_rnn", 2, 2, 3, 2, 0])
    assert found["nodes"] == measure_here("dynamic_rnn", 2)["nodes"]


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            "killed by SIGKILL, as the system does when memory runs out",
        ),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", "killed by SIGTERM"),
        ("raise MemoryError('no more')", "failed with exit code 1: MemoryError: no more"),
        ("raise SystemExit(3)", "failed with exit code 3: it printed no result"),
        ("print('not JSON')", "failed with exit code 0: it printed no result"),
    ],
)
def test_a_process_that_fails_says_how(program, said):
    with pytest.raises(module.MeasurementError) as error:
        module.in_its_own_process([sys.executable, "-c", program])
    assert str(error.value) == said


def test_a_program_that_cannot_be_started_is_reported(tmp_path):
    with pytest.raises(module.MeasurementError, match="could not be started: No such file"):
        module.in_its_own_process([tmp_path / "no python"])


def test_a_killed_measurement_is_reported_in_its_row_and_the_others_continue(tmp_path):
    task = InThisProcess(n_steps="9,3,6", **SMALL)
    task.name = "unrolling"
    finished = run_task(task, tmp_path, device="cpu", echo=False)

    assert "      9  static_rnn                killed by SIGKILL" in finished.output
    rows = [line.split()[0] for line in finished.output.splitlines() if line.startswith("     ")]
    assert rows == list("333666999"), "in increasing order"
    assert "static_rnn, from 3 to 6 steps:" in finished.output
    assert "8.00 MiB more for each step" in finished.output
    assert "\ndynamic_rnn, from 3 to 9 steps:" in finished.output
    assert "dynamic_rnn takes 25% of static_rnn's memory a step" in finished.output
    assert (finished.folder / "figures" / "unrolling.png").exists()


def test_all_unrollings_are_the_same_network():
    with tf.Graph().as_default(), tf.Session() as session:
        task = Unrolling(**SMALL)
        task.construct()
        assert len(tf.trainable_variables()) == 2
        session.run(tf.global_variables_initializer())
        X_batch = np.random.RandomState(0).rand(2, 5, 2)
        static, *dynamic = session.run(task.outputs, {task.X: X_batch})
    assert np.abs(static).min() > 0
    for outputs in dynamic:
        np.testing.assert_allclose(outputs, static, atol=1e-6)


@pytest.mark.parametrize("n_steps", ["", "0", "10,-1", "ten", "10,,20", "1.5"])
def test_what_is_not_a_number_of_steps_is_refused(command, tmp_path, n_steps):
    result = command("run", "unrolling", "--n-steps", n_steps, "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert f"--n-steps {n_steps}: give whole numbers from 1 on" in result.err
    assert not list(tmp_path.glob("runs/unrolling/*"))
