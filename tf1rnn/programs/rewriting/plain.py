"""Finds expressions that cannot be NumPy's numbers or arrays: loop counters, lengths, constants.

What is done with these stays as it is, at the speed it had.
"""

import ast
from collections.abc import Iterator

# What these built-in functions return is Python's, whatever they are given.
_PYTHONS = {"bool", "chr", "float", "id", "input", "int", "len", "ord", "repr", "str"}
_NAMES_OF_OTHERS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


class Names:
    """The names of a scope that are never NumPy's, and those of the scopes around it.

    Of a module that is not whole, other parts give values to its names, too.
    """

    def __init__(self, scope: ast.AST, around: "Names | None" = None, whole: bool = True) -> None:
        self._around = around
        if around is None:
            self.shadowed, self._shared = _bound_anywhere(scope), _shared(scope)
        else:
            self.shadowed, self._shared = around.shadowed, around._shared
        self._bound: dict[str, list[ast.expr | None]] = {}
        if hasattr(scope, "args"):
            for node in ast.walk(scope.args):
                if isinstance(node, ast.arg):
                    self._bind(node.arg, None)
        for node in _inside(scope):
            self._note(node)
        self.plain = set(self._bound) - self._shared if whole else set()
        while changed := {name for name in self.plain if not self._stays_plain(name)}:
            self.plain -= changed

    def is_plain(self, node: ast.expr | None) -> bool:
        """Whether an expression is never a number or an array of NumPy's."""
        if isinstance(node, ast.Constant | ast.JoinedStr | ast.Compare):
            return not isinstance(node, ast.Compare) or self._are_plain(
                node.left, *node.comparators
            )
        if isinstance(node, ast.Name):
            return self._is_plain_name(node.id)
        if isinstance(node, ast.BinOp):
            return self._are_plain(node.left, node.right)
        if isinstance(node, ast.UnaryOp):
            return isinstance(node.op, ast.Not) or self.is_plain(node.operand)
        if isinstance(node, ast.BoolOp):
            return self._are_plain(*node.values)
        if isinstance(node, ast.IfExp):
            return self._are_plain(node.body, node.orelse)
        return self.is_builtin_call(node, _PYTHONS)

    def is_builtin_call(self, node: ast.AST | None, names: set[str]) -> bool:
        """Whether an expression calls one of these built-in functions."""
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in names
            and node.func.id not in self.shadowed
        )

    def _are_plain(self, *nodes: ast.expr) -> bool:
        return all(map(self.is_plain, nodes))

    def _is_plain_name(self, name: str) -> bool:
        if name in self._bound or name in self._shared:
            return name in self.plain
        return self._around is not None and self._around._is_plain_name(name)

    def _stays_plain(self, name: str) -> bool:
        return all(value is not None and self.is_plain(value) for value in self._bound[name])

    def _bind(self, name: str, value: ast.expr | None) -> None:
        """Note that a name is bound to a value; None stands for one that may be NumPy's."""
        self._bound.setdefault(name, []).append(value)

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._note_target(target, node.value)
        elif isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr):
            self._note_target(node.target, node.value)
        elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            self._note_loop(node.target, node.iter)
        elif isinstance(node, ast.alias):
            self._bind((node.asname or node.name).partition(".")[0], None)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            self._bind(node.name, None)
        elif isinstance(node, ast.withitem):
            self._note_target(node.optional_vars, None)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            self._bind(node.name or "", None)
        elif isinstance(node, ast.MatchMapping):
            self._bind(node.rest or "", None)

    def _note_target(self, target: ast.expr | None, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self._bind(target.id, value)
        elif isinstance(target, ast.Starred):
            self._note_target(target.value, None)
        elif isinstance(target, ast.Tuple | ast.List):
            paired = isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts)
            values = value.elts if paired else [None] * len(target.elts)
            for one, its in zip(target.elts, values, strict=True):
                self._note_target(one, its)

    def _note_loop(self, target: ast.expr, values: ast.expr) -> None:
        counter = ast.Constant(0)
        if self.is_builtin_call(values, {"range"}):
            self._note_target(target, counter)
        elif self.is_builtin_call(values, {"enumerate"}) and isinstance(target, ast.Tuple):
            rest = [ast.Name("", ast.Load())] * (len(target.elts) - 1)
            self._note_target(target, ast.Tuple([counter, *rest], ast.Load()))
        else:
            self._note_target(target, None)


def _inside(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope, without the insides of the functions and classes in it."""
    pending = list(scope.body) if isinstance(scope.body, list) else [scope.body]
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, _NAMES_OF_OTHERS):
            pending += ast.iter_child_nodes(node)


def _bound_anywhere(module: ast.AST) -> set[str]:
    """All names that a module gives to something, wherever it does."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
    return found


def _shared(module: ast.AST) -> set[str]:
    """All names that some function assigns in a scope around it."""
    statements = (n for n in ast.walk(module) if isinstance(n, ast.Global | ast.Nonlocal))
    return {name for statement in statements for name in statement.names}
