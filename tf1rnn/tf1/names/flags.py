"""tf.flags: command-line options, for programs older than TensorFlow 1.5 too."""

import functools
import sys
from collections.abc import Callable
from typing import Any

from absl.flags import disclaim_key_flags

from tf1rnn.tf1.start.loading import compat

# The parameters' names in TensorFlow 1.4 and before.
_RENAMED = {"flag_name": "name", "default_value": "default", "docstring": "help"}


class _FlagValues(type(compat.flags.FLAGS)):
    """FLAGS: the options' values, parsed from sys.argv when one is first read."""

    def __getattribute__(self, name: str) -> Any:
        parsed_as_then = "parsed_as_then" in super().__getattribute__("__dict__")
        if name == "_parse_flags":
            return functools.partial(_parse, self)
        if name == "__flags" and parsed_as_then:
            return _values(self)
        return super().__getattribute__(name)


def _parse(flag_values: _FlagValues, args: list[str] | None = None) -> dict[str, Any]:
    """FLAGS._parse_flags() of TensorFlow 1.4: parses the options that it knows.

    From then on FLAGS.__flags gives the options' values by name, as it did then.
    """
    flag_values(sys.argv[:1] + (sys.argv[1:] if args is None else args), known_only=True)
    flag_values.__dict__["parsed_as_then"] = True
    return _values(flag_values)


def _values(flag_values: _FlagValues) -> dict[str, Any]:
    """The values of the program's own options, without those of absl."""
    return {
        flag.name: flag.value
        for module, defined in flag_values.flags_by_module_dict().items()
        if not module.startswith(("absl.", "tensorflow."))
        for flag in defined
    }


def _taking_old_names(define: Callable) -> Callable:
    @functools.wraps(define)
    def define_as_then(*args: Any, **kwargs: Any) -> Any:
        return define(*args, **{_RENAMED.get(name, name): v for name, v in kwargs.items()})

    return define_as_then


FLAGS = _FlagValues(compat.flags.FLAGS.__dict__["__wrapped"])
disclaim_key_flags()  # the options belong to the modules that call this one
DEFINE_bool = _taking_old_names(compat.flags.DEFINE_bool)
DEFINE_boolean = _taking_old_names(compat.flags.DEFINE_boolean)
DEFINE_float = _taking_old_names(compat.flags.DEFINE_float)
DEFINE_integer = _taking_old_names(compat.flags.DEFINE_integer)
DEFINE_string = _taking_old_names(compat.flags.DEFINE_string)
