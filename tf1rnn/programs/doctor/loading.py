"""Reads imports: of TensorFlow, of Python and packages, and of the program's own modules."""

import ast
import importlib
from pathlib import Path
from typing import Any

from tf1rnn.programs import old_stdlib
from tf1rnn.programs.doctor.calls import Calls
from tf1rnn.programs.doctor.faults import PERHAPS
from tf1rnn.programs.doctor.places import can_be_imported
from tf1rnn.programs.doctor.sources import Source, Unreadable, parse
from tf1rnn.programs.doctor.values import UNKNOWN, Class, Installed, Module, Real, Scope
from tf1rnn.programs.reading import read_source
from tf1rnn.programs.tracebacks import PYTHON_2
from tf1rnn.tf1.names import installed, known, tables, tree
from tf1rnn.tf1.names.absent import absent


class Loading(Calls):
    """The part of a Reader that reads imports."""

    def stmt_Import(self, node: ast.Import) -> None:
        """`import a.b.c as x`."""
        for alias in node.names:
            module = self.load(alias.name, node)
            if alias.asname is None and "." in alias.name:
                module = self.load(alias.name.partition(".")[0], node)
            self.store(alias.asname or alias.name.partition(".")[0], module)

    def stmt_ImportFrom(self, node: ast.ImportFrom) -> None:
        """`from a.b import c`."""
        if node.module == "__future__":
            return
        if node.level and not self.module.package:
            message = "attempted relative import with no known parent package"
            for alias in node.names:
                self.store(alias.asname or alias.name, UNKNOWN)
            self.fault("ImportError", message, node)
            return
        module = self.load(node.module or "", node, node.level, self.module.package)
        for alias in node.names:
            if alias.name == "*":
                self._take_all(module)
            else:
                self.store(alias.asname or alias.name, self._of_module(module, alias.name, node))

    def _take_all(self, module: Any) -> None:
        if isinstance(module, Module):
            taken = module.scope.names.items()
            self.scope.names.update({n: v for n, v in taken if not n.startswith("_")})
            self.module.bound |= {n for n in module.bound if not n.startswith("_")}
            self.module.stars += module.stars
            self.module.is_open |= module.is_open
        else:
            self.module.stars.append(module)

    def _of_module(self, module: Any, name: str, node: ast.ImportFrom) -> Any:
        """What `from module import name` gives."""
        if isinstance(module, known.Module):
            return self._of_tensorflow_imported(module, name, node)
        if isinstance(module, Module):
            return self._of_own_imported(module, name, node)
        if isinstance(module, Real | Installed):
            below = self.library(f"{module.path}.{name}")
            if below is not None:
                return below
            with self.quietly() as lacks:
                found = self.attribute(module, name, node)
            if lacks:
                message = f"cannot import name {name!r} from the installed {module.path!r}"
                return self.fault("ImportError", message, node)
            return found
        return UNKNOWN

    def _of_tensorflow_imported(self, module: known.Module, name: str, node: ast.AST) -> Any:
        with self.quietly() as lacks:
            found = self.attribute(module, name, node)
        if not lacks:
            return found
        below = known.module(f"tensorflow{module.path[2:]}.{name}", self.generation)
        if below is not None:
            self.use(f"{module.path}.{name}", node, below)
            return below
        return self.fault("ImportError", str(absent(module.path, name, self.generation)), node)

    def _of_own_imported(self, module: Module, name: str, node: ast.ImportFrom) -> Any:
        if name in module.scope.names:
            return module.scope.names[name]
        found = self.submodule(module, name)
        if found is not None:
            return found
        for star in module.stars:
            taken = self._of_star(star, ast.copy_location(ast.Name(name, ast.Load()), node))
            if taken is not None:
                return taken
        if name in module.bound or module.is_open or module.path not in self.read_whole:
            return UNKNOWN
        message = f"cannot import name {name!r} from {module.name!r} ({module.path})"
        return self.fault("ImportError", message, node)

    def load(self, name: str, node: ast.AST, level: int = 0, package: str = "") -> Any:
        """The module that an import finds; UNKNOWN if there is none."""
        if level:
            above = package.split(".")
            name = ".".join([*above[: len(above) - level + 1], *([name] if name else [])])
        top, _, rest = name.partition(".")
        if top in tables.NAMES_OF_TENSORFLOW and not level:
            return self._tensorflow(tables.named_tensorflow(name), node)
        own = self._own(name, node)
        if own is not None:
            return own
        if old_stdlib.finds(name) and not installed.is_module(name):
            return Installed(name, False)
        if top in self.resolvers or can_be_imported(top) or installed.is_module(top):
            found = self.library(name)
            if found is not None:
                return found
        return self._missing(name, top, node)

    def _tensorflow(self, name: str, node: ast.AST) -> Any:
        module = known.module(name, self.generation)
        path = f"tf{name.removeprefix('tensorflow')}"
        if path != "tf":
            self.use(path, node, module)
        if module is not None:
            return module
        parent, _, last = path.rpartition(".")
        error = absent(parent, last, self.generation)
        is_told = tree.has(parent) or "is not available" in str(error)
        message = str(error) if is_told else f"No module named {name!r}"
        return self.fault("ModuleNotFoundError", message, node)

    def _missing(self, name: str, top: str, node: ast.AST) -> Any:
        if top in PYTHON_2:
            message = f"{top} is a module of Python 2: convert the program first"
        elif top == name or not installed.is_module(top):
            message = f"package {top} is not installed"
        else:
            message = f"the installed package {top} has no module {name}"
        reach = self.reach
        if not self.places.is_whole:
            self.reach = min(reach, PERHAPS)  # it may be in the folder that is not known
        package = top if message.endswith("is not installed") else ""
        try:
            return self.fault("ModuleNotFoundError", message, node, package)
        finally:
            self.reach = reach

    def library(self, name: str) -> Any:
        """A module of Python, NumPy or an installed package; None if there is none."""
        top = name.partition(".")[0]
        if top in self.resolvers or can_be_imported(top):
            try:
                resolve = self.resolvers.get(top, importlib.import_module)
                return Real(name, resolve(name))
            except ImportError:
                return None
        if not installed.is_module(name):
            return None
        self.packages.add(top)
        return Installed(name)

    def submodule(self, module: Module, name: str) -> Module | None:
        """A module of one of the program's own packages."""
        if not module.folders or self.places.find(name, module.folders) is None:
            return None
        return self._own(f"{module.name}.{name}", None)

    def _own(self, name: str, node: ast.AST | None) -> Any:
        """One of the program's own modules, read; None if it is not one of its own."""
        parent: Module | None = None
        parts = name.split(".")
        for number, part in enumerate(parts):
            dotted = ".".join(parts[: number + 1])
            if dotted not in self.modules:
                folders = parent.folders if parent else None
                file = self.places.find(part, folders) if parent is None or folders else None
                if file is None and parent is None:
                    return None
                if file is None:
                    return self._missing_own(parent, dotted, node)
                self._read_module(dotted, file, node)
            module = self.modules[dotted]
            if parent is not None:
                parent.scope.names.setdefault(part, module)
            parent = module
        return parent

    def _missing_own(self, parent: Module, dotted: str, node: ast.AST | None) -> Any:
        if dotted.rpartition(".")[2] in parent.scope.names:
            return parent.scope.names[dotted.rpartition(".")[2]]
        message = f"No module named {dotted!r} (in {parent.path})"
        return self.fault("ModuleNotFoundError", message, node) if node else UNKNOWN

    def _read_module(self, dotted: str, file: Path, node: ast.AST | None) -> None:
        is_package = file.name == "__init__.py" or file.is_dir()
        package = dotted if is_package else dotted.rpartition(".")[0]
        folders = (str(file if file.is_dir() else file.parent),) if is_package else ()
        module = Module(dotted, file, str(file), package=package, folders=folders)
        self.modules[dotted] = module
        if file.is_dir() and str(file) not in self.places.written:
            self.read_whole.add(file)
            return
        text = self.places.written.get(str(file)) or read_source(file)
        tree_ = parse(Source(str(file), str(file), text))
        if isinstance(tree_, Unreadable):
            module.is_open = True
            self.unreadable.append(tree_)
            if node is not None:
                self.fault("SyntaxError", "{}:{}: {}".format(*tree_.place, tree_.message), node)
            return
        self.read_module(module, tree_)

    def read_module(self, module: Module, tree_: ast.Module) -> None:
        """Read the code of a module."""
        raise NotImplementedError

    def class_(self, node: ast.ClassDef) -> Class:
        """A class of the program's own, its body read."""
        bases = [self.look(each) for each in node.bases]
        for each in node.keywords:
            self.eval(each.value)
        made = Class(node, self.module, bases)
        before, owner = self.scope, self.owner
        self.scope, self.owner = Scope(before, made.names, is_class=True), (made, UNKNOWN)
        self.defining = made
        self.block(node.body)
        self.scope, self.owner, self.defining = before, owner, None
        self.classes.append(made)
        self.own_methods |= made.names.keys()
        return made
