"""Judge what has become of TensorFlow 1.15's source tree under today's TensorFlow.

    python -m tf1rnn.tf1.parity.judge_tree

writes names/tree_today.json: of each recorded module the names that are not available ("absent"),
and those whose functions or classes take other parameters ("parameters"): a call that 1.15's took
may not be one for today's. "wider" are those that take every call that 1.15's took, and others;
they are listed where they were defined.
"""

import json
from pathlib import Path
from typing import Any

from tf1rnn.files import write_text
from tf1rnn.tf1.names import tree
from tf1rnn.tf1.names.namespace import resolve
from tf1rnn.tf1.names.parameters import Parameters
from tf1rnn.tf1.parity.record_tree import parameters
from tf1rnn.tf1.start.loading import compat

OUTPUT = Path(tree.__file__).with_name("tree_today.json")


def judge(module: str) -> tuple[list[str], dict[str, str], dict[str, str]]:
    """The names of a recorded module that are absent; other parameters; wider parameters."""
    found = resolve(module.replace("tf", "tensorflow", 1))
    absent, others, wider = [], {}, {}
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
        elif ours is not None and ours != theirs:
            wider[name] = ours
    return absent, others, wider


def gather(judged: dict[str, tuple]) -> dict[str, dict[str, Any]]:
    """What was judged of each module, as it is written."""
    written: dict[str, dict[str, Any]] = {"absent": {}, "parameters": {}, "wider": {}}
    for module, (absent, others, _) in judged.items():
        if absent:
            written["absent"][module] = " ".join(absent)
        if others:
            written["parameters"][module] = others
    for module, (_, _, wider) in judged.items():
        for name, ours in wider.items():
            home, there = tree.definition(module, name)
            seen = written["wider"].setdefault(home, {}).setdefault(there, ours)
            if seen != ours:
                written["wider"].setdefault(module, {})[name] = ours
    return written


def accepts(ours: str, theirs: str) -> bool:
    """Whether parameters take every call that others, as "x y= *args **kwargs", take."""
    mine, others = Parameters(ours), Parameters(theirs)
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


def main() -> None:
    """Judge every module and write what was found."""
    modules = tree.modules()
    judged = {"tensorflow": compat.__version__, **gather({m: judge(m) for m in modules})}
    lines = []
    for key, value in judged.items():
        if isinstance(value, dict):
            rows = ",\n".join(f"{json.dumps(m)}:{json.dumps(v)}" for m, v in value.items())
            lines.append(f'"{key}":{{\n{rows}}}')
        else:
            lines.append(f'"{key}":{json.dumps(value)}')
    write_text(OUTPUT, "{" + ",\n".join(lines) + "}\n")
    n_names = sum(len(tree.names(module)) for module in modules)
    n_absent = sum(len(names.split()) for names in judged["absent"].values())
    n_others = sum(map(len, judged["parameters"].values()))
    print(f"{len(modules)} modules, {n_names} names: {n_absent} absent, {n_others} others")


if __name__ == "__main__":
    main()
