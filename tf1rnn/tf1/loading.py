"""Load TensorFlow, quietly and in graph mode: importing this module does.

What is imported before anything of `tf` takes TensorFlow's modules from here.
"""

from tf1rnn.tf1 import quiet

with quiet.start_up():
    import tensorflow.compat.v1 as compat
    from tensorflow.python.eager import context
    from tensorflow.python.framework import ops, random_seed

    quiet.silence_advice()
    compat.disable_v2_behavior()
    if not quiet.has_gpu_driver():  # else the first look for GPUs would report an error
        compat.config.list_physical_devices()

__all__ = ["compat", "context", "ops", "random_seed"]
