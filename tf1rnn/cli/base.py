"""What the command line's groups and commands share."""

from typing import Any

import typer.core


class _Light:
    """Parameters whose values are taken as they are where that is right.

    Newer releases of typer load pydantic to convert any value, and that takes longer than all else
    that `show` does.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        params = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if getattr(param, "is_flag", False) and param.default is None:
                param.default = False
            converting = getattr(param, "get_runtime_param", None)
            if converting is not None and not isinstance(converting, _Converting):
                param.get_runtime_param = _Converting(converting)
        return params


class _Converting:
    """Typer's conversion of a parameter's values, made only for a value that needs it."""

    def __init__(self, typers: Any) -> None:
        self._typers = typers

    def __call__(self) -> "_Converting":
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        if _is_ready(value, param):
            return list(value or ()) if param.multiple or param.nargs != 1 else value
        return self._typers().coerce(value, param=param, ctx=ctx)


def _is_ready(value: Any, param: Any) -> bool:
    """Whether a value is what its function takes: text where it takes text, or its own default."""
    if param.type_descriptor.parameter_info.parser is not None:
        return False
    annotation = param.type_descriptor.annotation
    if param.multiple or param.nargs != 1:
        return annotation == list[str] and isinstance(value, list | tuple | None)
    if value is None or value is param.default:
        # A whole number may be the default where a fraction is taken.
        return not (annotation is float and type(value) is int)
    return annotation is str and isinstance(value, str)


class Command(_Light, typer.core.TyperCommand):
    """A command of ours."""


class Group(_Light, typer.core.TyperGroup):
    """A group of commands of ours."""
