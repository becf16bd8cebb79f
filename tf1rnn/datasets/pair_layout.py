"""How the lines of a file hold sentence pairs: what separates columns, and which are sentences."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tf1rnn.errors import UserError

_NAMES = {"\t": "tab", "|||": "|||", ",": "comma", ";": "semicolon", "|": "bar"}
_ALMOST_ALL = 0.9  # of the lines
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?")  # of a language: en, fra, zh-Hant
_HEADER = re.compile(
    r"(?:(?:source|target|src|tgt|trg|input|output|original|translation|translated|sentences?|"
    r"words?|text|phrases?|lang(?:uage)?|english|french|german|spanish|italian|portuguese|dutch|"
    r"russian|polish|turkish|arabic|hindi|chinese|mandarin|japanese|korean|vietnamese|thai|swedish|"
    r"danish|finnish|greek|hebrew|fran[cç]ais|deutsch|espa[nñ]ol|anglais|allemand|"
    r"en|fr|de|es|it|pt|nl|ru|pl|tr|ar|hi|zh|ja|ko|vi|th|sv|da|fi|el|he|cs|hu|ro|uk|"
    r"eng|fra|fre|deu|ger|spa|ita|por|nld|rus|pol|tur|ara|hin|zho|cmn|jpn|kor|vie|tha|swe)"
    r"[\s_/:-]*\d*)+",
    re.IGNORECASE,
)


class PairLayout(NamedTuple):
    """How a line holds a pair."""

    separator: str
    quoted: bool  # whether cells may be quoted, as in CSV
    source: int  # the places of the sentences
    target: int
    has_header: bool

    @property
    def remarks(self) -> list[str]:
        """What was detected, unless it is the plain form: a sentence, a tab and another one."""
        remarks = []
        if (self.separator, self.quoted, self.source, self.target) != ("\t", False, 0, 1):
            quoted = ", quoted" if self.quoted else ""
            name = _NAMES.get(self.separator, repr(self.separator))
            remarks.append(
                f"sentences in columns {self.source + 1} and {self.target + 1} (between columns: "
                f"{name}{quoted})"
            )
        return remarks + ["the first line names the columns and is left out"] * self.has_header

    def rows(self, lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
        """The number and the cells of each line that is not empty."""
        if not self.quoted:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, [cell.strip() for cell in line.split(self.separator)]
            return
        reader = csv.reader(lines, delimiter=self.separator, skipinitialspace=True)
        number = 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, [" ".join(cell.split()) for cell in cells]
            number = reader.line_num + 1

    def pairs(self, lines: Iterable[str], what: str) -> Iterator[tuple[str, str]]:
        """The pairs of lines; UserError, naming the line, for one without two sentences."""
        name = _NAMES.get(self.separator, self.separator)
        try:
            for number, cells in itertools.islice(self.rows(lines), int(self.has_header), None):
                if len(cells) < 2:
                    raise UserError(
                        f"{what}: line {number} has no {name} between two sentences; add it, or "
                        "name what separates them with --separator"
                    )
                pair = [cells[i] if i < len(cells) else "" for i in (self.source, self.target)]
                if not all(pair):
                    place = (self.target, self.source)[not pair[0]] + 1
                    raise UserError(
                        f"{what}: line {number} lacks a sentence in column {place}; complete the "
                        "line or remove it"
                    )
                yield pair[0], pair[1]
        except csv.Error as error:
            raise UserError(f"{what}: a quote is opened and never closed: {error}") from error


def find_pair_layout(
    head: Sequence[str],
    what: str,
    columns: Sequence[int] | None = None,
    separator: str | None = None,
) -> PairLayout:
    """How a file holds pairs, by its first lines; `columns` and `separator` overrule it.

    Raises UserError, naming the line, if it holds none.
    """
    if columns is not None and (len(columns) != 2 or min(columns) < 1):
        raise UserError(
            "--column: give the columns of the two sentences, counted from 1: --column 2 --column 4"
        )
    candidates = [PairLayout(s, q, 0, 1, False) for s, q in _ways(separator)]
    shares = {layout: _share(layout, head) for layout in candidates}
    good = [layout for layout, share in shares.items() if share >= _ALMOST_ALL]
    # If none fits, name the line that breaks the likeliest form; prose has commas too.
    likely = [layout for layout in candidates if not layout.quoted and shares[layout] >= 0.5]
    layout = (good or likely or candidates)[0]
    if columns is not None:
        source, target = (column - 1 for column in columns)
        return layout._replace(source=source, target=target)
    if shares[layout] < 0.5:
        return layout
    rows = [cells for _, cells in layout.rows(head)]
    return _with_columns(layout, rows, what)


def _ways(separator: str | None) -> list[tuple[str, bool]]:
    """The separators to try, and whether cells are quoted, the first that fits being taken."""
    if separator is None:
        return [("\t", False), ("|||", False), (";", True), (",", True), ("|", True)]
    named = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}
    character = named.get(separator, separator)
    if not character.strip(" ") or any(c in character for c in '"\r\n'):
        raise UserError(f"--separator {separator}: give what stands between the sentences, or tab")
    return [(character, character in (",", ";", "|"))]


def _share(layout: PairLayout, head: Sequence[str]) -> float:
    """The share of lines that have as many cells as most, two at least."""
    try:
        counts = Counter(len(cells) for _, cells in layout.rows(head))
    except csv.Error:
        return 0.0
    if not layout.quoted:  # what follows two sentences may be there or not
        return sum(n for length, n in counts.items() if length > 1) / max(1, counts.total())
    usual = max((n for length, n in counts.items() if length > 1), default=0)
    return usual / max(1, counts.total())


def _with_columns(layout: PairLayout, rows: Sequence[list[str]], what: str) -> PairLayout:
    """The layout with the columns that hold sentences, and whether its first line is a header."""
    below = rows[1:] if len(rows) > 1 else rows
    width = Counter(map(len, below)).most_common(1)[0][0]
    columns = [[row[i] for row in below if i < len(row)] for i in range(width)]
    numbers = [i for i, cells in enumerate(columns) if all(map(_NUMBER.fullmatch, cells))]
    codes = [
        i
        for i, cells in enumerate(columns)
        if len(set(cells)) == 1 and len(cells) > 2 and _CODE.fullmatch(cells[0])
    ]
    empty = [i for i, cells in enumerate(columns) if not any(cells)]
    sentences = [i for i in range(width) if i not in (*numbers, *codes, *empty)]
    if len(sentences) < 2 and (numbers or codes):
        raise UserError(
            f"{what}: line 1: fewer than two columns hold sentences; if some do: --column NUMBER "
            "--column NUMBER"
        )
    source, target = sentences[:2] if len(sentences) > 1 else (0, 1)
    first = rows[0]
    named = [cell for i, cell in enumerate(first) if i in (source, target)]
    has_header = len(rows) > 1 and (
        any(i < len(first) and not _NUMBER.fullmatch(first[i]) for i in numbers)
        or (len(named) == 2 and named[0] != named[1] and all(map(_HEADER.fullmatch, named)))
    )
    layout = layout._replace(source=source, target=target, has_header=bool(has_header))
    cells = [cell for row in below for i, cell in enumerate(row) if i in (source, target)]
    if layout.separator == "\t" and sum(map(_is_quoted, cells)) >= _ALMOST_ALL * len(cells):
        return layout._replace(quoted=True)
    return layout


def _is_quoted(cell: str) -> bool:
    return len(cell) > 1 and cell[0] == cell[-1] == '"'
