"""Small tools for what people read: tables, numbers, nearest names, commands, odd characters."""

import difflib
import shlex
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

PROGRAM = "tf1rnn"
LEAST_WIDTH = 40  # columns; a narrower screen breaks the lines itself


def aligned(rows: Sequence[Sequence[str]], indent: str = "") -> list[str]:
    """The rows as lines of columns, each cell as wide as the widest of its column."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [indent + "  ".join(map(str.ljust, row, widths)) for row in rows]


def table(rows: Sequence[Sequence[str]], indent: str = "") -> list[str]:
    """The rows as lines of columns, without spaces at their ends."""
    return [line.rstrip() for line in aligned(rows, indent)]


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def screen_width() -> int | None:
    """The columns that standard output shows; None where it is a file or a pipe."""
    if sys.stdout.isatty():
        return max(shutil.get_terminal_size().columns, LEAST_WIDTH)
    return None


def folded(line: str, width: int | None, further: str = "    ") -> str:
    """A line, folded at words if it is longer than `width` columns, its rest `further` in."""
    if width is None or len(line) <= width or line.isspace():
        return line
    indent = line[: len(line) - len(line.lstrip())]
    lines = _wrapped(line.lstrip(), width - len(indent), indent=further)
    return "\n".join(indent + part for part in lines)


def cut(text: str, width: int | None) -> str:
    """A text of at most `width` columns; an ellipsis stands for what is cut off its end."""
    return text if width is None or len(text) <= width else text[: max(width - 1, 0)] + "\u2026"


def paragraphs(text: str, width: int | None) -> str:
    """A docstring's text, its paragraphs and list items folded anew for `width` columns.

    Lines that are indented, such as formulas, stay as they are.
    """
    if width is None:
        return text
    return "\n\n".join(_paragraph(part, width) for part in text.split("\n\n"))


def _paragraph(text: str, width: int) -> str:
    if text.startswith(" "):
        return text
    items: list[str] = []
    for line in text.splitlines():
        if items and not line.startswith("- "):
            items[-1] += " " + line.strip()
        else:
            items.append(line)
    lines = (_wrapped(item, width, indent="  " if item.startswith("- ") else "") for item in items)
    return "\n".join(line for part in lines for line in part)


def printed(*values: object, sep: str = " ", end: str = "\n") -> str:
    """What `print` gave for the values with the lesson's NumPy, 1.13.

    An array of float32 then had eight decimals and a single float32 six digits; today's NumPy
    prints as few digits as name the number.
    """
    import numpy as np

    def widened(value: object) -> object:
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "fc":
            return value
        return value.astype(np.result_type(value, np.float64)) if value.ndim else value[()]

    with np.printoptions(legacy="1.13"):
        return sep.join(str(widened(value)) for value in values) + end


def nearest(name: str, names: Iterable[str], n: int = 3) -> list[str]:
    """The names most like `name`, at most n of them, ignoring case."""
    by_lower_case: dict[str, str] = {}
    for each in names:
        by_lower_case.setdefault(each.lower(), each)
    found = difflib.get_close_matches(name.lower(), by_lower_case, n=n)
    return [by_lower_case[each] for each in found]


def suggestion(name: str, names: Iterable[str], otherwise: str) -> str:
    """A hint for an unknown name: the nearest names, or else `otherwise`."""
    near = nearest(name, names)
    return f"did you mean {' or '.join(near)}?" if near else otherwise


def counted(n: int, what: str) -> str:
    """A number of things: `1 row`, `2 rows`."""
    return f"{n} {what}" + ("" if n == 1 else "s")


def printable(text: str, instead: str = "\ufffd") -> str:
    """The text without characters that would move the cursor or colour the screen."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else instead for c in text)


def typed(*argv: str) -> str:
    """The command line that starts tf1rnn with these arguments: `python main.py run ...`."""
    started = Path(sys.argv[0]).name
    # In a script or a notebook of someone's own, the installed command is the one to type.
    program = ["python", sys.argv[0]] if started == "main.py" else [PROGRAM]
    return shlex.join([*program, *argv])
