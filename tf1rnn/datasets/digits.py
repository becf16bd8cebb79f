"""Digits to classify: MNIST's own if they are available, else some that tf1rnn draws."""

import functools
import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn.datasets import mnist
from tf1rnn.datasets.drawn_digits import draw_digits
from tf1rnn.datasets.mnist import Mnist
from tf1rnn.datasets.mnist_files import is_family
from tf1rnn.datasets.web import answers
from tf1rnn.errors import MissingData, UserError
from tf1rnn.files import cache_folder

AUTO, GENUINE, DRAWN = "auto", "mnist", "drawn"
_OR = "or say where they are: --data FOLDER"


class Digits(NamedTuple):
    """Digits, and what they are."""

    mnist: Mnist
    data: str  # mnist, drawn or a folder: what `find_digits` finds them by again
    text: str  # what they are, in a line for the user

    @property
    def facts(self) -> dict[str, str]:
        """What to store with a run that is trained on them."""
        digest = hashlib.sha256("".join(self.mnist.digests()).encode())
        return {"data": self.data, "digits": self.text, "sha256": digest.hexdigest()}


def in_batches(digits: Digits, validation_size: int) -> Any:
    """The digits as TensorFlow 1's tutorials read them: sets `train`, `validation` and `test`.

    `train.next_batch(batch_size)` gives images [batch_size, 784] and labels [batch_size]. The first
    `validation_size` training images are for validation.
    """
    from tf1rnn.tf1.examples.tutorials.mnist import input_data  # imports tf1rnn.datasets

    return input_data.data_sets(digits.mnist, validation_size=validation_size)


def find_digits(data: str) -> Digits:
    """The digits that `--data` names: auto, mnist, drawn, or a place with MNIST's four files.

    That is a folder, a .zip archive, an .npz file like Keras's, or `folder/emnist-digits`, the
    beginning of the names of one set among several.

    `mnist` and `auto` look in the user's caches (tf1rnn.datasets.mnist), then download. If no
    mirror answers within seconds, `auto` draws digits and says so in their text. Raises UserError
    if there are none or those found are damaged.
    """
    if data == DRAWN:
        return _drawn("as asked for")
    if data == GENUINE:
        return _genuine(mnist.find_mnist() or _download(mnist.MIRRORS))
    if data == AUTO:
        found = mnist.find_mnist()
        try:
            found = found or _download(_answering_mirrors())
        except MissingData as error:
            return _drawn(str(error))
        return _genuine(found)
    path = Path(data).absolute()  # a run may be resumed from another folder
    # Unlike Path's, os.path's test is False for an invalid name.
    if not os.path.exists(path) and not is_family(path):
        raise UserError(
            f"--data {data}: neither auto, mnist or drawn nor a folder, a .zip or an .npz file"
        )
    found = mnist.read_mnist(path)
    kind = "MNIST's own" if found.is_genuine() else "in MNIST's format, but not MNIST's"
    return Digits(found, str(path), f"{kind}, from {data}")


def _genuine(found: Mnist) -> Digits:
    if not found.is_genuine():
        raise UserError(f"{found.source}: holds other digits than MNIST's; move them elsewhere")
    return Digits(found, GENUINE, f"MNIST's own, from {found.source}")


def _drawn(reason: str) -> Digits:
    return Digits(_drawing(draw_digits), DRAWN, f"drawn by tf1rnn, not MNIST's: {reason}")


@functools.cache
def _drawing(draw: Callable[[], Mnist]) -> Mnist:
    """What `draw` draws, once a process: it takes seconds, and a demo has several classifiers."""
    drawn = draw()
    for array in drawn[:4]:
        array.flags.writeable = False  # all who ask share it
    return drawn


def _answering_mirrors() -> list[str]:
    """The mirrors that answer within seconds; raises MissingData if none does."""
    name = "train-images-idx3-ubyte.gz"
    mirrors = [mirror for mirror in mnist.MIRRORS if answers(f"{mirror}{name}")]
    if not mirrors:
        folder = cache_folder() / "mnist"
        raise MissingData(f"no mirror of it answers; put its four .gz files into {folder}, {_OR}")
    return mirrors


def _download(mirrors: Sequence[str]) -> Mnist:
    print(f"Downloading MNIST (11 MB) to {cache_folder() / 'mnist'}", file=sys.stderr)
    try:
        return mnist.load_mnist(mirrors=mirrors)
    except MissingData as error:
        raise MissingData(f"{error}, {_OR}") from error
