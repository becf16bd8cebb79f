"""Packages written for TensorFlow 1: they count as a program's own, and get TensorFlow 1 too."""

import importlib.metadata
import sys
from collections.abc import Iterable

# package -> its name on PyPI, and the first version that is for TensorFlow 2, if there is one.
OF_THE_TIME: dict[str, tuple[str, int | None]] = {
    "edward": ("edward", None),
    "prettytensor": ("prettytensor", None),
    "sonnet": ("dm-sonnet", 2),
    "tensor2tensor": ("tensor2tensor", None),
    "tensorlayer": ("tensorlayer", 2),
    "texar": ("texar", None),
    "tflearn": ("tflearn", None),
    "zhusuan": ("zhusuan", None),
}


class Packages:
    """The installed packages that count as a program's own: those of the time, and `more`."""

    def __init__(self, more: Iterable[str]) -> None:
        self._included: dict[str, bool] = dict.fromkeys(more, True)

    def include(self, module: str) -> bool:
        """Whether a module is in one of them; says so when it is first asked about one."""
        package = module.partition(".")[0]
        if package not in self._included:
            self._included[package] = package in OF_THE_TIME and _is_of_the_time(package)
            if self._included[package]:
                print(f"tf1rnn: {package} is given TensorFlow 1, as the program", file=sys.stderr)
        return self._included[package]


def _is_of_the_time(package: str) -> bool:
    distribution, too_new = OF_THE_TIME[package]
    try:
        version = importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False  # a module of the program's own that has this name
    major = version.partition(".")[0]
    return too_new is None or not major.isdigit() or int(major) < too_new
