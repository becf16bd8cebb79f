"""Run: one execution of a task, its session, and the folder that keeps what came of it."""

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tf1rnn import devices, files, progress, runs
from tf1rnn.errors import UserError
from tf1rnn.metrics import Metrics
from tf1rnn.task import Task
from tf1rnn.tf1 import tf

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Run:
    """What a task's execution phase works with.

    `session` is a `tf.Session` with its variables initialised, `folder` the run's own folder,
    `output` all that was printed.
    """

    def __init__(
        self,
        task: Task,
        folder: Path,
        session: "tf.Session",
        echo: bool = True,
        max_steps: int | None = None,
    ) -> None:
        self.task = task
        self.folder = folder
        self.session = session
        self.output = ""
        self._echo = echo
        self._max_steps = max_steps
        self._step = 0
        # A task may have no variables at all, and a Saver refuses to exist without one.
        variables = tf.global_variables()
        self._saver = _saver(variables) if variables else None
        self._writer = tf.summary.FileWriter(str(folder / "events"), session.graph)
        self._metrics = Metrics(folder / "metrics.csv", self._writer)
        self._output_file = (folder / "output.txt").open("w", encoding="utf-8", newline="\n")

    def steps(self, n: int) -> Iterator[int]:
        """Iterate over 0 .. n-1, the steps of training, with a progress bar on a terminal."""
        for step in progress.track(min(n, self._max_steps or n), self.task.name):
            self._step = step
            yield step

    def print(self, *values: object, sep: str = " ", end: str = "\n") -> None:
        """Print as the built-in does, to the terminal and to output.txt."""
        text = sep.join(map(str, values)) + end
        self.output += text
        self._output_file.write(text)
        self._output_file.flush()
        if self._echo:
            print(text, end="", flush=True)

    def record(self, step: int, **metrics: float) -> None:
        """Keep a step's metrics in metrics.csv and for TensorBoard."""
        self._metrics.record(step, metrics)

    @contextlib.contextmanager
    def figure(self, name: str, figsize: tuple[float, float] = (8, 5)) -> Iterator["Figure"]:
        """A matplotlib figure of this size in inches, saved as figures/<name>.png on leaving."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=figsize, layout="constrained")
        yield figure
        folder = self.folder / "figures"
        folder.mkdir(exist_ok=True)
        with files.replacing(folder / f"{name}.png") as temporary:
            figure.savefig(temporary, dpi=120)

    def write(self, name: str, text: str) -> None:
        """Keep a further UTF-8 text file in the run's folder."""
        files.write_text(self.folder / name, text)

    def save(self) -> None:
        """Save all variables as a checkpoint; the last two are kept."""
        if self._saver is None:
            return
        folder = self.folder / runs.CHECKPOINTS
        folder.mkdir(exist_ok=True)
        self._saver.save(
            self.session, str(folder / "model"), global_step=self._step, write_meta_graph=False
        )

    def close(self) -> None:
        """Close the files; what was printed and recorded stays."""
        self._output_file.close()
        self._writer.close()


def _saver(variables: list["tf.Variable"]) -> "tf.train.Saver":
    return tf.train.Saver(variables, max_to_keep=2, save_relative_paths=True)


def seed_everything(seed: int) -> None:
    """Set the seeds of Python, NumPy and the default graph; op-level seeds follow from the last."""
    import numpy as np

    random.seed(seed)
    np.random.seed(seed)
    tf.set_random_seed(seed)


def initialisers() -> list["tf.Operation"]:
    """The operations that give every variable and lookup table of the graph its first value."""
    return [
        tf.global_variables_initializer(),
        tf.local_variables_initializer(),
        tf.tables_initializer(),
    ]


def run_task(
    task: Task,
    runs_dir: Path = Path("runs"),
    seed: int = 42,
    device: str = "auto",
    echo: bool = True,
    max_steps: int | None = None,
) -> Run:
    """Run a task from its construction phase to its last checkpoint and return the finished Run.

    `max_steps` ends every training loop early, for trying a task out. Raises UserError, with
    nothing left behind, where the runs folder, the device or the task's data will not do.
    """
    folder = runs.new_folder(runs_dir, task.name)
    try:
        device_used = devices.resolve_device(device)
        graph = tf.Graph()
        with graph.as_default():
            seed_everything(seed)
            task.construct()
            init = initialisers()
            session = tf.Session(graph=graph, config=devices.session_config(device_used))
    except BaseException:
        runs.remove_folder(folder)
        raise
    with graph.as_default(), session:
        runs.write_params(folder, task, seed=seed, device=device_used)
        session.run(init)
        with contextlib.closing(Run(task, folder, session, echo, max_steps)) as run:
            graph.finalize()
            task.execute(run)
            run.save()
    return run


@contextlib.contextmanager
def open_run(
    task_class: type[Task], runs_dir: Path = Path("runs"), name: str | None = None
) -> Iterator[tuple[Task, "tf.Session"]]:
    """A trained task and its session, restored from a run's newest checkpoint.

    `name` is the run's; without one it is the newest with a checkpoint. The task is constructed
    with the run's hyperparameters and finds the run's files through `self.folder`. Raises
    UserError where there is no such run or its files are damaged.
    """
    folder = runs.find_run(runs_dir, task_class, name)
    values: dict[str, Any] = runs.read_hyperparameters(folder, task_class)
    try:
        task = task_class(**values)
    except UserError as error:
        raise UserError(f"{folder / runs.PARAMS}: {error}") from error
    task.folder = folder
    graph = tf.Graph()
    with graph.as_default():
        task.construct()
        checkpoint = tf.train.latest_checkpoint(str(folder / runs.CHECKPOINTS))
        config = devices.session_config(devices.resolve_device("auto"))
        with tf.Session(graph=graph, config=config) as session:
            try:
                tf.train.Saver().restore(session, checkpoint)
            except (ValueError, tf.errors.OpError) as error:
                reason = str(error).splitlines()[0]
                raise UserError(f"{folder}: its checkpoint cannot be read: {reason}") from error
            yield task, session
