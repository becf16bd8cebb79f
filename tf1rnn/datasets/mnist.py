"""Finds the genuine MNIST digits: in a folder, in the user's caches, or by download."""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tf1rnn.datasets.download import download
from tf1rnn.datasets.idx import read_idx
from tf1rnn.datasets.mnist_files import ROLES, find_set
from tf1rnn.datasets.npz import read_npz
from tf1rnn.errors import MissingData, UserError
from tf1rnn.files import cache_folder

MIRRORS = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
)


class Mnist(NamedTuple):
    """Handwritten digits, 28 x 28 grey values from 0 (paper) to 255 (ink), and their labels."""

    train_images: np.ndarray  # [n_train, 28, 28] uint8
    train_labels: np.ndarray  # [n_train] uint8
    test_images: np.ndarray  # [n_test, 28, 28] uint8
    test_labels: np.ndarray  # [n_test] uint8
    source: Path  # the folder or file they were read from

    def digests(self) -> list[str]:
        """The SHA-256 of what the four IDX files hold, header included."""
        return [_digest(array) for array in self[:4]]

    def is_genuine(self) -> bool:
        """Whether these are MNIST's own digits, bit for bit."""
        return self.digests() == [file.sha256 for file in _FILES]


class _File(NamedTuple):
    """One of MNIST's four files, and the checksum of its content, unpacked, as first published."""

    name: str
    keras_name: str
    shape: tuple[int, ...]
    sha256: str

    @property
    def size(self) -> int:
        """The length of its content in bytes."""
        return len(_header(self.shape)) + math.prod(self.shape)


