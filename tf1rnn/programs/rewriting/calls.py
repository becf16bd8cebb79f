"""A program's calls of functions that want a number, and of methods that were dropped."""

import ast
from typing import Any

from tf1rnn.programs.rewriting.sites import Sites, call, reference

_CONVERTERS = {"complex", "float", "int"}
_SOURCES = {"eval", "exec"}
_TWO_OPERANDS = {
    *("add", "divide", "floor_divide", "fmod", "hypot", "arctan2", "maximum", "minimum", "mod"),
    *("multiply", "power", "remainder", "subtract", "true_divide"),
}


class CallSites(Sites):
    """Rewrites calls and attributes."""

    def __init__(self, module: ast.AST, *args: Any) -> None:
        super().__init__(module, *args)
        self._numpy, self._math, self._functions_of_math = set(), set(), set()
        for node in ast.walk(module):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    names = {"numpy": self._numpy, "math": self._math}.get(alias.name, set())
                    names.add(alias.asname or alias.name)
            elif isinstance(node, ast.ImportFrom) and node.module == "math":
                self._functions_of_math |= {alias.asname or alias.name for alias in node.names}

    def visit_Call(self, node: ast.Call) -> Any:
        plain = [self.names.is_plain(one) for one in node.args]
        built_in = {
            name: self.names.is_builtin_call(node, {name})
            for name in (*_CONVERTERS, *_SOURCES, "__import__", "compile", "map", "sum")
        }
        if self.names.is_builtin_call(node, {"open"}):
            _drop_universal(node)
        function, args = node.func, node.args
        self.generic_visit(node)
        if not args or any(isinstance(one, ast.Starred) for one in args):
            return node
        if any(built_in[name] for name in _SOURCES):
            node.args[0] = call(f"code_to_{function.id}", node.args[0], at=args[0])
        elif built_in["__import__"] or built_in["compile"] or built_in["sum"]:
            node.func = reference(function.id, function)
        elif built_in["map"] and isinstance(args[0], ast.Name) and args[0].id in _CONVERTERS:
            if args[0].id not in self.names.shadowed:
                node.args[0] = reference(args[0].id, args[0])
        elif any(built_in[name] for name in _CONVERTERS) or self._is_of_math(function):
            node.args = [
                one if is_plain else call("number", one, at=one)
                for one, is_plain in zip(node.args, plain, strict=True)
            ]
        elif self._has_two_operands(function) and len(args) > 1 and not all(plain[:2]):
            pair = call("both", *node.args[:2], at=node)
            node.args[:2] = [ast.copy_location(ast.Starred(pair, ast.Load()), node)]
        return node

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        self.generic_visit(node)
        of_lib = isinstance(node.value, ast.Attribute) and node.value.attr == "lib"  # np.lib.pad
        if not (node.attr in self.dropped or of_lib) or not isinstance(node.ctx, ast.Load):
            return node
        return call("attribute", node.value, ast.Constant(node.attr), at=node)

    def _is_of_math(self, function: ast.expr) -> bool:
        if isinstance(function, ast.Name):
            return function.id in self._functions_of_math
        return _owner(function) in self._math

    def _has_two_operands(self, function: ast.expr) -> bool:
        return _owner(function) in self._numpy and function.attr in _TWO_OPERANDS


def _drop_universal(node: ast.Call) -> None:
    """open(path, "rU"): reading any line ends became the rule, and the U an error."""
    modes = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "mode")]
    for mode in modes:
        if isinstance(mode, ast.Constant) and isinstance(mode.value, str):
            mode.value = mode.value.replace("U", "") or "r"


def _owner(function: ast.expr) -> str | None:
    """The name before the dot, if a function is just NAME.FUNCTION."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.value.id
    return None
