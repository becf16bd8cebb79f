"""tf.contrib: each submodule loads when it is first used."""

import importlib

from tf1rnn.tf1.names import moved
from tf1rnn.tf1.names.absent import absent

_SUBMODULES = (
    "crf",
    "data",
    "distributions",
    "framework",
    "image",
    "layers",
    "learn",
    "legacy_seq2seq",
    "lookup",
    "nn",
    "opt",
    "predictor",
    "rnn",
    "seq2seq",
    "slim",
    "tensorboard",
    "training",
)


def __getattr__(name: str):
    if name in _SUBMODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name in moved.MODULES:
        return moved.module(name)
    raise absent("tf.contrib", name)


def __dir__():
    return sorted({*_SUBMODULES, *moved.MODULES})
