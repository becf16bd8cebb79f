"""`exercise report`: many students' folders as a table."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tf1rnn.errors import UserError
from tf1rnn.exercises.catalog import Catalog
from tf1rnn.exercises.exercise import Exercise
from tf1rnn.exercises.folder import FOLDER, StudentFolder
from tf1rnn.runs import progress
from tf1rnn.text import printable, table

SHORT = {"passes": "x", "holes left": "/", "not yet": "-"}


def print_report(catalog: Catalog, folders: Sequence[Path], as_json: bool) -> None:
    """Check all files in the folders, each in a process of its own, and print what came of it."""
    rows, unconfined = [], False
    for path in folders:
        student = _student_folder(path)
        states: dict[str, Any] = {}
        for name, exercise in catalog.exercises.items():
            file = student.file(name)
            if file is None:
                continue
            progress.tell(f"Checking {file}")
            states[name], confined = _state(exercise, file)
            unconfined |= not confined
        rows.append({"folder": str(path), "exercises": states})
    if as_json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        _show(rows, [n for n in catalog.exercises if any(n in r["exercises"] for r in rows)])
    if unconfined:
        print(
            "tf1rnn: this system cannot keep a program from reading other files (no Landlock)",
            file=sys.stderr,
        )


def _student_folder(path: Path) -> StudentFolder:
    """A student's folder, or the folder `exercises` in it."""
    if not path.is_dir():
        raise UserError(f"{path}: there is no such folder")
    inner = path / FOLDER
    return StudentFolder(inner if inner.is_dir() else path)


def _state(exercise: Exercise, file: Path) -> tuple[dict[str, Any], bool]:
    """How a student's file does, for a table, and whether its program was confined."""
    from tf1rnn.exercises.checking import FAILS, check_file

    try:
        verdict = check_file(exercise, file)
    except UserError as error:  # a file that cannot be read is that student's, not the report's
        return {"state": FAILS, "why": str(error)}, True
    why = [f"{f.name}: {f.says}" for f in verdict.findings if not f.holds]
    return {
        "state": verdict.state,
        "why": " ".join([*verdict.problems, *why][:1]),
        "explanations": list(verdict.explanations),
    }, verdict.confined


def _show(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> None:
    numbers = {name: str(i) for i, name in enumerate(names, 1)}
    lines = [("folder", *numbers.values(), "passed")]
    for row in rows:
        states = row["exercises"]
        marks = [SHORT[states[name]["state"]] if name in states else "" for name in names]
        passed = marks.count(SHORT["passes"])
        lines.append((printable(row["folder"]), *marks, f"{passed} of {len(names)}"))
    print("\n".join(table(lines)) + "\n")
    print("x passes, - does not yet, / has holes left, and nothing where it was not begun")
    for name, number in numbers.items():
        print(f"{number:>4}  {name}")
