"""Topic 3, out-of-memory errors: what unrolling by static_rnn and by dynamic_rnn costs."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import numpy as np

import tf1rnn
from tf1rnn import Option, Task, tf

from .parts import measure_unrolling
from .parts.counts import increasing_counts
from .parts.forecast import Cost, forecast
from .parts.measure_unrolling import UNROLLINGS, unroll

SHORT = (10, 50)  # steps; measured first where all that are asked for are many
MANY = 200  # steps, the most that is measured by default
N_STEPS_COMPARED = 5  # enough to see that all unrollings give the same outputs
COLORS = dict(zip(UNROLLINGS, ("tab:orange", "tab:blue", "tab:green"), strict=True))
# What a measurement gives: its label in the figure, and the format of its number.
QUANTITIES = {
    "nodes": ("graph (nodes)", ".0f"),
    "build": ("time to build (s)", ".2f"),
    "first": ("first training step (s)", ".2f"),
    "step": ("later training step (s)", ".3f"),
    "memory": ("peak memory (MiB)", ".0f"),
}
TITLES = ("nodes", "build", "first", "later", "memory")


class Unrolling(Task):
    """Measure graph, time and memory of static_rnn and dynamic_rnn as the sequences get longer.

    static_rnn puts a copy of the cell into the graph for every time step, and training adds the
    gradients of each: for 50 or 100 steps the graph gets very big, slow to build and slow to
    prepare for its first run. dynamic_rnn puts one cell into a while loop: its graph is the same
    for any number of steps. The task builds and trains the same network both ways, and as a
    dynamic_rnn with swap_memory=True, for each of the n_steps.

    The lesson says that unrolling can lead to out-of-memory (OOM) errors during backpropagation,
    because the outputs of the forward pass must be stored until the reverse pass needs them, and
    that dynamic_rnn solves this. Measured, that is half of it. The outputs take memory for every
    step, whichever way the network is unrolled: dynamic_rnn stores them in stacks beside its loop.
    It needs less than static_rnn, but longer sequences will use up the memory too. What
    is meant to help then is swap_memory=True: it moves the stacks from a GPU's memory to the
    computer's, which is mostly larger. On a CPU, where all of this is measured, there is nowhere
    to move them, so it saves nothing here.

    Each measurement has a process of its own: the peak memory of a process never falls, so a second
    measurement in it would not see its own. Peak memory is what the process holds at most, above
    what it holds before the construction phase with TensorFlow loaded. If a process fails, or the
    system kills it for lack of memory, its row says so.
    """

    topic = 3
    listing = 5
    inside = "it measures networks that it does not train; look into dynamic_rnn instead"
    configuration = "sequence to sequence"
    quick = {"n_steps": "10,50"}

    n_steps: Annotated[
        str, Option(help="numbers of time steps to measure, separated by commas")
    ] = "10,50,100,200"
    n_inputs: Annotated[int, Option(min=1, help="values in the input of a step")] = 50
    n_neurons: Annotated[int, Option(min=1, help="recurrent neurons in the cell")] = 200
    batch_size: Annotated[int, Option(min=1, help="instances in the mini-batch")] = 100

    def construct(self):
        self.all_n_steps = increasing_counts("--n-steps", self.n_steps)

        # The same cell unrolled in all ways, to see that it is the same network.
        X = tf.placeholder(tf.float32, [None, N_STEPS_COMPARED, self.n_inputs])
        basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=self.n_neurons)
        self.outputs = [unroll(unrolling, basic_cell, X) for unrolling in UNROLLINGS]
        self.X = X

    def execute(self, run):
        X_batch = np.random.rand(self.batch_size, N_STEPS_COMPARED, self.n_inputs)
        static, *dynamic = run.session.run(self.outputs, feed_dict={self.X: X_batch})
        difference = max(np.abs(outputs - static).max() for outputs in dynamic)
        run.print("With the same weights, the outputs differ at most by", difference)

        run.print("nodes: of the graph; build, first, later: seconds to build the graph and for a")
        run.print("training step; memory: MiB at most")
        run.print(f"n_steps  {'unrolling':24}" + "".join(f"{name:>9}" for name in TITLES))
        measurements = [(n, unrolling) for n in self.all_n_steps for unrolling in UNROLLINGS]
        remarks = Remarks(run, measurements, self.try_short)
        for i in run.steps(len(measurements)):
            n_steps, unrolling = measurements[i]
            remarks.tell_before(i)
            try:
                found = self.measure(unrolling, n_steps)
            except MeasurementError as error:
                run.print(f"{n_steps:7}  {unrolling:24}  {error}")
                continue
            shown = [f"{found[name]:9{spec}}" for name, (_, spec) in QUANTITIES.items()]
            run.print(f"{n_steps:7}  {unrolling:24}{''.join(shown)}")
            run.record(n_steps, **{f"{name} {unrolling}": found[name] for name in QUANTITIES})

        self.conclude(run)
        self.draw(run)

    def measure(self, unrolling, n_steps):
        """One measurement in a process of its own; MeasurementError if that fails."""
        package_folder = Path(tf1rnn.__file__).resolve().parent.parent
        numbers = [
            n_steps,
            self.n_inputs,
            self.n_neurons,
            self.batch_size,
            np.random.randint(2**31),
        ]
        program = [sys.executable, measure_unrolling.__file__, package_folder, unrolling]
        return in_its_own_process([*program, *numbers])

    def try_short(self):
        """What few steps cost, by unrolling, if all that are asked for are many."""
        if min(self.all_n_steps) <= MANY:
            return {}
        state = np.random.get_state()  # which decides the measurements that were asked for
        try:
            return {u: [cost_of(n, self.measure(u, n)) for n in SHORT] for u in UNROLLINGS[:2]}
        except MeasurementError:
            return {}
        finally:
            np.random.set_state(state)

    def conclude(self, run):
        """Print what the numbers say about each unrolling that was measured more than once."""
        per_step = {}
        for unrolling in UNROLLINGS:
            n_steps, nodes = run.recorded(f"nodes {unrolling}")
            if len(n_steps) < 2:
                continue
            _, build = run.recorded(f"build {unrolling}")
            _, memory = run.recorded(f"memory {unrolling}")
            per_step[unrolling] = (memory[-1] - memory[0]) / (n_steps[-1] - n_steps[0])
            run.print(
                f"{unrolling}, from {n_steps[0]:.0f} to {n_steps[-1]:.0f} steps: "
                f"{nodes[0]:.0f} to {nodes[-1]:.0f} nodes, {build[0]:.2f} to {build[-1]:.2f} s "
                f"to build, {per_step[unrolling]:.2f} MiB more for each step"
            )
        static = per_step.pop("static_rnn", 0)
        if static > 0:
            for unrolling, memory in per_step.items():
                run.print(f"{unrolling} takes {memory / static:.0%} of static_rnn's memory a step")

    def draw(self, run):
        """Each quantity against the number of time steps."""
        with run.figure("unrolling", figsize=(12, 7)) as figure:
            panels = figure.subplots(2, 3).flat
            for axes, (name, (label, _)) in zip(panels, QUANTITIES.items(), strict=False):
                for unrolling, color in COLORS.items():
                    # Dashes, so that a line under another can be seen.
                    style = "--" if "swap" in unrolling else "-"
                    n_steps, values = run.recorded(f"{name} {unrolling}")
                    axes.plot(n_steps, values, "o" + style, color=color, label=unrolling)
                axes.set(xlabel="n_steps (time steps)", ylabel=label)
                axes.set_ylim(bottom=0)
            last = panels[-1]
            last.axis("off")
            last.legend(*panels[0].get_legend_handles_labels(), loc="center", title="on the CPU")
            figure.suptitle(
                f"BasicRNNCell of {self.n_neurons} neurons, batches of {self.batch_size}, "
                "forward and backward"
            )


class Remarks:
    """Says on stderr what the measurements ahead will take, where that is much."""

    def __init__(self, run, measurements, try_short):
        self.run, self.measurements, self.try_short = run, measurements, try_short
        self.told = None

    def tell_before(self, i):
        """Say it before the measurement number i, if all unrollings were measured for fewer."""
        if i % len(UNROLLINGS):
            return
        costs = {unrolling: self.costs(unrolling) for unrolling in UNROLLINGS}
        if not any(costs.values()):
            costs = self.try_short()
        remark = forecast(costs, self.measurements[i:])
        if remark and remark != self.told:
            self.told = remark
            print(
                f"tf1rnn: by the measurements so far, {remark}; Ctrl-C stops after the current "
                "one, a second Ctrl-C at once",
                file=sys.stderr,
            )

    def costs(self, unrolling):
        """What the measurements of an unrolling so far took."""
        n_steps, _ = self.run.recorded(f"build {unrolling}")
        columns = (self.run.recorded(f"{name} {unrolling}")[1] for name in QUANTITIES)
        return [
            cost_of(n, dict(zip(QUANTITIES, values, strict=True)))
            for n, *values in zip(n_steps, *columns, strict=True)
        ]


def cost_of(n_steps, found):
    """The cost of a measurement that found these quantities."""
    training = found["first"] + measure_unrolling.N_TRAINING_STEPS * found["step"]
    return Cost(n_steps, found["build"] + training, found["memory"])


class MeasurementError(Exception):
    """A measurement's process failed; the message says how."""


def in_its_own_process(command: list) -> dict[str, float]:
    """What a program prints as JSON on its last line.

    Raises MeasurementError, with the signal or the last line of its errors, if it fails.
    """
    standard_input, ours = os.pipe()  # its end tells the program that this process has ended
    try:
        # In a session of its own, so that Ctrl-C lets the current measurement finish.
        done = subprocess.run(
            [str(part) for part in command],
            stdin=standard_input,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        raise MeasurementError(f"could not be started: {error.strerror}") from error
    finally:
        os.close(standard_input)
        os.close(ours)
    if done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        why = ", as the system does when memory runs out" if name == "SIGKILL" else ""
        raise MeasurementError(f"killed by {name}{why}")
    try:
        if done.returncode == 0:
            return json.loads(done.stdout.splitlines()[-1])
        reason = done.stderr.strip().splitlines()[-1]
    except (IndexError, ValueError):
        reason = "it printed no result"
    raise MeasurementError(f"failed with exit code {done.returncode}: {reason}")
