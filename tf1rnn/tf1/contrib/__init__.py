"""tf.contrib: each submodule loads when it is first used."""

import importlib

_SUBMODULES = (
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
    raise AttributeError(f"module 'tf.contrib' has no attribute {name!r}")


def __dir__():
    return list(_SUBMODULES)
