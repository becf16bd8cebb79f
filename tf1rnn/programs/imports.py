"""What `import tensorflow` means inside a program: TensorFlow 1, for its own modules only.

The program's own modules are compiled by programs/rewriting, which turns the import statements of
`tensorflow` and `numpy` in them into calls of what is here. TensorFlow's and third parties' modules
import what is installed.
"""

import builtins
import importlib
import importlib.machinery
import importlib.util
import sys
import sysconfig
import types
import warnings
import zipimport
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tf1rnn.errors import Absent, AbsentImport
from tf1rnn.programs import old_stdlib
from tf1rnn.programs.packages import Packages
from tf1rnn.programs.rewriting.compiling import Compiler

Resolve = Callable[[str], types.ModuleType]  # dotted name -> module; ModuleNotFoundError if none
Before = dict[str, Callable[[], None]]

_PACKAGE = Path(__file__).resolve().parents[1]
_INSTALLED = {
    Path(folder).resolve()
    for key, folder in sysconfig.get_paths().items()
    if key in ("stdlib", "platstdlib", "purelib", "platlib")
}


class Imports:
    """The imports of a program: modules of other meaning by top-level package, the rest Python's.

    `packages` are installed ones that count as the program's own.
    """

    def __init__(self, resolvers: dict[str, Resolve], packages: Packages | None = None) -> None:
        self._resolvers = resolvers
        self._packages = packages or Packages(())
        functions = {
            "__import__": self.import_,
            "all_names": self._all_names,
            "module": self._module,
            "name_from": self._name_from,
            "top_module": self._top_module,
        }
        # What other modules give a program, by module and name.
        self._given: dict[tuple[str, str], Callable] = {
            ("importlib", "import_module"): self._import_module,
            ("importlib", "reload"): self._reload,
            ("importlib.util", "spec_from_file_location"): self._spec_from_file_location,
            ("imp", "load_source"): self._load_source,
        }
        self.compiler = Compiler(resolvers, functions, self._given)

    def install(self, before: Before) -> None:
        """Import the program's own modules as it is itself run, from now on.

        `before` has what to do when a module is first imported.
        """
        sys.meta_path[:] = [f for f in sys.meta_path if not isinstance(f, _OwnModules)]
        before = {**before, "distutils": old_stdlib.quiet_distutils}
        for name in before.keys() & sys.modules.keys():
            before[name]()
        sys.meta_path.insert(0, _OwnModules(self.compiler, self._packages, before))
        old_stdlib.install()

    def import_(
        self,
        name: str,
        globals: dict[str, Any] | None = None,
        locals: dict[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> types.ModuleType:
        """Import as the built-in `__import__` does."""
        if level or _top(name) not in self._resolvers:
            return builtins.__import__(name, globals, locals, fromlist, level)
        if not fromlist:
            return self._top_module(name)
        module = self._module(name)
        for item in fromlist:
            _find(module, item, lambda item=item: self._module(f"{name}.{item}"))
        return module

    def _module(self, name: str) -> types.ModuleType:
        """`import a.b as c`."""
        resolve = self._resolvers.get(_top(name))
        return resolve(name) if resolve else importlib.import_module(name)

    def _top_module(self, name: str) -> types.ModuleType:
        """`import a.b`, which gives `a`."""
        module = self._module(name)
        return self._module(_top(name)) if "." in name else module

    def _name_from(self, name: str, item: str) -> Any:
        """`from a.b import c`."""
        if (name, item) in self._given:
            return self._given[name, item]
        module = self._module(name)
        _find(module, item, lambda: self._module(f"{name}.{item}"))
        try:
            return getattr(module, item)
        except AttributeError:
            path = getattr(module, "__file__", None)
            raise ImportError(
                f"cannot import name {item!r} from {module.__name__!r} "
                f"({path or 'unknown location'})",
                name=module.__name__,
                path=path,
            ) from None

    def _all_names(self, name: str) -> None:
        """`from a.b import *`, into the module that calls this."""
        module = self._module(name)
        for item in dir(module):
            getattr(module, item, None)  # which puts there what is available
        names = getattr(module, "__all__", None)
        if names is None:
            names = [item for item in vars(module) if not item.startswith("_")]
        into = sys._getframe(1).f_globals
        into.update((item, getattr(module, item)) for item in list(names))

    def _import_module(self, name: str, package: str | None = None) -> types.ModuleType:
        """importlib.import_module()."""
        return self._module(importlib.util.resolve_name(name, package))

    def _spec_from_file_location(self, name: str, location: Any = None, **more: Any) -> Any:
        """importlib.util.spec_from_file_location()."""
        spec = importlib.util.spec_from_file_location(name, location, **more)
        if spec is not None and type(spec.loader) is importlib.machinery.SourceFileLoader:
            self._own(spec)
        return spec

    def _load_source(self, name: str, pathname: str, file: Any = None) -> types.ModuleType:
        """imp.load_source()."""
        loader = importlib.machinery.SourceFileLoader(name, str(pathname))
        spec = self._spec_from_file_location(name, pathname, loader=loader)
        sys.modules[name] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def _own(self, spec: Any) -> None:
        """Let a module that is found elsewhere be compiled as the program's, if it is one."""
        loader = _OwnLoader.of(spec.loader, self.compiler)
        if is_own(Path(spec.origin)) and self.compiler.concerns(loader.get_data(spec.origin)):
            spec.loader = loader

    def _reload(self, module: types.ModuleType) -> types.ModuleType:
        """importlib.reload(): a module that stands in for another stays as it is."""
        name = getattr(module, "__name__", "")
        stands_in = _top(name) in {*self._resolvers, "tf"} and sys.modules.get(name) is not module
        return module if stands_in else importlib.reload(module)


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
    """Finds modules as Python does, and lets those of the program be compiled with its imports."""

    def __init__(self, compiler: Compiler, packages: Packages, before: Before) -> None:
        self._compiler = compiler
        self._packages = packages
        self._before = before

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        if fullname in self._before:
            self._before[fullname]()
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        own_loader = _LOADERS.get(type(spec.loader)) if spec else None
        if own_loader is None or not spec.origin.endswith(".py"):  # compiled already
            return None
        if not (self._packages.include(fullname) or is_own(Path(spec.origin))):
            return old_stdlib.mending(spec) if old_stdlib.is_changed(fullname) else None
        loader = own_loader.of(spec.loader, self._compiler)
        if not self._compiler.concerns(loader.get_data(spec.origin)):
            return None
        spec.loader = loader
        return spec


class _OwnLoader(importlib.machinery.SourceFileLoader):
    compiler: Compiler

    @classmethod
    def of(cls, loader: Any, compiler: Compiler) -> "_OwnLoader":
        """The same as another loader, but for the code."""
        own = cls(loader.name, loader.path)
        own.compiler = compiler
        return own

    def get_code(self, fullname: str) -> types.CodeType:
        # Never from __pycache__, which holds the code that plain Python runs.
        with warnings.catch_warnings():
            if not is_own(Path(self.path)):
                warnings.simplefilter("ignore")  # told when a package is installed, not each time
            return self.compiler.compile(self.get_data(self.path), self.path)


class _OwnZip(zipimport.zipimporter):
    compiler: Compiler

    @classmethod
    def of(cls, loader: Any, compiler: Compiler) -> "_OwnZip":
        """The same as another loader, but for the code."""
        own = cls(f"{loader.archive}/{loader.prefix}".rstrip("/"))
        own.compiler = compiler
        return own

    def get_code(self, fullname: str) -> types.CodeType:
        path = self.get_filename(fullname)
        return self.compiler.compile(self.get_data(path), path)


_LOADERS = {importlib.machinery.SourceFileLoader: _OwnLoader, zipimport.zipimporter: _OwnZip}


def is_own(path: Path) -> bool:
    """Whether a file is the program's: not an installed package's, Python's or tf1rnn's."""
    path = path.resolve()
    if {"site-packages", "dist-packages"} & set(path.parts):
        return False
    return not any(path.is_relative_to(folder) for folder in (*_INSTALLED, _PACKAGE))


def _top(name: str) -> str:
    return name.partition(".")[0]
