"""What the command line's groups and commands share."""

from typing import Any

import typer.core


class _PlainFlags:
    """Flags that are off, not None, if they are not given.

    typer loads pydantic to check a None, and that takes as long as the rest of `list`.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        params = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if getattr(param, "is_flag", False) and param.default is None:
                param.default = False
        return params


class Command(_PlainFlags, typer.core.TyperCommand):
    """A command of ours."""


class Group(_PlainFlags, typer.core.TyperGroup):
    """A group of commands of ours."""