_FILES = (
    _File(
        "train-images-idx3-ubyte",
        "x_train",
        (60000, 28, 28),
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    ),
    _File(
        "train-labels-idx1-ubyte",
        "y_train",
        (60000,),
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    ),
    _File(
        "t10k-images-idx3-ubyte",
        "x_test",
        (10000, 28, 28),
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    ),
    _File(
        "t10k-labels-idx1-ubyte",
        "y_test",
        (10000,),
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
)
NAMES = tuple(file.name for file in _FILES)


def load_mnist(
    folder: str | Path | None = None,
    *,
    mirrors: Sequence[str] = MIRRORS,
    progress: Callable[[int, int | None], None] | None = None,
) -> Mnist:
    """Find the digits, or download them into `folder` (without one, into the user's cache).

    Looks for the four IDX files in `folder`, then in the cache ($TF1RNN_CACHE/mnist, usually
    ~/.cache/tf1rnn/mnist), then for Keras's mnist.npz. `progress` is called as by `download`.
    Raises UserError if what was found is damaged, MissingData if nothing could be downloaded.
    """
    if found := find_mnist(folder):
        return found
    target = Path(folder) if folder else cache_folder() / "mnist"
    try:
        _download_missing(target, mirrors, progress)
    except UserError as error:
        raise MissingData(f"{error}; or put MNIST's four .gz files into {target}") from error
    return read_mnist(target)


def find_mnist(folder: str | Path | None = None) -> Mnist | None:
    """The digits from where `load_mnist` looks before it downloads; None if there are none.

    Raises UserError if what was found is damaged.
    """
    cache = cache_folder() / "mnist"
    for candidate in (Path(folder), cache) if folder else (cache,):
        if all(_find(candidate, file.name) for file in _FILES):
            return read_mnist(candidate)
    return _read_keras(keras) if (keras := _keras_file()).is_file() else None


def read_mnist(path: str | Path) -> Mnist:
    """Read the digits of a folder, of a zip archive, or of an .npz file such as Keras's.

    A folder or an archive holds the four IDX files, packed by gzip or not, by their names or those
    that others give them (tf1rnn.datasets.mnist_files). They may hold other pictures in MNIST's
    format (Fashion-MNIST, say) and fewer or more of them. Raises UserError if a file is absent,
    damaged or does not fit the others.
    """
    path = Path(path)
    keras = path if os.path.isfile(path) else path / "mnist.npz"
    if keras.suffix.lower() == ".npz" and keras.is_file():
        arrays = read_npz(keras, [file.keras_name for file in _FILES])
        return _checked(arrays, [f"{keras}: {file.keras_name}" for file in _FILES], keras)
    family, files = find_set(path)
    found = [files[role] for role in ROLES]
    arrays = [file.read() for file in found]
    # QMNIST says more about a digit than its label, which comes first.
    arrays = [a[:, 0] if file.is_int else a for a, file in zip(arrays, found, strict=True)]
    if family.startswith("emnist"):  # whose images have rows and columns swapped
        arrays = [a.swapaxes(1, 2) if a.ndim == 3 else a for a in arrays]
    return _checked(arrays, [file.what for file in found], path)


def _checked(arrays: Sequence[np.ndarray], names: Sequence[str], source: Path) -> Mnist:
    """The digits, if images and labels fit one another; UserError, naming the file, if not."""
    for array, file, name in zip(arrays, _FILES, names, strict=True):
        if array.ndim != len(file.shape) or array.shape[1:] != file.shape[1:]:
            shape = " x ".join(map(str, array.shape))
            raise UserError(f"{name}: holds {shape} values, expected {_expected(file)}")
        most = 255 if array.ndim == 3 else 9
        if array.size and not 0 <= array.min() <= array.max() <= most:
            raise UserError(
                f"{name}: holds values from {array.min()} to {array.max()}, expected 0 to {most}; "
                "of EMNIST, the sets with ten classes are mnist and digits"
            )
    for images, labels, name in ((*arrays[:2], names[1]), (*arrays[2:], names[3])):
        if len(images) != len(labels):
            raise UserError(f"{name}: not one label for each of {len(images)} images")
    return Mnist(*(np.ascontiguousarray(array, np.uint8) for array in arrays), source=source)


def _expected(file: _File) -> str:
    return "28 x 28 pixels for each image" if len(file.shape) == 3 else "a label for each image"


def _find(folder: Path, name: str) -> Path | None:
    candidates = (folder / f"{name}.gz", folder / name)
    return next((path for path in candidates if path.is_file()), None)


def _keras_file() -> Path:
    home = Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser()
    return home / "datasets" / "mnist.npz"


def _read_keras(path: Path) -> Mnist:
    """Read the mnist.npz that Keras downloads: the values of the IDX files, in the same order."""
    try:
        found = read_mnist(path)
    except UserError as error:
        raise UserError(f"{error}; delete or rename it") from error
    for file, digest in zip(_FILES, found.digests(), strict=True):
        if digest != file.sha256:
            name = f"{file.keras_name}.npy"
            raise UserError(f"{path}: {name} does not hold MNIST's values; delete or rename it")
    return found


def _download_missing(folder: Path, mirrors: Sequence[str], progress) -> None:
    found = {file: _find(folder, file.name) for file in _FILES}
    for file, path in found.items():
        if path and _digest(read_idx(path, rank=len(file.shape))) != file.sha256:
            raise UserError(f"{path}: not MNIST's, so the files missing beside it are not fetched")
    for file in (file for file, path in found.items() if not path):
        urls = [f"{mirror.rstrip('/')}/{file.name}.gz" for mirror in mirrors]
        download(
            urls,
            folder / f"{file.name}.gz",
            sha256=file.sha256,
            max_bytes=file.size,
            progress=progress,
        )


def _header(shape: tuple[int, ...]) -> bytes:
    """The header of an IDX file of unsigned bytes of this shape."""
    return b"".join(number.to_bytes(4, "big") for number in (0x0800 + len(shape), *shape))


def _digest(array: np.ndarray) -> str:
    """The SHA-256 of an IDX file of this uint8 array."""
    digest = hashlib.sha256(_header(array.shape))
    digest.update(np.ascontiguousarray(array))
    return digest.hexdigest()
