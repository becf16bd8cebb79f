"""Every name in the tables exists, and is the same in every way that a program can reach it."""

import functools
import operator

import pytest

from tf1rnn.programs.imports import Imports
from tf1rnn.tf1.names import tables, tree
from tf1rnn.tf1.names.absent import ABSENT
from tf1rnn.tf1.names.namespace import resolve

GENERATIONS = ("1.15", "0.12")
ROWS = [(generation, row) for generation in GENERATIONS for row in tables.modules(generation)]


def imported(statement, generation):
    """The value of `found` after a program of a generation has run an import statement."""
    imports = Imports({"tensorflow": functools.partial(resolve, generation=generation)})
    variables = {}
    exec(imports.compiler.compile(statement, "<program>"), variables)
    return variables["found"]


def names_in(row, generation):
    """The names that the tables list for a module, without those that an installed module adds."""
    names = set(tables.submodules(row, generation))
    for source in tables.sources(row, generation):
        if tree.has(row) and not source.module.startswith("tf1rnn."):
            continue  # test_tree.py looks at the names of recorded modules
        names.update(source.names)
        if source.whole and source.module.startswith("tf1rnn."):
            names.update(__import__(source.module, fromlist=["__all__"]).__all__)
    return sorted(names)


@pytest.mark.parametrize(("generation", "row"), ROWS)
def test_a_name_is_the_same_as_an_attribute_and_by_import(generation, row):
    tf = resolve("tensorflow", generation)
    dotted = row.replace("tf", "tensorflow", 1)
    module = resolve(dotted, generation)
    parent, _, last = row.rpartition(".")
    if tree.names(parent).get(last) != "from":  # else a function of this name hides the module
        assert imported(f"import {dotted} as found", generation) is module
        if row != "tf":
            assert operator.attrgetter(row.removeprefix("tf."))(tf) is module
    for name in names_in(row, generation):
        value = getattr(module, name)
        assert imported(f"from {dotted} import {name} as found", generation) is value


@pytest.mark.parametrize(("generation", "row"), ROWS)
def test_a_name_that_is_in_no_table_is_in_no_module(generation, row):
    dotted = row.replace("tf", "tensorflow", 1)
    with pytest.raises(AttributeError, match="has no attribute 'no_such_name'"):
        _ = resolve(dotted, generation).no_such_name
    with pytest.raises(ImportError, match="cannot import name 'no_such_name'"):
        imported(f"from {dotted} import no_such_name as found", generation)
    with pytest.raises(ModuleNotFoundError, match=f"No module named '{dotted}.no_such_name'"):
        imported(f"import {dotted}.no_such_name as found", generation)


@pytest.mark.parametrize("row", sorted(ABSENT))
def test_importing_a_name_that_is_not_available_gives_the_same_error(row):
    dotted, shown = row.replace("tf", "tensorflow", 1), tables.displayed(row)
    for name in ABSENT[row].keys() - {"python"}:
        with pytest.raises(ImportError, match=f"^{shown}.{name} is not available. It "):
            imported(f"from {dotted} import {name} as found", "1.15")
        with pytest.raises(ModuleNotFoundError, match=f"^{shown}.{name} is not available. It "):
            imported(f"import {dotted}.{name} as found", "1.15")


def test_no_name_in_a_table_is_listed_as_not_available():
    for row, names in ABSENT.items():
        if tables.is_listed(row, "1.15"):
            assert not set(names) & set(names_in(row, "1.15"))


def test_names_are_read_in_the_order_of_the_row():
    sources = tables.sources("tf.contrib.framework.nest")
    assert [(source.module, source.whole) for source in sources] == [
        ("tensorflow.python.util.nest", True)
    ]
    assert sources[0].names == {"is_sequence": "is_nested"}


@pytest.mark.parametrize(
    ("module", "canonical"),
    [
        ("tf.compat.v1", "tf"),
        ("tf.compat.v1.nn.rnn_cell", "tf.nn.rnn_cell"),
        ("tf._api.v1.compat.v1.nn", "tf.nn"),
        ("tf.compat.v2", "tf.compat.v2"),
    ],
)
def test_a_module_has_one_name(module, canonical):
    assert tables.canonical(module) == canonical


@pytest.mark.parametrize(
    ("module", "is_one"),
    [
        ("tf.python.ops.array_ops", True),
        ("tf.python.ops.nowhere", False),
        ("tf.python.ops.rnn_cell_impl", True),
        ("tf.contrib.rnn.python.ops.core_rnn_cell", True),
        ("tf.core.framework.summary_pb2", True),
        ("tf.layers", False),
    ],
)
def test_a_module_of_the_source_tree_is_known_without_loading_it(module, is_one):
    assert (tables.sources(module) is not None) == is_one
