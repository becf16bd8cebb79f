"""What the transformers of a program's syntax share: scopes, and calls of functions of ours."""

import ast
import types
from collections.abc import Callable
from typing import Any

from tf1rnn.programs.rewriting.plain import Names

MARK = "\0tf1rnn."  # starts a constant that stands for a function until the code is compiled
OPERATION = "<operation>"  # the name of a function that holds one operation of a program's
_A, _B = ".a", ".b"  # its parameters, which no program can name


class Operation:
    """One operation of a program's, as a function in its module."""

    __slots__ = ("code", "function")

    def __init__(self, code: types.CodeType) -> None:
        self.code = code  # makes the function
        self.function: Callable | None = None

    def made(self, variables: dict[str, Any]) -> Callable:
        """The function, in the module that has these variables."""
        self.function = eval(self.code, variables)
        return self.function


class Sites(ast.NodeTransformer):
    """Walks through a module, and knows the names of the scope that it is in."""

    def __init__(
        self,
        module: ast.AST,
        path: str,
        whole: bool,
        packages: frozenset[str],
        dropped: frozenset[str],
    ) -> None:
        self.operations: dict[str, Operation] = {}  # by what stands for them
        self._path = path
        self.names = Names(module, whole=whole)
        self.packages = packages  # which have another meaning in a program
        self.dropped = dropped  # names of attributes that objects may have no more

    def visit_FunctionDef(self, node: Any) -> Any:
        node.decorator_list = [self.visit(one) for one in node.decorator_list]
        return self._visit_scope(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> Any:
        return self.visit_FunctionDef(node)

    def visit_Lambda(self, node: ast.Lambda) -> Any:
        return self._visit_scope(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        for part in ("decorator_list", "bases", "keywords"):
            setattr(node, part, [self.visit(one) for one in getattr(node, part)])
        return self._visit_scope(node)

    def _visit_scope(self, node: Any) -> Any:
        if not isinstance(node, ast.ClassDef):
            node.args = self.visit(node.args)
        around, self.names = self.names, Names(node, self.names)
        if isinstance(node.body, list):
            node.body = self.visit_all(node.body)
        else:
            node.body = self.visit(node.body)
        self.names = around
        return node

    def visit_all(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        """Statements, each of which may have become several."""
        found = []
        for statement in statements:
            changed = self.visit(statement)
            found += changed if isinstance(changed, list) else [changed]
        return found

    def operation(
        self, a: ast.expr, b: ast.expr, build: Callable, at: Any, converter: str
    ) -> ast.expr:
        """An operation on two expressions, each evaluated once; `converter` changes the right one.

        One of our functions does it for Python's objects. For NumPy's it runs the code that is made
        here, in the program's line, which NumPy's warnings then name.
        """
        names = [ast.arg(name) for name in (_A, _B)]
        one, other = (ast.copy_location(ast.Name(name, ast.Load()), at) for name in (_A, _B))
        parameters = ast.arguments([], names, None, [], [], None, [])
        function = ast.Lambda(parameters, build(one, call(converter, one, other, at=at)))
        function = ast.fix_missing_locations(ast.copy_location(function, at))
        code = compile(ast.Expression(function), self._path, "eval", dont_inherit=True)
        name = f"operation {len(self.operations)}"
        self.operations[name] = Operation(code)
        operator = at.op if isinstance(at, ast.BinOp) else at.ops[0]
        return call(type(operator).__name__, a, b, reference(name, at), at=at)

    # Annotations are also read as text, and patterns are no expressions.

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        node.value = self.visit(node.value) if node.value else None
        return node

    def visit_TypeAlias(self, node: Any) -> Any:
        return node

    def visit_match_case(self, node: ast.match_case) -> ast.match_case:
        node.guard = self.visit(node.guard) if node.guard else None
        node.body = self.visit_all(node.body)
        return node


def call(name: str, *args: ast.expr, at: ast.AST) -> ast.Call:
    """A call of one of our functions, at the place of another node."""
    return ast.fix_missing_locations(
        ast.copy_location(ast.Call(reference(name, at), list(args), []), at)
    )


def reference(name: str, at: ast.AST) -> ast.Constant:
    """One of our functions, at the place of another node."""
    return ast.copy_location(ast.Constant(MARK + name), at)


def linked(code: types.CodeType, meant: dict[str, Any]) -> types.CodeType:
    """Code in which each reference has become what it stands for."""
    constants = []
    for constant in code.co_consts:
        if isinstance(constant, str) and constant.startswith(MARK):
            constant = meant[constant.removeprefix(MARK)]
        if isinstance(constant, types.CodeType):
            constant = linked(constant, meant)
        elif isinstance(constant, Operation):
            constant.code = linked(constant.code, meant)
        constants.append(constant)
    code = code.replace(co_consts=tuple(constants))
    return code.replace(co_name=OPERATION) if code.co_varnames[:2] == (_A, _B) else code
