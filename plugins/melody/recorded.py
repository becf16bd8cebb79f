"""Reads tunes of a user's own: files in ABC notation."""

from __future__ import annotations

import re
from pathlib import Path

from tf1rnn import UserError
from tf1rnn.datasets.sources.lines import Text
from tf1rnn.datasets.sources.parts import Part, parts_of

from .notation import read_tune, tidy

FEWEST = 40  # tunes
MOST_FILES = 10_000


def read_tunes(path: Path, longest: int) -> tuple[list[str], list[str]]:
    """The distinct tunes of up to so many characters in an .abc file or a folder of them; remarks.

    Tunes that cannot be read are left out. Raises UserError, naming the option and the file, if too
    few are left.
    """
    files = _files(path)
    found: dict[tuple, str] = {}
    reasons: list[str] = []
    n_tunes = n_long = 0
    for part in files:
        text = "".join(Text.of(part).lines()).replace("\r\n", "\n").replace("\r", "\n")
        for each in re.split(r"^(?=X:)", text, flags=re.MULTILINE)[1:]:
            n_tunes += 1
            tune = tidy(each.split("\n\n", 1)[0] if "K:" in each.split("\n\n", 1)[0] else each)
            if len(tune) > longest:
                n_long += 1
                continue
            try:
                found.setdefault(read_tune(tune).melody, tune)
            except ValueError as error:
                reasons.append(f"{each.split(chr(10), 1)[0]}: {error}")
    if len(found) < FEWEST:
        first = f"; the first is {reasons[0]}" if reasons else ""
        raise UserError(
            f"--data {path}: {len(found)} distinct tunes of up to {longest} characters are too few,"
            f" {FEWEST} are needed; {n_long} of {n_tunes} are longer (--longest), {len(reasons)} "
            f"cannot be read{first}"
        )
    remarks = [f"{path.name}: {len(found)} distinct tunes of {n_tunes}"]
    if n_long:
        remarks.append(f"{n_long} tunes of more than {longest} characters are left out")
    if reasons:
        remarks.append(f"{len(reasons)} tunes are left out, the first being {reasons[0]}")
    return list(found.values()), remarks


def _files(path: Path) -> list[Part]:
    if not path.is_dir():
        return parts_of(path, "--data")
    files = sorted(each for each in path.rglob("*") if each.suffix.lower() == ".abc")
    if not files:
        raise UserError(f"--data {path}: holds no file that ends in .abc")
    if len(files) > MOST_FILES:
        raise UserError(f"--data {path}: holds more than {MOST_FILES} .abc files; take a part")
    return [Part("--data", file) for file in files]
