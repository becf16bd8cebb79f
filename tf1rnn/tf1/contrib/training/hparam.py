"""tf.contrib.training.HParams: hyperparameters by name, each of the type of its first value."""

import contextlib
import json
import numbers
import re
from typing import Any

from tf1rnn.tf1.contrib.training.hparam_pb2 import HParamDef

# One assignment and what separates it from the next: name=3, name=[1,2] or name[0]=3.
_ASSIGNMENT = re.compile(
    r"""(?P<name>[a-zA-Z][\w.]*)
        (?:\[\s*(?P<index>\d+)\s*\])?
        \s*=\s*
        (?: \[(?P<list>[^\]]*)\] | (?P<single>[^,\[]*) )
        (?: $ | ,\s* )""",
    re.VERBOSE,
)
_TRUTH = {"true": True, "True": True, "false": False, "False": False}
_MESSAGE_KINDS = {bool: "bool", int: "int64", float: "float", str: "bytes", bytes: "bytes"}
_KINDS = {bool: bool, str: str, int: numbers.Integral, float: numbers.Real}  # what each accepts


def parse_values(values: str, type_map: dict[str, type], ignore_unknown: bool = False) -> dict:
    """Read assignments such as `n_steps=20,units=[100,50]` as values of `type_map`'s types.

    `name[1]=3` gives {name: {1: 3}}. With `ignore_unknown`, names that are not in `type_map` are
    skipped. Raises ValueError for an unknown name, a value of another type, a name assigned twice
    and text that is not an assignment.
    """
    results: dict[str, Any] = {}
    position = 0
    while position < len(values):
        match = _ASSIGNMENT.match(values, position)
        if not match:
            raise ValueError(f"Malformed hyperparameter value: {values[position:]}")
        position = match.end()
        name, index = match["name"], match["index"]
        if name not in type_map:
            if ignore_unknown:
                continue
            raise ValueError(f"Unknown hyperparameter type for {name}")
        if index is None:
            if name in results:
                raise _assigned_twice(name, values)
            results[name] = _converted(match, type_map[name], values)
        else:
            if match["list"] is not None:
                raise ValueError("Assignment of a list to a list index.")
            by_index = results.setdefault(name, {})
            if not isinstance(by_index, dict) or int(index) in by_index:
                raise _assigned_twice(
                    name if not isinstance(by_index, dict) else f"{name}[{index}]", values
                )
            by_index[int(index)] = _converted(match, type_map[name], values)
    return results


def _assigned_twice(name: str, values: str) -> ValueError:
    return ValueError(f"Multiple assignments to variable '{name}' in {values}")


def _converted(match: re.Match, type_: type, values: str) -> Any:
    """The value or list of values of one assignment, converted from text."""

    text = match["single"] if match["list"] is None else match["list"]
    try:
        if match["list"] is None:
            return _from_text(text, type_)
        return [_from_text(word, type_) for word in re.split(r"[ ,]", text) if word]
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"Could not parse hparam '{match['name']}' of type '{type_.__name__}' "
            f"with value '{text}' in {values}"
        ) from error


def _from_text(text: str, type_: type) -> Any:
    if type_ is bool:
        return _TRUTH[text] if text in _TRUTH else bool(int(text))
    return type_(text)


def _cast(name: str, type_: type, value: Any) -> Any:
    """`value` in the type of the hyperparameter `name`; ValueError if it is of another kind."""
    if type_ in (type(None), type(value)):
        return value
    is_truth_as_number = isinstance(value, bool) and type_ in _KINDS
    if isinstance(value, _KINDS.get(type_, object)) and not is_truth_as_number:
        with contextlib.suppress(TypeError, ValueError):
            return type_(value)
    raise ValueError(f"Could not cast hparam '{name}' of type '{type_}' from value {value!r}")


def _from_message(message) -> Any:
    """The value, or the list of values, of a hyperparameter in an HParamDef."""
    kind = message.WhichOneof("kind")
    value = getattr(message, kind)
    values = value.value if kind.endswith("_list") else [value]
    values = [v.decode() if isinstance(v, bytes) else v for v in values]
    return values if kind.endswith("_list") else values[0]


