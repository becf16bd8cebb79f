"""Whether exec will run a program, with which options, and what of TensorFlow 1 it uses."""

from dataclasses import dataclass, field
from typing import Any, Literal

from tf1rnn.errors import AbsentName
from tf1rnn.programs.doctor import companions
from tf1rnn.programs.doctor.faults import PERHAPS, SURELY, Fault
from tf1rnn.programs.doctor.places import Places
from tf1rnn.programs.doctor.reader import Reader
from tf1rnn.programs.doctor.sources import Entry, entries
from tf1rnn.tf1.names import known, tables, tree
from tf1rnn.tf1.names.absent import absent

# "same": unchanged; "ours": provided by tf1rnn; "tree": in TensorFlow's source tree, not public;
# "old": of an earlier TensorFlow, by the option --tf.
Fate = Literal["same", "ours", "tree", "old", "gone", "unknown"]
Verdict = Literal["runs", "runs with an option", "may stop", "will not run"]
_GENERATIONS = ("1.15", *(each for each in tables.GENERATIONS if each != "1.15"))


@dataclass
class Diagnosis:
    """What was found in a program."""

    program: str
    command: list[str]  # arguments of tf1rnn that run it
    options: list[str] = field(default_factory=list)  # of exec, that it needs
    files: list[str] = field(default_factory=list)
    names: dict[str, tuple[Fate, list[str]]] = field(default_factory=dict)
    advice: dict[str, str] = field(default_factory=dict)  # for names that are not available
    faults: list[Fault] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def with_fate(self, *fates: Fate) -> dict[str, list[str]]:
        """The names with one of these fates, and where they are used."""
        return {name: where for name, (became, where) in self.names.items() if became in fates}

    def stops(self, reach: int = SURELY) -> list[Fault]:
        """What stops it, that is reached for sure; with PERHAPS, what is only perhaps reached."""
        return [fault for fault in self.faults if fault.reach == reach]

    @property
    def verdict(self) -> Verdict:
        """What exec will do with it."""
        if self.stops():
            return "will not run"
        if self.stops(PERHAPS):
            return "may stop"
        return "runs with an option" if self.options else "runs"

    @property
    def missing(self) -> dict[str, str]:
        """The packages that are not installed, and where they are imported."""
        return {f.package: f.place for f in self.faults if f.package and f.reach}


def diagnose(program: str, is_module: bool = False) -> Diagnosis:
    """Read a program, without running any of it. Raises UserError if there is none."""
    found = [_diagnose(program, entry) for entry in entries(program, is_module)]
    whole = next((each for each in found if each.verdict == "runs"), found[0])
    for each in found:  # several programs of a folder
        if each is not whole:
            whole.files += [file for file in each.files if file not in whole.files]
            whole.names = {**each.names, **whole.names}
            whole.advice = {**each.advice, **whole.advice}
            whole.unreadable += [u for u in each.unreadable if u not in whole.unreadable]
            whole.faults += [f for f in each.faults if f not in whole.faults]
            whole.options = whole.options or each.options
    return whole


def _diagnose(program: str, entry: Entry) -> Diagnosis:
    best: Diagnosis | None = None
    for generation in _GENERATIONS:
        diagnosis = _under(program, entry, generation)
        if best is None or _badness(diagnosis) < _badness(best):
            best = diagnosis
        if not _badness(best) > (0, 0):
            break
    return best


def _badness(diagnosis: Diagnosis) -> tuple[int, int]:
    return len(diagnosis.stops()), len(diagnosis.stops(PERHAPS))


def _under(program: str, entry: Entry, generation: str) -> Diagnosis:
    reader = Reader(Places(entry.folder), generation)
    reader.read(entry.pieces, entry.package)
    options = [] if generation == "1.15" else ["--tf", generation]
    for package in sorted(filter(companions.is_one, reader.packages)):
        options += ["--with", package]
    diagnosis = Diagnosis(program, ["exec", *options, *entry.command], options)
    wheres = [piece.where for piece in entry.pieces]
    wheres += [m.where for m in reader.modules.values() if m.path.suffix == ".py"]
    diagnosis.files = list(dict.fromkeys(wheres))
    for path, (found, places) in _without_steps(reader.uses).items():
        diagnosis.names[path] = _fate(path, found, generation), places
        module, _, name = path.rpartition(".")
        error = absent(module, name, generation)
        if found is None and isinstance(error, AbsentName):
            diagnosis.advice[path] = str(error)
    diagnosis.faults = _once_each(reader.faults)
    diagnosis.unreadable = [
        "{}:{}: {}".format(*each.place, each.message) for each in reader.unreadable
    ]
    return diagnosis


def _without_steps(uses: dict[str, tuple[Any, list[str]]]) -> dict[str, tuple[Any, list[str]]]:
    """The uses without modules that are only a step on the way to a name: tf.nn of tf.nn.relu."""
    beyond: dict[str, set[str]] = {}
    for path, (_, places) in uses.items():
        module = path.rpartition(".")[0]
        while module:
            beyond.setdefault(module, set()).update(places)
            module = module.rpartition(".")[0]
    kept = {}
    for path, (found, places) in uses.items():
        places = [place for place in places if place not in beyond.get(path, ())]
        if places:
            kept[path] = found, places
    return kept


def _fate(path: str, found: known.Module | known.Thing | None, generation: str) -> Fate:
    module, _, name = path.rpartition(".")
    if found is None:
        was_there = tree.may_have_had(module, name) or isinstance(absent(module, name), AbsentName)
        return "gone" if was_there else "unknown"
    if generation != "1.15" and not _is_in_1_15(path):
        return "old"
    if path.startswith(("tf.contrib.", "tf.estimator", "tf.examples.")):
        return "tree" if tables.in_source_tree(path) and "tf.examples." not in path else "ours"
    if tables.in_source_tree(path):
        return "tree"
    return "ours" if getattr(found, "home", "").startswith("tf1rnn.") else "same"


def _is_in_1_15(path: str) -> bool:
    module, _, name = path.rpartition(".")
    owner = known.module(f"tensorflow{module[2:]}")
    return owner is not None and known.find(owner, name) is not None


def _once_each(faults: list[Fault]) -> list[Fault]:
    """Each fault once, as surely as it is reached."""
    found: dict[tuple, Fault] = {}
    for fault in faults:
        key = fault.where, fault.line, fault.message
        if key not in found or found[key].reach < fault.reach:
            found[key] = fault
    return list(found.values())
