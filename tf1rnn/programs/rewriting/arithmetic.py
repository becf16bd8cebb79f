"""A program's operations, with NumPy 1's types of results.

`a + b` becomes `a + right(a, b)`, where `right` gives `b` back, converted if need be (see
programs/numpy1/promotion.py). The program itself still adds, so errors and warnings name its line.
"""

import ast
import copy
import struct
from collections.abc import Callable
from typing import Any

from tf1rnn.programs.rewriting.sites import Sites, call

_ORDERINGS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_NO_NUMBERS = (
    *(ast.JoinedStr, ast.List, ast.Dict, ast.Set, ast.Tuple, ast.Lambda),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)


class ArithmeticSites(Sites):
    """Rewrites operations, and what is assigned to elements."""

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        a, b = node.left, node.right
        plain = self.names.is_plain(a) and self.names.is_plain(b)
        self.generic_visit(node)
        if isinstance(node.op, ast.Mod) and _is_text(a):
            if not plain:
                node.right = call("formatted", copy.deepcopy(node.left), node.right, at=b)
            return node
        if plain or isinstance(node.op, ast.MatMult) or _is_no_number(a) or _is_no_number(b):
            return node

        def build(a: ast.expr, b: ast.expr) -> ast.expr:
            if isinstance(node.op, ast.Mod):
                b = call("formatted", a, b, at=node) if isinstance(a, ast.Name) else b
            return ast.copy_location(ast.BinOp(a, node.op, b), node)

        return self._operated(node.left, node.right, build, node)

    def visit_Compare(self, node: ast.Compare) -> Any:
        a, b = node.left, node.comparators[0]
        plain = self.names.is_plain(a) and self.names.is_plain(b)
        if len(node.ops) > 1 and all(map(_is_simple, node.comparators[:-1])):
            return self.visit(_pairs(node))
        self.generic_visit(node)
        if plain or len(node.ops) > 1:
            return node
        if isinstance(node.ops[0], ast.In | ast.NotIn) and isinstance(b, ast.List | ast.Tuple):
            if all(map(_is_text, b.elts)):
                return node
            found = call("among", node.left, node.comparators[0], at=node)
            is_in = isinstance(node.ops[0], ast.In)
            return found if is_in else ast.copy_location(ast.UnaryOp(ast.Not(), found), node)
        if not isinstance(node.ops[0], _ORDERINGS):
            return node
        if any(_is_no_number(one) or _is_the_same_in_all(one) for one in (a, b)):
            return node

        def build(a: ast.expr, b: ast.expr) -> ast.expr:
            return ast.copy_location(ast.Compare(a, node.ops, [b]), node)

        return self._operated(node.left, node.comparators[0], build, node)

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        target, value = node.target, node.value
        plain = self.names.is_plain(value) and (
            self.names.is_plain(_loaded(target)) or not isinstance(target, ast.Name)
        )
        self.generic_visit(node)
        if plain or isinstance(node.op, ast.MatMult) or _is_no_number(value):
            return node
        if _is_cheap(target):
            right, _ = _converters(node.op)
            node.value = call(right, _loaded(target), node.value, at=value)
        return node

    def visit_Assign(self, node: ast.Assign) -> Any:
        value = node.value
        plain = self.names.is_plain(value) or _is_no_number(value)
        self.generic_visit(node)
        target = node.targets[0]
        if plain or len(node.targets) > 1 or not isinstance(target, ast.Subscript):
            return node
        if _is_cheap(target.value):
            node.value = call("element", node.value, copy.deepcopy(target.value), at=value)
        return node

    def _operated(self, a: ast.expr, b: ast.expr, build: Callable, at: ast.AST) -> ast.expr:
        """An operation in which one operand is converted; each is evaluated once, in order."""
        right, left = _converters(at.op if isinstance(at, ast.BinOp) else None)
        if _is_simple(a):
            return build(a, call(right, copy.deepcopy(a), b, at=b))
        if _is_simple(b):
            return build(call(left, a, copy.deepcopy(b), at=a), b)
        return self.operation(a, b, build, at, right)


def _converters(operator: ast.operator | None) -> tuple[str, str]:
    """The functions that convert the right operand of an operator, and the left one."""
    return ("divisor", "dividend") if isinstance(operator, ast.Div) else ("right", "left")


def _pairs(chain: ast.Compare) -> ast.BoolOp:
    """a < b < c as a < b and b < c."""
    operands = [chain.left, *chain.comparators]
    compared = [
        ast.copy_location(ast.Compare(copy.deepcopy(a), [operator], [b]), chain)
        for a, operator, b in zip(operands, chain.ops, operands[1:], strict=False)
    ]
    return ast.copy_location(ast.BoolOp(ast.And(), compared), chain)


def _is_simple(node: ast.expr) -> bool:
    """Whether evaluating an expression twice changes nothing and costs nothing."""
    return isinstance(node, ast.Name) or _number_of(node) is not None


def _loaded(target: ast.expr) -> ast.expr:
    """The value that a target of an assignment has before it."""
    loaded = copy.deepcopy(target)
    loaded.ctx = ast.Load()
    return loaded


def _is_cheap(target: ast.expr) -> bool:
    """Whether evaluating a target twice changes nothing and costs little."""
    if isinstance(target, ast.Attribute):
        return isinstance(target.value, ast.Name)
    if isinstance(target, ast.Subscript):
        index = target.slice
        return _is_cheap(target.value) and isinstance(index, ast.Name | ast.Constant)
    return isinstance(target, ast.Name)


def _number_of(node: ast.expr) -> Any:
    """The number that a constant is, if it is one."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        node = node.operand
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, int | float | complex) else None


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_no_number(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return not isinstance(node.value, int | float | complex)
    return isinstance(node, _NO_NUMBERS)


def _is_the_same_in_all(node: ast.expr) -> bool:
    """Whether a constant is the same number in every type, so that comparing it is, too."""
    value = _number_of(node)
    if isinstance(value, float):
        try:
            return struct.unpack("e", struct.pack("e", value))[0] == value
        except OverflowError:
            return False
    return isinstance(value, int) and abs(value) <= 2**11
