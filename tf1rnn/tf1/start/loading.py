"""Load TensorFlow, quietly and in graph mode: importing this module does.

What is imported before anything of `tf` takes TensorFlow's modules from here.
"""

from tf1rnn.tf1.start import memory, quiet

with quiet.start_up(), memory.all_kept():
    import tensorflow.compat.v1 as compat
    from tensorflow.python.autograph.core import config
    from tensorflow.python.eager import context
    from tensorflow.python.framework import ops, random_seed

    quiet.silence_advice()
    compat.disable_v2_behavior()
    if not quiet.has_gpu_driver():  # else the first look for GPUs would report an error
        compat.config.list_physical_devices()

memory.reuse_freed()

# AutoGraph took a layer's `call` as it stood where it was TensorFlow's own, tf.contrib's too.
config.CONVERSION_RULES = (config.DoNotConvert("tf1rnn"), *config.CONVERSION_RULES)

__all__ = ["compat", "context", "ops", "random_seed"]
