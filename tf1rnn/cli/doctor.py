"""`doctor PROGRAM`: what a program uses of TensorFlow 1, and whether exec will run it."""

import json
import shlex
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tf1rnn.programs.doctor.diagnosis import Diagnosis

_TITLES = {
    "same": "as it was",
    "ours": "provided by tf1rnn",
    "tree": "of TensorFlow's source tree",
    "old": "of an earlier TensorFlow",
    "gone": "gone",
    "unknown": "unknown to TensorFlow 1.15",
}
_EXIT_CODES = {"runs": 0, "runs with an option": 0, "will not run": 1, "may stop": 3}
_MOST_PLACES = 4  # line numbers shown for a name
_WIDTH = 80


def doctor(
    program: Annotated[str, typer.Argument(help="a .py file, a folder or a notebook")],
    module: Annotated[
        bool, typer.Option("-m", help="PROGRAM is the dotted name of a module, as in exec -m")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print all of it as JSON")] = False,
) -> int:
    """Read a program, without running it, and tell whether `exec` will run it.

    Lists what it uses of TensorFlow 1 and where, what stops it, and the command that runs it. Exits
    with 0 if `exec` will run it, with 1 if not, and with 3 if it may stop at a line that may not be
    reached.
    """
    from tf1rnn.programs.doctor.diagnosis import diagnose  # which is slow for other commands

    diagnosis = diagnose(program, module)
    print(_as_json(diagnosis) if as_json else "\n".join(_lines(diagnosis)))
    return _EXIT_CODES[diagnosis.verdict]


def _lines(diagnosis: "Diagnosis") -> Iterator[str]:
    alone = len({where.rpartition(":")[0] for where in _places(diagnosis)}) <= 1
    for became, title in _TITLES.items():
        names = diagnosis.with_fate(became)
        if names:
            yield f"{title} ({len(names)}):"
        for name, places in sorted(names.items()):
            shown = name.replace("tf.python.", "tensorflow.python.", 1)
            yield f"  {shown}  {_shown(places, alone)}"
            if name in diagnosis.advice:
                yield _wrapped(diagnosis.advice[name], "      ")
    if not diagnosis.names and not diagnosis.unreadable:
        yield f"{diagnosis.program} uses nothing of TensorFlow"
    for fault in diagnosis.faults:
        if fault.reach:
            what = "stops" if fault in diagnosis.stops() else "may stop, if this is reached"
            yield _wrapped(f"{fault.place}: {what}: {fault.message}", "", "  ")
    yield from _verdict(diagnosis)


def _verdict(diagnosis: "Diagnosis") -> Iterator[str]:
    """The verdict, and the command that runs the program on a line of its own."""
    option = f" with {shlex.join(diagnosis.options)}" if diagnosis.options else ""
    if diagnosis.verdict == "will not run":
        first = diagnosis.stops()[0]
        yield _wrapped(f"will not run: stops at {first.place}: {_brief(first.message)}", "", "  ")
        return
    if diagnosis.verdict == "may stop":
        places = list(dict.fromkeys(each.place for each in diagnosis.faults if each.reach))
        more = f" and {len(places) - 1} more places" if len(places) > 1 else ""
        yield _wrapped(f"may stop at {places[0]}{more} (only if reached)", "", "  ")
    else:
        yield f"runs{option}"
    yield shlex.join([*_program(), *diagnosis.command])


def _program() -> list[str]:
    """How this program was started."""
    started = Path(sys.argv[0])
    if started.name == "tf1rnn":  # the installed command
        return [started.name]
    return ["python", sys.argv[0] if started.name == "main.py" else "main.py"]


def _brief(message: str) -> str:
    return message.partition(". ")[0].rstrip(".")


def _wrapped(text: str, indent: str, more: str = "") -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + more,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _places(diagnosis: "Diagnosis") -> list[str]:
    return [where for _, places in diagnosis.names.values() for where in places]


def _shown(places: list[str], alone: bool) -> str:
    shown = [place.rpartition(":")[2] if alone else place for place in places[:_MOST_PLACES]]
    more = [f"and {len(places) - _MOST_PLACES} more"] if len(places) > _MOST_PLACES else []
    label = "line " if alone else ""
    return f"({label}{', '.join([*shown, *more])})"


def _as_json(diagnosis: "Diagnosis") -> str:
    from tf1rnn.programs.doctor.faults import PERHAPS

    return json.dumps(
        {
            "program": diagnosis.program,
            "verdict": diagnosis.verdict,
            "will_run": diagnosis.verdict.startswith("runs"),
            "command": shlex.join(diagnosis.command),
            "options": diagnosis.options,
            "stops": [_fault_as_json(each) for each in diagnosis.stops()],
            "may_stop": [_fault_as_json(each) for each in diagnosis.stops(PERHAPS)],
            "files": diagnosis.files,
            "names": {
                name: {"fate": _TITLES[became], "places": places}
                for name, (became, places) in sorted(diagnosis.names.items())
            },
            "advice": diagnosis.advice,
            "missing_packages": diagnosis.missing,
            "unreadable": diagnosis.unreadable,
        },
        indent=2,
    )


def _fault_as_json(fault) -> dict[str, str]:
    return {"place": fault.place, "error": fault.kind, "message": fault.message}
