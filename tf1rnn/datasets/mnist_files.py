"""MNIST's four files under the names that Kaggle, EMNIST, QMNIST and Windows give them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath, PurePosixPath
from typing import NamedTuple

import numpy as np

from tf1rnn.datasets.idx import INT, UNSIGNED_BYTE, parse_idx, read_idx
from tf1rnn.datasets.sources.parts import Part, listed, members
from tf1rnn.errors import UserError

ROLES = ("train images", "train labels", "test images", "test labels")
_OPTION = "--data"
_DEEPEST = 3  # folders below the one that is named
_MOST = 10_000  # files that are looked at
# train-images-idx3-ubyte.gz, train-images.idx3-ubyte, emnist-digits-test-labels-idx1-ubyte,
# QMNIST-TRAIN-LABELS-IDX2-INT, train-images-idx3-ubyte (1).gz
_NAME = re.compile(
    r"(?:(?P<family>.+)[-_. ])?(?P<set>train|t10k|test)[-_. ](?P<kind>images|labels)"
    r"[-_. ]idx(?P<rank>\d)[-_. ](?P<type>ubyte|int)(?: ?\(\d+\))?(?P<packed>\.gz)?",
    re.IGNORECASE,
)


class DigitFile(NamedTuple):
    """A file that by its name is one of a set's four."""

    place: PurePath  # relative to the folder or the archive
    part: Part
    role: str
    rank: int
    is_int: bool
    is_packed: bool

    def read(self) -> np.ndarray:
        """Its images or labels; raises UserError if it is not what its name says."""
        kind = INT if self.is_int else UNSIGNED_BYTE
        if not self.part.member:
            return read_idx(self.part.path, self.rank, kind)
        with self.part.open() as stream:
            return parse_idx(stream, self.rank, self.what, kind=kind)

    @property
    def what(self) -> str:
        """What messages call it."""
        return self.part.what.removeprefix(f"{_OPTION} ")


def find_set(path: Path) -> tuple[str, dict[str, DigitFile]]:
    """The family and the four files, by their roles, of the set of digits at a path.

    The path is a folder or a zip archive; the files may be in folders of their own below it. If
    there are several families of files, such as EMNIST's, the path goes on with one's name:
    `folder/emnist-digits`. The family is empty for MNIST's own names. Raises UserError, naming
    what is missing, if there is no whole set.
    """
    family = None
    if not os.path.exists(path) and is_family(path):
        path, family = path.parent, path.name.lower()
    families = _families(_files(path))
    whole = [name for name, files in families.items() if len(files) == len(ROLES)]
    if family is None and len(whole) > 1 and "" not in whole:
        raise UserError(
            f"{_OPTION} {path}: holds several sets of digits: {listed(sorted(whole))}; name one: "
            f"{_OPTION} {path / sorted(whole)[0]}"
        )
    if family is None:
        family = "" if "" in whole or not families else (whole or sorted(families))[0]
    files = families.get(family, {})
    for role in ROLES:
        if role not in files:
            name = _usual_name(family, role)
            hint = f"; there is {listed(sorted(whole))}" if whole else ""
            raise UserError(f"{path}: holds no {name}, one of MNIST's four files{hint}")
    return family, files


def is_family(path: Path) -> bool:
    """Whether a path names a family of files in a folder: `folder/emnist-digits`."""
    try:
        names = os.listdir(path.parent)
    except (OSError, ValueError):
        return False
    found = filter(None, map(_NAME.fullmatch, names))
    return any((name["family"] or "").lower() == path.name.lower() for name in found)


def _usual_name(family: str, role: str) -> str:
    images_or_labels = role.partition(" ")[2]
    which = "t10k" if role.startswith("test") and not family else role.partition(" ")[0]
    rank = 3 if images_or_labels == "images" else 1
    return f"{family}{'-' * bool(family)}{which}-{images_or_labels}-idx{rank}-ubyte.gz"


def _files(path: Path) -> list[tuple[PurePath, Part]]:
    """The files in a folder and those below it, or in an archive, with where they are in it."""
    if not os.path.isdir(path):
        found = members(Part(_OPTION, path))
        return [(PurePosixPath(part.member), part) for part in found]
    files = []
    for folder, folders, names in os.walk(path):
        if len(Path(folder).relative_to(path).parts) >= _DEEPEST:
            folders.clear()
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            files.append((file.relative_to(path), Part(_OPTION, file)))
            if len(files) > _MOST:
                return files
    return files


def _families(files: Iterable[tuple[PurePath, Part]]) -> dict[str, dict[str, DigitFile]]:
    """The files of each family by their roles; those least deep go first, then those packed."""
    families: dict[str, dict[str, list[DigitFile]]] = {}
    for place, part in files:
        name = _NAME.fullmatch(place.name)
        if name is None:
            continue
        which = "train" if name["set"].lower() == "train" else "test"
        role = f"{which} {name['kind'].lower()}"
        is_int = name["type"].lower() == "int"
        file = DigitFile(place, part, role, int(name["rank"]), is_int, bool(name["packed"]))
        family = (name["family"] or "").lower()
        families.setdefault(family, {}).setdefault(role, []).append(file)
    return {
        family: {role: _first(found) for role, found in roles.items()}
        for family, roles in families.items()
    }


def _first(files: Sequence[DigitFile]) -> DigitFile:
    """The file to take of several with the same role; UserError if they are of several sets."""
    depth = min(len(file.place.parts) for file in files)
    files = [file for file in files if len(file.place.parts) == depth]
    folders = sorted({str(file.place.parent) for file in files})
    if len(folders) > 1:
        raise UserError(
            f"{files[0].what}: is in {listed(folders)}, so that these hold several sets; give the "
            f"folder of one after {_OPTION}"
        )
    return sorted(files, key=lambda file: not file.is_packed)[0]
