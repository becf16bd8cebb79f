"""What stops a program, and what catches that."""

import ast
import builtins
from dataclasses import dataclass, field

# How surely a piece of code is reached.
NEVER, PERHAPS, SURELY = 0, 1, 2


@dataclass
class Fault:
    """Something that stops a program where it is reached."""

    kind: str  # the exception, as "AttributeError"
    message: str
    where: str  # a file, or a notebook and its cell
    line: int
    reach: int
    package: str = ""  # which is not installed

    @property
    def place(self) -> str:
        """Where it is, as messages say it."""
        return f"{self.where}:{self.line}"


@dataclass(eq=False)
class Guard:
    """A `try` that is being read, and what its handlers catch."""

    handlers: list[ast.ExceptHandler]
    reach: int
    perhaps: set[int] = field(default_factory=set)  # handlers that may be reached

    def handler_of(self, kind: str) -> int | None:
        """Which handler catches an exception."""
        for number, handler in enumerate(self.handlers):
            if catches(handler.type, kind):
                return number
        return None


class Caught(Exception):
    """A fault that a guard catches: reading goes on in its handler."""

    def __init__(self, guard: Guard, handler: int) -> None:
        super().__init__()
        self.guard, self.handler = guard, handler


def catches(type_: ast.expr | None, kind: str) -> bool:
    """Whether `except <type_>:` catches an exception."""
    if type_ is None:
        return True
    if isinstance(type_, ast.Tuple | ast.List):
        return any(catches(each, kind) for each in type_.elts)
    name = type_.attr if isinstance(type_, ast.Attribute) else getattr(type_, "id", "")
    caught, raised = getattr(builtins, name, None), getattr(builtins, kind, Exception)
    return isinstance(caught, type) and issubclass(raised, caught)
