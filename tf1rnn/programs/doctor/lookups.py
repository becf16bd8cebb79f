"""Looks names and attributes up, as Python, TensorFlow and packages have them."""

import ast
import importlib
import importlib.metadata
import types
import warnings
from typing import Any

from tf1rnn.programs import old_stdlib
from tf1rnn.programs.doctor import folding
from tf1rnn.programs.doctor.faults import PERHAPS, Caught, Fault, Guard
from tf1rnn.programs.doctor.values import (
    UNKNOWN,
    Class,
    Const,
    Either,
    Function,
    Installed,
    Instance,
    Method,
    Module,
    Real,
    Scope,
    Super,
    either,
)
from tf1rnn.programs.numpy1 import attributes
from tf1rnn.programs.tracebacks import PYTHON_2
from tf1rnn.tf1.names import classes, installed, known, versions
from tf1rnn.tf1.names.absent import absent

_VERSIONS = ("tf.__version__", "tf.VERSION", "tf.version.VERSION")
_DICTS = ("has_key", "iteritems", "iterkeys", "itervalues")  # methods of dict in Python 2
_OF_MODULES = ("__name__", "__file__", "__doc__", "__path__", "__dict__", "__package__")
_ASKED = ("matplotlib", "numpy", "scipy")  # packages that are imported where source is not enough


