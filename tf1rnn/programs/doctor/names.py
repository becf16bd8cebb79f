"""What has become of each name of TensorFlow 1, found without loading TensorFlow."""

import functools
import json
from pathlib import Path
from typing import Literal

from tf1rnn.tf1 import names
from tf1rnn.tf1.names import tables
from tf1rnn.tf1.names.renamed_at_1_0 import successor

# "same": unchanged; "ours": provided by tf1rnn; "tree": in TensorFlow's source tree, not public;
# "old": from TensorFlow before 1.0.
Fate = Literal["same", "ours", "tree", "old", "gone", "unknown"]

_SOURCE_TREE = ("tf.python.", "tf.core.", "tf.examples.", "tf.models.")


@functools.cache
def _names() -> dict[str, dict[str, Fate]]:
    """{module: {name: what has become of it}}, as record_names.py judged."""
    path = Path(names.__file__).with_name("names_1_15.json")
    text = path.read_text(encoding="utf-8")
    return {
        module: {name: fate for fate, names in fates.items() for name in names.split()}
        for module, fates in json.loads(text).items()
    }


def is_module(path: str) -> bool:
    """Whether `path`, such as tf.contrib.rnn, was a module of TensorFlow 1."""
    return path in _names() or f"{path}.".startswith(_SOURCE_TREE) or path in ("tf.python",)


def fate(path: str) -> tuple[str, Fate]:
    """The part of a dotted path that names something of TensorFlow 1, and what became of it.

    What follows a class, a function or a value (tf.float32.name) is not checked.
    """
    if f"{path}.".startswith(_SOURCE_TREE):
        return path, _in_tree(path)
    module, *parts = path.split(".")
    for part in parts:
        if part == "python" and module.count(".") == 2:  # of a module of tf.contrib
            return path, "tree"
        found = _names().get(module, {}).get(part)
        if found is None:
            return f"{module}.{part}", "old" if successor(module, part) else "unknown"
        if found == "gone":
            return f"{module}.{part}", "gone"
        if f"{module}.{part}" not in _names():
            return f"{module}.{part}", found
        module = f"{module}.{part}"
    return module, "ours" if module.startswith(("tf.contrib", "tf.estimator")) else "same"


def _in_tree(path: str) -> Fate:
    """Whether there is such a module of TensorFlow's source tree, or one that may hold `path`."""
    if path.startswith("tf.examples.tutorials.mnist"):
        return "ours"
    if path.startswith("tf.models.rnn."):
        return "old"
    parent = path.rpartition(".")[0]
    places = (path, parent) if parent != "tf" else (path,)
    return "tree" if any(map(tables.sources, places)) else "unknown"
