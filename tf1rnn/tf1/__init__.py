"""TensorFlow 1: `tf` behaves as `import tensorflow as tf` did under TensorFlow 1.15.

    from tf1rnn.tf1 import tf

TensorFlow loads only when an attribute of `tf` is first used.
"""

from tf1rnn.tf1.names.namespace import resolve

tf = resolve("tensorflow")

__all__ = ["tf"]
