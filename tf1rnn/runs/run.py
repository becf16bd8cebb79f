"""Run: what a task's execution phase works with, and the folder that holds its results."""

import contextlib
import math
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tf1rnn import files
from tf1rnn.errors import UserError
from tf1rnn.runs import progress
from tf1rnn.runs.folder import folders
from tf1rnn.runs.folder.appending import tell_changes
from tf1rnn.runs.folder.belonging import RUN
from tf1rnn.runs.folder.checkpoints import Checkpoints, Variables
from tf1rnn.runs.folder.events import Events
from tf1rnn.runs.folder.locking import Held
from tf1rnn.runs.folder.metrics import Metrics
from tf1rnn.runs.folder.output import Output
from tf1rnn.runs.folder.projector import write_embedding
from tf1rnn.runs.folder.texts import Texts
from tf1rnn.runs.interruption import Interruptions
from tf1rnn.runs.loops import Loops, Stateful
from tf1rnn.runs.shown import Shown
from tf1rnn.task import Task
from tf1rnn.text import folded, printed, screen_width, table
from tf1rnn.tf1 import tf

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.figure import Figure

# Checkpoints may take this share of a run's time; slow ones are written less often.
CHECKPOINT_SHARE = 0.02

RANDOM_OPERATIONS = "tf.random operations"  # the name of their saved states
_BEGINNING = {"place": None, "finished": 0, "output": 0, "rows": 0, "events": {}}


