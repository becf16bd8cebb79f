"""Reads statements: which are reached, and what names are bound to."""

import ast
from typing import Any

from tf1rnn.programs.doctor.faults import PERHAPS, SURELY
from tf1rnn.programs.doctor.handling import Handling
from tf1rnn.programs.doctor.values import (
    UNKNOWN,
    Class,
    Const,
    Function,
    Instance,
    Lazy,
    Module,
    Real,
    either,
    truth,
)
from tf1rnn.tf1.names import known

_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)
_EXITS = {"sys.exit", "exit", "quit", "os._exit"}


class Statements(Handling):
    """The part of a Reader that reads statements."""

    def block(self, body: list[ast.stmt]) -> bool:
        """Read statements in their order; whether what follows them is not reached."""
        return any(self.statement(each) for each in body)

    def statement(self, node: ast.stmt) -> bool:
        """Read a statement; whether what follows it is not reached."""
        read = getattr(self, f"stmt_{type(node).__name__}", None)
        try:
            if read is not None:
                return bool(read(node))
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self.eval(child)
        except RecursionError:  # an expression of thousands of parts
            pass
        return isinstance(node, _LEAVING)

    def stmt_Expr(self, node: ast.Expr) -> bool:
        """A call that ends the program is followed by nothing."""
        self.look(node.value)
        if not isinstance(node.value, ast.Call):
            return False
        called = self.look(node.value.func) if _is_dotted(node.value.func) else UNKNOWN
        if isinstance(called, known.Thing):
            return called.path == "tf.app.run"
        return isinstance(called, Real) and called.path in _EXITS

    def stmt_Return(self, node: ast.Return) -> bool:
        """`return x`."""
        value = self.eval(node.value) if node.value else Const(None)
        self.returned.append(value)
        return True

    def stmt_Assert(self, node: ast.Assert) -> bool:
        """`assert x` that fails for sure, as of a version."""
        is_false = truth(self.eval(node.test)) is False
        if is_false and self.reach == SURELY and not isinstance(node.test, ast.Constant):
            self.fault("AssertionError", "the program asserts what is not so here", node)
        return False

    def stmt_If(self, node: ast.If) -> bool:
        """The branch that is taken, or both, perhaps."""
        known_ = truth(self.eval(node.test))
        if known_ is not None:
            self.is_decided, before = True, self.is_decided
            ended = self.block(node.body if known_ else node.orelse)
            self.is_decided = before
            return ended
        return self._perhaps(node.body, node.orelse)

    def _perhaps(self, *blocks: list[ast.stmt]) -> bool:
        """Read blocks of which one is run."""
        reach, before, decided = self.reach, dict(self.scope.names), self.is_decided
        self.is_decided = False
        left, ended = [], []
        for body in blocks:
            self.scope.names.clear()
            self.scope.names.update(before)
            self.uncertain()
            try:
                ended.append(self.block(body))
            finally:
                self.reach = reach
            if not ended[-1]:
                left.append(dict(self.scope.names))
        if any(map(_exits, blocks)):
            self.uncertain()
        for names in left or [before]:
            for name, value in names.items():
                others = [each[name] for each in left if name in each]
                self.scope.names[name] = either(value, *others)
        self.is_decided = decided
        return bool(blocks) and all(ended) and len(ended) > 1

    def stmt_Match(self, node: ast.Match) -> bool:
        """One of the cases."""
        self.eval(node.subject)
        for case in node.cases:
            for each in ast.walk(case.pattern):
                name = getattr(each, "name", None)
                if isinstance(name, str):
                    self.store(name, UNKNOWN)
        self._perhaps(*(case.body for case in node.cases), [])
        return False

    def stmt_For(self, node: ast.For) -> bool:
        """A loop is entered, unless it is over nothing."""
        value = self.eval(node.iter)
        if isinstance(value, Const) and truth(value) is False:
            return self.block(node.orelse)
        self._forget(node)
        self.assign(node.target, UNKNOWN)
        reach = self.reach
        name = value.path if isinstance(value, Real) else ast.unparse(node.iter)
        if name.startswith(("sys.stdin", "sys.argv")):
            self.uncertain()  # there may be nothing
        self.block(node.body)
        self.reach = reach
        self.block(node.orelse)
        return False

    stmt_AsyncFor = stmt_For

    def stmt_While(self, node: ast.While) -> bool:
        """A loop is entered, unless its condition is false; without a break it may be endless."""
        self._forget(node)
        known_ = truth(self.eval(node.test))
        if known_ is False:
            return self.block(node.orelse)
        self.block(node.body)
        self.block(node.orelse)
        return known_ is True and not any(isinstance(n, ast.Break) for n in ast.walk(node))

    def _forget(self, loop: ast.stmt) -> None:
        """The names that a loop binds may have changed when it comes round."""
        for each in ast.walk(loop):
            is_bound = isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
            if is_bound and isinstance(self.scope.names.get(each.id), Const | Lazy):
                self.scope.names[each.id] = UNKNOWN

    def stmt_FunctionDef(self, node: ast.FunctionDef) -> bool:
        """A function: its decorators, defaults and annotations are read now, its body when run."""
        function = self.function(node)
        value: Any = function
        for each in reversed(node.decorator_list):
            decorator = self.look(each)
            function.decoration = function.decoration or _decoration(decorator, each)
            if isinstance(decorator, Function):
                self.run(decorator, [function], {}, are_all=False)
            if function.decoration == "other" and function.owner is None:
                self.escape(function)
        self.store(node.name, value)
        return False

    stmt_AsyncFunctionDef = stmt_FunctionDef

    def stmt_ClassDef(self, node: ast.ClassDef) -> bool:
        """A class: its body is read now."""
        made = self.class_(node)
        for each in node.decorator_list:
            self.eval(each)
            self.alive(made)
        self.store(node.name, made)
        return False

    def stmt_Assign(self, node: ast.Assign) -> bool:
        """`x = y = value`."""
        value = self.eval(node.value)
        for target in node.targets:
            self.assign(target, value, node.value)
        return False

    def stmt_AnnAssign(self, node: ast.AnnAssign) -> bool:
        """`x: int = 3`; the annotation is evaluated outside functions."""
        if self.scope is self.module.scope or self.scope.is_class:
            self.annotation(node.annotation)
        if node.value is not None:
            self.assign(node.target, self.eval(node.value))
        return False

    def stmt_AugAssign(self, node: ast.AugAssign) -> bool:
        """`x += 1`."""
        value = self.eval(node.value)
        target = ast.unparse(node.target)
        if target == "sys.path":
            self.extend_path("sys.path.extend", [value])
        elif isinstance(node.target, ast.Name):
            self.store(node.target.id, UNKNOWN)
        else:
            self.look(node.target)
        return False

    def stmt_Global(self, node: ast.Global) -> bool:
        """`global x`."""
        self.scope.declared_global |= set(node.names)
        return False

    def stmt_Delete(self, node: ast.Delete) -> bool:
        """`del x`."""
        return False

    def assign(self, target: ast.expr, value: Any, source: ast.expr | None = None) -> None:
        """Bind what a target names."""
        if isinstance(target, ast.Name):
            self.store(target.id, value)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, UNKNOWN)
        elif isinstance(target, ast.Tuple | ast.List):
            for each, one in zip(target.elts, self._parts_of(value, source, target), strict=True):
                self.assign(each, one)
        elif isinstance(target, ast.Attribute):
            self._assign_attribute(self.look(target.value), target.attr, value)
        else:
            self._parts(target)

    def _parts_of(self, value: Any, source: ast.expr | None, target: ast.Tuple | ast.List) -> list:
        """What each part of a target is given."""
        n_parts = len(target.elts)
        if isinstance(value, Const) and isinstance(value.value, list | tuple):
            if len(value.value) == n_parts:
                return [Const(each) for each in value.value]
        elif isinstance(source, ast.Tuple | ast.List) and len(source.elts) == n_parts:
            return [self.look_quietly(each) for each in source.elts]
        return [UNKNOWN] * n_parts

    def _assign_attribute(self, owner: Any, name: str, value: Any) -> None:
        self.stored.add(name)
        value = UNKNOWN if isinstance(value, Const | Lazy) else value
        if isinstance(owner, Instance):
            attributes = owner.of.attributes
            attributes[name] = either(attributes[name], value) if name in attributes else value
        elif isinstance(owner, Class):
            owner.names[name] = value
        elif isinstance(owner, Module):
            owner.scope.names[name] = value
            owner.bound.add(name)
        elif isinstance(owner, Real | known.Module):
            self.constants[f"{owner.path}.{name}"] = value

    def store(self, name: str, value: Any) -> None:
        """Bind a name in the scope that is running."""
        scope = self.module.scope if name in self.scope.declared_global else self.scope
        if scope is self.module.scope and self.reach <= PERHAPS and name in scope.names:
            value = either(scope.names[name], value)
        scope.names[name] = value


def _exits(body: list[ast.stmt]) -> bool:
    """Whether a block ends the program."""
    last = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    return isinstance(last, ast.Call) and ast.unparse(last.func) in _EXITS


def _is_dotted(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def _decoration(decorator: Any, node: ast.expr) -> str:
    names = {"property": "property", "staticmethod": "static", "classmethod": "class"}
    if isinstance(decorator, Real):
        return names.get(decorator.path, "other")
    if isinstance(node, ast.Attribute) and node.attr in ("setter", "getter", "deleter"):
        return "property"
    return "other"
