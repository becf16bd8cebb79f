"""The options of a task that reads a table, and what they say of how to read it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from typer import Option

from tf1rnn.errors import UserError

TableFile = Annotated[
    Path | None, Option(help="your own series: CSV, TSV or Excel, also in a .gz or .zip")
]
Columns = Annotated[
    list[str] | None,
    Option(help="the column of --csv to read; given more than once, all are inputs"),
]
Target = Annotated[
    str | None, Option(help="the column of --csv to predict; else the first --column")
]
Missing = Annotated[
    Literal["stop", "drop", "interpolate"],
    Option(help="what to do about missing values in --csv"),
]
NaValue = Annotated[
    list[str] | None, Option(help="a further cell that stands for a missing value, such as -9999")
]
Separator = Annotated[
    str | None,
    Option(
        metavar="CHARACTER|tab|space", help="between the columns of --csv; detected if not given"
    ),
]
Decimal = Annotated[
    Literal["point", "comma"] | None,
    Option(help="the decimal mark in --csv; detected if not given"),
]
Encoding = Annotated[str | None, Option(help="the encoding of the file; detected if not given")]
HeaderLine = Annotated[
    int | None, Option(min=0, help="the line of --csv that names the columns; 0 if none does")
]
DateColumn = Annotated[
    str | None, Option(help="the column of --csv with the dates, or none; detected if not given")
]
DateFormat = Annotated[
    str | None, Option(help="of the dates, such as %d/%m/%Y; detected if not given")
]


class Reading(NamedTuple):
    """How to read a table: what its user says, None for what is to be detected."""

    missing: str = "stop"
    na_value: list[str] | None = None
    separator: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    header_line: int | None = None
    date_column: str | None = None
    date_format: str | None = None

    @classmethod
    def of(cls, task: Any) -> Reading:
        """What a task's options say; those that it does not have are at their defaults."""
        given = {name: getattr(task, name) for name in cls._fields if hasattr(task, name)}
        return cls(**given)

    @property
    def given(self) -> list[str]:
        """The options that are not at their defaults."""
        differ = (n for n, v in self._asdict().items() if v != self._field_defaults[n])
        return ["--" + name.replace("_", "-") for name in differ]

    @property
    def separator_character(self) -> str | None:
        """The separator as it stands in the file; raises UserError if it cannot be one."""
        named = {
            "tab": "\t",
            "\\t": "\t",
            "space": " ",
            "comma": ",",
            "semicolon": ";",
            "pipe": "|",
        }
        character = named.get(self.separator or "", self.separator)
        if character is not None and (len(character) != 1 or character in '"\r\n'):
            raise UserError(
                f"--separator {self.separator}: give one character, or tab, or space for any "
                "number of spaces"
            )
        return character
