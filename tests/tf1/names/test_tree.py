"""Every recorded module and name of TensorFlow 1.15 is there, or told to be absent."""

import json
import sys

import pytest

from tf1rnn.errors import Absent
from tf1rnn.programs.imports import Imports
from tf1rnn.tf1.names import known, tree
from tf1rnn.tf1.names.namespace import resolve
from tf1rnn.tf1.parity import judge_tree
from tf1rnn.tf1.parity.record_tree import parameters
from tf1rnn.tf1.start.loading import compat

JUDGED = json.loads(judge_tree.OUTPUT.read_text(encoding="utf-8"))
IMPORTS = Imports({"tensorflow": resolve})
IS_SAME = JUDGED["tensorflow"] == compat.__version__
# Where each function and class takes every call that it took.
RNN = (
    *("contrib.crf", "contrib.cudnn_rnn", "contrib.framework", "contrib.legacy_seq2seq"),
    *("contrib.lookup", "contrib.losses", "contrib.metrics", "contrib.nn", "contrib.rnn"),
    *("contrib.seq2seq", "contrib.training", "python.layers", "python.ops.rnn"),
    *("python.ops.rnn_cell", "python.ops.rnn_cell_impl"),
)


def imported(statement):
    """What `found` is after a program has run an import statement."""
    variables = {}
    exec(IMPORTS.compiler.compile(statement, "<program>"), variables)
    return variables["found"]


def dotted(module):
    return module.replace("tf", "tensorflow", 1)


@pytest.mark.parametrize("module", tree.modules())
def test_a_name_is_the_same_by_every_import_style_or_told_to_be_absent(module):
    found = resolve(dotted(module))
    parent, _, last = module.rpartition(".")
    if tree.names(parent).get(last, "modules") in ("modules", "outside"):
        assert imported(f"import {dotted(module)} as found") is found
    for name in tree.names(module):
        try:
            value = getattr(found, name)
        except AttributeError as error:
            if isinstance(error, Absent):
                with pytest.raises(ImportError, match="is not available"):
                    imported(f"from {dotted(module)} import {name} as found")
            else:  # a module that a name hides
                assert imported(f"from {dotted(module)} import {name} as found")
        else:
            assert imported(f"from {dotted(module)} import {name} as found") is value


@pytest.mark.skipif(not IS_SAME, reason="the file was written under another TensorFlow")
@pytest.mark.parametrize("module", tree.modules())
def test_what_is_absent_and_what_takes_other_arguments_stands_in_the_file(module):
    absent, others, wider = judge_tree.judge(module)
    assert {name: known.parameters(f"{module}.{name}") for name in wider} == wider
    assert " ".join(absent) == JUDGED["absent"].get(module, "")
    assert others == JUDGED["parameters"].get(module, {})


@pytest.mark.parametrize(
    "module", [m for m in tree.modules() if m.startswith(tuple(f"tf.{r}" for r in RNN))]
)
def test_what_rnn_programs_call_takes_every_call_that_it_took(module):
    _, others, _ = judge_tree.judge(module)
    assert others == {}


@pytest.mark.parametrize(
    ("ours", "theirs", "takes"),
    [
        ("x y=", "x y=", True),
        ("x y= z=", "x y=", True),
        ("x y z", "x y", False),
        ("x y", "x y=", False),
        ("y x", "x y", False),
        ("x **kwargs", "x * name=", True),
        ("x * name=", "x * name= scope=", False),
        ("*args **kwargs", "x y=", True),
        ("x *args", "x y", False),
        ("x", "*args **kwargs", True),
        ("", "", True),
    ],
)
def test_parameters_take_the_calls_of_others(ours, theirs, takes):
    assert judge_tree.accepts(ours, theirs) == takes


def test_parameters_are_written_as_they_are_defined():
    def function(x, y=1, *args, scope, name=None, **kwargs):
        pass

    assert parameters(function) == "x y= *args scope name= **kwargs"
    assert parameters(dict) is None or sys.version_info >= (3, 13)


def test_a_star_import_brings_what_is_available():
    variables = {}
    statement = "from tensorflow.contrib.learn.python.learn.monitors import *"
    exec(IMPORTS.compiler.compile(statement, "<program>"), variables)
    assert "session_run_hook" in variables
    assert not any(name.startswith("_") for name in variables.keys() - {"__builtins__"})
