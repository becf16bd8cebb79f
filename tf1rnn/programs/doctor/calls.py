"""Reads calls: of the program's own functions, of TensorFlow's, and of the few with an effect."""

import ast
import contextlib
import re
from typing import Any

from tf1rnn.programs.doctor import folding, signatures
from tf1rnn.programs.doctor.expressions import Expressions
from tf1rnn.programs.doctor.signatures import is_whole
from tf1rnn.programs.doctor.values import (
    UNKNOWN,
    Class,
    Const,
    Either,
    Function,
    Installed,
    Instance,
    Lazy,
    Method,
    Module,
    Real,
    Scope,
    Super,
    either,
)
from tf1rnn.tf1.names import known

_DEEPEST = 40  # calls within calls that are followed
_MOST_READINGS = 12  # of one function with other arguments
# What keeps a function for later, where most of TensorFlow's functions call it at once.
_LATER = ("tf.estimator.", "tf.py_func", "tf.numpy_function", "tf.RegisterGradient", "tf.train.")
_MUTATING = ("append", "extend", "insert", "update", "add", "pop", "remove", "setdefault")


class Calls(Expressions):
    """The part of a Reader that reads calls."""

    def call(self, node: ast.Call) -> Any:
        """What a call gives."""
        function = self.look(node.func)
        args = [self.look(each) for each in node.args]
        keywords = {each.arg or "**": self.look(each.value) for each in node.keywords}
        if isinstance(node.func, ast.Attribute):
            if node.func.attr in _MUTATING:
                self._changed(node.func.value)
            if node.func.attr == "run_line_magic":
                return self.magic(args, node)
        found = self.apply(function, args, keywords, node)
        if isinstance(node.func, ast.Name) and node.func.id in ("exec", "globals", "execfile"):
            self.module.is_open = True
        return found

    def magic(self, args: list, node: ast.Call) -> Any:
        """A line magic of a notebook: `%time f()`, `%run program.py`."""
        name, line = (each.value if isinstance(each, Const) else "" for each in (*args, *args)[:2])
        if name in ("time", "timeit", "prun"):
            code = re.sub(r"^(\s*-\w+(\s+\d+)?)+\s+", "", line)
            with contextlib.suppress(SyntaxError):
                self.run_text(code, node)
        elif name == "run" and line:
            self.run_file(line.split()[0].strip("'\""), node)
        return UNKNOWN

    def _changed(self, target: ast.expr) -> None:
        """A list or dictionary that changes is not known any more."""
        if isinstance(target, ast.Name) and folding.is_mutable(self.scope.names.get(target.id)):
            self.scope.names[target.id] = UNKNOWN

    def apply(self, function: Any, args: list, keywords: dict[str, Any], node: ast.Call) -> Any:
        """What calling a value gives."""
        if isinstance(function, Either):
            return self.each(function, lambda one: self.apply(one, args, keywords, node))
        values = [*args, *keywords.values()]
        if isinstance(function, Function):
            return self.run(function, args, keywords, are_all=is_whole(node))
        if isinstance(function, Method):
            given = [function.receiver, *args]
            return self.run(function.function, given, keywords, are_all=is_whole(node))
        if isinstance(function, Class):
            return self._instance(function, args, keywords, node)
        if isinstance(function, Instance):
            return self._call_instance(function, args, keywords)
        if isinstance(function, known.Module | Module):
            name = function.path if isinstance(function, known.Module) else function.name
            return self.fault("TypeError", f"{name} is a module, which cannot be called", node)
        if isinstance(function, known.Thing):
            return self._of_tensorflow_called(function, args, keywords, node)
        found = self.special(function, args, keywords, node)
        for each in values if found is None else ():
            self.escape(each)
        return folding.call(function, args, keywords) if found is None else found

    def _of_tensorflow_called(self, thing: known.Thing, args: list, keywords: dict, node) -> Any:
        refused = signatures.refused(thing, args, node, self.generation)
        if refused:
            return self.fault(*refused, node)
        callbacks = [each for each in (*args, *keywords.values()) if _is_callable(each)]
        if thing.path == "tf.app.run":
            main = args[0] if args else keywords.get("main", self.main.scope.names.get("main"))
            callbacks = [main] if _is_callable(main) else []
        is_later = thing.path.startswith(_LATER)
        for each in (*args, *keywords.values()):
            if each not in callbacks or is_later:
                self.escape(each)
        for each in () if is_later else callbacks:
            self.call_back(each)
        return known.Thing(f"{thing.path}()", thing.home)

    def call_back(self, function: Any) -> None:
        """Read a function that is called now with arguments that are not known."""
        if isinstance(function, Method):
            self.run(function.function, [function.receiver], {}, are_all=False)
        elif isinstance(function, Function):
            self.run(function, [], {}, are_all=False)
        else:
            self.escape(function)

    def _instance(self, class_: Class, args: list, keywords: dict, node: ast.Call) -> Any:
        self.alive(class_)
        instance = Instance(class_)
        for name in ("__new__", "__init__"):
            method = class_.names.get(name) or class_.inherited(name)
            if isinstance(method, Function):
                self.run(method, [instance, *args], keywords, are_all=is_whole(node))
                break
        else:
            for each in (*args, *keywords.values()):
                self.escape(each)
        return instance

    def _call_instance(self, instance: Instance, args: list, keywords: dict) -> Any:
        for name in ("__call__", "call"):
            method = instance.of.find(name)
            if isinstance(method, Function):
                return self.run(method, [instance, *args], keywords, are_all=False)
        for each in (*args, *keywords.values()):
            self.escape(each)
        return UNKNOWN

    def run(self, function: Function, args: list, keywords: dict, are_all: bool = True) -> Any:
        """What one of the program's own functions gives; its body is read with these arguments."""
        for each in (*args, *keywords.values()):
            if _is_callable(each):
                self.escape(each)  # which may be called with other arguments, too
        scope = self._bind(function, args, keywords, are_all)
        if scope is None:
            return UNKNOWN
        guards = tuple(id(guard) for guard in self.guards)
        given = tuple(_key(each) for each in scope.names.values())
        key = (id(function.node), id(function.scope), self.reach, guards, given)
        n_read = self.readings.get(id(function.node), 0)
        if key in self.results:
            return self.results[key]
        if len(self.stack) > _DEEPEST or key in self.stack or n_read > _MOST_READINGS * 10:
            return UNKNOWN
        if n_read > _MOST_READINGS:
            scope.names.update(dict.fromkeys(scope.names, UNKNOWN))
        self.readings[id(function.node)] = n_read + 1
        self.stack.append(key)
        before = self.scope, self.module, self.returned, self.reach, self.owner
        self.scope, self.module, self.returned = scope, function.module, []
        self.owner = function.owner, args[0] if args else UNKNOWN
        self.reached.add(id(function.node))
        try:
            if isinstance(function.node, ast.Lambda):
                self.returned.append(self.look(function.node.body))
            else:
                self.block(function.node.body)
            found = either(*self.returned) if self.returned else Const(None)
            self.results[key] = UNKNOWN if _is_generator(function.node) else found
        finally:
            self.stack.pop()
            self.scope, self.module, self.returned, self.reach, self.owner = before
        return self.results[key]

    def _bind(self, function: Function, args: list, keywords: dict, are_all: bool) -> Scope | None:
        """The scope of a function's body, with its arguments."""
        parameters = function.node.args
        positional = [each.arg for each in (*parameters.posonlyargs, *parameters.args)]
        named = [*positional, *(each.arg for each in parameters.kwonlyargs)]
        names: dict[str, Any] = {}
        for name in named:
            is_given = not are_all or name in keywords
            names[name] = UNKNOWN if is_given else function.defaults.get(name, UNKNOWN)
        for name, value in zip(positional, args, strict=False):
            names[name] = value
        names.update({name: value for name, value in keywords.items() if name in named})
        for rest in (parameters.vararg, parameters.kwarg):
            if rest is not None:
                names[rest.arg] = UNKNOWN
        names = {n: UNKNOWN if folding.is_mutable(v) else v for n, v in names.items()}
        return Scope(function.scope, names)

    def special(self, function: Any, args: list, keywords: dict, node: ast.Call) -> Any:
        """What a call gives that doctor knows of; None for others."""
        if not isinstance(function, Real | Installed):
            return None
        path, first = function.path, args[0] if args else UNKNOWN
        text = first.value if isinstance(first, Const) else None
        if path in ("importlib.import_module", "__import__"):
            return self._imported_by_name(path, text, args, node)
        if path in ("getattr", "hasattr") and len(args) > 1:
            return self._getattr(path, args, node)
        if path == "isinstance":
            return UNKNOWN
        if path == "super":
            class_, receiver = self.owner
            return UNKNOWN if class_ is None else Super(class_, receiver)
        if path in ("sys.path.append", "sys.path.insert", "sys.path.extend", "site.addsitedir"):
            self.extend_path(path, args)
            return UNKNOWN
        if path in ("len", "random.shuffle", "shuffle") and isinstance(first, Lazy):
            message = f"{path}() of {first.kind}, which is no list in Python 3"
            return self.fault("TypeError", message, node)
        if path == "os.chdir":
            self.places.chdir(text)
            return UNKNOWN
        if path == "os.getcwd" and self.places.cwd is not None:
            return Const(self.places.cwd)
        if path == "absl.app.run":
            self.call_back(first)
            return UNKNOWN
        lazy = self.lazy(getattr(function, "thing", None))
        if lazy:
            for each in args:
                self.call_back(each) if _is_callable(each) else None
        return lazy

    def _imported_by_name(self, path: str, name: Any, args: list, node: ast.Call) -> Any:
        package = self.module.package
        if len(args) > 1 and isinstance(args[1], Const) and path.startswith("importlib"):
            package = str(args[1].value)
        if not isinstance(name, str):
            return UNKNOWN
        level = len(name) - len(name.lstrip("."))
        if level and not package:
            return UNKNOWN
        module = self.load(name.lstrip("."), node, level, package)
        if path == "__import__" and len(args) < 4:
            return self.load(name.partition(".")[0], node)
        return module

    def _getattr(self, path: str, args: list, node: ast.Call) -> Any:
        owner, name = args[0], args[1].value if isinstance(args[1], Const) else None
        if not isinstance(name, str):
            self.any_asked = self.any_asked or not isinstance(owner, known.Module)
            return UNKNOWN
        if not isinstance(owner, known.Module | Module | Real | Installed):
            self.asked.add(name)
            return UNKNOWN
        n_faults, guards = len(self.faults), self.guards
        self.guards = []
        found = self.attribute(owner, name, node)
        self.guards = guards
        lacks = self.faults[n_faults:]
        if path == "hasattr":
            del self.faults[n_faults:]
            return Const(not lacks)
        if lacks and len(args) > 2:
            del self.faults[n_faults:]
            return args[2]
        if lacks and guards:
            del self.faults[n_faults:]
            return self.fault("AttributeError", lacks[0].message, node)
        return found

    def extend_path(self, path: str, args: list) -> None:
        """sys.path.append and its like."""
        index = args[0].value if path.endswith("insert") and isinstance(args[0], Const) else None
        given = args[1:] if path.endswith("insert") else args
        for each in given:
            value = each.value if isinstance(each, Const) else None
            for folder in value if isinstance(value, list | tuple) else [value]:
                known_folder = None if folder is None else str(folder)
                place = index if isinstance(index, int) else len(self.places.path)
                self.places.insert(place, known_folder)


def _is_callable(value: Any) -> bool:
    return isinstance(value, Function | Method | Class)


def _key(value: Any) -> Any:
    if isinstance(value, Const):
        return repr(value.value)[:60]
    if isinstance(value, Method):
        return id(value.function), id(value.receiver)
    return (type(value).__name__, id(value.of)) if isinstance(value, Instance) else id(value)


def _is_generator(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Yield | ast.YieldFrom) for each in ast.walk(node))