class Run(Shown):
    """One execution of a task.

    `session` is a `tf.Session` with its variables initialised, `folder` the run's own folder,
    `output` all that was printed, `interrupted` whether a signal ended its loops early.
    """

    def __init__(
        self,
        task: Task,
        held: Held,
        session: "tf.Session",
        interruptions: Interruptions,
        echo: bool = True,
        max_steps: int | None = None,
        stop_after: int | None = None,
        save_every: float = 10.0,
        state: dict[str, Any] | None = None,
    ) -> None:
        from tf1rnn.tf1.graph.random_states import RandomStates

        self.task = task
        self.folder = folder = held.folder
        self._held = held
        self._texts = Texts(task, held, resumed=state is not None)
        state = state or _BEGINNING
        self.session = session
        self.interrupted = False
        self._interruptions = interruptions
        self._echo = echo
        self._width = screen_width()
        self._max_steps, self._stop_after = max_steps, stop_after
        self._save_every = save_every
        self._next_save = time.monotonic() + save_every
        self._loops = Loops(state["place"], state["finished"], self._after_step)
        if session.graph.n_random_states:
            self._loops.stateful[RANDOM_OPERATIONS] = RandomStates(session)
        self._saved = False
        self._last: dict[str, Any] | None = None  # the state after the last outermost loop
        self._bars = progress.Bars()
        self._checkpoints = Checkpoints(folder / folders.CHECKPOINTS)
        self._variables = Variables(session)
        params, events = folders.read_params(folder), state.get("events")
        with self._held.writing(), contextlib.ExitStack() as opened:
            self._events = opened.enter_context(
                contextlib.closing(Events(folder / folders.EVENTS, session.graph, params, events))
            )
            self._metrics = opened.enter_context(
                contextlib.closing(Metrics(folder / folders.METRICS, self._events, state["rows"]))
            )
            self._output = Output(folder / folders.OUTPUT, state["output"])
            opened.pop_all()  # close() closes them

    @property
    def output(self) -> str:
        """All that was printed."""
        return self._output.text

    @property
    def finished_steps(self) -> int:
        """How many steps, of the innermost loop where loops are nested, are done."""
        return self._loops.finished

    def steps(self, n: int) -> Iterator[int]:
        """Iterate over 0 .. n-1, the steps of training; loops may be nested.

        There is a progress bar on a terminal and a checkpoint every few seconds. A resumed run
        starts after the last step saved. Ctrl-C ends the loop after the current step.
        """
        n = min(n, self._max_steps or n)
        outermost = self._loops.depth == 0
        name = self.task.name if outermost else "step"
        loop = self._bars.track(self._loops.steps(n), n, name)
        self._interruptions.patient = True
        try:
            yield from loop
        finally:
            self._interruptions.patient = not outermost

    def keep(self, name: str, stateful: Stateful) -> None:
        """Save the state of an object, such as data dealt in batches, with every checkpoint.

        `stateful` has `state()` and `restore(state)`; a state is a dict of JSON values and NumPy
        arrays. Call this before the loops that use the object; a resumed run restores it there.
        """
        self._loops.stateful[name] = stateful

    def print(self, *values: object, sep: str = " ", end: str = "\n") -> None:
        """Print to the terminal and to output.txt, arrays as the lesson's NumPy did."""
        if self._loops.incomplete:
            return  # it was printed before the run was interrupted, or will be after a resume
        text = printed(*values, sep=sep, end=end)
        with self._held.writing():
            self._output.add(text)
        if self._echo:
            shown = "\n".join(folded(line, self._width) for line in text.split("\n"))
            print(shown, end="", flush=True)

    def print_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Print rows of text in aligned columns."""
        for line in table(rows):
            self.print(line)

    def record(self, step: int, **metrics: float) -> None:
        """Record a step's metrics in metrics.csv and for TensorBoard.

        Raises UserError, which ends the run, if a loss is not a finite number.
        """
        if self._loops.incomplete:
            return
        with self._held.writing():
            self._metrics.record(step, metrics)
        for name, value in metrics.items():
            if "loss" in name and not math.isfinite(value):
                self._refuse_divergence(f"{name} is {value} at step {step}")

    def recorded(self, name: str) -> tuple[list[float], list[float]]:
        """The steps at which a metric was recorded and its values, those before a resume too."""
        return self._metrics.recorded(name)

    @contextlib.contextmanager
    def figure(self, name: str, figsize: tuple[float, float] = (8, 5)) -> Iterator["Figure"]:
        """A matplotlib figure of this size in inches, saved as figures/<name>.png on leaving."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=figsize, layout="constrained")
        yield figure
        folder = self.folder / "figures"
        with self._held.writing():
            folder.mkdir(exist_ok=True)
            with files.replacing(folder / f"{name}.png") as temporary:
                figure.savefig(temporary, dpi=120)
                png = temporary.read_bytes()
            if not self._loops.resuming:
                self._events.add_figure(self.finished_steps, name, png)

    def embedding(self, name: str, vectors: "np.ndarray", **labels: Sequence[str]) -> None:
        """Show vectors, the rows of an array, in TensorBoard's Projector.

        Each of `labels` gives a text for each row: `word=words`.
        """
        with self._held.writing():
            write_embedding(self.folder / folders.EVENTS, name, vectors, labels)

    def write(self, name: str, text: str) -> None:
        """Write another UTF-8 text file to the run's folder."""
        with self._held.writing():
            if self._texts.is_rewritten_by(name, text):
                self._write_status("running")  # before a checkpoint could seem not to fit it
            self._texts.write(name, text)

    def start(self) -> None:
        """Write to status.json that the run is running."""
        self._write_status("running")

    def save_last(self) -> None:
        """Save the final state. Raises UserError if a resumed run never reached its saved place."""
        if self._loops.resuming:
            raise UserError(
                f"{self.folder}: was saved in loops that {self.task.name} no longer has; "
                "start a new run"
            )
        if not self.interrupted:
            self._save(self._last or dict(_BEGINNING))

    def save_between(self) -> None:
        """Save the state after the last loop, if a run is interrupted outside its loops."""
        if self._last and not self._loops.depth:
            self._save(self._last)

    def end(self, state: str) -> None:
        """Write to status.json how the run ended: finished, interrupted or failed."""
        with contextlib.suppress(UserError):  # on a full disk the first error matters more
            self._make_whole()
            self._write_status(state)
            with self._held.writing():
                self._events.end(state)
            tell_changes(self.folder, [self._output, self._metrics])

    def close(self) -> None:
        """Close the files and remove the bars; output and metrics can still be read."""
        self._bars.stop()
        self._output.close()
        self._metrics.close()
        with contextlib.suppress(OSError, tf.errors.OpError):
            self._events.close()

    def _after_step(self, last: bool) -> bool:
        """Save if it is time; returns whether to end the loop, `last` being its last step."""
        if self.interrupted:
            return True  # the loop inside this one has saved, and ended early
        if last and self._loops.depth > 1:
            return False  # the code after an inner loop may need its last step, and is near
        stopped = self._loops.finished == self._stop_after
        self.interrupted = stopped or self._interruptions.signal is not None
        due = time.monotonic() >= self._next_save
        if self.interrupted or due or last:
            place = self._loops.place()
            if place is not None:
                self._snapshot(place, save=self.interrupted or due, last=last)
        return self.interrupted

    def _snapshot(self, place: list[dict[str, Any]], save: bool, last: bool) -> None:
        state = {
            "place": place,
            "finished": self._loops.finished,
            "output": self._output.size,
            "rows": self._metrics.n_rows,
            "events": self._events.position,
        }
        if last:
            self._last = state
        if save:
            self._save(state)

    def _save(self, state: dict[str, Any]) -> None:
        if not self._variables:
            return
        started = time.monotonic()
        if not self._variables.are_finite:
            self._refuse_divergence(f"a variable is not finite after step {state['finished']}")
        self._make_whole()
        with self._held.writing():
            # The files that a checkpoint refers to must be on the disk before it.
            self._output.flush()
            self._metrics.flush()
            bound = {RUN: self._texts.belonging()}
            self._checkpoints.save(self._variables.write, {**state, **bound})
        self._write_status("running")
        now = time.monotonic()
        # The first save is slower, because TensorFlow prepares the graph, and does not count.
        cost = (now - started) / CHECKPOINT_SHARE if self._saved else 0.0
        self._next_save = now + max(self._save_every, cost)
        self._saved = True

    def _make_whole(self) -> None:
        """Write again what somebody deleted of the run meanwhile."""
        with self._held.writing():
            self._texts.make_whole()
            self._output.make_whole()
            self._metrics.make_whole()

    def _write_status(self, state: str) -> None:
        with self._held.writing():
            status = {
                "state": state,
                "steps": self.finished_steps,
                "metrics": self._metrics.last,
                "files": self._texts.names,
                "rewritten": sorted(self._texts.rewritten),
            }
            folders.write_status(self.folder, status)

    def _refuse_divergence(self, what: str) -> None:
        saved = self._checkpoints.newest()
        last = f"the last good checkpoint is {saved[0]}" if saved else "no checkpoint was saved yet"
        raise UserError(
            f"{what}: training has diverged; {last}. The lesson's advice: clip the gradients, "
            "initialise well, or take a smaller learning rate"
        )
