"""How a contestant, a process of its own, talks to the benchmark; also runs on Python 3.7.

It is started as `python with_X.py TASK DATA` and writes one line of JSON for each thing it is
asked: first how its training begins, then, for each number of steps read from stdin, the seconds
that this many training steps took: those that passed, and those of the processor.
"""

import importlib
import json
import os
import sys
import time

import numpy as np

CHECKED_STEPS = 50  # trained between the two losses that show whether contestants do the same work


class Channel:
    """The line to the benchmark: sends it one JSON object a line, receives numbers of steps."""

    def __init__(self):
        # What frameworks print must not mix with the answers.
        self._answers = os.fdopen(os.dup(1), "w")
        os.dup2(2, 1)

    def say(self, **values):
        """Send one answer."""
        print(json.dumps(values), file=self._answers, flush=True)

    def next_window(self):
        """How many steps to train next; ends the process if no more are wanted."""
        line = sys.stdin.readline()
        if not line.strip():
            os._exit(0)
        return int(line)


def need(module):
    """A framework's module; if it is not installed, reports that to the benchmark and ends."""
    try:
        return importlib.import_module(module)
    except ImportError:
        Channel().say(absent=f"{module.split('.')[0]} is not installed")
        sys.exit()


def arguments():
    """The task and the file of its data, as the benchmark names them to a contestant."""
    if len(sys.argv) != 3:
        sys.exit(f"{sys.argv[0]} is a part of the benchmark: start python -m tests.benchmarks")
    return sys.argv[1:]


def contest(build):
    """Answer the benchmark with the models of `build(task, data)`.

    It gives candidates, (how, make) pairs: forms of the same network, of which the one that trains
    fastest is taken. make() gives a model: `loss()` on the batch data["check_..."], `train(n)`, the
    seconds that n steps took on both clocks, `parameters`, how many there are, and `version`.
    """
    channel = Channel()
    task, path = arguments()
    candidates = list(build(task, load(path)))
    best, tried = None, []
    for how, make in candidates:
        try:
            begun = begin(make(), how)
        except Exception as error:  # if a release cannot compile one form, the others remain
            tried.append(f"{how}: {type(error).__name__}")
            if len(tried) == len(candidates) and best is None:
                raise
            continue
        tried.append(f"{how}: {1000 * begun['step_s']:.2f} ms")
        if best is None or begun["step_s"] < best["step_s"]:
            best = begun
    model = best.pop("model")
    channel.say(tried=tried, **best)
    while True:
        n = channel.next_window()
        channel.say(answer=list(model.train(n)))


def begin(model, how):
    """The losses before and after the first steps, and the time of a step when warm."""
    loss_before = model.loss()
    first, _ = model.train(CHECKED_STEPS // 2)
    model.train(CHECKED_STEPS - CHECKED_STEPS // 2)
    loss_after = model.loss()
    n = max(5, min(CHECKED_STEPS, int(0.5 * CHECKED_STEPS / 2 / first)))
    return {
        "model": model,
        "form": how,
        "version": model.version,
        "parameters": int(model.parameters),
        "losses": [float(loss_before), float(loss_after)],
        "step_s": model.train(n)[0] / n,
    }


def load(path):
    """The arrays of an .npz file by name, all in memory."""
    with np.load(str(path), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def clock():
    """Two clocks, in seconds: the time, and what all cores have worked for this process."""
    return np.array([time.perf_counter(), time.process_time()])


def seconds_of(step, n):
    """What n calls of step() take, on both clocks."""
    started = clock()
    for _ in range(n):
        step()
    return clock() - started


def shuffled_batches(arrays, batch_size):
    """Batches of the arrays' rows, shuffled again in each epoch, without end."""
    n = len(arrays[0])
    while True:
        order = np.random.permutation(n)
        for start in range(0, n - batch_size + 1, batch_size):
            rows = order[start : start + batch_size]
            yield [array[rows] for array in arrays]
