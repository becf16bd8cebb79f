"""tf.contrib: each submodule loads when it is first used."""

import importlib

from tf1rnn.tf1.contrib.absent import absent

_SUBMODULES = (
    "crf",
    "framework",
    "layers",
    "legacy_seq2seq",
    "lookup",
    "rnn",
    "seq2seq",
    "slim",
    "training",
)


def __getattr__(name: str):
    if name in _SUBMODULES:
        return importlib.import_module(f"{__name__}.{name}")
    raise absent("tf.contrib", name)


def __dir__():
    return list(_SUBMODULES)
