"""What a module uses of TensorFlow: names followed through imports and assignments."""

import ast
import sys
from dataclasses import dataclass, field

from tf1rnn.programs.doctor.names import is_module

_ROOTS = ("tensorflow.compat.v1", "tensorflow")


@dataclass
class Uses:
    """What was found: {dotted path: [where it is used]} and packages that are imported."""

    names: dict[str, list[str]] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)  # name -> where

    def add(self, path: str, where: str) -> None:
        """Note a use of `path`."""
        places = self.names.setdefault(path, [])
        if where not in places:
            places.append(where)


def of_tensorflow(dotted: str) -> str | None:
    """tf.contrib.rnn for tensorflow.contrib.rnn; None for names of other packages."""
    for root in _ROOTS:
        if dotted == root or dotted.startswith(root + "."):
            return "tf" + dotted.removeprefix(root)
    return None


class Reader(ast.NodeVisitor):
    """Reads one module; `scope` says what its names stand for, and outlives a notebook's cell."""

    def __init__(self, uses: Uses, scope: dict[str, str | None]) -> None:
        self.uses, self.scopes, self.where = uses, [scope], ""
        self._later: list[tuple[ast.AST, list]] = []
        self._in_try = 0

    def read(self, tree: ast.Module, where: str) -> None:
        """Note what a module, or a cell, uses."""
        self.where = where
        self.visit(tree)
        while self._later:  # functions see all that the module has bound when they are called
            node, scopes = self._later.pop(0)
            before, self.scopes = self.scopes, [*scopes, self._parameters(node)]
            for child in node.body if isinstance(node.body, list) else [node.body]:
                self.visit(child)
            self.scopes = before

    def _at(self, node: ast.AST) -> str:
        return f"{self.where}:{node.lineno}"

    def _parameters(self, node) -> dict[str, str | None]:
        arguments = node.args
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        named += [each for each in (arguments.vararg, arguments.kwarg) if each]
        return dict.fromkeys(each.arg for each in named)

    def visit_FunctionDef(self, node) -> None:
        """Its decorators and defaults now, its body later."""
        for child in [*node.decorator_list, *node.args.defaults, *node.args.kw_defaults]:
            if child is not None:
                self.visit(child)
        self.scopes[-1][node.name] = None
        self._later.append((node, list(self.scopes)))

    def visit_AsyncFunctionDef(self, node) -> None:
        """As of other functions."""
        self.visit_FunctionDef(node)

    def visit_Lambda(self, node) -> None:
        """Its body later."""
        self._later.append((node, list(self.scopes)))

    def visit_ClassDef(self, node) -> None:
        """Its body in a scope of its own."""
        for child in [*node.bases, *node.keywords, *node.decorator_list]:
            self.visit(child)
        self.scopes[-1][node.name] = None
        self.scopes.append({})
        for child in node.body:
            self.visit(child)
        self.scopes.pop()

    def visit_Try(self, node) -> None:
        """What is imported in a `try` may be missing."""
        self._in_try += 1
        self.generic_visit(node)
        self._in_try -= 1

    def visit_Import(self, node) -> None:
        """`import tensorflow.contrib.rnn as rnn`."""
        for alias in node.names:
            path = of_tensorflow(alias.name)
            if path is None:
                self._package(alias.name, node)
                self.scopes[-1][alias.asname or alias.name.partition(".")[0]] = None
                continue
            if path != "tf":
                self.uses.add(path, self._at(node))
            self.scopes[-1][alias.asname or "tensorflow"] = path if alias.asname else "tf"

    def visit_ImportFrom(self, node) -> None:
        """`from tensorflow.contrib import rnn`."""
        path = None if node.level else of_tensorflow(node.module or "")
        if path is None and not node.level:
            self._package(node.module, node)
        for alias in node.names:
            if alias.name == "*":
                if path and path != "tf":
                    self.uses.add(path, self._at(node))
                continue
            found = path and of_tensorflow(f"{node.module}.{alias.name}")
            if found and found != "tf":
                self.uses.add(found, self._at(node))
            self.scopes[-1][alias.asname or alias.name] = found

    def _package(self, dotted: str, node) -> None:
        top = dotted.partition(".")[0]
        if top not in sys.stdlib_module_names and not self._in_try:
            self.uses.packages.setdefault(top, self._at(node))

    def visit_Assign(self, node) -> None:
        """`rnn = tf.contrib.rnn` gives a module another name; other values hide one."""
        self.visit(node.value)
        path = self._path(node.value)
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.scopes[-1][target.id] = path if path and is_module(path) else None
            else:
                self.visit(target)

    def visit_Attribute(self, node) -> None:
        """`tf.nn.rnn_cell.LSTMCell`."""
        path = self._path(node)
        if path is None:
            self.generic_visit(node)
        else:
            self.uses.add(path, self._at(node))

    def _path(self, node) -> str | None:
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        for scope in reversed(self.scopes):
            if node.id in scope:
                root = scope[node.id]
                return root and ".".join([root, *reversed(parts)])
        return None
