"""What is replaced in TensorFlow: by the install() of the modules in one list, not by imports."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tf1rnn import tf1

# Compares the contents of other packages' modules and classes, by identity.
EVERY_MODULE = """
import importlib, pkgutil, sys, types
from tf1rnn.tf1.start.loading import ops

def is_of_others(name):
    return name.partition(".")[0] in ("absl", "keras", "tensorflow", "tf_keras")

def contents():
    found = {f"gradient {name}": True for name in ops.gradient_registry.list()}
    for module in list(sys.modules.values()):
        if is_of_others(getattr(module, "__name__", "")):
            for name, value in list(vars(module).items()):
                found[f"{module.__name__}.{name}"] = value
                if isinstance(value, type) and is_of_others(value.__module__):
                    of_class = f"{value.__module__}.{value.__qualname__}"
                    found |= {f"{of_class}.{key}": member for key, member in vars(value).items()}
    return found

def tell_changed(what, before, after):
    print(what, *(name for name, value in before.items() if after.get(name) is not value))
    print(what, *(name for name in after.keys() - before.keys() if name.startswith("gradient ")))

loaded = contents()
from tf1rnn import tf1
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start import installation
listed = installation.MODULES + installation.BEFORE_1_0
installation.MODULES = installation.BEFORE_1_0 = ()
for module in pkgutil.walk_packages(tf1.__path__, "tf1rnn.tf1."):
    importlib.import_module(module.name)
imported = contents()
tell_changed("imported", loaded, imported)
for name, module in sys.modules.items():
    if name.startswith("tf1rnn.tf1.") and module not in listed:
        declares = any(isinstance(value, StandIns) for value in vars(module).values())
        print("not_listed", *[name] * (declares or hasattr(module, "install")))
for what in ("installed", "installed_again"):
    before = contents()
    for module in listed:
        module.install()
    tell_changed(what, before, contents())
for name, value in contents().items():
    stand_in = isinstance(value, types.FunctionType) and hasattr(value, "stand_in")
    print("stands_above_another", *[name] * (stand_in and hasattr(value.__wrapped__, "stand_in")))
"""


@pytest.fixture(scope="module")
def report():
    """{what was done: names of what it changed}, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", EVERY_MODULE], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    report = {}
    for line in done.stdout.splitlines():
        what, *names = line.split()
        report.setdefault(what, []).extend(names)
    return report


def test_importing_every_module_replaces_nothing_in_tensorflow(report):
    assert report["imported"] == []


def test_every_module_that_replaces_something_is_in_the_list(report):
    assert report["not_listed"] == []


def test_installing_replaces_what_is_declared(report):
    assert {
        "tensorflow.python.client.session.BaseSession.run",
        "tensorflow.python.framework.ops.get_gradient_function",
        "tensorflow.python.framework.random_seed.get_seed",
        "tensorflow.python.ops.array_ops.split",
        "tensorflow.python.ops.rnn.dynamic_rnn",
    } <= set(report["installed"])


def test_installing_again_changes_nothing(report):
    assert report["installed_again"] == []


def test_nothing_has_two_stand_ins(report):
    assert report["stands_above_another"] == []


@pytest.mark.parametrize(
    "room", ["before_1_0", "contrib", "estimator", "fast", "graph", "names", "start"]
)
def test_tensorflow_is_imported_only_where_it_is_loaded(room):
    importing = set()
    for path in (Path(tf1.__file__).parent / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            if {name.partition(".")[0] for name in names} & {"tensorflow", "tf_keras"}:
                importing.add(path.name)
    assert importing == ({"loading.py"} if room == "start" else set())
