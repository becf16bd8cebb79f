"""What each name of `tf` resolves to.

    resolve("tensorflow.contrib.rnn")                     what `import tensorflow.contrib.rnn` gives
    resolve("tensorflow.python.ops.rnn_cell", "0.12")     the same in a program for TensorFlow 0.12

A module of TensorFlow 1 is a Namespace. The tables say where each of its names comes from. It gets
a name when a program first asks for it; the first one loads TensorFlow.
"""

import functools
import importlib
import operator
import types
from typing import Any

from tf1rnn.errors import Absent, AbsentModule
from tf1rnn.tf1.names import origins_1_0, tables, tree
from tf1rnn.tf1.names.absent import WITHHELD, absent
from tf1rnn.tf1.names.tables import Source

_LIBRARIES = ("tensorflow", "tf_keras", "keras", "tf_slim")  # their modules are Namespaces, too
_COMPAT = "tensorflow.compat.v1"


class Namespace(types.ModuleType):
    """The module at `path`, such as tf.nn, in a program for TensorFlow "1.15", "1.0" or "0.12".

    A name in it is a submodule where the tables list one, else what the first source that has the
    name gives. Any other name raises AttributeError; the error says what the name was and what does
    its work today, where absent.py knows.
    """

    # Attributes private to the class: a module of TensorFlow's may have a name `_path`.
    def __init__(self, path: str, generation: str, sources: tuple[Source, ...]) -> None:
        name = "tensorflow" if path == "tf" else tables.displayed(path)
        super().__init__(name, f"{path} of TensorFlow {generation}.")
        self.__path, self.__generation, self.__sources = path, generation, sources

    def __getattr__(self, name: str) -> Any:
        path = tables.canonical(f"{self.__path}.{name}")
        is_module = tree.names(self.__path).get(name, "modules") in ("modules", "outside")
        if is_module and tables.is_public_module(path, self.__generation):
            found = _resolve(path, self.__generation)
        else:
            found = self.__as_programs_see_it(self.__find(name), path)
        vars(self)[name] = found
        return found

    def __dir__(self) -> list[str]:
        names = set(tables.submodules(self.__path, self.__generation))
        for source in self.__sources:
            names.update(source.names)
            if source.whole and source.shown:
                module = _module(source.module, self.__generation)
                names.update(module.__all__ if _is_ours(module) else dir(module))
        return sorted(name for name in names if not name.startswith("_"))

    def __find(self, name: str) -> Any:
        if name in WITHHELD.get(self.__path, ()):
            raise absent(self.__path, name, self.__generation)
        told = None
        for source in self.__sources:
            there = source.names.get(name)
            if there is None and (not source.whole or name.startswith("__")):
                continue
            try:
                module = _module(source.module, self.__generation)
            except ModuleNotFoundError:
                if source.whole:
                    raise
                continue
            if there == ".":
                return module
            if there is None and _is_ours(module) and name not in module.__all__:
                continue
            try:
                return operator.attrgetter(there or name)(module)
            except AttributeError as missing:
                if told is None and isinstance(missing, Absent):
                    told = missing  # the source knows what became of the name
            except ImportError:  # a name of TensorFlow's that leads to a module that is gone
                continue
        error = absent(self.__path, name, self.__generation)
        if told is None and not isinstance(error, Absent):
            error.name, error.obj = name, self  # Python's tracebacks say what was meant
        raise error if told is None or isinstance(error, Absent) else told

    def __as_programs_see_it(self, found: Any, path: str) -> Any:
        """A library's module as a Namespace; our object in place of the one it replaces."""
        if isinstance(found, Namespace):
            if found.__generation == self.__generation:
                return found
            if found.__path != path:
                return _resolve(found.__path, self.__generation)
            return Namespace(path, self.__generation, (Source(found, {}, whole=True),))
        if isinstance(found, types.ModuleType):
            library, _, rest = found.__name__.partition(".")
            own = f"tf.{rest}"
            if library == "tensorflow" and tables.sources(own, self.__generation) is not None:
                return _resolve(own, self.__generation)
            if library in _LIBRARIES:
                return Namespace(path, self.__generation, (Source(found, {}, whole=True),))
            return found
        ours = _replaced().get(id(found), path)
        if ours == path:
            return found
        return operator.attrgetter(ours.removeprefix("tf."))(resolve("tensorflow"))


