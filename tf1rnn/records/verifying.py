"""`runs verify`: a finished run replayed in a folder of its own, and where it first differs."""

import itertools
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tf1rnn.errors import UserError
from tf1rnn.files import literal, read_text
from tf1rnn.records.record import metric_rows
from tf1rnn.runs.folder import folders
from tf1rnn.runs.folder.checkpoints import Checkpoints
from tf1rnn.runs.resuming import resume_task
from tf1rnn.task import Task
from tf1rnn.tf1 import tf

_TIME = re.compile(r"[\d.]+ (ms|s)\b")
_TIMES = "seconds"  # part of the names of metrics that are times


def replay_and_compare(folder: Path, task_class: type[Task], device: str) -> list[str]:
    """Replay a finished run from its start; a line for each part of it that differs.

    The run itself is only read. Raises UserError if it is not finished.
    """
    state = folders.read_status(folder)["state"]
    if state != "finished":
        raise UserError(
            f"{folder}: is {state}, and only a finished run is verified; resume it first"
        )
    with tempfile.TemporaryDirectory(prefix="tf1rnn-verify-") as top:
        copy = Path(top) / folder.parent.name / folder.name
        copy.mkdir(parents=True)
        for name in (folders.PARAMS, folders.STATUS, *folders.read_status(folder)["files"]):
            if (folder / name).is_file():
                shutil.copyfile(folder / name, copy / name)
        resume_task(folders.task_of(copy, task_class), copy, device, echo=False)
        parts = (_output, _metrics, _variables)
        return [line for part in parts if (line := part(folder, copy))]


def _output(run: Path, replay: Path) -> str:
    """Where the printed text first differs, but for times; empty if nowhere."""
    pair = [_text(each / folders.OUTPUT).splitlines() for each in (run, replay)]
    for number, (then, now) in enumerate(itertools.zip_longest(*pair, fillvalue=""), start=1):
        if _TIME.sub("a time", then) != _TIME.sub("a time", now):
            return f"{folders.OUTPUT} differs first in line {number}: {then!r}, replayed {now!r}"
    return ""


def _text(path: Path) -> str:
    try:
        return read_text(path)
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: cannot be read: {error}") from error


def _metrics(run: Path, replay: Path) -> str:
    """Where the metrics first differ, but for times; empty if nowhere."""
    pair = [list(metric_rows(each)) for each in (run, replay)]
    for number, (then, now) in enumerate(itertools.zip_longest(*pair, fillvalue={}), start=1):
        for name in dict.fromkeys([*then, *now]):
            if _TIMES not in name and repr(then.get(name)) != repr(now.get(name)):
                return (
                    f"{folders.METRICS} differs first in row {number}, {name}: {then.get(name)}, "
                    f"replayed {now.get(name)}"
                )
    return ""


def _variables(run: Path, replay: Path) -> str:
    """Which variables differ, bit for bit; empty if none."""
    then, now = _arrays(run), _arrays(replay)
    names = [name for name in then if name not in now or then[name] != now[name]]
    names += [name for name in now if name not in then]
    return f"of {len(then)} variables {len(names)} differ, first {names[0]}" if names else ""


def _arrays(folder: Path) -> dict[str, Any]:
    """The bytes of each variable in the newest checkpoint, by name; none without variables."""
    newest = Checkpoints(folder / folders.CHECKPOINTS).newest()
    if newest is None:
        return {}
    with literal(newest[0]) as path:
        reader = tf.train.load_checkpoint(str(path / "model"))
        names = sorted(reader.get_variable_to_shape_map())
        return {name: reader.get_tensor(name).tobytes() for name in names}
