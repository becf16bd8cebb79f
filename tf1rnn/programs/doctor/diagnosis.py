"""Whether exec will run a program, and what of TensorFlow 1 it uses."""

import importlib.util
from dataclasses import dataclass, field
from pathlib import Path

from tf1rnn.errors import AbsentName
from tf1rnn.programs.doctor.names import Fate, fate
from tf1rnn.programs.doctor.sources import Python2, parse, sources
from tf1rnn.programs.doctor.uses import Reader, Uses
from tf1rnn.tf1.names.absent import absent


@dataclass
class Diagnosis:
    """What was found in a program."""

    program: str
    files: list[str]
    names: dict[str, tuple[Fate, list[str]]] = field(default_factory=dict)
    advice: dict[str, str] = field(default_factory=dict)  # for names that are gone or old
    missing: dict[str, str] = field(default_factory=dict)  # packages that are not installed
    unreadable: list[str] = field(default_factory=list)

    def with_fate(self, *fates: Fate) -> dict[str, list[str]]:
        """The names with one of these fates, and where they are used."""
        return {name: where for name, (became, where) in self.names.items() if became in fates}

    @property
    def will_run(self) -> bool:
        """Whether exec, with the option in `command`, has everything that the program uses."""
        return not (self.with_fate("gone", "unknown") or self.missing or self.unreadable)

    @property
    def command(self) -> str:
        """How to run it."""
        option = "--tf 0.12 " if self.with_fate("old") else ""
        return f"exec {option}{self.program}"


def diagnose(program: str) -> Diagnosis:
    """Read a program, without running any of it. Raises UserError if there is none."""
    pieces = sources(program)
    diagnosis = Diagnosis(program, list(dict.fromkeys(piece.where for piece in pieces)))
    uses, scopes = Uses(), {}
    for piece in pieces:
        tree = parse(piece)
        if isinstance(tree, Python2):
            what = f"{tree.sign} is Python 2: convert it first" if tree.sign else "not Python 3"
            diagnosis.unreadable.append(f"{tree.where}:{tree.line}: {what}")
            continue
        key = piece.module if piece.module == "__main__" else piece.where
        Reader(uses, scopes.setdefault(key, {})).read(tree, piece.where)
    for path, where in uses.names.items():
        name, became = fate(path)
        before = diagnosis.names.get(name, (became, []))[1]
        diagnosis.names[name] = became, [*before, *(w for w in where if w not in before)]
    for name, (became, _) in diagnosis.names.items():
        module, _, last = name.rpartition(".")
        error = absent(module, last)
        if became == "gone" or (isinstance(error, AbsentName) and became in ("old", "unknown")):
            diagnosis.advice[name] = str(error)
    own = {part for piece in pieces for part in Path(piece.where.split(", cell")[0]).parts}
    own |= {Path(part).stem for part in own}
    diagnosis.missing = {
        package: where
        for package, where in uses.packages.items()
        if package not in own and not _is_installed(package)
    }
    return diagnosis


def _is_installed(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except (ImportError, ValueError):
        return False
