"""Reads expressions: what each stands for, as far as that can be seen."""

import ast
import builtins
from typing import Any

from tf1rnn.programs.doctor import folding
from tf1rnn.programs.doctor.lookups import Lookups
from tf1rnn.programs.doctor.values import (
    UNKNOWN,
    Class,
    Const,
    Either,
    Function,
    Lazy,
    Method,
    Real,
    Scope,
    either,
    truth,
)

_LAZY = {filter, map, zip}
_OF_ITEMS = (ast.ListComp, ast.GeneratorExp)
_MOST_ITEMS = 10


class Expressions(Lookups):
    """The part of a Reader that reads expressions."""

    def eval(self, node: ast.expr | None) -> Any:
        """The value of an expression that goes somewhere: a function in it may be called there."""
        value = self.look(node)
        self.escape(value)
        return value

    def look(self, node: ast.expr | None) -> Any:
        """The value of an expression."""
        if node is None:
            return UNKNOWN
        read = getattr(self, f"_{type(node).__name__}", None)
        return self._parts(node) if read is None else read(node)

    def _parts(self, node: ast.AST) -> Any:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.eval(child)
        return UNKNOWN

    def _Constant(self, node: ast.Constant) -> Any:
        if isinstance(node.value, str):
            self.texts.add(node.value)
        return Const(node.value)

    def _Name(self, node: ast.Name) -> Any:
        return self.name(node)

    def _Attribute(self, node: ast.Attribute) -> Any:
        return self.attribute(self.look(node.value), node.attr, node)

    def _Call(self, node: ast.Call) -> Any:
        return self.call(node)

    def _List(self, node: ast.List | ast.Tuple) -> Any:
        values = [self.eval(each) for each in node.elts]
        if values and all(isinstance(each, Const) for each in values):
            make = list if isinstance(node, ast.List) else tuple
            return Const(make(each.value for each in values))
        return UNKNOWN

    _Tuple = _List

    def _Starred(self, node: ast.Starred) -> Any:
        self.eval(node.value)
        return UNKNOWN

    def _Lambda(self, node: ast.Lambda) -> Any:
        return self.function(node)

    def _NamedExpr(self, node: ast.NamedExpr) -> Any:
        value = self.eval(node.value)
        self.assign(node.target, value)
        return value

    def _UnaryOp(self, node: ast.UnaryOp) -> Any:
        value = self.eval(node.operand)
        if isinstance(node.op, ast.Not):
            known = truth(value)
            return UNKNOWN if known is None else Const(not known)
        return folding.operate(node.op, value)

    def _BinOp(self, node: ast.BinOp) -> Any:
        left, right = self.eval(node.left), self.eval(node.right)
        for each, other in ((left, right), (right, left)):
            is_added = isinstance(node.op, ast.Add) and isinstance(other, Const | Lazy)
            if isinstance(each, Lazy) and is_added:
                self.fault("TypeError", f"{each.kind} is no list in Python 3", node)
        if isinstance(node.op, ast.RShift) and left == Real("print", print):
            self.fault("TypeError", "`print >>file` is Python 2: convert it first", node)
        return folding.operate(node.op, left, right)

    def _Compare(self, node: ast.Compare) -> Any:
        values = [self.eval(each) for each in (node.left, *node.comparators)]
        results = [
            folding.operate(op, one, other)
            for op, one, other in zip(node.ops, values, values[1:], strict=False)
        ]
        known = [truth(each) for each in results]
        if False in known:
            return Const(False)
        return UNKNOWN if None in known else Const(True)

    def _BoolOp(self, node: ast.BoolOp) -> Any:
        decisive = isinstance(node.op, ast.Or)
        found, reach = [], self.reach
        for each in node.values:
            value = self.eval(each)
            known = truth(value)
            if known is decisive:
                found.append(value)
                break
            if known is None:
                found.append(value)
                self.uncertain()
            elif each is node.values[-1]:
                found.append(value)
        self.reach = reach
        if len(found) > 1 and known is decisive and isinstance(value, Const):
            return UNKNOWN
        return either(*found)

    def _IfExp(self, node: ast.IfExp) -> Any:
        known = truth(self.eval(node.test))
        if known is not None:
            return self.eval(node.body if known else node.orelse)
        reach = self.reach
        self.uncertain()
        value = either(self.eval(node.body), self.eval(node.orelse))
        self.reach = reach
        return value

    def _Subscript(self, node: ast.Subscript) -> Any:
        value, index = self.look(node.value), self.eval(node.slice)
        if isinstance(value, Lazy) and isinstance(node.ctx, ast.Load):
            self.fault("TypeError", f"{value.kind} gives no list in Python 3", node)
        return folding.subscript(value, index)

    def _Slice(self, node: ast.Slice) -> Any:
        parts = [each and self.eval(each) for each in (node.lower, node.upper, node.step)]
        if all(each is None or isinstance(each, Const) for each in parts):
            return Const(slice(*(each and each.value for each in parts)))
        return UNKNOWN

    def _JoinedStr(self, node: ast.JoinedStr) -> Any:
        texts = [self.look(each) for each in node.values]
        if all(isinstance(each, Const) for each in texts):
            return Const("".join(str(each.value) for each in texts))
        return UNKNOWN

    def _FormattedValue(self, node: ast.FormattedValue) -> Any:
        value = self.eval(node.value)
        return value if node.format_spec is None else UNKNOWN

    def _ListComp(self, node: Any) -> Any:
        before = self.scope
        self.scope = Scope(before)
        items = self._items(node)
        if items is not None:
            self.scope = before
            return Const(items)
        for part in node.generators:
            self.eval(part.iter)
            self.assign(part.target, UNKNOWN)
            for test in part.ifs:
                self.eval(test)
        for each in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
            self.eval(each)
        self.scope = before
        return UNKNOWN

    def _items(self, node: Any) -> list | None:
        """What a comprehension over a few values that are known gives."""
        part = node.generators[0]
        if len(node.generators) > 1 or part.ifs or not isinstance(node, _OF_ITEMS):
            return None
        over = self.look(part.iter)
        if not isinstance(over, Const) or not isinstance(over.value, list | tuple):
            return None
        found = []
        for each in over.value[:_MOST_ITEMS]:
            self.assign(part.target, Const(each))
            found.append(self.eval(node.elt))
        is_known = len(over.value) <= _MOST_ITEMS and all(isinstance(v, Const) for v in found)
        return [value.value for value in found] if found and is_known else None

    _SetComp = _GeneratorExp = _DictComp = _ListComp

    def _Yield(self, node: ast.Yield) -> Any:
        self.eval(node.value)
        return UNKNOWN

    def escape(self, value: Any) -> None:
        """Note that a value goes where it cannot be followed."""
        for each in value.values if isinstance(value, Either) else (value,):
            if isinstance(each, Method):
                each = each.function
            if isinstance(each, Function):
                self.pending.append(each)
            elif isinstance(each, Class):
                self.alive(each)

    @staticmethod
    def lazy(thing: Any) -> Lazy | None:
        """What a function of Python's gives that was a list in Python 2."""
        is_lazy = isinstance(thing, type) and thing in _LAZY
        return Lazy(f"{thing.__name__}()") if is_lazy else None

    @staticmethod
    def builtin(name: str) -> Any:
        """A name of Python's own; None if it has none."""
        return Real(name, getattr(builtins, name)) if hasattr(builtins, name) else None
