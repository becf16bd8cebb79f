"""TensorFlow 1 as it was: `tf` behaves as `import tensorflow as tf` did under TensorFlow 1.15.

    from tf1rnn.tf1 import tf

Nothing of TensorFlow loads before an attribute of `tf` is first used.
"""

import types

# What Python's own modules look for in any module, with no TensorFlow in mind.
_PROBED = ("__all__", "__file__", "__path__", "__wrapped__", "__warningregistry__")


class _LazyTensorFlow(types.ModuleType):
    """The module `tf`: fills itself with TensorFlow 1's names when one is first asked for."""

    def __getattr__(self, name: str):
        if name in _PROBED:
            raise AttributeError(f"module 'tf' has no attribute {name!r}")
        from tf1rnn.tf1.names.facade import root

        value = getattr(root(), name)
        setattr(self, name, value)
        return value

    def __dir__(self):
        from tf1rnn.tf1.names.facade import root

        return dir(root())


tf = _LazyTensorFlow("tf1rnn.tf1.tf", "TensorFlow 1.15's names on today's TensorFlow.")

__all__ = ["tf"]
