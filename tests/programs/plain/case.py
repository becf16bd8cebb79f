"""A program: its files, how it is started, and what it reads."""

from typing import NamedTuple


class Case(NamedTuple):
    """A program: `files` by path; `main` and `args` as python has them; its standard input."""

    files: dict[str, str | bytes]
    main: tuple[str, ...] = ("main.py",)
    args: tuple[str, ...] = ()
    stdin: bytes = b""


def one(source: str | bytes, **more) -> Case:
    """A program of one file."""
    return Case({"main.py": source}, **more)
