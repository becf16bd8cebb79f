"""A run of 100,000 steps: neither its memory nor its time per step grows."""

import os
import time
from pathlib import Path
from typing import Annotated

import numpy as np

from tf1rnn import Option, Task, run_task, tf


def resident():
    """The bytes of memory that this process uses now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Long(Task):
    """Take one small step many times."""

    configuration = "vector to vector"
    n_iterations: Annotated[int, Option(min=1)] = 100_000

    def construct(self):
        self.X = tf.placeholder(tf.float32, [None, 4])
        w = tf.get_variable("w", [4, 1])
        self.loss = tf.reduce_mean(tf.square(tf.matmul(self.X, w)))
        self.training_op = tf.train.AdamOptimizer().minimize(self.loss)

    def execute(self, run):
        self.seconds, self.megabytes = np.zeros(self.n_iterations), []
        for step in run.steps(self.n_iterations):
            started = time.perf_counter()
            run.session.run(self.training_op, {self.X: np.random.rand(8, 4)})
            run.record(step, loss=0.0)
            self.seconds[step] = time.perf_counter() - started
            if step % 1000 == 0:
                self.megabytes.append(resident() / 1e6)


def test_memory_and_time_per_step_are_flat_over_100_000_steps(tmp_path):
    task = Long()
    run_task(task, tmp_path, echo=False, save_every=1.0)
    tenth = len(task.seconds) // 10
    early, late = np.median(task.seconds[tenth : 2 * tenth]), np.median(task.seconds[-tenth:])
    # The first hundred checkpoints raise the allocator's memory by 25 MB, later ones do not.
    grown = task.megabytes[-1] - task.megabytes[50]
    print(f"median step {early * 1e6:.0f} us early, {late * 1e6:.0f} us late; {grown:.1f} MB more")
    assert late < 1.5 * early
    assert grown < 5
