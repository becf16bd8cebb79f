"""`exercise`: the lesson's exercises, in files of the student's own, checked by running."""

import contextlib
import json
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from tf1rnn.cli.base import Command, Group
from tf1rnn.cli.exercise import screen
from tf1rnn.cli.exercise.report import print_report
from tf1rnn.errors import UserError
from tf1rnn.exercises.catalog import Catalog, find_exercises
from tf1rnn.exercises.folder import StudentFolder
from tf1rnn.lesson.languages import Language, chosen
from tf1rnn.registry import discovery
from tf1rnn.text import counted, screen_width, typed

CHANGED_EVERY = 0.5  # seconds between two looks at a file's time

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    invoke_without_command=True,
    help="Exercises of the lesson, checked by running: list, start, check, hint, solution.",
)

Name = Annotated[
    str,
    typer.Argument(
        help="the exercise's name",
        autocompletion=lambda incomplete: [
            name for name in _catalog().exercises if name.startswith(incomplete)
        ],
    ),
]
OrNext = Annotated[
    str | None, typer.Argument(help="the exercise; the first begun and not done, without one")
]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON, for programs")]
Directory = Annotated[
    Path, typer.Option("--dir", metavar="FOLDER", help="the folder of your exercises")
]
HERE = Path("exercises")


def _catalog() -> Catalog:
    return find_exercises(discovery.discover())


@app.callback()
def exercise(context: typer.Context) -> None:
    """Exercises of the lesson, checked by running; without a command, `list`."""
    if context.invoked_subcommand is None:
        list_exercises()


@app.command("list", cls=Command)
def list_exercises(
    as_json: AsJson = False, language: Language = None, directory: Directory = HERE
) -> None:
    """List the exercises in the lesson's order: done, begun, and the next."""
    catalog, folder = _catalog(), StudentFolder(directory)
    rows = screen.rows(catalog, folder, chosen(language))
    if as_json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        screen.show_list(rows)
    for problem in catalog.problems:
        print(f"tf1rnn: not usable: {problem}", file=sys.stderr)


@app.command("start", cls=Command)
def start(
    name: OrNext = None,
    notebook: Annotated[bool, typer.Option(help="write a notebook, not a script")] = False,
    language: Language = None,
    directory: Directory = HERE,
) -> None:
    """Write an exercise to a file of your own, exercises/NAME.py; the next one without a name."""
    from tf1rnn.exercises.sheet import write_sheet

    catalog, folder = _catalog(), StudentFolder(directory)
    done = {each for each, record in folder.records().items() if record.done}
    if name is None:
        name = next((n for n in catalog.exercises if n not in done), None)
        if name is None:
            raise UserError("all exercises are done; name one to start it again elsewhere")
    found = catalog.get(name)
    there = folder.file(name)
    path = there or folder.path / f"{name}{'.ipynb' if notebook else '.py'}"
    write_sheet(found, path, chosen(language), typed("exercise", "check", name))
    print(f"Wrote {path}: {found.in_language(chosen(language)).title}.")
    print(f"It has {counted(found.n_holes, 'hole')}. Open it in your editor, fill in each `...`,")
    print(f"then type: {typed('exercise', 'check', name)}")


@app.command("check", cls=Command)
def check(name: OrNext = None, as_json: AsJson = False, directory: Directory = HERE) -> int:
    """Run your program and say what holds and what does not; exit code 0 if it passes, else 1."""
    catalog, folder = _catalog(), StudentFolder(directory)
    name = name or _begun(catalog, folder)
    return _check(catalog, folder, name, as_json)


def _begun(catalog: Catalog, folder: StudentFolder) -> str:
    """The first exercise that was begun and is not done; else the last one begun."""
    begun = [name for name in catalog.exercises if folder.file(name)]
    if not begun:
        start = typed("exercise", "start")
        raise UserError(f"no exercise was begun in {folder.path}; begin with: {start}")
    return next((name for name in begun if not folder.record(name).done), begun[-1])


def _file(folder: StudentFolder, name: str) -> Path:
    path = folder.file(name)
    if path is None:
        raise UserError(
            f"{folder.path / name}.py: not begun; begin with: {typed('exercise', 'start', name)}"
        )
    return path


def _check(catalog: Catalog, folder: StudentFolder, name: str, as_json: bool) -> int:
    from tf1rnn.exercises.checking import check_file

    found = catalog.get(name)
    verdict = check_file(found, _file(folder, name))
    record = folder.record(name)
    record.checks += 1
    record.done |= verdict.passes
    folder.keep(name, record)
    if as_json:
        print(json.dumps(screen.as_json(verdict), indent=2, ensure_ascii=False))
    else:
        after = list(catalog.exercises)[list(catalog.exercises).index(name) + 1 :]
        following = next((n for n in after if not folder.record(n).done), None)
        screen.show_verdict(verdict, record, following)
    return 0 if verdict.passes else 1


@app.command("watch", cls=Command)
def watch(name: OrNext = None, directory: Directory = HERE) -> None:
    """Check at each save, until the exercise passes or you press Ctrl-C."""
    catalog, folder = _catalog(), StudentFolder(directory)
    name = name or _begun(catalog, folder)
    path, seen = _file(folder, name), None
    while True:
        with contextlib.suppress(FileNotFoundError):  # an editor may replace a file
            now = path.stat().st_mtime_ns
            if now != seen:
                seen = now
                if _check(catalog, folder, name, as_json=False) == 0:
                    return
                print(f"Watching {path}; save it to check again, Ctrl-C ends.\n", flush=True)
        time.sleep(CHANGED_EVERY)


@app.command("hint", cls=Command)
def hint(name: OrNext = None, directory: Directory = HERE) -> None:
    """Give one more hint at a time."""
    catalog, folder = _catalog(), StudentFolder(directory)
    name = name or _begun(catalog, folder)
    found, record = catalog.get(name), folder.record(name)
    if not found.hints:
        raise UserError(f"{name}: has no hints")
    shown = min(record.hints + 1, len(found.hints))
    for i, text in enumerate(found.hints[:shown], 1):
        screen.show_item(f"{i}.", text, screen_width())
    if record.hints >= len(found.hints):
        print(f"There are no more. See the listing with: {typed('exercise', 'solution', name)}")
    else:
        print(f"(hint {shown} of {len(found.hints)})")
    record.hints = shown
    folder.keep(name, record)


@app.command("solution", cls=Command)
def solution(
    name: OrNext = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="show it without a question")] = False,
    directory: Directory = HERE,
) -> None:
    """Show what the listing has in the holes, after a question."""
    catalog, folder = _catalog(), StudentFolder(directory)
    name = name or _begun(catalog, folder)
    found, record = catalog.get(name), folder.record(name)
    if not yes:
        if not sys.stdin.isatty():
            raise UserError(f"{name}: add --yes to see the solution without being asked")
        typer.confirm("Show the solution? You learn more by trying once more.", abort=True)
    for number, answer, _ in found.solutions():
        print(f"{number}. {found.words['en'].instructions[number - 1]}")
        print("\n".join(f"   {line}" for line in answer.splitlines()) + "\n")
    record.solution = True
    folder.keep(name, record)


@app.command("report", cls=Command)
def report(
    folders: Annotated[
        list[Path], typer.Argument(metavar="FOLDER...", help="the students' folders")
    ],
    as_json: AsJson = False,
) -> None:
    """Check many students' folders and make a table, for a teacher."""
    print_report(_catalog(), folders, as_json)
