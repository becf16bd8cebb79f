"""The grid of a sweep: the values that its options name, and a row for each combination."""

import itertools
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.runs.options import COMMON
from tf1rnn.task import Hyperparameter, Task, hyperparameters
from tf1rnn.text import suggestion

MOST = 1000  # runs of a sweep
SEED = next(option for option in COMMON if option.name == "seed")
_RANGE = re.compile(r"(-?\d{1,18})\.\.(-?\d{1,18})")


class Row(NamedTuple):
    """One run of a sweep: its number in the sweep, its seed and its hyperparameters."""

    number: int
    seed: int
    values: dict[str, Any]


def values_in(hyperparameter: Hyperparameter, texts: Sequence[str]) -> list[Any]:
    """The values that an option's texts name: `0.01,0.001` or, of whole numbers, `1..5`.

    Where a value is a list, its items stand between the commas, and each text is one value.
    Raises UserError if one of them is not allowed.
    """
    if hyperparameter.item_type:
        return [hyperparameter.parse(text) for text in texts]
    items = [item.strip() for text in texts for item in text.split(",")]
    return [value for item in items for value in _values_of(hyperparameter, item)]


def _values_of(hyperparameter: Hyperparameter, item: str) -> list[Any]:
    ends = _RANGE.fullmatch(item) if int in hyperparameter.types else None
    if ends is None:
        return [hyperparameter.parse(item)]
    first, last = int(ends[1]), int(ends[2])
    if first > last:
        raise UserError(f"{hyperparameter.flag}: {item} holds no number; the smaller comes first")
    if last - first >= MOST:
        raise UserError(f"{hyperparameter.flag}: {item} is too many; a sweep has at most {MOST}")
    return [hyperparameter.check(number) for number in range(first, last + 1)]


def checked(task: type[Task], given: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    """The values of each hyperparameter named, or of `seed`, each once and of its type.

    Raises UserError for a name that the task does not have or a value that is not allowed.
    """
    known = {"seed": SEED, **{h.name: h for h in hyperparameters(task)}}
    axes = {}
    for name, values in given.items():
        if name not in known:
            hint = suggestion(name, known, f"it has {', '.join(known)}")
            raise UserError(f"{task.name} has no hyperparameter {name}: {hint}")
        if not values:
            raise UserError(f"{known[name].flag}: names no value")
        found = [known[name].check(value) for value in values]
        axes[name] = list({text_of(value): value for value in found}.values())
    return axes


def rows_of(task: type[Task], axes: Mapping[str, list[Any]], base: Mapping[str, Any]) -> list[Row]:
    """A row for each combination, the seeds varying fastest; `base` holds what is the same in all.

    Raises UserError if there are too many, or if the task refuses a combination.
    """
    names = [name for name in axes if name != "seed"]
    seeds = axes.get("seed", [SEED.default])
    n_rows = len(seeds)
    for name in names:
        n_rows *= len(axes[name])
    if n_rows > MOST:
        raise UserError(f"the sweep would have {n_rows} runs; it may have at most {MOST}")
    rows = []
    for values in itertools.product(*(axes[name] for name in names)):
        chosen = {**base, **dict(zip(names, values, strict=True))}
        task(**chosen)  # raises UserError for what the task does not take
        rows += [Row(len(rows) + i, seed, chosen) for i, seed in enumerate(seeds)]
    return rows


def text_of(value: Any) -> str:
    """A value as JSON, which tells 1 from 1.0 and a list from its only item."""
    return json.dumps(value, default=str)
