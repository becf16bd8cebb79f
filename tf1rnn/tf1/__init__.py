"""TensorFlow 1: `tf` behaves as `import tensorflow as tf` did under TensorFlow 1.15.

    from tf1rnn.tf1 import tf

`tf_of_the_lesson` is the one that the lesson was written for, 1.0: see from_1_0/.
TensorFlow loads only when an attribute of `tf` is first used.
"""

from tf1rnn.tf1.names.namespace import resolve

tf = resolve("tensorflow")
tf_of_the_lesson = resolve("tensorflow", "1.0")

__all__ = ["tf", "tf_of_the_lesson"]
