"""`doctor PROGRAM`: what a program uses of TensorFlow 1, and whether exec will run it."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tf1rnn.programs.doctor.diagnosis import Diagnosis

_TITLES = {
    "same": "as it was",
    "ours": "provided by tf1rnn",
    "tree": "of TensorFlow's source tree",
    "old": "of TensorFlow before 1.0",
    "gone": "gone",
    "unknown": "unknown to TensorFlow 1.15",
}
_MOST_PLACES = 4  # line numbers shown for a name


def doctor(
    program: Annotated[str, typer.Argument(help="a .py file, a folder or a notebook")],
    as_json: Annotated[bool, typer.Option("--json", help="print all of it as JSON")] = False,
) -> int:
    """Read a program, without running it, and tell whether `exec` will run it.

    Lists what it uses of TensorFlow 1 and where. Exits with 0 if `exec` will run it, else with 1.
    """
    from tf1rnn.programs.doctor.diagnosis import diagnose  # which is slow for other commands

    diagnosis = diagnose(program)
    print(_as_json(diagnosis) if as_json else "\n".join(_lines(diagnosis)))
    return 0 if diagnosis.will_run else 1


def _lines(diagnosis: "Diagnosis"):
    alone = len({where.rpartition(":")[0] for where in _places(diagnosis)}) <= 1
    for became, title in _TITLES.items():
        names = diagnosis.with_fate(became)
        if names:
            yield f"{title} ({len(names)}):"
        for name, places in sorted(names.items()):
            advice = diagnosis.advice.get(name)
            shown = name.replace("tf.python.", "tensorflow.python.", 1)
            yield f"  {shown}  {_shown(places, alone)}" + (f"\n      {advice}" if advice else "")
    for package, where in sorted(diagnosis.missing.items()):
        yield f"package {package} is not installed  ({where})"
    yield from diagnosis.unreadable
    n_lacking = len(diagnosis.with_fate("gone", "unknown"))
    if not diagnosis.names and not diagnosis.unreadable:
        yield f"{diagnosis.program} uses nothing of TensorFlow"
    elif diagnosis.will_run:
        yield f"exec will run it: {diagnosis.command}"
    elif diagnosis.unreadable:
        yield "exec will not run it: it is not Python 3"
    elif n_lacking:
        names = "1 name that is" if n_lacking == 1 else f"{n_lacking} names that are"
        yield f"exec will not run it to the end: it uses {names} not available"
    else:
        yield "exec will not run it until its packages are installed"


def _places(diagnosis: "Diagnosis") -> list[str]:
    return [where for _, places in diagnosis.names.values() for where in places]


def _shown(places: list[str], alone: bool) -> str:
    shown = [place.rpartition(":")[2] if alone else place for place in places[:_MOST_PLACES]]
    more = [f"and {len(places) - _MOST_PLACES} more"] if len(places) > _MOST_PLACES else []
    label = "line " if alone else ""
    return f"({label}{', '.join([*shown, *more])})"


def _as_json(diagnosis: "Diagnosis") -> str:
    return json.dumps(
        {
            "program": diagnosis.program,
            "will_run": diagnosis.will_run,
            "command": diagnosis.command,
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
