"""A program's import statements of modules that have another meaning in it, such as tensorflow."""

import ast
from collections.abc import Iterator
from typing import Any

from tf1rnn.programs.rewriting.sites import Sites, call


class ImportSites(Sites):
    """Rewrites import statements as assignments of what our functions find."""

    def visit_Import(self, node: ast.Import) -> Any:
        if not any(_top(alias.name) in self.packages for alias in node.names):
            return node
        return [self._import(alias, node) for alias in node.names]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> Any:
        if node.level or _top(node.module or "") not in self.packages:
            return node
        return list(_import_from(node))

    def _import(self, alias: ast.alias, node: ast.Import) -> ast.stmt:
        if _top(alias.name) not in self.packages:
            return ast.copy_location(ast.Import([alias]), node)
        function = "module" if alias.asname else "top_module"
        found = call(function, _text(alias.name), at=node)
        return _assign(alias.asname or _top(alias.name), found, node)


def _import_from(node: ast.ImportFrom) -> Iterator[ast.stmt]:
    for alias in node.names:
        if alias.name == "*":
            found = call("all_names", _text(node.module), at=node)
            yield ast.copy_location(ast.Expr(found), node)
        else:
            found = call("name_from", _text(node.module), _text(alias.name), at=node)
            yield _assign(alias.asname or alias.name, found, node)


def _assign(name: str, value: ast.expr, at: ast.AST) -> ast.stmt:
    statement = ast.Assign([ast.Name(name, ast.Store())], value)
    return ast.fix_missing_locations(ast.copy_location(statement, at))


def _text(name: str) -> ast.Constant:
    return ast.Constant(name)


def _top(name: str) -> str:
    return name.partition(".")[0]
