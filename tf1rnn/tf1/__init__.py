"""TensorFlow 1 as it was: `tf` behaves as `import tensorflow as tf` did under TensorFlow 1.15.

    from tf1rnn.tf1 import tf

Nothing of TensorFlow loads before an attribute of `tf` is first used.
"""

from tf1rnn.tf1.names.namespace import resolve

tf = resolve("tensorflow")

__all__ = ["tf"]
