"""The run that a user names: by its folder, its own name, or its task's name for the newest."""

from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.runs.folder.folders import PARAMS, find_run, runs_in
from tf1rnn.text import suggestion


def named_run(runs_dir: Path, name: str) -> Path:
    """The folder of a run; raises UserError if the name is of none, or of several."""
    if (Path(name) / PARAMS).is_file():
        return Path(name).absolute()
    entries = runs_in(runs_dir)
    named = [e.folder for e in entries if name in (e.folder.name, f"{e.task}/{e.folder.name}")]
    if len(named) > 1:
        several = " or ".join(f"{folder.parent.name}/{folder.name}" for folder in named)
        raise UserError(f"{name} names several runs: say {several}")
    if named:
        return named[0]
    tasks = dict.fromkeys(entry.task for entry in entries)
    if name in tasks:
        return find_run(runs_dir, name, None)
    hint = suggestion(name, [*(e.folder.name for e in entries), *tasks], "`runs` lists them")
    raise UserError(f"--runs-dir {runs_dir}: there is no run {name} there: {hint}")
