"""Judge what has become of TensorFlow 1.15's source tree under today's TensorFlow.

    python -m tf1rnn.tf1.parity.judge_tree

writes names/tree_today.json: of each recorded module the names that are not available ("absent"),
and those whose functions or classes take other parameters ("parameters"): a call that 1.15's took
may not be one for today's.
"""

import json
from pathlib import Path
from typing import Any

from tf1rnn.files import write_text
from tf1rnn.tf1.names import tree
from tf1rnn.tf1.names.namespace import resolve
from tf1rnn.tf1.parity.record_tree import parameters
from tf1rnn.tf1.start.loading import compat

OUTPUT = Path(tree.__file__).with_name("tree_today.json")


def judge(module: str) -> tuple[list[str], dict[str, str]]:
    """The names of a recorded module that are absent, and the other parameters of names."""
    found = resolve(module.replace("tf", "tensorflow", 1))
    absent, others = [], {}
    for name in tree.names(module):
        try:
            value = getattr(found, name)
        except AttributeError:
            absent.append(name)
            continue
        theirs = tree.parameters(module, name)
        ours = parameters(value) if theirs is not None else None
        if ours is not None and not accepts(ours, theirs):
            others[name] = ours
    return absent, others


def accepts(ours: str, theirs: str) -> bool:
    """Whether parameters take every call that others, as "x y= *args **kwargs", take."""
    mine, others = _Parameters(ours), _Parameters(theirs)
    if others.takes_anything:
        return True
    for place, (name, has_default) in enumerate(others.positional):
        if place < len(mine.positional):
            here, optional = mine.positional[place]
            if here != name or (has_default and not optional):
                return False
        elif not mine.args or not (mine.kwargs or name in mine.keyword):
            return False
    further = dict(mine.positional[len(others.positional) :]) | mine.keyword
    required = {name for name, optional in further.items() if not optional}
    if required - others.keyword.keys():
        return False
    known = dict(mine.positional) | mine.keyword
    if any(name not in known and not mine.kwargs for name in others.keyword):
        return False
    return (mine.args or not others.args) and (mine.kwargs or not others.kwargs)


class _Parameters:
    """Parameters as record_tree.py writes them."""

    def __init__(self, text: str) -> None:
        words = text.split()
        plain = [word for word in words if not word.startswith("*")]
        stars = [word for word in words if word.startswith("*") and not word.startswith("**")]
        n_positional = words.index(stars[0]) if stars else len(plain)
        pairs = [(word.rstrip("="), word.endswith("=")) for word in plain]
        self.positional, self.keyword = pairs[:n_positional], dict(pairs[n_positional:])
        self.args = any(star != "*" for star in stars)
        self.kwargs = any(word.startswith("**") for word in words)
        self.takes_anything = self.args and self.kwargs and not self.positional


def main() -> None:
    """Judge every module and write what was found."""
    judged: dict[str, Any] = {
        "tensorflow": compat.__version__,
        "absent": {},
        "parameters": {},
    }
    for module in tree.modules():
        absent, others = judge(module)
        if absent:
            judged["absent"][module] = " ".join(absent)
        if others:
            judged["parameters"][module] = others
    lines = []
    for key, value in judged.items():
        if isinstance(value, dict):
            rows = ",\n".join(f"{json.dumps(m)}:{json.dumps(v)}" for m, v in value.items())
            lines.append(f'"{key}":{{\n{rows}}}')
        else:
            lines.append(f'"{key}":{json.dumps(value)}')
    write_text(OUTPUT, "{" + ",\n".join(lines) + "}\n")
    n_names = sum(len(tree.names(module)) for module in tree.modules())
    n_absent = sum(len(names.split()) for names in judged["absent"].values())
    n_others = sum(map(len, judged["parameters"].values()))
    print(f"{len(tree.modules())} modules, {n_names} names: {n_absent} absent, {n_others} others")


if __name__ == "__main__":
    main()
