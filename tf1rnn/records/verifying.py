"""`runs verify`: a run replayed in a folder of its own, and where it first differs."""

import itertools
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.files import literal, open_regular
from tf1rnn.records.record import metric_rows
from tf1rnn.runs.folder import folders
from tf1rnn.runs.folder.checkpoints import Checkpoints
from tf1rnn.runs.interruption import Interrupted
from tf1rnn.runs.resuming import resume_task
from tf1rnn.task import Task
from tf1rnn.tf1 import tf

_TIME = re.compile(r"[\d.]+ (ms|s)\b")
_TIMES = "seconds"  # part of the names of metrics that are times


class Replayed(NamedTuple):
    """What a replay showed: the steps that it began and ended after, and what differs."""

    first: int
    last: int | None  # None for the end of a finished run
    differences: list[str]


class _Part(NamedTuple):
    """What is compared of a run: its folder, up to a checkpoint or, without its state, all."""

    folder: Path
    checkpoint: Path | None
    state: dict[str, Any] | None

    def up_to(self, name: str) -> int | None:
        """How much there was of its output or its rows; None for all."""
        return self.state[name] if self.state else None


def replay_and_compare(
    folder: Path, task_class: type[Task], device: str, from_checkpoint: bool = False
) -> Replayed:
    """Replay a run from its start, or from the oldest checkpoint that it has; what differs.

    A run that did not finish is replayed up to its last checkpoint. It is only read. Raises
    UserError if it is running, or has no checkpoint that the replay can begin or end with.
    """
    finished = _is_finished(folder)
    checkpoints = Checkpoints(folder / folders.CHECKPOINTS)
    newest, oldest = checkpoints.newest(), checkpoints.oldest()
    if newest is None and not finished:
        raise UserError(f"{folder}: did not finish, and has no checkpoint to verify; resume it")
    if from_checkpoint and (newest is None or newest[0] == oldest[0]):
        raise UserError(
            f"{folder}: has no checkpoint before its last one, so there is nothing to replay; "
            "leave out --from-checkpoint"
        )
    path, state = newest or (None, None)
    then = _Part(folder, path, None if finished else state)
    start, began = oldest if from_checkpoint else (None, {"finished": 0})
    with tempfile.TemporaryDirectory(prefix="tf1rnn-verify-") as top:
        copy = _copied(folder, Path(top), start)
        task = folders.task_of(copy, task_class)
        last = None if finished else state["finished"]
        now = _replayed(copy, task, device, last)
        parts = (_output, _metrics, _variables)
        return Replayed(began["finished"], last, [x for part in parts if (x := part(then, now))])


def _is_finished(folder: Path) -> bool:
    state = folders.read_status(folder)["state"]
    if state == "running":
        raise UserError(f"{folder}: is running; verify it when it has ended")
    return state == "finished"


def _copied(folder: Path, top: Path, start: Path | None) -> Path:
    """A copy of what a replay begins with, `start` being the checkpoint."""
    copy = top / folder.parent.name / folder.name
    copy.mkdir(parents=True)
    names = [folders.PARAMS, folders.STATUS, *folders.read_status(folder)["files"]]
    if start is not None:
        names += [folders.OUTPUT, folders.METRICS]
        shutil.copytree(start, copy / folders.CHECKPOINTS / start.name)
    for name in names:
        if (folder / name).is_file():
            shutil.copyfile(folder / name, copy / name)
    return copy


def _replayed(folder: Path, task: Task, device: str, last: int | None) -> _Part:
    """Replay a run in its folder, to its end or up to a number of steps."""
    try:
        resume_task(task, folder, device, echo=False, stop_after=last)
    except Interrupted:
        newest = Checkpoints(folder / folders.CHECKPOINTS).newest()
        if newest is None or newest[1]["finished"] != last:
            raise  # a signal came
        return _Part(folder, *newest)
    newest = Checkpoints(folder / folders.CHECKPOINTS).newest()
    return _Part(folder, newest and newest[0], None)


def _output(run: _Part, replay: _Part) -> str:
    """Where the printed text first differs, but for times; empty if nowhere."""
    pair = [_text(each).splitlines() for each in (run, replay)]
    for number, (then, now) in enumerate(itertools.zip_longest(*pair, fillvalue=""), start=1):
        if _TIME.sub("a time", then) != _TIME.sub("a time", now):
            return f"{folders.OUTPUT} differs first in line {number}: {then!r}, replayed {now!r}"
    return ""


def _text(part: _Part) -> str:
    path = part.folder / folders.OUTPUT
    try:
        with open_regular(path) as file:
            return file.read()[: part.up_to("output")].decode()
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: cannot be read: {error}") from error


def _metrics(run: _Part, replay: _Part) -> str:
    """Where the metrics first differ, but for times; empty if nowhere."""
    pair = [itertools.islice(metric_rows(e.folder), e.up_to("rows")) for e in (run, replay)]
    for number, (then, now) in enumerate(itertools.zip_longest(*pair, fillvalue={}), start=1):
        for name in dict.fromkeys([*then, *now]):
            if _TIMES not in name and repr(then.get(name)) != repr(now.get(name)):
                return (
                    f"{folders.METRICS} differs first in row {number}, {name}: {then.get(name)}, "
                    f"replayed {now.get(name)}"
                )
    return ""


def _variables(run: _Part, replay: _Part) -> str:
    """Which variables differ, bit for bit; empty if none."""
    then, now = _arrays(run.checkpoint), _arrays(replay.checkpoint)
    names = [name for name in then if name not in now or then[name] != now[name]]
    names += [name for name in now if name not in then]
    return f"of {len(then)} variables {len(names)} differ, first {names[0]}" if names else ""


def _arrays(checkpoint: Path | None) -> dict[str, Any]:
    """The bytes of each variable in a checkpoint, by name; none without variables."""
    if checkpoint is None:
        return {}
    with literal(checkpoint) as path:
        reader = tf.train.load_checkpoint(str(path / "model"))
        names = sorted(reader.get_variable_to_shape_map())
        return {name: reader.get_tensor(name).tobytes() for name in names}
