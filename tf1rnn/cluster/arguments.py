"""The arguments that a cluster's run was started with, and those of what it starts and advises."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_FLAGS = ("--insecure-network",)  # which take no value
_ANEW = ("--resume", "--config")  # say how a run begins


@dataclass(frozen=True)
class Arguments:
    """What was typed: the command, its task and the rest; which options are the cluster's own."""

    command: str  # run or launch
    task: str
    given: Sequence[str]
    own: Sequence[str]
    kept: Sequence[str]  # what a run that goes on is given besides its name

    def to_lead(self, folder: Path | None) -> list[str]:
        """The arguments of the process that runs the task, or goes on with the run in a folder."""
        if folder is None:
            return ["run", self.task, *_without(self.given, self.own)]
        where = ["--runs-dir", str(folder.parent.parent)]
        return ["run", self.task, "--resume", folder.name, *where, *self.kept]

    @property
    def to_go_on(self) -> list[str]:
        """The arguments that go on with the run as it was begun, but for `--resume NAME`."""
        return [self.command, self.task, *_without(self.given, _ANEW)]


def _without(given: Sequence[str], options: Sequence[str]) -> list[str]:
    """The arguments but those of these options."""
    kept, left = [], list(given)
    while left:
        argument = left.pop(0)
        name, has_value, _ = argument.partition("=")
        may_stand_alone = name == "--resume" and left and left[0].startswith("-")
        if name not in options:
            kept.append(argument)
        elif left and not (has_value or name in _FLAGS or may_stand_alone):
            left.pop(0)
    return kept
