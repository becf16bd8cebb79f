"""A run gives the same digits whatever ran before it in the process: every pair of tasks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tf1rnn.registry import discovery

CHECKOUT = Path(__file__).resolve().parents[2]
N_STEPS = 5  # of every loop; enough for gradients and updates to reach all sums
TASKS = [task.name for task in discovery.discover().tasks()]

# Runs the tasks named, one after another; prints checksums of what each printed and learned.
RUN = """
import hashlib, json, sys, tempfile
from pathlib import Path
from tf1rnn import run_task, tf
from tf1rnn.registry import discovery

def digest(run):
    checkpoints = sorted((run.folder / "checkpoints").glob("*/model.index"))
    if not checkpoints:
        return hashlib.sha256(run.output.encode()).hexdigest()
    reader = tf.train.load_checkpoint(str(checkpoints[-1])[: -len(".index")])
    total = hashlib.sha256()
    for name in sorted(reader.get_variable_to_shape_map()):
        total.update(reader.get_tensor(name).tobytes())
    return total.hexdigest()

found = discovery.discover()
for name in sys.argv[2:]:
    task = found.get(name)
    with tempfile.TemporaryDirectory() as folder:
        run = run_task(task(**task.quick), Path(folder), device="cpu", echo=False,
                       max_steps=int(sys.argv[1]))
        print(json.dumps([name, digest(run)]), flush=True)
"""


def digests(*names):
    command = [sys.executable, "-c", RUN, str(N_STEPS), *names]
    done = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, check=True)
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def alone():
    return dict(pair for name in TASKS for pair in digests(name))


@pytest.mark.parametrize("first", TASKS)
def test_every_task_gives_the_same_digits_after_this_one_as_alone(first, alone):
    order = [name for second in TASKS for name in (first, second)]
    for name, digest in digests(*order):
        assert digest == alone[name], f"{name}, in a process that ran {first}"
