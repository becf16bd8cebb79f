"""`runs compare`: runs side by side: hyperparameters, then the last and the best metrics."""

import json
from collections.abc import Callable, Sequence
from string import ascii_uppercase
from typing import Any

from tf1rnn.records.record import Record, higher_is_better, value_text
from tf1rnn.text import cut, printable, table

ABSENT = "-"
_LONGEST = 24  # columns of a value on a screen
_LABEL = 30


def as_json(records: Sequence[Record]) -> list[dict[str, Any]]:
    """Each run as JSON values, for programs."""
    return [
        {
            "run": record.name,
            "state": record.status["state"],
            "steps": record.status["steps"],
            "seed": record.params["seed"],
            "hyperparameters": record.params["hyperparameters"],
            "metrics": {
                name: {key: v if v - v == 0 else str(v) for key, v in series._asdict().items()}
                for name, series in record.metrics.items()
            },
        }
        for record in records
    ]


def lines(records: Sequence[Record], width: int | None) -> list[str]:
    """Runs side by side, as many as the width holds, the others below; `*` marks a difference."""
    letters = [_letter(number) for number in range(len(records))]
    states = [f"{record.status['state']}, {record.status['steps']} steps" for record in records]
    legend = table(list(zip(letters, (r.name for r in records), states, strict=True)))
    sections = [
        ("hyperparameters (* differs)", _hyperparameters(records)),
        ("versions and data (* differs)", _circumstances(records)),
        ("metrics", _metrics(records)),
    ]
    shown = [[printable(cut(line, width)) for line in legend]]
    for title, rows in sections:
        if rows:
            shown.append(_blocks(title, letters, rows, width))
    return "\n\n".join("\n".join(block) for block in shown).split("\n")


def _letter(number: int) -> str:
    """A, B, ... Z, AA, AB ..."""
    more, place = divmod(number, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[place]


def _blocks(title: str, letters: list[str], rows: list[list[str]], width: int | None) -> list[str]:
    """The rows below a headline of letters, in blocks of as many runs as the width holds."""
    rows = [[cut(row[0], _LABEL), *(cut(cell, _LONGEST) for cell in row[1:])] for row in rows]
    rows = [[printable(cell) for cell in row] for row in [[title, *letters], *rows]]
    label = max(len(row[0]) for row in rows)
    found: list[str] = []
    first = 1
    while first <= len(letters):
        last, used = first, label
        while last <= len(letters):
            used += 2 + max(len(row[last]) for row in rows)
            if width is not None and used > width and last > first:
                break
            last += 1
        block = table([[row[0].ljust(label), *row[first:last]] for row in rows])
        found += [*([""] if found else []), *(cut(line, width) for line in block)]
        first = last
    return found


def _hyperparameters(records: Sequence[Record]) -> list[list[str]]:
    values = [{**r.params["hyperparameters"], "seed": r.params["seed"]} for r in records]
    return _rows(values, value_text)


def _circumstances(records: Sequence[Record]) -> list[list[str]]:
    """What else decides the numbers; only where it differs."""
    rows = _rows([circumstances(record.params) for record in records], value_text)
    return [row for row in rows if row[0].startswith("*")]


def circumstances(params: dict[str, Any]) -> dict[str, Any]:
    """What a run's numbers depend on besides its hyperparameters: device, versions, facts."""
    found = {"device": params.get("device")}
    for key in ("versions", "facts"):
        if isinstance(params.get(key), dict):
            found |= params[key]
    return {n: json.dumps(v) if isinstance(v, dict | list) else v for n, v in found.items()}


def _rows(values: list[dict[str, Any]], text: Callable[[Any], str]) -> list[list[str]]:
    """A row for each name in any of the dicts; those with more than one value are marked."""
    rows = []
    for name in dict.fromkeys(name for each in values for name in each):
        cells = [text(each[name]) if name in each else ABSENT for each in values]
        rows.append([("* " if len(set(cells)) > 1 else "  ") + name, *cells])
    return rows


def _metrics(records: Sequence[Record]) -> list[list[str]]:
    rows = []
    for name in dict.fromkeys(name for record in records for name in record.metrics):
        found = [record.metrics.get(name) for record in records]
        which = "highest" if higher_is_better(name) else "lowest"
        rows.append([f"  {name}, last", *(f"{s.last:.6g}" if s else ABSENT for s in found)])
        rows.append([f"  {' ' * len(name)}  {which}"])
        rows[-1] += [f"{s.best:.6g} @{s.best_step}" if s else ABSENT for s in found]
    return rows
