"""Installed packages that were written for TensorFlow 1 and that exec does not know: --with."""

import re
from pathlib import Path

from tf1rnn.programs.packages import OF_THE_TIME
from tf1rnn.tf1.names import installed

_MOST_FILES, _LONGEST = 300, 2**20
_IMPORTS = re.compile(r"^\s*(?:import|from)\s+tensorflow\b", re.MULTILINE)
_OF_1 = re.compile(
    r"\btensorflow\.contrib\b|\btf\.(?:contrib|placeholder|get_variable|variable_scope|Session|flags"
    r"|app\.flags|global_variables_initializer|layers\.dense)\b"
)
_OF_2 = re.compile(r"\bcompat\.v1\b|\bcompat import v1\b|\bdisable_v2_behavior\b")
# TensorFlow itself, and what is installed with it.
_NONE = {"keras", "tensorboard", "tensorflow", "tf1rnn", "tf_keras", "tf_slim"}


def is_one(package: str) -> bool:
    """Whether an installed package's source uses TensorFlow as it was in 1.x."""
    if package in _NONE or package in OF_THE_TIME:
        return False
    place = installed.folder(package)
    files = sorted(place.rglob("*.py"))[:_MOST_FILES] if place else []
    texts = [_text(file) for file in files]
    if not any(map(_IMPORTS.search, texts)) or any(map(_OF_2.search, texts)):
        return False
    return any(map(_OF_1.search, texts))


def _text(file: Path) -> str:
    if file.stat().st_size > _LONGEST:
        return ""
    return file.read_text(encoding="utf-8", errors="replace")