class HParams:
    """A set of hyperparameters, read as attributes: `HParams(n_steps=20).n_steps`.

    Its type is that of its first value (an int is accepted for a float); a list stays a list of
    that type. They can come from `hparam_def`, an HParamDef, instead. Raises AssertionError if it
    is none, and ValueError if there are others, too.
    """

    def __init__(self, hparam_def=None, model_structure: Any = None, **kwargs: Any):
        self._hparam_types: dict[str, tuple[type, bool]] = {}  # name -> type, whether a list
        self._model_structure = model_structure
        if hparam_def:
            assert isinstance(hparam_def, HParamDef)
            if kwargs:
                raise ValueError("hparam_def and initialization values are mutually exclusive")
            kwargs = {name: _from_message(value) for name, value in hparam_def.hparam.items()}
        for name, value in kwargs.items():
            self.add_hparam(name, value)

    def add_hparam(self, name: str, value: Any) -> None:
        """Add a hyperparameter, which `value` gives its type.

        Raises ValueError for a name that is in use or an attribute of HParams, and for an empty
        list, which has no type.
        """
        if getattr(self, name, None) is not None:
            raise ValueError(f"Hyperparameter name is reserved: {name}")
        is_list = isinstance(value, (list, tuple))
        if is_list and not value:
            raise ValueError(f"Multi-valued hyperparameters cannot be empty: {name}")
        self._hparam_types[name] = (type(value[0] if is_list else value), is_list)
        setattr(self, name, value)

    def set_hparam(self, name: str, value: Any) -> None:
        """Give a hyperparameter another value.

        Raises KeyError for an unknown name and ValueError for a value of another type.
        """
        type_, is_list = self._hparam_types[name]
        if is_list != isinstance(value, list):
            raise ValueError(
                f"Must pass a list for multi-valued parameter: {name}."
                if is_list
                else f"Must not pass a list for single-valued parameter: {name}"
            )
        cast = (
            [_cast(name, type_, item) for item in value] if is_list else _cast(name, type_, value)
        )
        setattr(self, name, cast)

    def del_hparam(self, name: str) -> None:
        """Remove a hyperparameter, if it exists."""
        if name in self._hparam_types:
            delattr(self, name)
            del self._hparam_types[name]

    def parse(self, values: str) -> "HParams":
        """Set from assignments such as `n_steps=20,units=[100,50]`; returns self.

        Raises ValueError as `parse_values` and `set_hparam` do.
        """
        types = {name: type_ for name, (type_, _) in self._hparam_types.items()}
        return self.override_from_dict(parse_values(values, types))

    def override_from_dict(self, values_dict: dict[str, Any]) -> "HParams":
        """Set each name of the dictionary to its value, as `set_hparam` does; returns self."""
        for name, value in values_dict.items():
            self.set_hparam(name, value)
        return self

    def set_from_map(self, values_map: dict[str, Any]) -> "HParams":
        """Same as `override_from_dict`, which replaced it."""
        return self.override_from_dict(values_map)

    def parse_json(self, values_json: str) -> "HParams":
        """Set from the text of a JSON object; returns self.

        Raises ValueError for any other text, and as `set_hparam` does.
        """
        values = json.loads(values_json)
        if not isinstance(values, dict):
            raise ValueError(f"Not a JSON object: {values_json}")
        return self.override_from_dict(values)

    def to_json(
        self,
        indent: int | None = None,
        separators: tuple[str, str] | None = None,
        sort_keys: bool = False,
    ) -> str:
        """The names and values as a JSON object's text; the arguments are json.dumps's."""
        return json.dumps(self.values(), indent=indent, separators=separators, sort_keys=sort_keys)

    def values(self) -> dict[str, Any]:
        """The values by name, in a new dictionary."""
        return {name: getattr(self, name) for name in self._hparam_types}

    def get(self, key: str, default: Any = None) -> Any:
        """The value of `key`, or `default` if there is no such hyperparameter.

        Raises ValueError if both are given and their types differ.
        """
        if key not in self._hparam_types:
            return default
        if default is not None:
            type_, is_list = self._hparam_types[key]
            kind = f"list<{type_}>" if is_list else str(type_)
            problem = f"Hparam '{key}' of type '{kind}' is incompatible with default={default}"
            if is_list != isinstance(default, list):
                raise ValueError(problem)
            try:
                for item in default if is_list else [default]:
                    _cast(key, type_, item)
            except ValueError as error:
                raise ValueError(f"{problem}. {error}") from error
        return getattr(self, key)

    def to_proto(self, export_scope: str | None = None):
        """The hyperparameters as an HParamDef; ValueError for a type that it does not hold."""
        message = HParamDef()
        for name, (type_, is_list) in self._hparam_types.items():
            if type_ not in _MESSAGE_KINDS:
                raise ValueError(f"Unsupported parameter type: {type_}")
            kind, value = _MESSAGE_KINDS[type_], getattr(self, name)
            values = value if is_list else [value]
            values = [v.encode() if isinstance(v, str) else v for v in values]
            if is_list:
                getattr(message.hparam[name], f"{kind}_list").value.extend(values)
            else:
                setattr(message.hparam[name], f"{kind}_value", values[0])
        return message

    @staticmethod
    def from_proto(hparam_def, import_scope: str | None = None) -> "HParams":
        """The hyperparameters of an HParamDef."""
        return HParams(hparam_def=hparam_def)

    def get_model_structure(self) -> Any:
        """What `set_model_structure` was given."""
        return self._model_structure

    def set_model_structure(self, model_structure: Any) -> None:
        """Store an object with the hyperparameters."""
        self._model_structure = model_structure

    def __contains__(self, key: str) -> bool:
        return key in self._hparam_types

    def __str__(self) -> str:
        return ",".join(f"{name}={value}" for name, value in self.values().items())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({sorted(self.values().items())})"
