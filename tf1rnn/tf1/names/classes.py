"""The attributes that objects of TensorFlow's classes have, read from source: nothing is imported.

members("tensorflow.compat.v1.train", "AdamOptimizer")     {"minimize", "compute_gradients", ...}
members("tensorflow.compat.v1", "Variable")                None: not all of them can be seen
"""

import ast
import functools
from collections.abc import Iterator

from tf1rnn.tf1.names import installed

# What of a class leaves its attributes as they stand in the source.
_METACLASSES = {"ABCMeta", "type"}
_DECORATORS = {"deprecated", "inject_checkpoint_metadata", "keras_export", "tf_export"}
# What makes attributes that the source does not name.
_MAKES_MORE = {"__getattr__", "__getattribute__", "__new__", "setattr", "__dict__"}


@functools.cache
def members(module: str, name: str) -> frozenset[str] | None:
    """The attributes of the objects of a class; None if it is no class, or not all are seen."""
    if (module, name) == ("", "object"):
        return frozenset(dir(object))
    found = _definition(module, name, frozenset())
    if found is None:
        return None
    home, node = found
    names = {*_named(node), *_given_later(home, name)}
    metaclasses = {ast.unparse(each.value).rpartition(".")[2] for each in node.keywords}
    decorators = {_last(each) for each in node.decorator_list}
    if names & _MAKES_MORE or metaclasses - _METACLASSES or decorators - _DECORATORS:
        return None
    for base in node.bases:
        inherited = _of_base(home, base)
        if inherited is None:
            return None
        names |= inherited
    return frozenset(names)


def _of_base(module: str, base: ast.expr) -> frozenset[str] | None:
    parts = ast.unparse(base).split(".")
    if parts in (["object"], ["abc", "ABC"]):
        return members("", "object")
    if len(parts) == 1:
        return members(module, parts[0])
    home, _, there = installed.bound(module)[0].get(parts[0], "").rpartition(":")
    place = ".".join(filter(None, (home, there, *parts[1:-1])))
    return members(place, parts[-1]) if home else None


def _definition(module: str, name: str, seen: frozenset) -> tuple[str, ast.ClassDef] | None:
    """The module that defines a class, and the class; imports are followed."""
    if module in seen or not installed.is_module(module):
        return None
    body = installed.body(module)
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return module, node
    names, stars = installed.bound(module) if body else ({}, [])
    seen |= {module}
    if name in names:
        home, _, there = names[name].rpartition(":")
        return _definition(home, there, seen if there == name else frozenset()) if home else None
    found = (_definition(star, name, seen) for star in stars)
    return next((each for each in found if each), None)


def _named(node: ast.ClassDef) -> Iterator[str]:
    """The names that a class gives its objects, in its body and in its methods."""
    for each in ast.walk(node):
        if isinstance(each, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            yield each.name
        elif isinstance(each, ast.Attribute) and (
            isinstance(each.ctx, ast.Store) or each.attr == "__dict__"
        ):
            yield each.attr
        elif isinstance(each, ast.Name) and (
            isinstance(each.ctx, ast.Store) or each.id == "setattr"
        ):
            yield each.id


def _given_later(module: str, name: str) -> Iterator[str]:
    """The names that a module gives a class after its body: `setattr(Supervisor, "Loop", ...)`."""
    for node in installed.body(module):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(target, ast.Attribute) and ast.unparse(target.value) == name:
                yield target.attr
        call = node.value if isinstance(node, ast.Expr) else None
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "setattr":
            given, attribute, *_ = call.args
            if ast.unparse(given) == name and isinstance(attribute, ast.Constant):
                yield attribute.value


def _last(decorator: ast.expr) -> str:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(function).rpartition(".")[2]
