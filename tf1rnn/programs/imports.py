"""What `import tensorflow` means inside a program: TensorFlow 1, for its own modules only.

Python looks `__import__` up among a frame's builtins, which come from the module that the frame
runs in. So a program's own modules are given builtins with an `__import__` of ours; TensorFlow's
and third parties' modules use Python's, and what they import stays as it is.
"""

import builtins
import importlib
import importlib.machinery
import importlib.util
import sys
import sysconfig
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tf1rnn.errors import Absent, AbsentImport

Resolve = Callable[[str], types.ModuleType]  # dotted name -> module; ModuleNotFoundError if none

_PACKAGE = Path(__file__).resolve().parents[1]
_INSTALLED = {
    Path(folder).resolve()
    for key, folder in sysconfig.get_paths().items()
    if key in ("stdlib", "platstdlib", "purelib", "platlib")
}


class Imports:
    """The imports of a program: names of other modules by top-level package, the rest Python's."""

    def __init__(self, resolvers: dict[str, Resolve]) -> None:
        self._resolvers = resolvers
        self.builtins = types.ModuleType("builtins", builtins.__doc__)
        vars(self.builtins).update(vars(builtins), __import__=self.import_)
        self._importlib = types.ModuleType("importlib", importlib.__doc__)
        vars(self._importlib).update(vars(importlib), import_module=self._import_module)

    def install(self) -> None:
        """Import the program's own modules as it is itself run, from now on."""
        sys.meta_path.insert(0, _OwnModules(self))

    def run_in(self, module: types.ModuleType, code: types.CodeType) -> None:
        """Execute the code of one of the program's own modules in its namespace."""
        vars(module)["__builtins__"] = self.builtins
        exec(code, vars(module))

    def import_(
        self,
        name: str,
        globals: dict[str, Any] | None = None,
        locals: dict[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> types.ModuleType:
        """Import as the built-in `__import__` does."""
        top, _, rest = name.partition(".")
        if level == 0 and name == "importlib":
            return self._importlib
        if level or top not in self._resolvers:
            return builtins.__import__(name, globals, locals, fromlist, level)
        resolve = self._resolvers[top]
        module = resolve(name)
        if not fromlist:
            return resolve(top) if rest else module
        if "*" in fromlist:
            for item in dir(module):
                getattr(module, item, None)  # which puts there what is available
            return module
        for item in fromlist:
            _find(module, item, lambda item=item: resolve(f"{name}.{item}"))
        return module

    def _import_module(self, name: str, package: str | None = None) -> types.ModuleType:
        name = importlib.util.resolve_name(name, package)
        resolve = self._resolvers.get(name.partition(".")[0])
        return resolve(name) if resolve else importlib.import_module(name)


def _find(module: types.ModuleType, name: str, import_it: Callable[[], types.ModuleType]) -> None:
    """Give a module the name that is imported from it, which may be a submodule.

    If there is none, Python says that the name cannot be imported; raises AbsentImport if more is
    known.
    """
    try:
        getattr(module, name)
    except AttributeError as error:
        if isinstance(error, Absent):
            raise AbsentImport(str(error)) from None
        try:
            setattr(module, name, import_it())
        except ModuleNotFoundError as none:
            if isinstance(none, Absent):
                raise AbsentImport(str(none)) from None


class _OwnModules:
    """Finds modules as Python does, and runs those of the program with its imports."""

    def __init__(self, imports: Imports) -> None:
        self._imports = imports

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is None or type(spec.loader) is not importlib.machinery.SourceFileLoader:
            return None
        if not is_own(Path(spec.origin)):
            return None
        spec.loader = _OwnLoader(self._imports, fullname, spec.origin)
        return spec


class _OwnLoader(importlib.machinery.SourceFileLoader):
    def __init__(self, imports: Imports, fullname: str, path: str) -> None:
        super().__init__(fullname, path)
        self._imports = imports

    def exec_module(self, module: types.ModuleType) -> None:
        self._imports.run_in(module, self.get_code(module.__name__))


def is_own(path: Path) -> bool:
    """Whether a file is the program's: not an installed package's, Python's or tf1rnn's."""
    path = path.resolve()
    if {"site-packages", "dist-packages"} & set(path.parts):
        return False
    return not any(path.is_relative_to(folder) for folder in (*_INSTALLED, _PACKAGE))