class Lookups:
    """The part of a Reader that looks names and attributes up."""

    scope: Scope
    module: Module
    reach: int
    guards: list[Guard]

    def fault(self, kind: str, message: str, node: ast.AST, package: str = "") -> Any:
        """Note what stops the program here, unless a `try` catches it."""
        for guard in reversed(self.guards):
            handler = guard.handler_of(kind)
            if handler is None:
                continue
            if self.reach == guard.reach:
                raise Caught(guard, handler)
            guard.perhaps.add(handler)
            return UNKNOWN
        line = getattr(node, "lineno", 1)
        self.faults.append(Fault(kind, message, self.module.where, line, self.reach, package))
        return UNKNOWN

    def uncertain(self) -> None:
        """What is read next may not be reached."""
        self.reach = min(self.reach, PERHAPS)

    def name(self, node: ast.Name) -> Any:
        """What a name stands for."""
        scope: Scope | None = self.scope
        while scope is not None:
            is_visible = not scope.is_class or scope is self.scope
            if node.id in scope.names and is_visible:
                return self._trusted(scope, node.id)
            scope = scope.outer
        if node.id in self.module.bound:
            return UNKNOWN
        for star in reversed(self.module.stars):
            found = self._of_star(star, node)
            if found is not None:
                return found
        found = self.builtin(node.id)
        if found is not None:
            return found
        if self.module.is_open or any(star is UNKNOWN for star in self.module.stars):
            return UNKNOWN
        hint = " (Python 2: convert the program first)" if node.id in PYTHON_2 else ""
        return self.fault("NameError", f"name {node.id!r} is not defined{hint}", node)

    def _trusted(self, scope: Scope, name: str) -> Any:
        """A value, unless it may have changed when a function reads it."""
        value = scope.names[name]
        of_module = scope is self.module.scope and self.scope is not scope
        if isinstance(value, Const) and of_module and name in self.module.rebound:
            return UNKNOWN
        return UNKNOWN if folding.is_mutable(value) and scope is not self.scope else value

    def _of_star(self, star: Any, node: ast.Name) -> Any:
        """A name that `from module import *` brought; None if it brought none such."""
        if node.id.startswith("_"):
            return None
        if isinstance(star, Module):
            return star.scope.names.get(node.id)
        if isinstance(star, known.Module):
            if known.find(star, node.id) is None:
                return None
            return self.attribute(star, node.id, node)
        if isinstance(star, Real):
            listed = getattr(star.thing, "__all__", None) or dir(star.thing)
            return self.attribute(star, node.id, node) if node.id in listed else None
        if isinstance(star, Installed) and installed.find(star.path, node.id) is not None:
            return UNKNOWN
        return None

    def attribute(self, value: Any, name: str, node: ast.AST) -> Any:
        """What a value has by a name."""
        if isinstance(value, known.Module):
            return self._of_tensorflow(value, name, node)
        if isinstance(value, known.Thing):
            return self._of_object(value, name, node)
        if isinstance(value, Real):
            return self._of_python(value, name, node)
        if isinstance(value, Installed):
            return self._of_package(value, name, node)
        if isinstance(value, Const):
            return folding.attribute(value, name)
        if isinstance(value, Either):
            return self.each(value, lambda one: self.attribute(one, name, node))
        return self._of_own(value, name, node)

    def each(self, value: Either, function: Any) -> Any:
        """What becomes of one of several values."""
        reach = self.reach
        self.uncertain()
        found = either(*(function(one) for one in value.values))
        self.reach = reach
        return found

    def _of_own(self, value: Any, name: str, node: ast.AST) -> Any:
        """An attribute of something of the program's own, or of what is not known."""
        found = None
        if isinstance(value, Module):
            if name in value.scope.names:
                return value.scope.names[name]
            found = self.submodule(value, name)
            is_whole = value.path in self.read_whole and not (value.is_open or value.stars)
            if found is None and is_whole and name not in (*value.bound, *_OF_MODULES):
                message = f"module {value.name!r} has no attribute {name!r}"
                return self.fault("AttributeError", message, node)
        elif isinstance(value, Instance):
            found = self._bound(value.of.find(name), value)
        elif isinstance(value, Class):
            found = self._bound(value.names.get(name) or value.inherited(name), value)
        elif isinstance(value, Super):
            found = self._bound(value.of.inherited(name), value.receiver)
        else:
            self.asked.add(name)
            self.n_opaque += 1
            if name in _DICTS and name not in self.own_methods:
                message = f"{name}() of dict is Python 2: convert it first"
                return self.fault("AttributeError", message, node)
        return UNKNOWN if found is None else found

    def _bound(self, found: Any, receiver: Any) -> Any:
        if isinstance(found, Function) and found.owner is not None:
            if found.decoration == "static":
                return found
            if found.decoration in ("property", "other") and isinstance(receiver, Instance):
                return self.run(found, [receiver], {})
            if isinstance(receiver, Class) and found.decoration != "class":
                return found
            return Method(found, receiver)
        return found

    def _of_tensorflow(self, owner: known.Module, name: str, node: ast.AST) -> Any:
        path = f"{owner.path}.{name}"
        found = known.find(owner, name)
        self.use(path, node, found)
        if path in _VERSIONS:
            return Const(versions.BEFORE_1_0 if self.generation == "0.12" else versions.VERSION)
        if found is None:
            if name in _OF_MODULES:
                return UNKNOWN
            error = absent(owner.path, name, self.generation)
            return self.fault("AttributeError", str(error), node)
        return found

    def _of_object(self, owner: known.Thing, name: str, node: ast.AST) -> Any:
        """An attribute of something of TensorFlow's, often of an object of one of its classes."""
        class_, called, more = owner.path.partition("()")
        if called and not more and not name.startswith("_") and name not in self.stored:
            members = self._members(class_, owner.home)
            if members is not None and name not in members:
                message = f"an object of {class_} has no attribute {name!r}"
                return self.fault("AttributeError", message, node)
        return known.Thing(f"{owner.path}.{name}", owner.home)

    def _members(self, class_: str, home: str) -> frozenset[str] | None:
        """What an object of a class has; one of an earlier TensorFlow has what it has in 1.15."""
        module, _, name = class_.rpartition(".")
        if self.generation != "1.15":
            owner = known.module(f"tensorflow{module[2:]}")
            found = known.find(owner, name) if owner else None
            home = found.home if isinstance(found, known.Thing) else home
        return classes.members(home, name)

    def _of_python(self, owner: Real, name: str, node: ast.AST) -> Any:
        path = f"{owner.path}.{name}"
        if path in self.constants:
            return self.constants[path]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of NumPy, about names that will change
                return Real(path, getattr(owner.thing, name))
        except AttributeError:
            if owner.path == "numpy.lib" and hasattr(importlib.import_module("numpy"), name):
                return UNKNOWN  # which exec finds there
            if not isinstance(owner.thing, types.ModuleType) or old_stdlib.finds(owner.path, name):
                return UNKNOWN
            if installed.is_module(path):
                return self.library(path)
            message = f"module {owner.path!r} has no attribute {name!r} any more"
            return self.fault("AttributeError", message, node)

    def _of_package(self, owner: Installed, name: str, node: ast.AST) -> Any:
        path = f"{owner.path}.{name}"
        if path in self.constants:
            return self.constants[path]
        if name == "__version__" and owner.is_module:
            try:
                return Const(importlib.metadata.version(owner.path))
            except importlib.metadata.PackageNotFoundError:
                return UNKNOWN
        if not owner.is_module or name in _OF_MODULES:
            return Installed(path, False)
        found = installed.find(owner.path, name)
        if found in (None, installed.UNSURE) and path.partition(".")[0] in _ASKED:
            module = importlib.import_module(owner.path)
            found = installed.OBJECT if hasattr(module, name) else None
        if found is None and attributes.finds(owner.path, name):
            return UNKNOWN
        if found is None:
            message = f"module {owner.path!r} has no attribute {name!r} in the installed package"
            return self.fault("AttributeError", message, node)
        return (
            Installed(path, False)
            if found in (installed.OBJECT, installed.UNSURE)
            else Installed(found)
        )
