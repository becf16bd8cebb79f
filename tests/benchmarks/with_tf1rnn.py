"""tf1rnn as `python main.py run TASK` runs it: the task's two phases, with a clock in its loop."""

import itertools
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from protocol import CHECKED_STEPS, Channel, arguments, clock, load, shuffled_batches

from tests.benchmarks.arrays import spread_evenly
from tf1rnn import run_task, tf
from tf1rnn.registry import discovery

WARM_STEPS = 20  # timed before the first window, to say how long a step takes
ENDLESS = 10**6  # epochs or iterations


class Clock:
    """A run whose innermost loop trains as many steps at a time as the benchmark asks for."""

    def __init__(self, run, task, data, channel):
        self._run, self._task, self._data, self._channel = run, task, data, channel
        self._depth = 0
        self._left = 0
        self._taken = np.zeros(2)  # seconds: that passed, of the processor
        self._windows = self._ask()

    def __getattr__(self, name):
        return getattr(self._run, name)

    def steps(self, n):
        """As Run.steps; only what a step of the innermost loop does is timed."""
        self._depth += 1
        innermost = self._depth == (2 if hasattr(self._task, "n_epochs") else 1)
        for step in self._run.steps(n):
            if not innermost:
                yield step
                continue
            if not self._left:
                self._left = next(self._windows)
                self._taken[:] = 0.0
            started = clock()
            yield step
            self._taken += clock() - started
            self._left -= 1
        self._depth -= 1

    def _ask(self):
        loss_before = self.loss()
        yield CHECKED_STEPS
        loss_after = self.loss()
        yield WARM_STEPS
        self._channel.say(
            form="",
            version=tf.__version__,
            parameters=sum(int(np.prod(v.shape.as_list())) for v in tf.trainable_variables()),
            losses=[loss_before, loss_after],
            step_s=self._taken[0] / WARM_STEPS,
        )
        while True:
            n = self._channel.next_window()
            yield n
            self._channel.say(answer=list(self._taken))

    def loss(self):
        """The mean loss on the batch on which all contestants are compared."""
        task, data = self._task, self._data
        if task.name == "time_series":
            feed_dict = {task.X: data["check_X"], task.y: data["check_y"]}
            return float(task.loss.eval(feed_dict))
        if task.name == "word_embeddings":
            feed_dict = {
                task.train_inputs: data["check_inputs"],
                task.train_labels: data["check_labels"],
                task.sampled: data["check_sampled"],
            }
            return float(task.mean_loss.eval(feed_dict))
        if task.name == "translation":
            feed_dict = {
                task.source: data["check_source"],
                task.source_length: data["check_source_length"],
                task.target: data["check_target"],
            }
            return float(task.loss.eval(feed_dict))
        logits = task.logits.eval({task.X: data["check_X"]})
        logits -= logits.max(axis=1, keepdims=True)
        log_probabilities = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return float(-np.mean(log_probabilities[np.arange(len(logits)), data["check_y"]]))


def take_batches(task, data):
    """Let a task that draws its batches take those that all contestants take, from memory."""
    if task.name == "time_series":
        windows = shuffled_batches((data["X"], data["y"]), task.batch_size)
        task.series.next_batch = lambda batch_size, n_steps: next(windows)
    if task.name == "word_embeddings":
        pairs = itertools.cycle(zip(data["inputs"], data["labels"], strict=True))
        noise = itertools.cycle(data["sampled"])
        task.skip_grams.next_batch = lambda batch_size: next(pairs)
        task.skip_grams.next_noise = lambda n_sampled: next(noise)


def main():
    """Run the task named on the command line, its execution phase clocked."""
    name, path = arguments()
    folder = Path(path).parent
    channel, data = Channel(), load(path)
    task_class = discovery.discover().get(name)

    def execute(task, run):
        take_batches(task, data)
        task_class.execute(task, Clock(run, task, data, channel))

    clocked = type(task_class.__name__, (task_class,), {"execute": execute})
    clocked.name = name
    if name.startswith("mnist"):
        task = clocked(data=str(folder), n_epochs=ENDLESS)
    elif name == "translation":
        # With this many epochs the learning rate stays at its first value, like the peers'.
        task = clocked(n_epochs=ENDLESS)
        np.random.permutation = spread_evenly  # the order of the batches, the same for all
    elif name == "time_series":
        task = clocked(n_iterations=ENDLESS, activation="relu")  # the lesson's, and the peers'
    else:
        task = clocked(n_iterations=ENDLESS)
    run_task(task, folder / "runs", echo=False)


if __name__ == "__main__":
    main()
