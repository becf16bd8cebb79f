"""Reads `try`, `with` and `raise`: what stops a program, and where it goes on."""

import ast
from typing import Any

from tf1rnn.programs.doctor.faults import SURELY, Caught, Guard
from tf1rnn.programs.doctor.loading import Loading
from tf1rnn.programs.doctor.values import UNKNOWN, Instance, either

# What an import or a name that is there does not raise.
_EVIDENT = {"ImportError", "ModuleNotFoundError", "NameError"}


class Handling(Loading):
    """The part of a Reader that reads how errors are handled."""

    def stmt_Raise(self, node: ast.Raise) -> bool:
        """`raise Error`: only what a `try` catches matters here."""
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        self.eval(node.exc)
        kind = getattr(raised, "id", "")
        if kind and self.guards:
            for guard in reversed(self.guards):
                handler = guard.handler_of(kind)
                if handler is not None and self.reach == guard.reach:
                    raise Caught(guard, handler)
                if handler is not None:
                    guard.perhaps.add(handler)
                    return True
        if self.is_decided and kind and self.reach == SURELY:
            self.fault(kind, f"the program raises {kind}", node)
        return True

    def stmt_With(self, node: ast.With) -> bool:
        """`with a as b:`, of which contextlib.suppress() catches."""
        caught = None
        for item in node.items:
            value = self.eval(item.context_expr)
            if item.optional_vars is not None:
                self.assign(item.optional_vars, value if _is_own(value) else UNKNOWN)
            call = item.context_expr
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("suppress"):
                caught = ast.ExceptHandler(ast.Tuple(call.args, ast.Load()), None, [])
        if caught is None:
            return self.block(node.body)
        return self._guarded(node.body, [caught], [])

    stmt_AsyncWith = stmt_With

    def stmt_Try(self, node: ast.Try) -> bool:
        """The body, and the handler that catches what stops it."""
        ended = self._guarded(node.body, node.handlers, node.orelse)
        return self.block(node.finalbody) or ended

    stmt_TryStar = stmt_Try

    def _guarded(self, body: list, handlers: list, orelse: list) -> bool:
        guard = Guard(handlers, self.reach)
        state = self.scope, self.module, self.returned, self.owner, len(self.stack)
        self.guards.append(guard)
        n_opaque = self.n_opaque
        try:
            ended = self.block(body)
        except Caught as caught:
            if caught.guard is not guard:
                raise
            self.scope, self.module, self.returned, self.owner, depth = state
            del self.stack[depth:]
            self.reach = guard.reach
            del self.guards[self.guards.index(guard) :]
            return self._handle(handlers[caught.handler])
        finally:
            if guard in self.guards:
                del self.guards[self.guards.index(guard) :]
        is_plain = all(map(_is_plain, body)) and self.n_opaque == n_opaque
        for number, handler in enumerate(handlers):
            if number in guard.perhaps or not (is_plain or _only_evident(handler.type)):
                self._perhaps_handled(handler)
        return self.block(orelse) or (ended and not handlers)

    def _perhaps_handled(self, handler: ast.ExceptHandler) -> None:
        reach, before = self.reach, dict(self.scope.names)
        self.uncertain()
        self._handle(handler)
        self.reach = reach
        names = self.scope.names
        names.update({n: either(before[n], names.get(n, UNKNOWN)) for n in before})

    def _handle(self, handler: ast.ExceptHandler) -> bool:
        if handler.name:
            self.store(handler.name, UNKNOWN)
        return self.block(handler.body)


def _is_plain(node: ast.stmt) -> bool:
    """Whether a statement does nothing but import and look names up."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Pass):
        return True
    plain = (ast.Name, ast.Attribute, ast.expr_context, ast.Constant)
    value = node.value if isinstance(node, ast.Assign | ast.Expr) else None
    return value is not None and all(isinstance(each, plain) for each in ast.walk(value))


def _is_own(value: Any) -> bool:
    return isinstance(value, Instance)


def _only_evident(type_: ast.expr | None) -> bool:
    """Whether a handler is for what would have been seen."""
    if isinstance(type_, ast.Tuple):
        return all(_only_evident(each) for each in type_.elts)
    return getattr(type_, "id", "") in _EVIDENT
