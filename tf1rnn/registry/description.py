"""What a task shows of itself without being imported here: a plugin's comes from its trial."""

import contextlib
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn import files
from tf1rnn.registry import declaration
from tf1rnn.task import Task, summary

_CACHE = "plugins.json"
_Stamps = dict[str, list[int]]


class Description(NamedTuple):
    """What `list` and `--help` show of a task."""

    name: str
    topic: int | None
    listing: int
    configuration: str
    summary: str
    commands: list[str]
    use_case: str

    @classmethod
    def of(cls, task: type[Task]) -> "Description":
        """The description of a task class."""
        return cls(
            *(task.name, task.topic, task.listing, task.configuration, summary(task)),
            *(list(task.commands), task.use_case),
        )


def recall(key: str) -> Description | None:
    """The description remembered of a plugin, if its files are still the same."""
    entry = _read().get(key)
    if not _is_current(entry):
        return None
    try:
        found = Description(**entry["description"])
        words = [found.name, found.configuration, found.summary, found.use_case, *found.commands]
    except (KeyError, TypeError):
        return None
    return found if all(isinstance(word, str) for word in words) else None


def remember(key: str, description: Description, paths: list[str]) -> None:
    """Remember a description until one of these files, or a file that judges it, changes."""
    with contextlib.suppress(OSError):  # it is only slower without
        known = {k: entry for k, entry in _read().items() if _is_current(entry)}
        stamps = {path: _stamp(path) for path in [*paths, *_judges()]}
        known[key] = {"description": description._asdict(), "files": stamps}
        folder = files.cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        files.write_text(folder / _CACHE, json.dumps(known))


def files_of(module: str, before: set[str]) -> list[str]:
    """The files of a plugin and of the modules that it has imported beside the installed ones."""
    top = module.partition(".")[0]
    found = []
    for name, loaded in list(sys.modules.items()):
        path = getattr(loaded, "__file__", None)
        if name in before or not isinstance(path, str):
            continue
        installed = any(Path(path).is_relative_to(p) for p in (sys.prefix, sys.base_prefix))
        if not installed or name.partition(".")[0] == top:
            found.append(path)
    return found


def _read() -> dict[str, Any]:
    try:
        known = json.loads(files.read_text(files.cache_folder() / _CACHE))
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def _judges() -> list[str]:
    """Files that decide what a plugin may declare, and the Python that imports it."""
    return [declaration.__file__, sys.modules[Task.__module__].__file__ or "", sys.executable]


def _stamp(path: str) -> list[int]:
    status = Path(path).stat()
    return [status.st_mtime_ns, status.st_size]


def _is_current(entry: Any) -> bool:
    try:
        return all(_stamp(path) == stamp for path, stamp in entry["files"].items())
    except (OSError, KeyError, TypeError, AttributeError, ValueError):
        return False
