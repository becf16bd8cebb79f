"""Compiles a program's own code, rewritten where it may use TensorFlow or NumPy."""

import ast
import builtins
import re
import sys
import types
import warnings
from collections.abc import Callable, Iterable
from typing import Any

from tf1rnn.programs.rewriting.arithmetic import ArithmeticSites
from tf1rnn.programs.rewriting.calls import CallSites
from tf1rnn.programs.rewriting.imports import ImportSites
from tf1rnn.programs.rewriting.sites import linked

# Packages that give a program NumPy's numbers.
_NUMERIC = ("cv2", "gensim", "h5py", "matplotlib", "pandas", "pylab", "scipy", "sklearn", "torch")
_DEEPEST = 20_000  # of a program's syntax: a sum of thousands of terms is that deep


class _Rewriting(ImportSites, CallSites, ArithmeticSites):
    """All changes of a program's syntax."""


class Compiler:
    """Compiles the modules of one program.

    `packages` have another meaning in it, and `imports` are the functions that find them; `given`
    has what is given for names of other modules, by module and name. Code is rewritten from the
    first module on that mentions one of the packages, or another package of numbers. All code
    before that, and so all of a program without any, is as Python compiles it.
    """

    def __init__(
        self,
        packages: Iterable[str],
        imports: dict[str, Callable],
        given: dict[tuple[str, str], Callable],
    ) -> None:
        self._packages = frozenset({*packages, *(name.partition(".")[0] for name, _ in given)})
        self._imports = imports
        self._given = given
        words = "|".join(sorted({*_NUMERIC, *packages}))
        self._mention = re.compile(rb"\b(%s)\b" % words.encode())
        self._rewrites = False
        self._functions: dict[str, Callable] = {}

    def concerns(self, source: bytes) -> bool:
        """Whether a module must be rewritten."""
        self._rewrites = self._rewrites or bool(self._mention.search(source))
        return self._rewrites

    def compile(
        self, source: bytes | str | ast.AST, path: str, mode: str = "exec", flags: int = 0
    ) -> types.CodeType:
        """The code of a source, as builtins.compile gives it; errors and warnings are Python's.

        A source in bytes is a whole module; any other is a part of one.
        """
        code = builtins.compile(source, path, mode, flags, dont_inherit=True)
        text = source.encode("utf-8", "replace") if isinstance(source, str) else source
        if isinstance(text, bytes) and not self.concerns(text):
            return code
        limit = sys.getrecursionlimit()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python has given them above
            sys.setrecursionlimit(max(limit, _DEEPEST))
            try:
                tree = source
                if not isinstance(source, ast.AST):
                    only_ast = flags | ast.PyCF_ONLY_AST
                    tree = builtins.compile(source, path, mode, only_ast, dont_inherit=True)
                functions = self._of_programs()
                dropped, whole = functions["attribute"].dropped, isinstance(source, bytes)
                rewriting = _Rewriting(tree, path, whole, self._packages, dropped)
                code = builtins.compile(rewriting.visit(tree), path, mode, flags, dont_inherit=True)
                return linked(code, {**functions, **rewriting.operations})
            finally:
                sys.setrecursionlimit(limit)

    def _of_programs(self) -> dict[str, Callable]:
        """The functions that rewritten code calls; loads NumPy."""
        if not self._functions:
            from tf1rnn.programs.numpy1 import attributes, conversions, promotion

            self._functions = {
                **self._imports,
                **promotion.operations(),
                "attribute": attributes.Attributes(self._given),
                "both": promotion.both,
                "code_to_eval": lambda source: self._code(source, "eval"),
                "code_to_exec": lambda source: self._code(source, "exec"),
                "compile": self._compile,
                "complex": lambda value: complex(conversions.number(value)),
                "element": conversions.element,
                "float": lambda value: float(conversions.number(value)),
                "formatted": conversions.formatted,
                "int": lambda value: int(conversions.number(value)),
                "left": promotion.left,
                "number": conversions.number,
                "right": promotion.right,
                "divisor": promotion.divisor,
                "dividend": promotion.dividend,
                "among": promotion.among,
                "sum": promotion.total,
            }
        return self._functions

    def _code(self, source: Any, mode: str) -> Any:
        """What exec() or eval() is given in place of a source: its code, if it has no errors."""
        if not isinstance(source, str | bytes):
            return source
        text = source.decode() if isinstance(source, bytes) else source
        text = text.lstrip() if mode == "eval" else text
        try:
            return self.compile(text, "<string>", mode)
        except Exception:  # which the caller's exec() raises, in the program's own line
            return source

    def _compile(self, source: Any, filename: Any, mode: str, *args: Any, **kwargs: Any) -> Any:
        """compile(), in a program."""
        if args or kwargs or mode == "single" or not isinstance(source, str | bytes | ast.AST):
            return builtins.compile(source, filename, mode, *args, **kwargs)
        return self.compile(source, filename, mode)