def resolve(name: str, generation: str = "1.15") -> types.ModuleType:
    """The module that `import name` gives a program for this TensorFlow: "1.15", "1.0" or "0.12".

    Raises ModuleNotFoundError, or AbsentModule where absent.py knows what the module was.
    """
    return _resolve(tables.canonical(f"tf{name.removeprefix('tensorflow')}"), generation)


@functools.cache
def _resolve(path: str, generation: str) -> types.ModuleType:
    parent, _, name = path.rpartition(".")
    owner = _resolve(parent, generation) if parent else None
    sources = tables.sources(path, generation)
    if sources is not None:
        module = Namespace(path, generation, sources)
        if not tables.is_public_module(path, generation):
            if not (tree.has(path) or tables.is_listed(path, generation)):
                _module(sources[0].module, generation)  # which may not be importable
            if tree.names(parent).get(name, "modules") == "modules":
                vars(owner)[name] = module  # as Python's import does
        return module
    try:
        module = getattr(owner, name)
    except AttributeError as error:
        raise _not_found(path, error) from None
    if not isinstance(module, types.ModuleType):
        raise _not_found(path)
    return module


def _not_found(path: str, error: AttributeError | None = None) -> ModuleNotFoundError:
    """The error for a missing module; `error`, if any, came from asking for its name."""
    name = f"tensorflow{path.removeprefix('tf')}"
    if isinstance(error, Absent):
        return AbsentModule(str(error), name=name)
    if advice := origins_1_0.advice_on_module(path, name):
        return AbsentModule(advice, name=name)
    why = ""
    if error is None:
        why = f": {path} is not a module"
    elif tables.in_source_tree(path):
        why = ": not in the installed TensorFlow; look for its names in the public modules"
    return ModuleNotFoundError(f"No module named {name!r}{why}", name=name)


def _module(module: str | types.ModuleType, generation: str) -> types.ModuleType:
    """The module that a source in a table names."""
    if isinstance(module, types.ModuleType):
        return module
    _load(generation)
    return _source(module)


@functools.cache
def _source(path: str) -> types.ModuleType:
    library, _, rest = path.partition(".")
    if library == "tf":
        return _resolve(path, "1.15")
    if f"{path}.".startswith(f"{_COMPAT}."):
        # Found, not imported: some modules, such as flags, cannot be imported. Importing loading.py
        # loads TensorFlow, which must wait for the first name.
        from tf1rnn.tf1.start.loading import compat

        inside = path.removeprefix(_COMPAT).removeprefix(".")
        return operator.attrgetter(inside)(compat) if inside else compat
    if library == "tf_slim":
        from tf1rnn.tf1.contrib import slim  # loads tf-slim, which few programs need

        slim.mend()
    return importlib.import_module(path)


@functools.cache
def _load(generation: str) -> None:
    """Load TensorFlow, and replace some of its functions with ours."""
    if generation != "1.15":
        _load("1.15")
    from tf1rnn.tf1.start import installation  # loads TensorFlow

    installation.install_all(generation)


@functools.cache
def _replaced() -> dict[int, str]:
    """The objects of TensorFlow that `tf` replaces with ours: {id: where ours is}."""
    replaced = {}
    for path in tables.modules("1.15"):
        sources = tables.sources(path)
        library = next((s.module for s in sources if s.module.startswith(_COMPAT)), None)
        for source in sources if library else ():
            if source.module.startswith("tf1rnn."):
                for name in source.names:
                    theirs = getattr(_module(library, "1.15"), name, None)
                    if theirs is not None:
                        replaced[id(theirs)] = f"{path}.{name}"
    return replaced


def _is_ours(module: types.ModuleType) -> bool:
    return module.__name__.startswith("tf1rnn.")
