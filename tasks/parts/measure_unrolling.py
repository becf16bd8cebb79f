"""Measures one way of unrolling, in a process of its own: `unrolling` starts it.

    python measure_unrolling.py FOLDER UNROLLING N_STEPS N_INPUTS N_NEURONS BATCH_SIZE SEED

prints one line of JSON; FOLDER holds the package tf1rnn. The process must do nothing else, because
the peak memory that it measures never falls.
"""

import json
import os
import resource
import sys
import threading
import time
from pathlib import Path
from typing import Any

UNROLLINGS = ("static_rnn", "dynamic_rnn", "dynamic_rnn, swap_memory")
N_TRAINING_STEPS = 5  # timed after the first, which also prepares the graph
MIB = 2**20


def unroll(unrolling: str, basic_cell: Any, X: Any) -> Any:
    """The outputs of all time steps [batch_size, n_steps, n_neurons], from X of the same form."""
    from tf1rnn import tf

    if unrolling == "static_rnn":
        X_seqs = tf.unstack(tf.transpose(X, perm=[1, 0, 2]))
        output_seqs, _ = tf.contrib.rnn.static_rnn(basic_cell, X_seqs, dtype=tf.float32)
        return tf.transpose(tf.stack(output_seqs), perm=[1, 0, 2])
    swap_memory = unrolling != "dynamic_rnn"
    outputs, _ = tf.nn.dynamic_rnn(basic_cell, X, dtype=tf.float32, swap_memory=swap_memory)
    return outputs


def measure(
    unrolling: str, n_steps: int, n_inputs: int, n_neurons: int, batch_size: int, seed: int
) -> dict[str, float]:
    """Build the network and train it for a few steps on the CPU, in this process.

    Returns `nodes` of the graph, gradients included; `build`, the seconds to construct it;
    `first`, the seconds of the first training step and `step` those of a later one (median);
    `memory`, the MiB that the process held at most, above what it held before construction.
    """
    import numpy as np

    from tf1rnn import tf

    tf.set_random_seed(seed)
    config = tf.ConfigProto(device_count={"GPU": 0})
    with tf.Session(config=config) as session:
        session.run(tf.constant(0))  # the session's own threads and memory come first
        before = peak_memory()

        started = time.perf_counter()
        X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
        basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons)
        loss = tf.reduce_mean(tf.square(unroll(unrolling, basic_cell, X)))
        training_op = tf.train.GradientDescentOptimizer(0.001).minimize(loss)
        init = tf.global_variables_initializer()
        build = time.perf_counter() - started

        session.run(init)
        shape = [batch_size, n_steps, n_inputs]
        X_batch = np.random.RandomState(seed).rand(*shape).astype(np.float32)
        seconds = []
        for _ in range(1 + N_TRAINING_STEPS):
            started = time.perf_counter()
            session.run(training_op, feed_dict={X: X_batch})
            seconds.append(time.perf_counter() - started)
    return {
        "nodes": len(tf.get_default_graph().get_operations()),
        "build": build,
        "first": seconds[0],
        "step": float(np.median(seconds[1:])),
        "memory": (peak_memory() - before) / MIB,
    }


def peak_memory() -> int:
    """The most bytes of memory that this process has held so far."""
    status = Path("/proc/self/status")
    if status.exists():
        # On Linux getrusage starts from the size of the process that started this one.
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # bytes on macOS, KiB elsewhere


def end_with_parent() -> None:
    """End this process when its standard input ends, which whoever started it holds open."""

    def wait() -> None:
        os.read(0, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    end_with_parent()
    folder, unrolling, *numbers = sys.argv[1:]
    sys.path[0] = folder  # instead of this file's folder, whose files are tasks
    print(json.dumps(measure(unrolling, *map(int, numbers))))
