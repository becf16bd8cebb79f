"""Reads a whole program as exec would run it: its main module first, then what may be called."""

import ast
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tf1rnn.programs.doctor import folding
from tf1rnn.programs.doctor.faults import NEVER, PERHAPS, SURELY, Fault
from tf1rnn.programs.doctor.places import Places
from tf1rnn.programs.doctor.sources import Source, Unreadable, parse
from tf1rnn.programs.doctor.statements import Statements
from tf1rnn.programs.doctor.values import UNKNOWN, Class, Const, Function, Instance, Module, Scope
from tf1rnn.programs.reading import read_source
from tf1rnn.programs.running import RESOLVERS

_OF_NOTEBOOKS = ("In", "Out", "_", "__", "___", "display", "exit", "get_ipython", "quit")


class Reader(Statements):
    """Reads a program for TensorFlow of one generation: "1.15", "1.0" or "0.12".

    After read(), `faults` are what stops it, `uses` what it uses of TensorFlow and where.
    """

    def __init__(self, places: Places, generation: str) -> None:
        self.places, self.generation, self.resolvers = places, generation, RESOLVERS
        self.faults: list[Fault] = []
        self.unreadable: list[Unreadable] = []
        self.uses: dict[str, tuple[Any, list[str]]] = {}  # path -> what it is, places
        self.constants = folding.known_values()
        # What runs now.
        self.scope, self.module, self.main = Scope(None), None, None
        self.reach, self.guards = SURELY, []
        self.owner, self.defining, self.returned, self.is_decided = (None, UNKNOWN), None, [], False
        # What was read.
        self.modules: dict[str, Module] = {}
        self.read_whole: set[Path] = set()
        self.functions: dict[int, Function] = {}
        self.classes: list[Class] = []
        self.packages: set[str] = set()  # installed ones that it imports
        self.own_methods: set[str] = set()
        self.reached: set[int] = set()
        self.results: dict[Any, Any] = {}
        self.readings: dict[int, int] = {}
        self.stack: list[Any] = []
        # What may be called.
        self.pending: list[Function] = []
        self.asked: set[str] = set()
        self.stored: set[str] = set()  # attributes that the program gives to any object
        self.texts: set[str] = set()
        self.any_asked = False
        self.n_opaque = 0  # attributes of what is not known that were looked up

    def read(self, pieces: list[Source], package: str = "") -> None:
        """Read the main module, in one piece or in a notebook's cells, and all that it reaches."""
        path = Path(pieces[0].file).absolute() if pieces else Path("-")
        self.main = Module("__main__", path, pieces[0].where if pieces else "-", package=package)
        trees = [(piece, None if piece.written else parse(piece)) for piece in pieces]
        for _, tree in trees:
            if isinstance(tree, Unreadable):
                self.unreadable.append(tree)
                self.faults.append(Fault("SyntaxError", tree.message, *tree.place, SURELY))
            elif tree is not None:
                _bind(self.main, tree)
        for name, value in (("__name__", "__main__"), ("__file__", str(path))):
            self.main.scope.names[name] = Const(value)
        if any(piece.is_cell for piece in pieces):
            self.main.scope.names.update(dict.fromkeys(_OF_NOTEBOOKS, UNKNOWN))
        for piece, tree in trees:
            self.main.where = piece.where
            if piece.written:
                self.places.written[str(path.parent / piece.written)] = piece.text
            elif isinstance(tree, ast.Module):
                self._run_module(self.main, tree)
        self._follow()

    def _follow(self) -> None:
        """Read what may be called, from where it cannot be seen; then, without alarm, the rest."""
        n_before = -1
        while n_before != len(self.reached) or self.pending:
            n_before = len(self.reached)
            pending, self.pending = self.pending, []
            for function in [*pending, *self._methods()]:
                self._read_alone(function, PERHAPS)
        for function in list(self.functions.values()):
            self._read_alone(function, NEVER)

    def _methods(self) -> Iterator[Function]:
        """Methods of classes with instances that somebody may call."""
        for class_ in self.classes:
            for name, method in list(class_.names.items()) if class_.is_alive else ():
                is_asked = name in self.asked or name in self.texts or self.any_asked
                if isinstance(method, Function) and (
                    is_asked or class_.is_open or name[:2] == "__"
                ):
                    yield method

    def _read_alone(self, function: Function, reach: int) -> None:
        if id(function.node) in self.reached:
            return
        self.reach, self.guards = reach, []
        first = [Instance(function.owner)] if function.owner else []
        first = [] if function.decoration == "static" else first
        self.run(function, first, {}, are_all=False)

    def read_module(self, module: Module, tree_: ast.Module) -> None:
        """Read the code of a module that is imported, or run by a notebook."""
        _bind(module, tree_)
        names = {"__name__": module.name, "__file__": str(module.path.absolute())}
        module.scope.names.update({name: Const(value) for name, value in names.items()})
        before = self.scope, self.module, self.owner, self.is_decided
        try:
            self._run_module(module, tree_)
            self.read_whole.add(module.path)
        finally:
            self.scope, self.module, self.owner, self.is_decided = before

    def _run_module(self, module: Module, tree_: ast.Module) -> None:
        self.scope, self.module, self.owner = module.scope, module, (None, UNKNOWN)
        self.block(tree_.body)

    def run_text(self, text: str, node: ast.AST) -> None:
        """Read statements that stand in a text, here and now; raises SyntaxError."""
        for each in ast.walk(tree := ast.parse(text)):
            if hasattr(each, "lineno"):
                each.lineno = node.lineno
        _bind(self.module, tree)
        self.block(tree.body)

    def run_file(self, name: str, node: ast.AST) -> None:
        """Read a program that a notebook runs in itself."""
        path = self.main.path.parent / name
        text = self.places.written.get(str(path))
        if text is None and not path.is_file():
            self.fault("FileNotFoundError", f"there is no file {name}", node)
            return
        tree = parse(Source(str(path), str(path), text or read_source(path)))
        if isinstance(tree, Unreadable):
            self.fault("SyntaxError", tree.message, node)
            return
        module = Module("__main__", path, str(path))
        self.read_module(module, tree)
        self.main.scope.names.update(module.scope.names)
        self.main.bound |= module.bound

    def function(self, node: Any) -> Function:
        """A function, its defaults and annotations read."""
        made = Function(
            node, self.scope, self.module, self.defining if self.scope.is_class else None
        )
        arguments = node.args
        plain = [*arguments.posonlyargs, *arguments.args]
        for parameter, default in zip(plain[::-1], arguments.defaults[::-1], strict=False):
            made.defaults[parameter.arg] = self.eval(default)
        for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            if default is not None:
                made.defaults[parameter.arg] = self.eval(default)
        if not isinstance(node, ast.Lambda):
            for each in (*plain, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
                self.annotation(each and each.annotation)
            self.annotation(node.returns)
        self.functions[id(node)] = made
        return made

    def annotation(self, node: ast.expr | None) -> None:
        """Read an annotation, which Python evaluates unless it is a text."""
        if node is not None and "annotations" not in self.module.bound:
            self.look(node)

    def alive(self, class_: Class) -> None:
        """Note that a class may have instances."""
        if not class_.is_alive:
            class_.is_alive = True
            for base in class_.bases:
                if isinstance(base, Class):
                    self.alive(base)

    @contextlib.contextmanager
    def quietly(self) -> Iterator[list[Fault]]:
        """Gather the faults inside instead of noting them."""
        guards, faults = self.guards, self.faults
        self.guards, self.faults = [], []
        try:
            yield self.faults
        finally:
            self.guards, self.faults = guards, faults

    def look_quietly(self, node: ast.expr) -> Any:
        """The value of an expression that has been read already."""
        with self.quietly():
            return self.look(node)

    def use(self, path: str, node: ast.AST, found: Any) -> None:
        """Note what is used of TensorFlow."""
        place = f"{self.module.where}:{getattr(node, 'lineno', 1)}"
        places = self.uses.setdefault(path, (found, []))[1]
        if place not in places:
            places.append(place)


def _bind(module: Module, tree_: ast.Module) -> None:
    """Note which names a module binds, and which more than once."""
    counts: dict[str, int] = {}
    in_functions = set()
    for node in ast.walk(tree_):
        names: list[str] = []
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            names = [node.id]
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names = [node.name]
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.asname or alias.name.partition(".")[0] for alias in node.names]
        elif isinstance(node, ast.Global):
            in_functions |= set(node.names)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names = [node.name]
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    future = any(
        isinstance(n, ast.ImportFrom)
        and n.module == "__future__"
        and n.names[0].name == "annotations"
        for n in tree_.body
    )
    module.bound |= {name for name in counts if name != "*" and (name != "annotations" or future)}
    module.rebound |= {name for name, n in counts.items() if n > 1} | in_functions
